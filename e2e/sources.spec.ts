import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { paths } from '@/lib/paths'
import { expect, test } from './support/test'

const head = 'when,what,about,where\n'
const first = `${head}2026-11-10 09:00,Opening,Welcome,Hall 1\n2026-11-10 10:00,Nets,How to mend,Hall 1\n`
const later = `${head}2026-11-10 09:00,Opening,Welcome,Hall 1\n2026-11-10 11:00,Nets,How to mend,Deck\n`

const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name })
/** In words: with fetching switched on, as everywhere but in tests, or off */
const notFetched = /leads into a private network|fetches nothing from the web/
const column = (page: Page, name: string) => page.getByLabel(`Column ${name}`)

async function upload(page: Page, team: string, text: string) {
  await page.goto(paths.imports(team))
  const file = { name: 'programme.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: 'Preview' }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test(`a table is read as a person says, and what it changes is told, ${
    javaScriptEnabled ? 'with' : 'without'
  } script`, async ({ cast, browserOf }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const { slug, id: teamId } = cast.team
    await upload(page, slug, first)
    await expect(heading(page, 'Preview: programme')).toBeVisible()
    await page.getByRole('button', { name: 'Use this zone' }).click()
    await page.getByText('What the columns of this table are').click()
    await expect(column(page, 'when')).toHaveValue('day')
    await column(page, 'when').selectOption('Start, or start and end')
    await column(page, 'what').selectOption('Title')
    await column(page, 'about').selectOption('Abstract')
    await column(page, 'where').selectOption('Room')
    await page.getByRole('button', { name: 'Read it again' }).click()
    const added = page.getByRole('region', { name: 'New sessions' })
    await expect(added.getByText('Opening')).toBeVisible()
    await page.getByRole('button', { name: 'Import 2 sessions' }).click()
    await expect(page.getByText('What was done')).toBeVisible()
    const session = await db.session.findFirstOrThrow({ where: { teamId, title: 'Nets' } })
    expect(session).toMatchObject({ abstractPlain: 'How to mend' })

    // The next version needs no help
    await upload(page, slug, later)
    await page.getByRole('button', { name: 'Make 1 change' }).click()
    await expect(page.getByText('What was done')).toBeVisible()
    const conference = await db.conference.findFirstOrThrow({ where: { teamId } })
    await page.goto(paths.programmeChanges(slug, conference))
    await expect(page.getByText('0 new, 1 changed, 0 cancelled')).toBeVisible()
    await expect(page.getByText('Deck')).toBeVisible()
    await expect(page.getByText('2 sessions came in with the first import')).toBeVisible()
    await page.getByRole('link', { name: 'Nets' }).click()
    await expect(heading(page, 'Nets')).toBeVisible()
  })

  test(`a source is scheduled, asked for and removed, ${
    javaScriptEnabled ? 'with' : 'without'
  } script`, async ({ cast, browserOf }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const { slug, id: teamId } = cast.team
    await page.goto(paths.imports(slug))
    const inside = 'http://127.0.0.1:9/schedule.ics'
    await page.getByLabel('Or paste text or an address').fill(inside)
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByText(notFetched)).toBeVisible()
    await expect(page.getByLabel('Or paste text or an address')).toHaveValue(inside)

    await upload(page, slug, `title,date,start,room\nOpening,2026-11-10,09:00,Hall 1\n`)
    await page.getByRole('button', { name: 'Use this zone' }).click()
    await page.getByRole('button', { name: 'Import 1 session' }).click()
    await expect(page.getByText('What was done')).toBeVisible()
    const conference = await db.conference.findFirstOrThrow({ where: { teamId } })
    // A public site cannot be had here: what it answers is told by the tests of the parts
    await db.source.updateMany({ where: { teamId }, data: { url: inside } })
    await page.goto(paths.sources(slug, conference))
    const card = page.locator('.card', { hasText: 'programme.csv' })
    await expect(card.getByText('1 session', { exact: true })).toBeVisible()
    await card.getByLabel('Refresh by itself').selectOption('Every day')
    await card.getByRole('button', { name: 'Save' }).click()
    await expect(card.getByText(`In the name of ${cast.editor.name}`)).toBeVisible()
    await card.getByRole('button', { name: 'Refresh now' }).click()
    await expect(card.getByText(notFetched)).toBeVisible()
    await expect(card.getByText(/It failed once\. It is tried again/)).toBeVisible()
    await card.getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByText('This programme has no source')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(card.getByLabel('Refresh by itself')).toHaveValue('off')
    expect(await db.session.count({ where: { teamId, cancelledAt: null } })).toBe(1)
  })
}
