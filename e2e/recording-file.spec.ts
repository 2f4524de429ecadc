import type { Page } from '@playwright/test'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession, createTeam } from '@/prisma/factories'
import { expect, test } from './support/test'

/** Two seconds of a quiet tone: 8 bits, 8,000 samples a second. */
function tone(): Buffer {
  const samples = Buffer.from(Array.from({ length: 16_000 }, (_, i) => 128 + (i % 20)))
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

const talk = (name: string, buffer: Buffer) => ({ name, mimeType: 'video/mp4', buffer })
const file = (page: Page) => page.locator('#recording input[type="file"]')
const upload = (page: Page) => page.getByRole('button', { name: 'Upload' })
const play = (page: Page) => page.getByRole('button', { name: /Play the recording/ })

for (const javaScriptEnabled of [true, false]) {
  test(`a recording is uploaded, replaced and taken back ${javaScriptEnabled ? 'with' : 'without'} script`, async ({
    cast,
    browserOf,
  }) => {
    const page = await browserOf(cast.editor, { javaScriptEnabled })
    const session = await createSession(cast.team.id)
    const address = paths.session(cast.team.slug, session)
    await createAnnotation(cast.editor, session, { text: 'At the second', fromMs: 1_000 })
    await page.goto(address)
    await page.getByRole('link', { name: 'Add a recording' }).click()
    await file(page).setInputFiles(talk('talk.mp4', Buffer.from('MZ, renamed')))
    await upload(page).click()
    await expect(page.getByText('This is no recording that browsers play.')).toBeVisible()
    await file(page).setInputFiles(talk('talk.exe', tone()))
    await upload(page).click()
    await expect(page).toHaveURL(new RegExp(`${address}$`))
    if (javaScriptEnabled) {
      await play(page).click()
      const player = page.locator('video')
      await expect.poll(() => player.evaluate((it: HTMLVideoElement) => it.duration)).toBe(2)
      await page.getByRole('link', { name: '00:01' }).click()
      await expect(page.locator('.player-time')).toHaveText(/00:0[12]/)
    }
    await page.getByRole('link', { name: 'Replace or remove the recording' }).click()
    await page.getByRole('button', { name: 'Remove the recording' }).click()
    await page.getByRole('button', { name: 'Put it back' }).click()
    await expect(play(page)).toBeVisible()
    expect(await db.recording.count({ where: { teamId: cast.team.id } })).toBe(1)
  })
}

test('a recording is served in parts, to whoever sees its session', async ({
  cast,
  browserOf,
  baseURL,
}) => {
  const session = await createSession(cast.team.id)
  const { origin } = new URL(baseURL ?? '')
  const address = paths.recordingApi(cast.team.slug, session.id, newId())
  const { request: editor } = await browserOf(cast.editor)
  const put = (who: typeof editor, headers = { origin }) =>
    who.put(address, { headers, data: tone() })
  const { request: viewer } = await browserOf(cast.viewer)
  const { request: outsider } = await browserOf((await createTeam()).owner)
  const { request: nobody } = await browserOf(null)
  expect((await put(viewer)).status()).toBe(403)
  expect((await put(outsider)).status()).toBe(404)
  expect((await put(nobody)).status()).toBe(401)
  expect((await put(editor, { origin: 'https://elsewhere.example' })).status()).toBe(403)
  expect((await put(editor)).status()).toBe(201)
  expect((await put(editor)).status()).toBe(200)

  const whole = await viewer.get(address)
  expect(await whole.body()).toEqual(tone())
  expect(whole.headers()).toMatchObject({
    'content-type': 'audio/wav',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(session.slug)}.wav`,
  })
  expect(whole.headers()['cache-control']).toMatch(/^private/)
  const { etag = '' } = whole.headers()
  const ask = async (headers: Record<string, string>) => {
    const answer = await viewer.get(address, { headers })
    const { 'content-range': range = '' } = answer.headers()
    return [answer.status(), range, (await answer.body()).length]
  }
  const size = tone().length
  expect(await ask({ range: 'bytes=8-11' })).toEqual([206, `bytes 8-11/${size}`, 4])
  expect(await ask({ range: 'bytes=-10' })).toEqual([
    206,
    `bytes ${size - 10}-${size - 1}/${size}`,
    10,
  ])
  expect(await ask({ range: `bytes=${size}-` })).toEqual([416, `bytes */${size}`, 0])
  expect(await ask({ range: 'bytes=0-1,4-5' })).toEqual([200, '', size])
  expect(await ask({ range: 'bytes=a-b' })).toEqual([200, '', size])
  expect(await ask({ range: 'bytes=0-1', 'if-range': etag })).toEqual([206, `bytes 0-1/${size}`, 2])
  expect(await ask({ range: 'bytes=0-1', 'if-range': '"other"' })).toEqual([200, '', size])
  expect(await ask({ 'if-none-match': etag })).toEqual([304, '', 0])
  for (const who of [outsider, nobody]) expect((await who.get(address)).status()).toBe(404)
})
