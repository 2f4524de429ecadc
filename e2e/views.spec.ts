import type { Page } from '@playwright/test'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

type Session = { id: string; slug: string }

const open = (page: Page, { team }: Member, session: Session, notes?: string) =>
  page.goto(paths.session(team.slug, session, { notes }))
const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })
const blocks = (page: Page) => page.locator('.summary-block')
const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'How to look at the annotations' }).getByText(name)

test('what one promotes by a key arrives in the summary that another reads', async ({
  cast,
  browserOf,
}) => {
  const { editor, owner } = cast
  const session = await createSession(cast.team.id)
  await createAnnotation(owner, session, { text: 'Boring is a feature' })
  await createAnnotation(editor, session, { text: 'For my eyes', audience: 'me' })
  const [mine, theirs] = [await browserOf(editor), await browserOf(owner)]
  const connected = theirs.waitForResponse((answer) => /\/live\?since=/.test(answer.url()))
  await open(theirs, owner, session)
  await connected
  await view(theirs, 'Summary').click()
  await expect(theirs.getByText('No summary yet')).toBeVisible()

  await open(mine, editor, session)
  await expect(card(mine, 'For my eyes').getByRole('button', { name: 'Promote' })).toHaveCount(0)
  await card(mine, 'Boring').focus()
  await mine.keyboard.press('p')
  await expect(card(mine, 'Boring').getByRole('link', { name: 'in the summary' })).toBeVisible()
  await expect(card(mine, 'Boring')).toBeFocused()
  await expect(blocks(theirs)).toHaveText([/Olga Owner.*Boring is a feature/])

  // Taken back by the one who did it, it leaves the other's page as well
  await mine.getByRole('button', { name: 'Undo' }).click()
  await expect(theirs.getByText('No summary yet')).toBeVisible()
  await card(mine, 'Boring').getByRole('button', { name: 'Promote' }).click()
  await card(mine, 'Boring').getByRole('link', { name: 'in the summary' }).click()
  await expect(blocks(mine)).toHaveText([/Boring is a feature/])

  // Words of one's own above it, ordered by keys with the focus kept
  await mine.getByLabel('In the team’s own words').fill('## What we keep')
  await mine.getByRole('button', { name: 'Add to the summary' }).click()
  await expect(mine.getByRole('heading', { name: 'What we keep' })).toBeVisible()
  await blocks(mine).nth(1).getByRole('button', { name: 'Move up' }).press('Enter')
  await expect(blocks(mine)).toHaveText([/What we keep/, /Boring/])
  await expect(blocks(mine).first().getByRole('button', { name: 'Move down' })).toBeFocused()
  await expect(blocks(theirs)).toHaveText([/What we keep/, /Boring/])
})

test('a stale edit of the team’s words shows both and loses neither', async ({
  cast,
  browserOf,
}) => {
  const session = await createSession(cast.team.id)
  const [one, other] = [await browserOf(cast.owner), await browserOf(cast.editor)]
  await open(one, cast.owner, session, 'summary')
  await one.getByLabel('In the team’s own words').fill('The first words')
  await one.getByRole('button', { name: 'Add to the summary' }).click()
  await expect(blocks(one)).toHaveText([/The first words/])
  await open(other, cast.editor, session, 'summary')
  for (const page of [one, other]) {
    await blocks(page).first().getByRole('link', { name: 'Edit' }).click()
    await expect(page.getByLabel('The team’s words')).toBeFocused()
  }
  await one.getByLabel('The team’s words').fill('The owner’s words')
  await one.getByRole('button', { name: 'Save' }).click()
  await expect(blocks(one)).toHaveText([/The owner’s words/])
  await other.getByLabel('The team’s words').fill('The editor’s words')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(other.getByText('Stored now:')).toBeVisible()
  await expect(other.locator('.note-typed')).toHaveText('The owner’s words')
  await expect(other.getByLabel('The team’s words')).toHaveValue('The editor’s words')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(blocks(one)).toHaveText([/The editor’s words/])
})

test('promoting and ordering work without script', async ({ cast, browserOf }) => {
  const session = await createSession(cast.team.id)
  for (const text of ['One', 'Two']) await createAnnotation(cast.editor, session, { text })
  const page = await browserOf(cast.editor, { javaScriptEnabled: false })
  await open(page, cast.editor, session)
  for (const text of ['One', 'Two']) {
    await card(page, text).getByRole('button', { name: 'Promote' }).click()
    await expect(page.getByText('It stands in the summary now.')).toBeVisible()
  }
  await view(page, 'Summary').click()
  await expect(blocks(page)).toHaveText([/One/, /Two/])
  await blocks(page).first().getByRole('button', { name: 'Move down' }).click()
  await expect(blocks(page)).toHaveText([/Two/, /One/])
  await blocks(page).first().getByRole('button', { name: 'Take out' }).click()
  await expect(blocks(page)).toHaveText([/One/])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(blocks(page)).toHaveText([/Two/, /One/])
})

test('side by side, what was written at the same time stands at the same height', async ({
  cast,
  browserOf,
}) => {
  const { editor, owner } = cast
  const session = await createSession(cast.team.id)
  const texts = [
    [owner, 'At the start', 0],
    [editor, 'A minute later', 60_000],
    [owner, 'In the middle', 900_000],
    [editor, 'There as well', 910_000],
  ] as const
  for (const [author, text, fromMs] of texts) {
    await createAnnotation(author, session, { text, fromMs })
  }
  const page = await browserOf(editor)
  await page.setViewportSize({ width: 1440, height: 900 })
  await open(page, editor, session)
  await view(page, 'Side by side').click()
  const columns = page.getByRole('region', { name: 'Side by side' }).getByRole('region')
  // One's own first
  await expect(columns.getByRole('heading')).toHaveText([/Edda Editor/, /Olga Owner/])
  for (const [, text] of texts) await expect(card(page, text)).toBeInViewport()
  const top = (text: string) =>
    card(page, text).evaluate((it) => Math.round(it.getBoundingClientRect().top))
  expect(await top('There as well')).toBe(await top('In the middle'))
  expect(await top('A minute later')).toBe(await top('At the start'))
  expect(await top('In the middle')).toBeGreaterThan(await top('At the start'))

  // On a phone one column at a time, without gaps, and the page itself does not scroll sideways
  await page.setViewportSize({ width: 360, height: 780 })
  await expect(card(page, 'There as well')).toBeInViewport()
  await expect(card(page, 'In the middle')).not.toBeInViewport({ ratio: 0.2 })
  await page.getByRole('region', { name: 'Side by side' }).focus()
  await page.keyboard.press('End')
  await columns.nth(1).scrollIntoViewIfNeeded()
  await expect(card(page, 'In the middle')).toBeInViewport({ ratio: 0.5 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(wide).toBe(false)
})
