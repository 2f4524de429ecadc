import type { Page } from '@playwright/test'
import { zoneCookie } from '@/features/conferences/clock'
import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { createSession } from '@/prisma/factories'
import { layCable } from './support/cable'
import { startSecondServer } from './support/second-server'
import { expect, test } from './support/test'
import { wordsIn } from './support/words'

// A server of its own, whose way to the database these tests cut. One test after the other, since
// they share the way.
test.describe.configure({ mode: 'serial' })

let cable: Awaited<ReturnType<typeof layCable>>
let server: Awaited<ReturnType<typeof startSecondServer>>

test.beforeAll(async () => {
  cable = await layCable(process.env.DATABASE_URL ?? '')
  server = await startSecondServer({ DATABASE_URL: cable.url, LOG_LEVEL: 'silent' })
})

test.beforeEach(() => cable.mend())

test.afterAll(async () => {
  await server.stop()
  cable.stop()
})

/** A page on that server, in a browser that has said before which zone it is in. */
async function open(page: Page, path: string) {
  const known = { name: zoneCookie, value: 'Europe/London', url: server.address }
  await page.context().addCookies([known])
  await page.goto(server.address + path)
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const notSaved = /cannot reach its database right now, so this is not saved/

for (const locale of ['en', 'zh-CN'] as const) {
  test(`a page says that the database is away, and comes back by itself: ${locale}`, async ({
    cast,
    browserOf,
  }) => {
    const t = wordsIn(locale)
    const page = await browserOf(cast.editor, { locale })
    await open(page, paths.team(cast.team.slug))
    cable.cut()
    // By a link first, then as a whole
    const link = page.getByRole('navigation').getByRole('link', { name: t('shell.lists') })
    await link.first().click()
    await expect(page.getByText(t('errors.failureAway'))).toBeVisible()
    await open(page, paths.lists(cast.team.slug))
    await expect(page.getByText(t('errors.failureAway'))).toBeVisible()
    cable.mend()
    await expect(heading(page, t('lists.title'))).toBeVisible()
  })
}

test('a comment is kept, and saved once when the database is back', async ({ cast, browserOf }) => {
  const session = await createSession(cast.team.id)
  const page = await browserOf(cast.commenter)
  await open(page, paths.session(cast.team.slug, session))
  const field = page.getByLabel('New comment')
  const send = page.getByRole('button', { name: 'Comment', exact: true })
  cable.cut()
  await field.fill('Typed while the database was away')
  await send.click()
  const waiting = page.locator('.comment-waiting')
  await expect(waiting).toHaveText(/Not saved yet.*Typed while the database was away/s)
  cable.mend()
  await expect(page.getByRole('article')).toHaveText(/Typed while the database was away/)
  await expect(waiting).toHaveCount(0)
  await expect(field).toHaveValue('')
  expect(await db.comment.count({ where: { teamId: cast.team.id } })).toBe(1)
})

test('settings are kept in their form', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.owner)
  await open(page, paths.teamSettings(cast.team.slug))
  const name = page.getByRole('textbox', { name: 'Name of the team' })
  const save = page.getByRole('button', { name: 'Save' })
  cable.cut()
  await name.fill('Renamed meanwhile')
  await save.click()
  await expect(page.getByRole('alert').filter({ hasText: notSaved })).toBeVisible()
  await expect(name).toHaveValue('Renamed meanwhile')
  cable.mend()
  await save.click()
  await expect(page.getByRole('main').getByText('Saved.', { exact: true })).toBeVisible()
  await page.reload()
  await expect(name).toHaveValue('Renamed meanwhile')
})

test('an annotation is kept on the device, and saved once', async ({ cast, browserOf }) => {
  const session = await createSession(cast.team.id)
  const page = await browserOf(cast.editor)
  await open(page, paths.session(cast.team.slug, session))
  const form = page.getByRole('form', { name: 'Your annotation' })
  const field = form.getByRole('textbox', { name: 'Your annotation' })
  const save = form.getByRole('button', { name: 'Save' })
  cable.cut()
  await field.fill('12:34 ? Heard while the database was away')
  await save.click()
  await expect(form.getByRole('status')).toHaveText(/Not saved yet, kept on this device/)
  const waiting = page.locator('.note-waiting')
  await expect(waiting).toHaveText(/Heard while the database was away/)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  cable.mend()
  await open(page, paths.session(cast.team.slug, session))
  await expect(waiting).toHaveCount(0)
  await expect(page.getByRole('article')).toHaveText(/12:34.*Heard while the database was away/s)
  expect(await db.annotation.count({ where: { teamId: cast.team.id } })).toBe(1)
})
