import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createAnnotation } from '@/prisma/factories'
import { expect, test } from './support/test'
import { tokenOf } from './support/token'
import { createWorld, secrets } from './support/world'

// The API as a program uses it, with a token: what it answers, page by page, and how writes are told.

type Sent = { body?: object; bytes?: string; headers?: Record<string, string> }

async function open(baseURL: string | undefined) {
  const world = await createWorld()
  const { team, editor } = world
  const token = await tokenOf(team.id, editor)
  const ask = (method: string, path: string, { body, bytes, headers }: Sent = {}) =>
    fetch(`${baseURL}/api/v1/teams/${team.slug}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(bytes !== undefined && { body: bytes }),
    })
  return { world, ask }
}

test('a listing shows what was there once, while rows are added, and nothing of others', async ({
  baseURL,
}) => {
  const { world, ask } = await open(baseURL)
  const { team, session, editor } = world
  for (const text of ['One', 'Two', 'Three', 'Four', 'Five']) {
    await createAnnotation(editor, session, { text })
  }
  const visible = { teamId: team.id, deletedAt: null }
  const seen = await db.annotation.findMany({
    where: { ...visible, OR: [{ audience: { not: 'me' } }, { authorId: editor.userId }] },
  })
  const told: { id: string; text: string }[] = []
  let path: string | null = '/annotations?limit=2'
  while (path) {
    const answer: Response = await ask('GET', path)
    expect(answer.status).toBe(200)
    const { items, next } = await answer.json()
    expect(items.length).toBeLessThanOrEqual(2)
    told.push(...items)
    const link: string | null = answer.headers.get('link')
    expect(link === null).toBe(next === null)
    const prefix = `/api/v1/teams/${encodeURIComponent(team.slug)}`
    path = /^<(.+)>; rel="next"$/.exec(link ?? '')?.[1]?.replace(prefix, '') ?? null
    // Chosen so that it sorts before all that was told already
    await createAnnotation(editor, session, { id: `00000000-0000-7000-8000-${newId().slice(-12)}` })
  }
  const ids = told.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(seen.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([])
  for (const secret of [secrets.ownersOnly, secrets.trashed]) {
    expect(JSON.stringify(told)).not.toContain(secret)
  }
  const wrong = await ask('GET', '/annotations?cursor=elsewhere')
  expect(wrong.status).toBe(422)
  expect(wrong.headers.get('content-type')).toContain('application/problem+json')
  expect(await wrong.json()).toMatchObject({ status: 422, errors: { cursor: /\.$/ } })
})

test('a conference and its session are made once, read by ETag, changed by revision, and trashed', async ({
  baseURL,
}) => {
  const { world, ask } = await open(baseURL)
  const conference = `/conferences/${newId()}`
  const given = { title: 'Harbour Days', zone: 'Asia/Shanghai', firstDay: '2026-11-12' }
  const made = await ask('PUT', conference, { body: given })
  expect(made.status).toBe(201)
  expect(await made.json()).toMatchObject({ ...given, lastDay: '2026-11-12', revision: 1 })
  expect((await ask('PUT', conference, { body: given })).status).toBe(200)

  const session = `/sessions/${newId()}`
  const talk = {
    conference: conference.split('/')[2],
    title: 'Untrusted code',
    startsAt: '2026-11-12T02:00:00Z',
    endsAt: '2026-11-12T02:35:00Z',
    rooms: ['Hall 1'],
    speakers: [{ name: 'Lin, Wei', organisation: 'Harbour' }],
  }
  const first = await ask('PUT', session, { body: talk })
  expect(first.status).toBe(201)
  expect(await first.json()).toMatchObject({
    ...talk,
    day: '2026-11-12',
    startsAt: '2026-11-12T10:00:00+08:00',
    endsAt: '2026-11-12T10:35:00+08:00',
  })

  const read = await ask('GET', session)
  const etag = read.headers.get('etag') ?? ''
  const again = await ask('GET', session, { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const { createdAt: _, ...known } = await read.json()
  const changed = { ...known, title: 'Untrusted code, again', revision: undefined }
  const seen = { body: changed, headers: { 'if-match': etag } }
  const second = await ask('PUT', session, seen)
  expect(await second.json()).toMatchObject({ title: changed.title, revision: 2 })
  expect((await ask('PUT', session, seen)).status).toBe(412)
  expect((await ask('PUT', session, { body: { ...changed, revision: 1 } })).status).toBe(409)
  expect((await ask('GET', session, { headers: { 'if-none-match': etag } })).status).toBe(200)

  expect((await ask('DELETE', session)).status).toBe(200)
  expect((await ask('GET', session)).status).toBe(404)
  const where = { teamId_id: { teamId: world.team.id, id: session.split('/')[2] ?? '' } }
  expect((await db.session.findUniqueOrThrow({ where })).deletedAt).not.toBeNull()
  for (const path of ['/sessions/none', `/sessions/${newId()}`]) {
    expect((await ask('GET', path)).status).toBe(404)
  }
})

test('a list takes entries under chosen ids; words and comments come and go', async ({
  baseURL,
}) => {
  const { world, ask } = await open(baseURL)
  const list = `/lists/${newId()}`
  expect((await ask('PUT', list, { body: { title: 'To read' } })).status).toBe(201)
  const entry = `${list}/entries/${newId()}`
  const body = { address: 'https://example.org/paper?utm_source=x', why: 'The numbers' }
  expect((await ask('PUT', entry, { body })).status).toBe(201)
  expect((await ask('PUT', entry, { body })).status).toBe(200)
  const talk = { session: world.session.id }
  expect((await ask('PUT', `${list}/entries/${newId()}`, { body: talk })).status).toBe(201)
  const { items } = await (await ask('GET', `${list}/entries`)).json()
  expect(items).toHaveLength(2)
  const known = await (await ask('GET', entry)).json()
  expect(known).toMatchObject({ why: 'The numbers', link: { url: expect.any(String) } })
  const why = { body: { why: 'The method', revision: known.revision } }
  expect(await (await ask('PUT', entry, why)).json()).toMatchObject({ why: 'The method' })
  const link = await (await ask('GET', `/links/${known.link.id}`)).json()
  const corrected = { title: 'A paper', type: 'paper', revision: link.revision }
  const after = await ask('PUT', `/links/${known.link.id}`, { body: corrected })
  expect(await after.json()).toMatchObject({ title: 'A paper', type: 'paper' })
  const section = `${list}/sections/${newId()}`
  for (const status of [201, 200]) {
    expect((await ask('PUT', section, { body: { title: 'First' } })).status).toBe(status)
  }
  const moved = await ask('PUT', `${entry}/place`, { body: { section: section.split('/')[4] } })
  expect(await moved.json()).toMatchObject({ section: section.split('/')[4] })
  expect(await (await ask('GET', `${list}/sections`)).json()).toMatchObject({
    items: [{ title: 'First', list: list.split('/')[2] }],
  })
  for (const path of [section, entry, `/links/${known.link.id}`]) {
    for (const status of [200, 200]) expect((await ask('DELETE', path)).status).toBe(status)
    expect((await ask('GET', path)).status).toBe(404)
  }
  expect((await ask('PUT', `/restored/link/${known.link.id}`)).status).toBe(200)
  expect((await ask('GET', `/links/${known.link.id}`)).status).toBe(200)

  const annotation = `/annotations/${newId()}`
  const words = { session: world.session.id, text: '12:30 Three mechanisms', audience: 'team' }
  await ask('PUT', annotation, { body: words })
  const told = await (await ask('GET', annotation)).json()
  expect(told).toMatchObject({ text: '12:30 Three mechanisms', fromMs: 750_000, revision: 1 })
  const comment = `/comments/${newId()}`
  const said = { subjectType: 'annotation', subjectId: told.id, body: 'Which three?' }
  expect((await ask('PUT', comment, { body: said })).status).toBe(201)
  expect(await (await ask('GET', comment)).json()).toMatchObject(said)
  const { items: all } = await (await ask('GET', `/comments?session=${world.session.id}`)).json()
  expect(all.map(({ body }: { body: string }) => body)).toContain('Which three?')
  for (const path of [comment, annotation]) {
    expect((await ask('DELETE', path)).status).toBe(200)
    expect((await ask('GET', path)).status).toBe(404)
  }
  const { items: imports } = await (await ask('GET', '/imports')).json()
  const byId = await ask('GET', `/imports/${imports[0].id}`)
  // What it did comes with it alone, once it is done
  expect(await byId.json()).toEqual({ ...imports[0], plan: expect.anything(), report: null })
})

const vtt = (said: string) => `WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>${said}\n`
const typed = { 'content-type': 'text/vtt' }

test('a transcript is put as bytes, read by its ETag, replaced by whoever saw it, and comes back', async ({
  baseURL,
}) => {
  const { world, ask } = await open(baseURL)
  const path = `/sessions/${world.session.id}/transcript`
  expect((await ask('GET', path)).status).toBe(404)
  const first = { bytes: vtt('One.'), headers: typed }
  const made = await ask('PUT', `${path}?name=talk.vtt&language=en`, first)
  expect(made.status).toBe(201)
  expect(await made.json()).toMatchObject({ format: 'webvtt', fileName: 'talk.vtt', revision: 1 })
  expect((await ask('PUT', path, first)).status).toBe(200)
  const read = await ask('GET', path)
  const etag = read.headers.get('etag') ?? ''
  expect((await ask('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(304)
  expect((await ask('PUT', path, { bytes: vtt('Two.'), headers: typed })).status).toBe(409)
  const seen = { bytes: vtt('Two.'), headers: { ...typed, 'if-match': etag } }
  expect(await (await ask('PUT', path, seen)).json()).toMatchObject({ cues: [{ text: 'Two.' }] })
  const stale = { bytes: vtt('Three.'), headers: { ...typed, 'if-match': etag } }
  expect((await ask('PUT', path, stale)).status).toBe(412)
  const refused = [
    { status: 413, sent: { bytes: 'x'.repeat(30 * 2 ** 20), headers: typed } },
    { status: 422, sent: { bytes: '', headers: typed } },
    { status: 422, sent: { bytes: '\0\0', headers: typed } },
  ]
  for (const { status, sent } of refused) {
    const answer = await ask('PUT', path, sent)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect((await answer.json()).detail).toMatch(/\.$/)
  }
  const { id } = await (await ask('GET', path)).json()
  for (const status of [200, 200]) expect((await ask('DELETE', path)).status).toBe(status)
  expect((await ask('GET', path)).status).toBe(404)
  // Without a body: the address says it all
  expect((await ask('PUT', `/restored/transcript/${id}`)).status).toBe(200)
  expect((await ask('GET', path)).status).toBe(200)
  expect((await ask('PUT', `/restored/team/${id}`)).status).toBe(404)
  const huge = { bytes: '{"title":"'.padEnd(30 * 2 ** 20, 'x') }
  expect((await ask('PUT', `/lists/${newId()}`, huge)).status).toBe(413)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const wrong = await ask('PUT', `/lists/${newId()}`, { bytes: 'title=x', headers: form })
  expect(wrong.status).toBe(422)
})

test('a playlist waits with its plan, is confirmed by it, and taken back; files go out with a token', async ({
  baseURL,
}) => {
  const { world, ask } = await open(baseURL)
  const { session, conference, list } = world
  const { title } = await (await ask('GET', `/sessions/${session.id}`)).json()
  const path = `/imports/${newId()}`
  const address = 'https://www.youtube.com/watch?v=abcdefghijk'
  const query = `as=recordings&confirm=no&conference=${conference.id}`
  const sent = { bytes: `${title}\n${address}\n` }
  expect((await ask('PUT', `${path}?${query}`, sent)).status).toBe(201)
  const { plan } = await (await ask('GET', path)).json()
  expect(plan.pairs).toMatchObject([{ row: 0, session: session.id, detail: address }])
  const body = { plan: plan.hash, pairs: [{ row: 0, session: session.id, take: true }] }
  const confirmed = await ask('PUT', `${path}/confirmation`, { body })
  expect(await confirmed.json()).toMatchObject({ state: 'applied', report: { left: 0 } })
  expect(await (await ask('GET', `/sessions/${session.id}`)).json()).toMatchObject({
    recordingUrl: address,
  })
  expect((await ask('DELETE', `${path}/confirmation`)).status).toBe(409)
  for (const state of ['undone', 'undone']) {
    expect(await (await ask('DELETE', path)).json()).toMatchObject({ state })
  }
  expect((await ask('PUT', `${path}/confirmation`, { body })).status).toBe(409)

  const exports: [string, string][] = [
    [`/exports/session/${session.id}/md`, 'text/markdown'],
    [`/exports/conference/${conference.id}/ics`, 'text/calendar'],
    [`/exports/list/${list.id}/opml`, 'text/x-opml'],
    ['/exports/notes/json', 'application/ld+json'],
    ['/exports/everything', 'application/zip'],
  ]
  for (const [path, type] of exports) {
    const answer = await ask('GET', path)
    expect([path, answer.status]).toEqual([path, 200])
    expect(answer.headers.get('content-type')).toContain(type)
    const text = await answer.text()
    for (const secret of [secrets.ownersOnly, secrets.trashed]) expect(text).not.toContain(secret)
  }
  const nowhere = [`/exports/session/${newId()}/md`, `/exports/list/${list.id}/ics`, '/nothing']
  for (const path of nowhere) {
    const answer = await ask('GET', path)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  }
})

test('what the API is stands in words, and for programs', async ({ page, request }) => {
  const described = await (await request.get('/api/v1/openapi.json')).json()
  expect(described.openapi).toBe('3.1.0')
  await page.goto('/docs/api')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('API')
  const addresses = page.getByRole('heading', { level: 2 })
  await expect(addresses).toHaveCount(Object.keys(described.paths).length)
})
