import { randomBytes } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { encode } from 'next-auth/jwt'
import sharp from 'sharp'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession, createTeam } from '@/prisma/factories'
import { expect, ownAddress, test } from './support/test'

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
      403, 403, 404, 401, 403, 404, 422, 422, 413,
    ])
    for (const { body } of answers) expect(body.detail).toMatch(/^[A-Z].+\.$/)
    expect(answers[7]?.body.detail).toMatch(/^This is not a photo/)
    expect(answers[8]?.body.detail).toMatch(/up to 20 MB/)
    expect(await db.attachment.count({ where: { teamId: team.id } })).toBe(0)
    expect(await db.file.count({ where: { teamId: team.id } })).toBe(0)
  })
})
