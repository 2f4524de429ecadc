import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { db } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { cookieOf } from './support/stream'
import { expect, ownAddress, test } from './support/test'
import { createWorld, type World } from './support/world'

// Every route of the API and for uploads that is on disk, asked by whoever must get nothing from it:
// another page of the web, nobody, a login that has ended, and a member of another team.

const methods = { GET: 'GET', PUT: 'PUT', DELETE: 'DELETE', POST: 'POST' } as const
type Method = keyof typeof methods

const routes: Record<string, Method[]> = {
  '/api/uploads/[team]/photos': ['POST'],
  '/api/uploads/[team]/programme': ['POST'],
  '/api/uploads/[team]/recording': ['POST'],
  '/api/uploads/[team]/transcript': ['POST'],
  '/api/v1/teams/[team]/annotations/[id]': ['PUT'],
  '/api/v1/teams/[team]/annotations/[id]/answer': ['PUT'],
  '/api/v1/teams/[team]/annotations/[id]/photos/[photo]': ['PUT'],
  '/api/v1/teams/[team]/annotations/[id]/reactions/[kind]': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/comments/[id]': ['PUT'],
  '/api/v1/teams/[team]/comments/[id]/reactions/[kind]': ['PUT', 'DELETE'],
  '/api/v1/teams/[team]/completions': ['GET'],
  '/api/v1/teams/[team]/live': ['GET'],
  '/api/v1/teams/[team]/photos/[photo]/[size]': ['GET'],
  '/api/v1/teams/[team]/sessions/[id]/presence': ['PUT'],
  '/api/v1/teams/[team]/sessions/[id]/recordings/[recording]': ['PUT', 'GET'],
}

test('the table holds every route that is on disk', () => {
  const root = join(import.meta.dirname, '..', 'app')
  const found = ['api/v1', 'api/uploads'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('route.ts'))
      .map((path) => `/${relative(root, join(root, folder, path, '..'))}`),
  )
  expect(found.sort()).toEqual(Object.keys(routes).sort())
})

function addressOf(route: string, world: World): string {
  const about = route.includes('/sessions/') ? world.session.id : world.told
  return route
    .replace('[team]', world.team.slug)
    .replace('[id]', about)
    .replace('[kind]', 'agree')
    .replace('[size]', 'large.webp')
    .replace('[photo]', route.includes('[size]') ? shortId(newId()) : newId())
    .replace('[recording]', newId())
}

test('strangers, other pages, ended logins and other teams get nothing and change nothing', async ({
  baseURL,
}) => {
  const world = await createWorld()
  const { team, session, told } = world
  const ended = await cookieOf(world.editor)
  await db.login.update({ where: { id: ended.loginId }, data: { revokedAt: new Date() } })
  const [own, outsider] = [await cookieOf(world.editor), await cookieOf(world.outsider)]
  const before = await db.team.findUniqueOrThrow({ where: { id: team.id } })
  const words = {
    session: session.id,
    text: 'Kestrel',
    audience: 'team',
    revision: 1,
    body: 'Kestrel',
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
