import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import pg from 'pg'
import { pool } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { startSecondServer } from './support/second-server'
import { expect, test } from './support/test'

// An import is carried out and taken back in the background: it is watched, and outlives its server.

const talks = 60

function calendar(): Buffer {
  const event = (n: number) =>
    [
      'BEGIN:VEVENT',
      `UID:talk-${n}`,
      `SUMMARY:Talk ${n}`,
      `DTSTART;TZID=Europe/Berlin:202611${10 + (n % 3)}T${String(9 + (n % 8)).padStart(2, '0')}0000`,
      'DURATION:PT30M',
      `DESCRIPTION:What talk ${n} is about`,
      'END:VEVENT',
    ].join('\r\n')
  const events = Array.from({ length: talks }, (_, n) => event(n)).join('\r\n')
  const head = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Cloud Days 2026\r\n'
  return Buffer.from(`${head}${events}\r\nEND:VCALENDAR\r\n`)
}

async function uploadTo(page: Page, address: string) {
  await page.goto(address)
  const file = { name: 'programme.ics', mimeType: 'text/calendar', buffer: calendar() }
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Preview: Cloud Days 2026')
}

const confirm = (page: Page) =>
  page.getByRole('button', { name: `Import ${talks} sessions` }).click()

/** Holds whoever carries out a team's import just before it writes. */
async function hold(database: pg.Pool, teamId: string) {
  const client = await database.connect()
  await client.query('BEGIN')
  await client.query('SELECT 1 FROM "Import" WHERE "teamId" = $1 FOR NO KEY UPDATE', [teamId])
  return async () => {
    await client.query('ROLLBACK')
    client.release()
  }
}

async function written(database: pg.Pool, teamId: string) {
  const { rows } = await database.query(
    `SELECT (SELECT count(*)::int FROM "Session" WHERE "teamId" = $1) AS "sessions",
            (SELECT count(*)::int FROM "Event" WHERE "teamId" = $1 AND "verb" = 'applied') AS "times",
            (SELECT count(*)::int FROM "ImportWork" WHERE "teamId" = $1) AS "left"`,
    [teamId],
  )
  return rows[0]
}

/** A database where no other server works, with one team and its logins in it. */
async function ownDatabase(teamId: string) {
  const url = new URL(process.env.DATABASE_URL ?? '')
  const name = `progress_${newId().replaceAll('-', '')}`
  await pool.query(`CREATE DATABASE ${name}`)
  url.pathname = `/${name}`
  const script = `import('./bin/support/migrate.mjs').then((it) => it.migrate('${url.href}'))`
  await promisify(execFile)(process.execPath, ['-e', script])
  const database = new pg.Pool({ connectionString: url.href, max: 2 })
  database.on('error', () => {})
  const people = 'SELECT "userId" FROM "Membership" WHERE "teamId" = $1'
  for (const [table, condition] of [
    ['User', `"id" IN (${people})`],
    ['Login', `"userId" IN (${people})`],
    ['Team', '"id" = $1'],
    ['Membership', '"teamId" = $1'],
  ] as const) {
    const rows = await pool.query(
      `SELECT jsonb_agg(to_jsonb(t)) AS "all" FROM "${table}" t WHERE ${condition}`,
      [teamId],
    )
    await database.query(
      `INSERT INTO "${table}" SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1)`,
      [JSON.stringify(rows.rows[0].all)],
    )
  }
  const drop = async () => {
    await database.end()
    await pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
  }
  return { url: url.href, database, drop }
}

test('an import whose server is killed goes on when it is started again, once', async ({
  cast,
  browserOf,
}) => {
  test.slow()
  const page = await browserOf(cast.editor)
  const { slug, id: teamId } = cast.team
  const { url, database, drop } = await ownDatabase(teamId)
  const start = (PORT?: string) =>
    startSecondServer({ DATABASE_URL: url, LOG_LEVEL: 'silent', ...(PORT && { PORT }) })
  let server = await start()
  try {
    await uploadTo(page, server.address + paths.imports(slug))
    const release = await hold(database, teamId)
    await confirm(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Importing: Cloud Days 2026')
    const bar = page.getByRole('progressbar', { name: 'Importing' })
    await expect(bar).toHaveAttribute('value', '0.5')
    await server.stop('SIGKILL')
    await release()
    expect(await written(database, teamId)).toEqual({ sessions: 0, times: 0, left: 1 })
    await expect(bar).toBeVisible()
    server = await start(server.port)
    await expect(page.getByText('What was done')).toBeVisible({ timeout: 30_000 })
    await expect
      .poll(() => written(database, teamId))
      .toEqual({ sessions: talks, times: 1, left: 0 })
  } finally {
    await server.stop('SIGKILL')
    await drop()
  }
})

test('without script the page looks again by itself', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.editor, { javaScriptEnabled: false })
  const { slug, id: teamId } = cast.team
  await uploadTo(page, paths.imports(slug))
  const release = await hold(pool, teamId)
  await confirm(page)
  await expect(page.getByRole('progressbar', { name: 'Importing' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Look again' })).toBeVisible()
  await release()
  await expect(page.getByText('What was done')).toBeVisible()
  expect((await written(pool, teamId)).times).toBe(1)
  const releaseAgain = await hold(pool, teamId)
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await expect(page.getByRole('progressbar', { name: 'Undoing' })).toBeVisible()
  await releaseAgain()
  await expect(page.getByText('What undoing did')).toBeVisible()
  expect((await written(pool, teamId)).sessions).toBe(0)
})
