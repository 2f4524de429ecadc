import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { db } from '@/lib/db'
import { newId, shortId, slugId } from '@/lib/ids'
import { newToken } from '@/lib/tokens'
import { cookieOf } from './support/stream'
import { expect, ownAddress, test } from './support/test'
import { tokenOf } from './support/token'
import { createWorld, type World } from './support/world'

// Every route of the API and for uploads that is on disk, asked by whoever must get nothing from it:
// another page of the web, nobody, a login that has ended, and a member of another team.

// Open to everybody: it tells of nobody
const open = ['/api/v1/openapi.json', '/api/v1/[...address]']
const methods = { GET: 'GET', PUT: 'PUT', DELETE: 'DELETE', POST: 'POST' } as const
type Method = keyof typeof methods

const routes: Record<string, Method[]> = {
  '/api/exports/[team]/conferences/[conference]/[format]': ['GET'],
  '/api/exports/[team]/conferences/[conference]/recap/[format]': ['GET'],
  '/api/exports/[team]/conferences/[conference]/picks/[format]': ['GET'],
  '/api/exports/[team]/everything': ['GET'],
  '/api/exports/[team]/lists/[list]/[format]': ['GET'],
  '/api/exports/[team]/notes/[format]': ['GET'],
  '/api/exports/[team]/sessions/[session]/[format]': ['GET'],
  '/api/uploads/[team]/photos': ['POST'],
  '/api/uploads/[team]/programme': ['POST'],
  '/api/uploads/[team]/recording': ['POST'],
  '/api/uploads/[team]/transcript': ['POST'],
  '/api/uploads/[team]/transcripts': ['POST'],
  '/api/v1/teams/[team]/adding': ['GET'],
  '/api/v1/teams/[team]/annotations/[id]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/annotations/[id]/answer': ['PUT'],
  '/api/v1/teams/[team]/annotations/[id]/photos/[photo]': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/annotations/[id]/assignment': ['PUT'],
  '/api/v1/teams/[team]/annotations/[id]/closed': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/threads/[id]/resolved': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/exports/everything': ['GET'],
  '/api/v1/teams/[team]/exports/notes/[format]': ['GET'],
  '/api/v1/teams/[team]/exports/[type]/[id]/[format]': ['GET'],
  '/api/v1/teams/[team]/imports/[id]/confirmation': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/annotations/[id]/reactions/[kind]': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/comments/[id]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/comments/[id]/reactions/[kind]': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/completions': ['GET'],
  '/api/v1/teams/[team]/links/[id]/picture': ['GET'],
  '/api/v1/teams/[team]/annotations': ['GET'],
  '/api/v1/teams/[team]/comments': ['GET'],
  '/api/v1/teams/[team]/conferences': ['GET'],
  '/api/v1/teams/[team]/conferences/[id]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/imports': ['GET'],
  '/api/v1/teams/[team]/imports/[id]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/links': ['GET'],
  '/api/v1/teams/[team]/links/[id]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/lists': ['GET'],
  '/api/v1/teams/[team]/lists/[id]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/lists/[id]/entries': ['GET'],
  '/api/v1/teams/[team]/lists/[id]/entries/[entry]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/lists/[id]/entries/[entry]/place': ['PUT'],
  '/api/v1/teams/[team]/lists/[id]/sections': ['GET'],
  '/api/v1/teams/[team]/lists/[id]/sections/[section]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/sessions': ['GET'],
  '/api/v1/teams/[team]/sessions/[id]': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/live': ['GET'],
  '/api/v1/teams/[team]/photos/[photo]/[size]': ['GET'],
  '/api/v1/teams/[team]/progress/[type]/[id]': ['PUT'],
  '/api/v1/teams/[team]/sessions/[id]/interest': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/sessions/[id]/presence': ['PUT'],
  '/api/v1/teams/[team]/sessions/[id]/recordings/[recording]': ['PUT', 'GET', 'DELETE'],
  '/api/v1/teams/[team]/sessions/[id]/transcript': ['GET', 'PUT', 'DELETE'],
  '/api/v1/teams/[team]/restored/[type]/[id]': ['PUT'],
}

test('the table holds every route that is on disk', () => {
  const root = join(import.meta.dirname, '..', 'app')
  const found = ['api/v1', 'api/uploads', 'api/exports'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('route.ts'))
      .map((path) => `/${relative(root, join(root, folder, path, '..'))}`),
  )
  expect(found.sort()).toEqual([...Object.keys(routes), ...open].sort())
})

function idFor(route: string, world: World): string {
  if (/\/(sessions|progress|restored|exports)\//.test(route)) return world.session.id
  if (route.includes('/conferences/')) return world.conference.id
  return route.includes('/lists/') ? world.list.id : world.told
}

function addressOf(route: string, world: World): string {
  return route
    .replace('[team]', world.team.slug)
    .replace('[id]', idFor(route, world))
    .replace('[session]', slugId('x', world.session.id))
    .replace('[conference]', slugId('x', world.conference.id))
    .replace('[list]', slugId('x', world.list.id))
    .replace('[format]', 'md')
    .replace('[kind]', 'agree')
    .replace('[type]', 'session')
    .replace('[size]', 'large.webp')
    .replace('[photo]', route.includes('[size]') ? shortId(newId()) : newId())
    .replace('[recording]', newId())
    .replace(/\[(entry|section)\]/, newId())
}

test('strangers, other pages, ended logins and other teams get nothing and change nothing', async ({
  baseURL,
}) => {
  const world = await createWorld()
  const { team, session, told } = world
  const ended = await cookieOf(world.editor)
  await db.login.update({ where: { id: ended.loginId }, data: { revokedAt: new Date() } })
  const [own, outsider] = [await cookieOf(world.editor), await cookieOf(world.outsider)]
  const visitor = `hallway.share=${world.shareToken}; hallway.login=${world.shareToken}`
  const before = await db.team.findUniqueOrThrow({ where: { id: team.id } })
  const words = {
    session: session.id,
    text: 'Kestrel',
    audience: 'team',
    revision: 1,
    body: 'Kestrel',
    wish: 'now',
  }

  const ask = (method: Method, path: string, cookie: string, origin = baseURL ?? '') =>
    fetch(baseURL + path, {
      method,
      headers: {
        ...(cookie && { cookie }),
        'x-forwarded-for': ownAddress(),
        ...(method !== 'GET' && { origin, 'content-type': 'application/json' }),
      },
      redirect: 'manual',
      ...(method !== 'GET' && { body: JSON.stringify(words) }),
    })
  const wrong: string[] = []
  for (const [route, all] of Object.entries(routes)) {
    for (const method of all) {
      const path = addressOf(route, world)
      const answers = {
        nobody: await ask(method, path, ''),
        visitor: await ask(method, path, visitor),
        ended: await ask(method, path, ended.cookie),
        outsider: await ask(method, path, outsider.cookie),
        ...(method !== 'GET' && {
          elsewhere: await ask(method, path, own.cookie, 'https://elsewhere.example'),
        }),
      }
      for (const [who, answer] of Object.entries(answers)) {
        const text = await answer.text()
        const refused = who === 'elsewhere' ? [403] : who === 'outsider' ? [404] : [401, 404]
        if (!refused.includes(answer.status) || /Kestrel|Heron|Plover/.test(text)) {
          wrong.push(`${method} ${route} for ${who}: ${answer.status} ${text.slice(0, 80)}`)
        }
      }
    }
  }
  expect(wrong).toEqual([])
  const after = await db.team.findUniqueOrThrow({ where: { id: team.id } })
  expect(after.eventSeq).toBe(before.eventSeq)
  expect(await db.reaction.count({ where: { teamId: team.id } })).toBe(0)
  expect(await db.annotation.count({ where: { id: told, revision: 2 } })).toBe(1)
})

test('a token does what its member may, in its team, and no more than it is for', async ({
  baseURL,
}) => {
  const world = await createWorld()
  const { team, editor, viewer, outsider } = world
  const token = {
    unknown: `hw_${newToken()}`,
    revoked: await tokenOf(team.id, editor, { revokedAt: new Date() }),
    ended: await tokenOf(team.id, editor, { expiresAt: new Date(Date.now() - 1) }),
    elsewhere: await tokenOf(outsider.teamId, outsider),
    reads: await tokenOf(team.id, editor, { scope: 'read' }),
    writes: await tokenOf(team.id, editor),
    viewers: await tokenOf(team.id, viewer),
  }
  const ask = (who: keyof typeof token, method: Method, path: string, sent: object = {}) =>
    fetch(baseURL + path, {
      method,
      headers: { authorization: `Bearer ${token[who]}`, 'content-type': 'application/json' },
      ...(method !== 'GET' && { body: JSON.stringify(sent) }),
    })
  const wrong: string[] = []
  const refused = { unknown: 401, revoked: 401, ended: 401, elsewhere: 404, reads: 403 } as const
  for (const [route, all] of Object.entries(routes)) {
    // Those are for a browser alone
    if (route.startsWith('/api/uploads') || route.endsWith('/live')) continue
    for (const method of all) {
      for (const [who, status] of Object.entries(refused) as [keyof typeof refused, number][]) {
        if (who === 'reads' && method === 'GET') continue
        const answer = await ask(who, method, addressOf(route, world))
        const text = await answer.text()
        const right = answer.status === status || (answer.status === 404 && text === '')
        if (!right || /Kestrel|Heron|Plover/.test(text)) {
          wrong.push(`${method} ${route} for ${who}: ${answer.status} ${text.slice(0, 80)}`)
        }
      }
    }
  }
  expect(wrong).toEqual([])

  const annotation = `/api/v1/teams/${team.slug}/annotations/${newId()}`
  const words = { session: world.session.id, text: 'By a program', audience: 'team' }
  const denied = await ask('viewers', 'PUT', annotation, words)
  expect(denied.status).toBe(403)
  expect(denied.headers.get('content-type')).toContain('application/problem+json')
  expect((await denied.json()).detail).toMatch(/\.$/)
  expect((await ask('writes', 'PUT', annotation, words)).status).toBe(201)
  expect((await ask('writes', 'PUT', annotation, words)).status).toBe(200)
  expect((await ask('reads', 'GET', `/api/v1/teams/${team.slug}/completions`)).status).toBe(200)
})

test('a token that asks too often is told when to come back', async ({ baseURL }) => {
  const { team, editor } = await createWorld()
  const id = newId()
  const token = await tokenOf(team.id, editor, { id, scope: 'read' })
  const expire = Date.now() + 30_000
  await db.rateLimit.create({ data: { key: `apiPerToken:${id}`, points: 5_000, expire } })
  const answer = await fetch(`${baseURL}/api/v1/teams/${team.slug}/completions`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(30)
})
