import type { Page } from '@playwright/test'
import type { Member } from '@/lib/actor'
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
  await expect(moment).toHaveText('2:10')
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
  await expect(text(page).locator('p')).toHaveText(['0:05Hello', '1:02:03你好，世界'])
  await text(page).getByRole('link', { name: '1:02:03' }).click()
  expect(new URL(page.url()).hash).toBe('#t3723000')
})
