import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { slugId } from '@/lib/ids'
import { createAnnotation, createSession } from '@/prisma/factories'
import { expect, test } from './support/test'

/** Stands in for YouTube's embedded player: speaks the messages of its IFrame API, nothing else. */
const pretendPlayer = `<!doctype html><title>Player</title><script>
  let time = Number(new URLSearchParams(location.search).get('start') ?? 0), state = 1
  const tell = () => parent.postMessage(JSON.stringify({ event: 'infoDelivery',
    info: { currentTime: time, playerState: state, duration: 2050 } }), '*')
  addEventListener('message', ({ data }) => {
    const { event, func, args } = JSON.parse(data)
    if (event === 'command' && func === 'seekTo') time = args[0]
    if (event === 'command' && func === 'pauseVideo') state = 2
    if (event === 'command' && func === 'playVideo') state = 1
    tell()
  })
</script>`

async function withPlayer(page: Page) {
  const asked: string[] = []
  await page.route(/youtube/, (route) => {
    asked.push(route.request().url())
    return route.fulfill({ contentType: 'text/html', body: pretendPlayer })
  })
  return asked
}

const time = (page: Page) => page.locator('.player-time')
const current = (page: Page) => page.locator('.note[aria-current="time"]')

test('nothing is loaded before play is pressed; then annotations and recording lead to each other', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  const asked = await withPlayer(page)
  const session = await createSession(cast.team.id, {
    recordingUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  })
  for (const [body, fromMs] of [
    ['Early on', 60_000],
    ['In the middle', 600_000],
    ['At the end', 1_800_000],
  ] as const) {
    await createAnnotation(cast.editor, session, { text: body, fromMs })
  }
  await page.goto(`/t/${cast.team.slug}/sessions/${slugId(session.slug, session.id)}`)
  const moment = page.getByRole('link', { name: '10:00' })
  await moment.click()
  await expect(page.getByRole('button', { name: /Play the recording/ })).toHaveText(/10:00/)
  expect(asked).toEqual([])

  await page.getByRole('button', { name: /Play the recording/ }).click()
  await expect(time(page)).toHaveText('10:00')
  await expect(current(page)).toHaveText(/In the middle/)
  expect(asked).toHaveLength(1)
  expect(new URL(asked[0] ?? '').searchParams.get('start')).toBe('600')

  await page.getByRole('link', { name: '30:00' }).click()
  await expect(time(page)).toHaveText('30:00')
  await expect(current(page)).toHaveText(/At the end/)
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('Alt+KeyJ')
  await expect(time(page)).toHaveText('29:50')
  await expect(current(page)).toHaveText(/In the middle/)

  const box = page.getByRole('textbox', { name: 'Your annotation' })
  await page.keyboard.press('a')
  await expect(box).toHaveValue('29:50 ')
  await page.keyboard.type('? Who pays for it')
  await page.keyboard.press('Alt+KeyJ')
  await expect(time(page)).toHaveText('29:40')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('article').filter({ hasText: 'Who pays for it' })).toHaveText(
    /29:50.*Question/s,
  )
})

test('notes of the live talk get the moment of the recording, and move with its beginning', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.editor)
  await withPlayer(page)
  const session = await createSession(cast.team.id, {
    startsAt: new Date('2026-11-11T10:00:00Z'),
    endsAt: new Date('2026-11-11T10:35:00Z'),
    recordingUrl: 'https://youtu.be/dQw4w9WgXcQ',
  })
  const { zone } = await db.conference.findFirstOrThrow({ where: { id: session.conferenceId } })
  const clock = (iso: string) =>
    new Date(iso).toLocaleTimeString('en-GB', { timeZone: zone, hour12: false })
  await createAnnotation(cast.editor, session, {
    text: 'While it ran',
    startedAt: new Date('2026-11-11T10:08:22Z'),
  })
  await createAnnotation(cast.editor, session, {
    text: 'The day after',
    startedAt: new Date('2026-11-12T09:00:00Z'),
  })
  const address = `/t/${cast.team.slug}/sessions/${slugId(session.slug, session.id)}`
  await page.goto(address)
  const note = page.getByRole('article').filter({ hasText: 'While it ran' })
  await page.getByText('Match the live notes to it').click()
  await page.getByLabel('The recording begins at').fill(clock('2026-11-11T10:00:30Z'))
  await page.getByRole('button', { name: 'Match' }).click()
  await expect(note).toHaveText(/≈07:52/)
  await expect(page.getByRole('article').filter({ hasText: 'The day after' })).not.toHaveText(/≈/)
  await page.getByText('Match the live notes to it').click()
  await page.getByLabel('The recording begins at').fill(clock('2026-11-11T10:00:00Z'))
  await page.getByRole('button', { name: 'Match' }).click()
  await expect(note).toHaveText(/≈08:22/)

  const viewer = await browserOf(cast.viewer)
  await viewer.goto(address)
  await expect(viewer.getByRole('button', { name: /Play the recording/ })).toBeVisible()
  await expect(viewer.getByText('Match the live notes to it')).toHaveCount(0)
})

test('on a phone the player is a line above the notes, and stays in sight once it plays', async ({
  cast,
  browserOf,
}) => {
  const page = await browserOf(cast.viewer, { viewport: { width: 360, height: 740 } })
  await withPlayer(page)
  const session = await createSession(cast.team.id, {
    recordingUrl: 'https://youtu.be/dQw4w9WgXcQ',
  })
  for (let minute = 1; minute <= 12; minute++) {
    await createAnnotation(cast.editor, session, {
      text: `Note ${minute}`,
      fromMs: minute * 60_000,
    })
  }
  await page.goto(`/t/${cast.team.slug}/sessions/${slugId(session.slug, session.id)}`)
  const start = page.getByRole('button', { name: /Play the recording/ })
  const first = page.getByRole('article').first()
  const [line, note] = [await start.boundingBox(), await first.boundingBox()]
  expect(line?.height).toBeLessThan(72)
  expect(line?.y).toBeLessThan(note?.y ?? 0)
  // Before the first of the cards for the keyboard too
  expect(
    await start.evaluate((it) =>
      Boolean(
        it.compareDocumentPosition(document.querySelector('article') as Element) &
          Node.DOCUMENT_POSITION_FOLLOWING,
      ),
    ),
  ).toBe(true)
  await start.click()
  await expect(time(page)).toHaveText('00:00')
  await page.getByRole('link', { name: '11:00' }).click()
  await expect(current(page)).toHaveText(/Note 11/)
  await expect(current(page)).toBeInViewport()
  const frame = await page.locator('.player-frame').boundingBox()
  expect(frame?.y).toBeGreaterThanOrEqual(0)
  expect((frame?.y ?? 0) + (frame?.height ?? 0)).toBeLessThan(260)
})
