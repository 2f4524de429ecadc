import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { encode } from 'next-auth/jwt'
import { db } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { expect, ownAddress, test } from './support/test'
import { createWorld, secrets, type World } from './support/world'

// Every route that is on disk, asked for by everybody: what they get, and what must not be in it.
// A route that is not in the table fails the test, so that nobody can forget to decide.

const people = ['anonymous', 'outsider', 'viewer', 'commenter', 'editor', 'owner'] as const
type Who = (typeof people)[number]

/** What each of the six gets, in their order. `in` is the way to the sign-in page. */
type Row = { path: (world: World) => string; gets: string }

const everybody = '200 200 200 200 200 200'
const none = '404 404 404 404 404 404'
const signedIn = 'in 200 200 200 200 200'
const members = 'in 404 200 200 200 200'
const editors = 'in 404 404 404 200 200'
const owners = 'in 404 404 404 404 200'
const nobody = 'in 404 404 404 404 404'
const page = (path: Row['path'], gets: string): Row => ({ path, gets })
const foreign = shortId(newId())

const table: Record<string, Row[]> = {
  '/': [page(() => '/', '200 303 303 303 303 303')],
  '/sign-in': [page(() => '/sign-in', '200 303 303 303 303 303')],
  '/sign-up': [page(() => '/sign-up', '200 303 303 303 303 303')],
  '/forgot-password': [page(() => '/forgot-password', everybody)],
  '/reset-password/[token]': [page(() => '/reset-password/unknown', '404 404 404 404 404 404')],
  '/confirm-email/[token]': [page(() => '/confirm-email/unknown', nobody)],
  '/docs/api': [page(() => paths.apiReference(), everybody)],
  '/account': [page(() => '/account', signedIn)],
  '/teams/new': [page(() => '/teams/new', signedIn)],
  '/join/[token]': [page(({ invitationToken }) => paths.invitation(invitationToken), everybody)],
  '/s/[token]': [
    page(({ shareToken }) => paths.share(shareToken), everybody),
    page(({ sessionShareToken }) => paths.share(sessionShareToken), everybody),
    page(({ shareToken }) => paths.share(shareToken, '.md'), everybody),
    page(({ shareToken }) => paths.share(shareToken, '.atom'), everybody),
    page(({ sessionShareToken }) => paths.share(sessionShareToken, '.md'), everybody),
    page(({ sessionShareToken }) => paths.share(sessionShareToken, '.html'), everybody),
    page(({ sessionShareToken }) => paths.share(sessionShareToken, '.atom'), everybody),
    page(({ shareToken }) => paths.share(shareToken, '.html'), everybody),
    page(({ recapShareToken }) => paths.share(recapShareToken), everybody),
    page(({ recapShareToken }) => paths.share(recapShareToken, '.md'), everybody),
    page(({ recapShareToken }) => paths.share(recapShareToken, '.html'), everybody),
    page(({ recapShareToken }) => paths.share(recapShareToken, '.atom'), everybody),
    page(() => paths.share('unknown'), none),
    page(() => paths.share('unknown', '.md'), none),
    page(() => paths.share('unknown', '.atom'), none),
  ],
  '/t/[team]': [
    page(({ team }) => paths.team(team.slug), members),
    page(() => paths.team('no-such-team'), nobody),
  ],
  '/t/[team]/export': [
    page(({ team }) => paths.export(team.slug), members),
    page(({ team, session }) => paths.export(team.slug, session.id), members),
  ],
  '/t/[team]/inbox': [page(({ team }) => paths.inbox(team.slug), members)],
  '/t/[team]/conferences': [page(({ team }) => paths.conferences(team.slug), members)],
  '/t/[team]/conferences/new': [page(({ team }) => paths.newConference(team.slug), editors)],
  '/t/[team]/conferences/[conference]': [
    page(({ team, conference }) => paths.conference(team.slug, conference), members),
    page(({ team }) => `${paths.conferences(team.slug)}/x-${foreign}`, nobody),
  ],
  '/t/[team]/conferences/[conference]/recap': [
    page(({ team, conference }) => paths.recap(team.slug, conference), members),
    page(({ team, list }) => `${paths.conferences(team.slug)}/x-${shortId(list.id)}/recap`, nobody),
  ],
  '/t/[team]/conferences/[conference]/recap/edit': [
    page(({ team, conference }) => paths.editRecap(team.slug, conference), editors),
  ],
  '/t/[team]/conferences/[conference]/recap/history': [
    page(({ team, conference }) => paths.recapHistory(team.slug, conference, null), members),
    page(({ team, conference, session }) => {
      return paths.recapHistory(team.slug, conference, session.id)
    }, members),
    page(({ team, conference, trashedSession }) => {
      return paths.recapHistory(team.slug, conference, trashedSession.id)
    }, nobody),
    page(({ team, conference }) => paths.recapHistory(team.slug, conference, newId()), nobody),
    page(({ team, list }) => paths.recapHistory(team.slug, list, null), nobody),
  ],
  '/t/[team]/conferences/[conference]/recap/share': [
    page(({ team, conference }) => paths.shareRecap(team.slug, conference), editors),
  ],
  '/t/[team]/conferences/[conference]/settings': [
    page(({ team, conference }) => paths.conferenceSettings(team.slug, conference), editors),
  ],
  '/t/[team]/conferences/[conference]/sources': [
    page(({ team, conference }) => paths.sources(team.slug, conference), editors),
  ],
  '/t/[team]/conferences/[conference]/picks': [
    page(({ team, conference }) => paths.picks(team.slug, conference), members),
  ],
  '/t/[team]/conferences/[conference]/changes': [
    page(({ team, conference }) => paths.programmeChanges(team.slug, conference), members),
  ],
  '/t/[team]/conferences/[conference]/sessions/new': [
    page(({ team, conference }) => paths.newSession(team.slug, conference), editors),
  ],
  '/t/[team]/sessions/[session]': [
    page(({ team, session }) => paths.session(team.slug, session), members),
    page(({ team, session }) => paths.session(team.slug, session, { notes: 'columns' }), members),
    page(({ team, session }) => paths.summary(team.slug, session), members),
    page(({ team }) => `/t/${team.slug}/sessions/x-${foreign}`, nobody),
    page(({ team, list }) => `/t/${team.slug}/sessions/x-${shortId(list.id)}`, nobody),
  ],
  '/t/[team]/sessions/[session]/edit': [
    page(({ team, session }) => paths.editSession(team.slug, session), editors),
  ],
  '/t/[team]/sessions/[session]/share': [
    page(({ team, session }) => paths.shareSession(team.slug, session), editors),
  ],
  '/t/[team]/sessions/[session]/history/[annotation]': [
    page(({ team, session, told }) => paths.history(team.slug, session, told), members),
    page(({ team, session }) => paths.history(team.slug, session, newId()), nobody),
    page(({ team, session, ownersOwn }) => paths.history(team.slug, session, ownersOwn), owners),
    page(({ team, list, told }) => paths.history(team.slug, list, told), nobody),
  ],
  '/t/[team]/sessions/[session]/summary/[block]': [
    page(({ team, session, block }) => paths.blockHistory(team.slug, session, block.id), members),
    page(({ team, session, told }) => paths.blockHistory(team.slug, session, told), nobody),
    page(({ team, list, block }) => paths.blockHistory(team.slug, list, block.id), nobody),
  ],
  '/t/[team]/to-finish': [
    page(({ team }) => paths.toFinish(team.slug), members),
    page(({ team }) => paths.toFinish(team.slug, { of: 'team' }), members),
  ],
  '/t/[team]/imports': [page(({ team }) => paths.imports(team.slug), editors)],
  '/t/[team]/imports/media': [page(({ team }) => paths.importMedia(team.slug), editors)],
  '/t/[team]/imports/[import]': [
    page(({ team }) => `/t/${team.slug}/imports/${foreign}`, nobody),
    page(({ team, stagedImport }) => paths.import(team.slug, stagedImport), editors),
    page(({ team, appliedImport }) => paths.import(team.slug, appliedImport), editors),
  ],
  '/t/[team]/topics/[topic]': [
    page(({ team, topic }) => paths.topic(team.slug, topic), members),
    page(({ team, ownersTopic }) => paths.topic(team.slug, ownersTopic), owners),
    page(({ team }) => `/t/${team.slug}/topics/x-${foreign}`, nobody),
  ],
  '/t/[team]/smart-lists/new': [page(({ team }) => paths.newSmartList(team.slug), members)],
  '/t/[team]/smart-lists/[list]': [
    page(({ team, smart }) => paths.smartList(team.slug, smart), members),
    page(({ team, ownersSmart }) => paths.smartList(team.slug, ownersSmart), owners),
    page(({ team, list }) => paths.smartList(team.slug, list), nobody),
  ],
  '/t/[team]/smart-lists/[list]/edit': [
    page(({ team, smart }) => paths.editSmartList(team.slug, smart), editors),
    page(({ team, ownersSmart }) => paths.editSmartList(team.slug, ownersSmart), owners),
  ],
  '/t/[team]/reading': [
    page(({ team }) => paths.reading(team.slug), members),
    page(({ team }) => paths.reading(team.slug, { show: 'favourites' }), members),
  ],
  '/t/[team]/lists': [page(({ team }) => paths.lists(team.slug), members)],
  '/t/[team]/add': [
    page(({ team }) => `${paths.addPage(team.slug)}?url=https%3A%2F%2Fexample.org`, editors),
  ],
  '/t/[team]/lists/add': [
    page(({ team }) => paths.addToList(team.slug, 'https://example.org/added'), editors),
    page(
      ({ team, session }) => paths.addToList(team.slug, paths.session(team.slug, session)),
      editors,
    ),
    page(({ team }) => paths.addToList(team.slug, 'javascript:alert(1)'), nobody),
  ],
  '/t/[team]/lists/new': [page(({ team }) => paths.newList(team.slug), editors)],
  '/t/[team]/lists/[list]': [
    page(({ team, list }) => paths.list(team.slug, list), members),
    page(({ team }) => `${paths.lists(team.slug)}/x-${foreign}`, nobody),
  ],
  '/t/[team]/lists/[list]/edit': [
    page(({ team, list }) => `${paths.list(team.slug, list)}/edit`, editors),
  ],
  '/t/[team]/lists/[list]/add': [
    page(({ team, list }) => paths.addSeveral(team.slug, list), editors),
  ],
  '/t/[team]/lists/[list]/copy': [
    page(({ team, list }) => paths.copyList(team.slug, list), editors),
  ],
  '/t/[team]/lists/[list]/share': [
    page(({ team, list }) => `${paths.list(team.slug, list)}/share`, editors),
  ],
  '/t/[team]/links': [
    page(({ team }) => paths.links(team.slug), members),
    page(({ team }) => paths.links(team.slug, { view: 'trash' }), members),
  ],
  '/t/[team]/links/[link]': [
    page(({ team, link }) => paths.link(team.slug, link.id), members),
    page(({ team }) => `/t/${team.slug}/links/${foreign}`, nobody),
    page(({ team, list }) => paths.link(team.slug, list.id), nobody),
  ],
  '/t/[team]/links/[link]/edit': [
    page(({ team, link }) => paths.editLink(team.slug, link.id), editors),
  ],
  '/t/[team]/links/[link]/read': [
    page(({ team, link }) => paths.article(team.slug, link.id), members),
    page(({ team }) => paths.article(team.slug, newId()), nobody),
  ],
  '/t/[team]/links/[link]/read/versions/[version]': [
    page(
      ({ team, link, former }) => paths.articleVersion(team.slug, link.id, former.hash),
      members,
    ),
    page(({ team, former }) => paths.articleVersion(team.slug, newId(), former.hash), nobody),
  ],
  '/t/[team]/links/[link]/read/history/[annotation]': [
    page(({ team, readOn, noted }) => paths.history(team.slug, readOn, noted), members),
    page(({ team, readOn, told }) => paths.history(team.slug, readOn, told), nobody),
  ],
  '/t/[team]/settings': [page(({ team }) => paths.teamSettings(team.slug), owners)],
  '/t/[team]/settings/members': [page(({ team }) => paths.members(team.slug), members)],
  '/t/[team]/settings/tokens': [page(({ team }) => paths.tokens(team.slug), members)],
  '/t/[team]/settings/shares': [page(({ team }) => paths.teamShares(team.slug), owners)],
}

/** The addresses of all pages: folders of page.tsx without route groups, and the pages of shares. */
function pagesOnDisk(): string[] {
  const app = join(import.meta.dirname, '..', 'app')
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$|^s\/\[token\]\/route\.ts$/.test(file))
    .map((file) => `/${relative('.', file).replace(/\/?(page\.tsx|route\.ts)$/, '')}`)
    .map((route) => route.replace(/\/\([^)]*\)/g, '') || '/')
}

async function cookieOf(world: World, who: Who): Promise<Record<string, string>> {
  if (who === 'anonymous') return {}
  const id = newId()
  const { userId } = world[who]
  await db.login.create({ data: { id, userId, expiresAt: new Date(Date.now() + 600_000) } })
  const secret = process.env.AUTH_SECRET ?? ''
  const value = await encode({ token: { login: id }, secret, salt: 'hallway.login' })
  return { cookie: `hallway.login=${value}` }
}

async function ask(request: APIRequestContext, path: string, headers: Record<string, string>) {
  const answer = await request.get(path, { headers, maxRedirects: 0 })
  const location = answer.headers().location ?? ''
  const toSignIn = answer.status() >= 300 && answer.status() < 400 && /^\/sign-in/.test(location)
  const status = answer.status() === 307 || answer.status() === 308 ? 303 : answer.status()
  return { got: toSignIn ? 'in' : String(status), body: await answer.text() }
}

test('every page is in the table, and nothing else', () => {
  expect(Object.keys(table).sort()).toEqual(pagesOnDisk().sort())
})

for (const [column, who] of people.entries()) {
  test(`${who}: the right status everywhere, and no words meant for others`, async ({
    request,
  }) => {
    const world = await createWorld()
    const headers = { ...(await cookieOf(world, who)), 'x-forwarded-for': ownAddress() }
    const expected: Record<string, string> = {}
    const found: Record<string, string> = {}
    const leaks: string[] = []
    const inTeam = column >= 2
    for (const row of Object.values(table).flat()) {
      const path = row.path(world)
      expected[path] = row.gets.split(' ')[column] ?? ''
      const { got, body } = await ask(request, path, headers)
      found[path] = got
      const forbidden = [secrets.trashed]
      if (who !== 'owner') forbidden.push(secrets.ownersOnly)
      if (who !== 'owner' && who !== 'editor') forbidden.push(secrets.editors)
      if (who !== 'editor') forbidden.push(secrets.editorsOnly)
      // The shared list and the invitation say on purpose what they are of
      const shared = path.startsWith('/s/') || path.startsWith('/join/')
      if (!inTeam && !shared) forbidden.push(...secrets.team)
      if (!inTeam && shared) forbidden.push('Kestrel takeaway', 'Kestrel comment', 'Edda Editor')
      for (const words of forbidden) if (body.includes(words)) leaks.push(`${path}: ${words}`)
    }
    expect(found).toEqual(expected)
    expect(leaks).toEqual([])
  })
}

test('the address of a share opens nothing but the share', async ({ request }) => {
  const world = await createWorld()
  const wrong: string[] = []
  for (const token of [world.shareToken, world.sessionShareToken, world.recapShareToken]) {
    const basic = Buffer.from(`reader:${token}`).toString('base64')
    for (const credentials of [
      { cookie: `hallway.share=${token}; hallway.login=${token}` },
      { authorization: `Bearer ${token}` },
      { authorization: `Basic ${basic}` },
    ]) {
      const headers = { ...credentials, 'x-forwarded-for': ownAddress() }
      for (const [route, rows] of Object.entries(table)) {
        if (route.startsWith('/s/') || route.startsWith('/join/')) continue
        for (const { path, gets } of rows) {
          const { got, body } = await ask(request, path(world), headers)
          const leaks = secrets.team.filter((words) => body.includes(words))
          if (got !== gets.split(' ')[0] || leaks.length > 0)
            wrong.push(`${route}: ${got} ${leaks}`)
        }
      }
    }
  }
  expect(wrong).toEqual([])
})

test('data behind addresses is as closed as the pages', async ({ request, baseURL }) => {
  const world = await createWorld()
  const headers = { ...(await cookieOf(world, 'outsider')), 'x-forwarded-for': ownAddress() }
  const id = newId()
  const annotation = `/api/v1/teams/${world.team.slug}/annotations/${id}`
  const data = { session: world.session.id, text: 'from outside', audience: 'team' }
  const origin = new URL(baseURL ?? '').origin
  const written = await request.put(annotation, { headers: { ...headers, origin }, data })
  expect(written.status()).toBe(404)
  const elsewhere = { ...headers, origin: 'https://elsewhere.example' }
  expect((await request.put(annotation, { headers: elsewhere, data })).status()).toBe(403)
  expect(await db.annotation.count({ where: { id } })).toBe(0)
  const offered = await request.get(paths.completions(world.team.slug), { headers })
  expect([offered.status(), (await offered.json()).status]).toEqual([404, 404])
  expect((await request.get(paths.completions(world.team.slug))).status()).toBe(401)
  const upload = await request.post(paths.upload(world.team.slug), {
    headers: { ...headers, origin },
    multipart: { file: { name: 'x.ics', mimeType: 'text/calendar', buffer: Buffer.from('x') } },
    maxRedirects: 0,
  })
  expect(upload.status()).toBe(404)
})

test('what an import did is told to those who may import', async ({ request }) => {
  const world = await createWorld()
  const { slug } = world.team
  const found: Record<string, number[]> = {}
  for (const who of people) {
    const headers = { ...(await cookieOf(world, who)), 'x-forwarded-for': ownAddress() }
    found[who] = []
    for (const id of [world.appliedImport, world.stagedImport, newId()]) {
      const answer = await request.get(paths.importReport(slug, id), { headers, maxRedirects: 0 })
      found[who].push(answer.status())
    }
  }
  const [nothing, report] = [
    [404, 404, 404],
    [200, 404, 404],
  ]
  expect(found).toEqual({
    anonymous: nothing,
    outsider: nothing,
    viewer: nothing,
    commenter: nothing,
    editor: report,
    owner: report,
  })
})

test('a login that was signed out opens nothing more', async ({ request }) => {
  const world = await createWorld()
  const headers = await cookieOf(world, 'editor')
  const path = paths.team(world.team.slug)
  expect((await ask(request, path, headers)).got).toBe('200')
  await db.login.updateMany({
    where: { userId: world.editor.userId },
    data: { revokedAt: new Date() },
  })
  expect((await ask(request, path, headers)).got).toBe('in')
})

test('a removed member is an outsider from the next click', async ({ request }) => {
  const world = await createWorld()
  const headers = await cookieOf(world, 'editor')
  const path = paths.session(world.team.slug, world.session)
  expect((await ask(request, path, headers)).got).toBe('200')
  await db.membership.update({
    where: { teamId_userId: { teamId: world.team.id, userId: world.editor.userId } },
    data: { leftAt: new Date() },
  })
  expect((await ask(request, path, headers)).got).toBe('404')
})
