import type { Page } from '@playwright/test'
import { zoneCookie } from '@/features/conferences/clock'
import { db, pool } from '@/lib/db'
import { paths } from '@/lib/paths'
import { createSession } from '@/prisma/factories'
import { layCable } from './support/cable'
import { startSecondServer } from './support/second-server'
import { expect, test } from './support/test'

// What was typed outlives whatever dies while it is saved: the server, the database, the tab.
test.describe.configure({ mode: 'serial' })

let cable: Awaited<ReturnType<typeof layCable>>
let server: Awaited<ReturnType<typeof startSecondServer>>

const start = (PORT?: string) =>
  startSecondServer({ DATABASE_URL: cable.url, LOG_LEVEL: 'silent', ...(PORT && { PORT }) })

test.beforeAll(async () => {
  cable = await layCable(process.env.DATABASE_URL ?? '')
  server = await start()
})

test.afterAll(async () => {
  await server.stop()
  cable.stop()
})

const field = (page: Page) => page.getByRole('textbox', { name: 'Your annotation', exact: true })
const state = (page: Page) => page.locator('#composer').getByRole('status')

async function open(page: Page, path: string) {
  const known = { name: zoneCookie, value: 'Europe/London', url: server.address }
  await page.context().addCookies([known])
  await page.goto(server.address + path)
}

/** Holds up every write of a team just before it is committed, until released. */
async function holdWrites(teamId: string) {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT 1 FROM "Team" WHERE "id" = $1 FOR UPDATE', [teamId])
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const held = () =>
    pool
      .query('SELECT 1 FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))', [
        rows[0]?.pid,
      ])
      .then(({ rowCount }) => rowCount)
  return {
    untilOneWaits: () => expect.poll(held).toBeGreaterThan(0),
    async release() {
      await client.query('ROLLBACK')
      client.release()
    },
  }
}

/** All that is kept of a team: each text with the numbers of its revisions, and how many events told. */
async function written(teamId: string) {
  const annotations = await db.annotation.findMany({
    where: { teamId },
    include: { revisions: { select: { number: true } } },
    orderBy: { createdAt: 'asc' },
  })
  const events = await db.event.count({ where: { teamId, subjectType: 'annotation' } })
  const texts = annotations.map((it) => [it.bodySource, it.revisions.map(({ number }) => number)])
  return { texts, events }
}

test('the server is killed while it saves, and started again', async ({ cast, browserOf }) => {
  const session = await createSession(cast.team.id)
  const page = await browserOf(cast.editor)
  await open(page, paths.session(cast.team.slug, session))
  const writes = await holdWrites(cast.team.id)
  await field(page).fill('Said while the server died')
  await field(page).press('Control+Enter')
  await writes.untilOneWaits()
  await server.stop('SIGKILL')
  await expect(state(page)).toHaveText(/Not saved yet, kept on this device/)
  await writes.release()
  expect((await written(cast.team.id)).texts).toEqual([])
  server = await start(server.port)
  await expect(page.locator('.note-waiting')).toHaveCount(0)
  await expect(page.getByRole('article')).toHaveText(/Said while the server died/)
  expect(await written(cast.team.id)).toEqual({
    texts: [['Said while the server died', [1]]],
    events: 1,
  })
})

for (const when of ['before', 'after'] as const) {
  test(`the database goes away ${when} it has committed, and comes back`, async ({
    cast,
    browserOf,
  }) => {
    const session = await createSession(cast.team.id)
    const page = await browserOf(cast.editor)
    await open(page, paths.session(cast.team.slug, session))
    const writes = await holdWrites(cast.team.id)
    await field(page).fill('Said while the database went')
    await field(page).press('Control+Enter')
    await writes.untilOneWaits()
    if (when === 'before') cable.cut()
    else cable.cutAtCommit()
    await writes.release()
    await expect(state(page)).toHaveText(/Not saved yet, kept on this device/)
    expect((await written(cast.team.id)).events).toBe(when === 'before' ? 0 : 1)
    cable.mend()
    await expect(page.locator('.note-waiting')).toHaveCount(0)
    await expect(page.getByRole('article')).toHaveText(/Said while the database went/)
    expect(await written(cast.team.id)).toEqual({
      texts: [['Said while the database went', [1]]],
      events: 1,
    })
  })
}

test('a tab crashes: what was typed and what was being sent is there in the next', async ({
  cast,
  browserOf,
}) => {
  const session = await createSession(cast.team.id)
  const page = await browserOf(cast.editor)
  const context = page.context()
  await open(page, paths.session(cast.team.slug, session))
  // One on its way, which never arrives from this tab
  await page.route('**/api/v1/**/annotations/**', () => {})
  await field(page).fill('On its way')
  await field(page).press('Control+Enter')
  await expect(page.locator('.note-waiting')).toHaveText(/On its way/)
  await field(page).pressSequentially('Half a sen')
  await expect(state(page)).toHaveText(/Draft kept on this device/)
  const crashed = page.waitForEvent('crash')
  await page.goto('chrome://crash').catch(() => {})
  await crashed
  await page.close()

  const next = await context.newPage()
  await open(next, paths.session(cast.team.slug, session))
  await expect(field(next)).toHaveValue('Half a sen')
  await expect(next.getByRole('article')).toHaveText(/On its way/)
  await expect(next.locator('.note-waiting')).toHaveCount(0)
  await field(next).press('End')
  await field(next).pressSequentially('tence')
  await field(next).press('Control+Enter')
  await expect(next.getByRole('article')).toHaveText([/On its way/, /Half a sentence/])
  expect((await written(cast.team.id)).texts).toEqual([
    ['On its way', [1]],
    ['Half a sentence', [1]],
  ])
})
