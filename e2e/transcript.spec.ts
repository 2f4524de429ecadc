import type { Page } from '@playwright/test'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { slugId } from '@/lib/ids'
import { createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

type Cast = { team: { id: string; slug: string }; editor: Member }

const addressOf = (team: { slug: string }, session: { id: string; slug: string }) =>
  `/t/${team.slug}/sessions/${slugId(session.slug, session.id)}`

const stamp = (seconds: number) =>
  `00:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.000`

/** Forty cues of five seconds with a pause and another voice in the middle. */
function webvtt(): string {
  const cues = Array.from({ length: 40 }, (_, i) => {
    const from = i * 5 + (i >= 20 ? 30 : 0)
    const voice = i === 20 ? '<v Ana Lima>' : ''
    const said = `${voice}Sentence number ${i} is about the isolation of tenants.`
    return `${stamp(from)} --> ${stamp(from + 5)}\n${said}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

const panel = (page: Page) => page.locator('#transcript')
const text = (page: Page) => panel(page).getByRole('region', { name: 'Transcript' }).last()

async function attach(page: Page, cast: Cast, source = webvtt()) {
  const session = await createSession(cast.team.id)
  await page.goto(`${addressOf(cast.team, session)}?view=transcript`)
  await panel(page)
    .getByLabel('Transcript file')
    .setInputFiles({ name: 'talk.vtt', mimeType: 'text/vtt', buffer: Buffer.from(source) })
  await panel(page).getByRole('button', { name: 'Attach' }).first().click()
  await expect(text(page)).toContainText('isolation')
  return session
}

test('a file is attached, read, searched, and follows the player', async ({ cast, browserOf }) => {
  const page = await browserOf(cast.editor)
  const session = await attach(page, cast)
  await expect(panel(page)).toContainText('talk.vtt')
  const paragraphs = text(page).locator('p')
  expect(await paragraphs.count()).toBeLessThan(12)
  await expect(paragraphs.filter({ hasText: 'Ana Lima' })).toHaveCount(1)

  const find = panel(page).getByRole('searchbox', { name: 'Find in the transcript' })
  await find.fill('NUMBER 3')
  await expect(panel(page).getByRole('status')).toHaveText('1 of 11')
  await find.press('Shift+Enter')
  await expect(panel(page).getByRole('status')).toHaveText('11 of 11')
  const painted = () =>
    page.evaluate(() => [...(CSS.highlights.get('found-now') ?? [])].map(String))
  expect(await painted()).toEqual(['number 3'])
  await find.fill('nothing of it')
  await expect(panel(page).getByRole('status')).toHaveText('Not found')

  await page.evaluate(() => {
    document.addEventListener('hallway:seek', (event) => {
      document.title = `seek ${(event as CustomEvent).detail}`
    })
  })
  const moment = paragraphs.filter({ hasText: 'Ana Lima' }).getByRole('link').first()
  await expect(moment).toHaveText('02:10')
  await moment.click()
  await expect(page).toHaveTitle('seek 130000')
  expect(new URL(page.url()).hash).toBe('#t130000')
  await expect(text(page).locator('[aria-current]')).toContainText('Sentence number 20')
  await page.evaluate(() =>
    document.dispatchEvent(new CustomEvent('hallway:time', { detail: 1_500 })),
  )
  await expect(text(page).locator('[aria-current]')).toContainText('Sentence number 0')
  await expect(panel(page).getByLabel('Scroll along with the recording')).toBeVisible()

  await panel(page).getByText('Replace or remove').click()
  await panel(page).getByRole('button', { name: 'Remove the transcript' }).click()
  await expect(panel(page)).toContainText('talk.vtt is in the trash for 30 days.')
  await panel(page).getByRole('button', { name: 'Bring it back' }).click()
  await expect(text(page)).toContainText('Sentence number 39')

  const viewer = await browserOf(cast.viewer)
  await viewer.goto(addressOf(cast.team, session))
  await expect(text(viewer)).toHaveCount(0)
  await panel(viewer).getByRole('link', { name: 'Read what was said' }).click()
  await expect(text(viewer)).toContainText('Sentence number 39')
  await expect(panel(viewer).getByText('Replace or remove')).toHaveCount(0)
})

test('without script: attached, refused with a sentence, pasted and read', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor, { javaScriptEnabled: false })
  const session = await createSession(cast.team.id)
  await page.goto(addressOf(cast.team, session))
  await panel(page).getByRole('link', { name: 'Add a transcript' }).click()
  const send = (name: string, buffer: Buffer) =>
    panel(page)
      .getByLabel('Transcript file')
      .setInputFiles({ name, mimeType: 'text/plain', buffer })
      .then(() => panel(page).getByRole('button', { name: 'Attach' }).first().click())
  await send('talk.mp4', Buffer.from([0, 1, 2, 3, 0, 255]))
  await expect(panel(page)).toContainText('This file is not text.')
  await panel(page).getByText('Or paste the text').click()
  await panel(page).getByLabel('Text of the transcript').fill('0:05 Hello\n1:02:03 你好，世界')
  await panel(page).getByRole('button', { name: 'Attach' }).last().click()
  await expect(text(page).locator('p')).toHaveText(['00:05Hello', '1:02:03你好，世界'])
  await text(page).getByRole('link', { name: '1:02:03' }).click()
  expect(new URL(page.url()).hash).toBe('#t3723000')
})

const abstract =
  '<p>隔离是不够的。</p><p>Three mechanisms carry <strong>the weight of it</strong>.</p>'

async function talkWithAbstract({ team }: Cast) {
  const session = await createSession(team.id)
  const where = { teamId_id: { teamId: team.id, id: session.id } }
  const abstractPlain = '隔离是不够的。\n\nThree mechanisms carry the weight of it.'
  await db.session.update({ where, data: { abstractPlain, abstractHtml: abstract } })
  return session
}

const field = (page: Page) => page.getByRole('textbox', { name: 'Your annotation' })
const quoted = (page: Page) => page.getByLabel('Passage', { exact: true })
const marked = (page: Page, name = 'passage') =>
  page.evaluate((it) => [...(CSS.highlights.get(it) ?? [])].map(String), name)

test('selected words are annotated, marked, and lead there and back', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const session = await talkWithAbstract(cast)
  await page.goto(`${addressOf(cast.team, session)}?view=transcript`)
  await page.getByText('the weight of it').selectText()
  await page.keyboard.press('Shift')
  await expect(page.getByRole('button', { name: 'Annotate' })).toBeVisible()
  await page.keyboard.press('a')
  await expect(quoted(page)).toHaveText('the weight of it')
  await expect(field(page)).toBeFocused()
  await page.getByRole('button', { name: 'Remove the passage' }).click()
  await expect(quoted(page)).toHaveCount(0)

  await page.getByText('the weight of it').selectText()
  await page.keyboard.press('Shift')
  await page.getByRole('button', { name: 'Annotate' }).click()
  await field(page).fill('Which three?')
  await expect(page.getByText('Draft kept on this device')).toBeVisible()
  await page.reload()
  await expect(quoted(page)).toHaveText('the weight of it')
  await field(page).press('Control+Enter')
  const card = page.getByRole('article').filter({ hasText: 'Which three?' })
  await expect(card.getByRole('link', { name: 'the weight of it' })).toBeVisible()
  await expect(quoted(page)).toHaveCount(0)
  await page.reload()
  await expect.poll(() => marked(page)).toEqual(['the weight of it'])
  await expect(page.locator('.passage-list')).toContainText('“the weight of it”')
  await card.getByRole('link', { name: 'the weight of it' }).click()
  expect(await marked(page, 'passage-now')).toEqual(['the weight of it'])

  // One single character, for oneself alone
  await page.getByText('隔离是不够的').evaluate((it) => {
    getSelection()?.setBaseAndExtent(it.firstChild as Node, 1, it.firstChild as Node, 2)
  })
  await page.keyboard.press('Shift')
  await page.keyboard.press('a')
  await expect(quoted(page)).toHaveText('离')
  await page.getByLabel('Visible to').selectOption('Only you')
  await field(page).fill('Apart from what')
  await field(page).press('Control+Enter')
  await expect.poll(() => marked(page)).toEqual(['the weight of it', '离'])
  const owner = await browserOf(cast.owner)
  await owner.goto(addressOf(cast.team, session))
  await expect.poll(() => marked(owner)).toEqual(['the weight of it'])
  await expect(owner.getByText('离', { exact: true })).toHaveCount(0)
})

test('words of a transcript bring their moment; another transcript keeps their quote', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const session = await attach(page, cast)
  const place = text(page).locator('p', { hasText: 'Ana Lima' }).locator('[data-said]')
  await place.evaluate((it) => {
    const node = it.firstChild as Text
    getSelection()?.setBaseAndExtent(node, 0, node, 'Sentence number 20'.length)
  })
  await page.keyboard.press('Shift')
  await page.keyboard.press('a')
  await field(page).fill('Half way')
  await field(page).press('Control+Enter')
  const card = page.getByRole('article').filter({ hasText: 'Half way' })
  await expect(card.getByText('02:10')).toBeVisible()
  await expect(text(page).locator('.passage-count')).toHaveText('1')

  await page.goto(addressOf(cast.team, session))
  await card.getByRole('link', { name: 'Sentence number 20' }).click()
  await expect.poll(() => marked(page, 'passage-now')).toEqual(['Sentence number 20'])

  const plain = await browserOf(cast.owner, { javaScriptEnabled: false })
  await plain.goto(`${addressOf(cast.team, session)}?view=transcript`)
  await text(plain).locator('.passage-count').click()
  expect(plain.url()).toContain('#annotation-')
  await expect(plain.getByRole('article')).toContainText('Sentence number 20')
  await panel(plain).getByText('Replace or remove').click()
  await panel(plain).getByText('Or paste the text').click()
  await panel(plain).getByLabel('Text of the transcript').fill('Something else was said')
  await panel(plain).getByRole('button', { name: 'Attach' }).last().click()
  await expect(text(plain)).toContainText('Something else was said')
  await expect(plain.getByRole('article')).toContainText('“Sentence number 20” on changed text')
})

test('on touch a tap on a paragraph offers it', async ({ cast, browserOf }) => {
  const phone = { hasTouch: true, viewport: { width: 360, height: 740 } }
  const page = await browserOf(cast.editor, phone)
  const session = await talkWithAbstract(cast)
  await page.goto(addressOf(cast.team, session))
  await page.getByText('隔离是不够的').tap()
  await page.getByRole('button', { name: 'Annotate' }).tap()
  await expect(quoted(page)).toHaveText('隔离是不够的。')
})
