import { randomBytes } from 'node:crypto'
import type { APIRequestContext, Page } from '@playwright/test'
import { encode } from 'next-auth/jwt'
import sharp from 'sharp'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession, createTeam } from '@/prisma/factories'
import { networkOf } from './support/network'
import { expect, ownAddress, test } from './support/test'

// Recording fetches what an <img> could not show, which our policy refuses and the test would see
test.use({ trace: 'off' })

const roles = ['viewer', 'commenter', 'editor', 'owner'] as const

function paint(background: string, width = 900, height = 600) {
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

async function headersOf(who: Member | null) {
  const headers = { 'x-forwarded-for': ownAddress() }
  if (!who) return headers
  const id = newId()
  const expiresAt = new Date(Date.now() + 600_000)
  await db.login.create({ data: { id, userId: who.userId, expiresAt } })
  const secret = process.env.AUTH_SECRET ?? ''
  const value = await encode({ token: { login: id }, secret, salt: 'hallway.login' })
  return { ...headers, cookie: `hallway.login=${value}` }
}

type Sending = { team: string; annotation: string; id?: string; bytes: Buffer; origin?: string }

async function send(request: APIRequestContext, who: Member | null, it: Sending) {
  const { team, annotation, id = newId(), bytes, origin } = it
  const answer = await request.put(paths.photoApi(team, annotation, id), {
    headers: { ...(await headersOf(who)), ...(origin && { origin }), 'content-type': 'image/jpeg' },
    data: bytes,
  })
  return { id, status: answer.status(), body: await answer.json() }
}

test.describe('behind addresses', () => {
  test('a picture is served to those who see its annotation, and to nobody else', async ({
    request,
    baseURL,
    cast,
  }) => {
    const origin = new URL(baseURL ?? '').origin
    const { team, editor } = cast
    const session = await createSession(team.id)
    const outsider = (await createTeam({ name: 'Another team' })).owner
    const place = async (audience: 'team' | 'me') => {
      const { id: annotation } = await createAnnotation(editor, session, {
        kind: 'photo',
        text: '',
        audience,
      })
      const bytes = await paint(audience === 'me' ? 'red' : 'blue')
      const sent = { team: team.slug, annotation, bytes, origin }
      const first = await send(request, editor, sent)
      expect(first.status).toBe(201)
      const again = await send(request, editor, { ...sent, id: first.id })
      expect([again.status, again.body]).toEqual([200, first.body])
      const other = { ...sent, id: first.id, bytes: await paint('green') }
      expect((await send(request, editor, other)).status).toBe(409)
      return first.id
    }
    const [shared, secret] = [await place('team'), await place('me')]
    const people = { ...cast, outsider, anonymous: null }
    const found: Record<string, number[]> = {}
    for (const who of [...roles, 'outsider', 'anonymous'] as const) {
      const headers = await headersOf(people[who])
      found[who] = []
      for (const id of [shared, secret, newId()]) {
        const answer = await request.get(paths.photo(team.slug, id, 'small'), { headers })
        found[who].push(answer.status())
        if (answer.status() === 200) continue
        expect(await answer.body()).toHaveLength(0)
        expect(answer.headers()['cache-control']).toBe('no-store')
      }
    }
    const [none, theirs, everything] = [
      [404, 404, 404],
      [200, 404, 404],
      [200, 200, 404],
    ]
    expect(found).toEqual({
      viewer: theirs,
      commenter: theirs,
      editor: everything,
      owner: theirs,
      outsider: none,
      anonymous: none,
    })
  })

  test('it is a picture whatever was sent, kept for an hour and then asked for by its tag', async ({
    request,
    baseURL,
    cast,
  }) => {
    const origin = new URL(baseURL ?? '').origin
    const { team, editor } = cast
    const session = await createSession(team.id)
    const { id: annotation } = await createAnnotation(editor, session)
    const bytes = await paint('teal', 3000, 1500)
    const { id, body } = await send(request, editor, { team: team.slug, annotation, bytes, origin })
    expect(body).toEqual({ id, url: paths.photo(team.slug, id, 'large') })
    const headers = await headersOf(editor)
    const answer = await request.get(body.url, { headers })
    expect(answer.headers()).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'inline; filename="photo.webp"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600, must-revalidate',
      vary: expect.stringMatching(/cookie/i),
    })
    const { width, height, format } = await sharp(await answer.body()).metadata()
    expect([width, height, format]).toEqual([2048, 1024, 'webp'])

    const tagged = { ...headers, 'if-none-match': answer.headers().etag ?? '' }
    expect((await request.get(body.url, { headers: tagged })).status()).toBe(304)
    await db.annotation.updateMany({ where: { id: annotation }, data: { audience: 'me' } })
    const colleague = { ...tagged, ...(await headersOf(cast.owner)) }
    expect((await request.get(body.url, { headers: colleague })).status()).toBe(404)
    expect((await request.get(body.url.replace('large', 'huge'), { headers })).status()).toBe(404)
  })

  test('what is refused is refused in words, and leaves nothing behind', async ({
    request,
    baseURL,
    cast,
  }) => {
    const origin = new URL(baseURL ?? '').origin
    const { team, editor, commenter, viewer } = cast
    const session = await createSession(team.id)
    const { id: annotation } = await createAnnotation(editor, session, { kind: 'photo', text: '' })
    const bytes = await paint('red')
    const sent = { team: team.slug, annotation, bytes, origin }
    const outsider = (await createTeam({ name: 'Another team' })).owner
    const answers = [
      await send(request, viewer, sent),
      await send(request, commenter, sent),
      await send(request, outsider, sent),
      await send(request, null, sent),
      await send(request, editor, { ...sent, origin: 'https://elsewhere.example' }),
      await send(request, editor, { ...sent, annotation: newId() }),
      await send(request, editor, { ...sent, id: 'not-an-id' }),
      await send(request, editor, { ...sent, bytes: Buffer.from('Words, not a photo') }),
      await send(request, editor, { ...sent, bytes: randomBytes(21 * 2 ** 20) }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([
      403, 403, 404, 401, 403, 404, 404, 422, 413,
    ])
    for (const { body } of answers) expect(body.detail).toMatch(/^[A-Z].+\.$/)
    expect(answers[7]?.body.detail).toMatch(/^This is not a photo/)
    expect(answers[8]?.body.detail).toMatch(/up to 20 MB/)
    expect(await db.attachment.count({ where: { teamId: team.id } })).toBe(0)
    expect(await db.file.count({ where: { teamId: team.id } })).toBe(0)
  })
})

type Place = { team: { slug: string } }

async function openTalk(page: Page, { team }: Place, session: { id: string; slug: string }) {
  await page.goto(paths.session(team.slug, session))
  await expect(picker(page)).toBeAttached()
}

const composer = (page: Page) => page.getByRole('form', { name: 'Your annotation' })
const picker = (page: Page) => composer(page).locator('input[type="file"]')
const tray = (page: Page) => page.getByRole('list', { name: 'Photos that are not saved yet' })
const pictures = (page: Page) => page.locator('.note-photo img')
const save = (page: Page) => composer(page).getByRole('button', { name: 'Save' }).click()

async function files(...colours: string[]) {
  return Promise.all(
    colours.map(async (colour) => {
      const buffer = await paint(colour)
      return { name: `${colour}.jpg`, mimeType: 'image/jpeg', buffer }
    }),
  )
}

/** The colour of the picture at a place, as it was painted by the browser. */
async function colourOf(page: Page, index: number) {
  const picture = pictures(page).nth(index)
  await picture.scrollIntoViewIfNeeded()
  return picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0, 1, 1)
    const [r = 0, g = 0, b = 0] = context?.getImageData(0, 0, 1, 1).data ?? []
    return r > 150 && g < 100 ? 'red' : b > 150 && g < 100 ? 'blue' : g > 90 ? 'green' : 'other'
  })
}

/** Gives the page files as pasting or dropping them does. */
async function give(page: Page, how: 'paste' | 'drop', file: { name: string; buffer: Buffer }) {
  await composer(page).evaluate(
    (form, { how, name, bytes }) => {
      const data = new DataTransfer()
      const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
      data.items.add(new File([content], name, { type: 'image/jpeg' }))
      const target = form.querySelector('textarea')
      const common = { bubbles: true, cancelable: true }
      target?.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...common, clipboardData: data })
          : new DragEvent('drop', { ...common, dataTransfer: data }),
      )
    },
    { how, name: file.name, bytes: file.buffer.toString('base64') },
  )
}

test.describe('on the talk page', () => {
  test('several photos with a caption, chosen, pasted and dropped, in their order', async ({
    cast,
    browserOf,
  }) => {
    const session = await createSession(cast.team.id)
    const [editor, viewer] = [await browserOf(cast.editor), await browserOf(cast.viewer)]
    await openTalk(editor, cast, session)
    const [red, blue, green] = await files('red', 'blue', 'green')
    if (!red || !blue || !green) throw new Error('no files')
    await picker(editor).setInputFiles(red)
    await give(editor, 'paste', blue)
    await give(editor, 'drop', green)
    await expect(tray(editor).getByRole('listitem')).toHaveText([/red/, /blue/, /green/])
    await expect(composer(editor).getByLabel('Kind')).toHaveValue('photo')
    await composer(editor).getByRole('textbox').first().fill('12:34 The three layers')
    await editor.reload()
    await expect(tray(editor).getByRole('listitem')).toHaveCount(3)
    await expect(composer(editor).getByRole('textbox').first()).toHaveValue(
      '12:34 The three layers',
    )
    await save(editor)

    await expect(pictures(editor)).toHaveCount(3)
    await expect(tray(editor)).toHaveCount(0)
    const card = editor.getByRole('article')
    await expect(card).toHaveCount(1)
    await expect(card.getByText('The three layers')).toBeVisible()
    await expect(pictures(editor).first()).toHaveAttribute('alt', 'Photo by Edda Editor')
    expect([
      await colourOf(editor, 0),
      await colourOf(editor, 1),
      await colourOf(editor, 2),
    ]).toEqual(['red', 'blue', 'green'])
    await openTalk(viewer, cast, session)
    expect(await colourOf(viewer, 1)).toBe('blue')
    await expect(viewer.getByRole('button', { name: 'Remove this photo' })).toHaveCount(0)

    await pictures(viewer).first().click()
    const large = viewer.getByRole('dialog', { name: 'Photo' })
    await expect(large.getByRole('img')).toHaveAttribute('src', /large\.webp$/)
    const first = await large.getByRole('img').getAttribute('src')
    await viewer.keyboard.press('ArrowRight')
    await expect(large.getByRole('img')).not.toHaveAttribute('src', first ?? '')
    await viewer.keyboard.press('Escape')
    await expect(large).toBeHidden()
  })

  test('without a network photos wait on the device, through a reload, and go out later', async ({
    cast,
    browserOf,
  }) => {
    const session = await createSession(cast.team.id)
    const page = await browserOf(cast.editor)
    await openTalk(page, cast, session)
    const network = await networkOf(page, '**/api/v1/**', 'away')
    await picker(page).setInputFiles(await files('red', 'blue'))
    await save(page)
    await expect(tray(page).getByText('Not saved yet, kept on this device')).toHaveCount(2)
    await page.reload()
    await expect(tray(page).getByRole('listitem')).toHaveCount(2)
    expect(await db.annotation.count({ where: { teamId: cast.team.id } })).toBe(0)

    // The words arrive, the first photo breaks off on its way and is stored all the same
    const photos = await networkOf(page, '**/api/v1/**/photos/*', 'no answers')
    network.is('there')
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect(tray(page).getByRole('button', { name: 'Try now' })).toBeVisible()
    photos.is('there')
    // Unless it has just tried by itself
    const tryNow = tray(page).getByRole('button', { name: 'Try now' })
    await tryNow.evaluateAll((all) => all.map((it) => (it as HTMLElement).click()))
    await expect(tray(page)).toHaveCount(0)
    await expect(pictures(page)).toHaveCount(2)
    expect([await colourOf(page, 0), await colourOf(page, 1)]).toEqual(['red', 'blue'])
    expect(await db.attachment.count({ where: { teamId: cast.team.id } })).toBe(2)
  })

  test('what is no photo is refused in a sentence, and can be taken away', async ({
    cast,
    browserOf,
  }) => {
    const session = await createSession(cast.team.id)
    const page = await browserOf(cast.editor)
    await openTalk(page, cast, session)
    const [red] = await files('red')
    if (!red) throw new Error('no file')
    const text = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Words') }
    const huge = { name: 'huge.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(21 * 2 ** 20) }
    await picker(page).setInputFiles([text, huge, red])
    await save(page)
    await expect(tray(page).getByRole('alert')).toHaveText([
      /^This is not a photo\./,
      /^A photo may have up to 20 MB\./,
    ])
    await expect(pictures(page)).toHaveCount(1)
    await tray(page).getByRole('button', { name: 'Remove notes.jpg' }).click()
    await tray(page).getByRole('button', { name: 'Remove huge.jpg' }).click()
    await expect(tray(page)).toHaveCount(0)
    await page.reload()
    await expect(pictures(page)).toHaveCount(1)
    await expect(tray(page)).toHaveCount(0)
  })

  test('a colleague fills a slot, removes a photo and takes that back', async ({
    cast,
    browserOf,
  }) => {
    const session = await createSession(cast.team.id)
    await createAnnotation(cast.editor, session, { kind: 'photo', text: 'The architecture' })
    const [owner, viewer] = [await browserOf(cast.owner), await browserOf(cast.viewer)]
    await openTalk(viewer, cast, session)
    await expect(viewer.getByRole('link', { name: 'Add photos' })).toHaveCount(0)
    await openTalk(owner, cast, session)
    await owner.getByRole('link', { name: 'Add photos' }).click()
    await owner.getByLabel('Photos', { exact: true }).setInputFiles(await files('red', 'blue'))
    await owner.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(pictures(owner)).toHaveCount(2)
    await expect(owner.getByText('Photo by Olga Owner')).toHaveCount(2)
    await expect(owner.getByText('filled')).toBeVisible()

    await pictures(owner).first().hover()
    await owner.getByRole('button', { name: 'Remove this photo' }).first().click()
    await expect(owner.getByText('You have moved this photo to the trash.')).toBeVisible()
    await expect(pictures(owner)).toHaveCount(1)
    await viewer.reload()
    await expect(pictures(viewer)).toHaveCount(1)
    await expect(viewer.getByText('to the trash')).toHaveCount(0)
    await owner.getByRole('button', { name: 'Undo' }).click()
    await expect(pictures(owner)).toHaveCount(2)
  })

  test('without script a form adds photos, and says what it could not take', async ({
    cast,
    browserOf,
  }) => {
    const session = await createSession(cast.team.id)
    const { id } = await createAnnotation(cast.editor, session, { kind: 'photo', text: '' })
    const page = await browserOf(cast.editor, { javaScriptEnabled: false })
    await page.goto(paths.session(cast.team.slug, session))
    await expect(picker(page)).toBeHidden()
    await page.getByRole('link', { name: 'Add photos' }).click()
    const text = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Words') }
    await page.getByLabel('Photos', { exact: true }).setInputFiles([...(await files('red')), text])
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByText('notes.jpg: This is not a photo.')).toBeVisible()
    await expect(pictures(page)).toHaveCount(1)
    await page.getByLabel('Photos', { exact: true }).setInputFiles(await files('blue'))
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(pictures(page)).toHaveCount(2)
    await expect(page.getByLabel('Photos', { exact: true })).toHaveCount(0)
    expect(await db.attachment.count({ where: { annotationId: id } })).toBe(2)
  })
})
