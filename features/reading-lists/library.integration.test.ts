import { beforeAll, describe, expect, test } from 'vitest'
import { setAudience } from '@/features/annotations/audience'
import { getCiting } from '@/features/annotations/mentioning'
import { deleteAnnotation, writeAnnotation } from '@/features/annotations/mutations'
import { writeAnnotationInput } from '@/features/annotations/schema'
import { getLink, getLinkDetail } from '@/features/links/queries'
import { libraryInput } from '@/features/links/schema'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { createConference, createSession, createTeam } from '@/prisma/factories'
import { getHolding } from './holding'
import { getLibrary, getLibraryFilters } from './library'
import { addLink, createList, removeEntry, trashList } from './mutations'

type Cast = Awaited<ReturnType<typeof createTeam>>
let home: Cast
let other: Cast
let conference: { id: string }
let session: { id: string }

beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
  conference = await createConference(home.team.id, { title: 'Riverside' })
  session = await createSession(home.team.id, { conferenceId: conference.id })
})

const everybody = () => [home.viewer, home.commenter, home.editor, home.owner]

async function put(member: Member, address: string, title = '', given: object = {}) {
  const list = await createList(member, { title: `Of ${address}`, description: '', ...given })
  const { entryId } = await addLink(member, { list: list.id, address, title, why: 'Worth it' })
  const entry = await db.entry.findFirstOrThrow({ where: { id: entryId } })
  return { list: list.id, entry: entryId, link: entry.linkId ?? '' }
}
async function write(member: Member, text: string, audience = 'team') {
  const input = { id: newId(), session: session.id, text, audience }
  return (await writeAnnotation(member, writeAnnotationInput.parse(input))).id
}
const titles = async (member: Member, query: Record<string, string> = {}) =>
  (await getLibrary(member, libraryInput.parse(query))).links.map(({ title }) => title)
const row = async (member: Member, q: string) =>
  (await getLibrary(member, libraryInput.parse({ q }))).links[0]

describe('the library', () => {
  test('shows what lists and annotations bring, the newest first, to the team alone', async () => {
    await put(home.editor, 'https://github.com/lib/first', 'First in a list')
    await write(home.owner, 'See https://example.org/second #library')
    for (const member of everybody()) {
      expect(await titles(member)).toEqual(['Second · example.org', 'First in a list'])
    }
    expect(await titles(other.owner)).toEqual([])
    expect(await row(home.viewer, 'second')).toMatchObject({ lists: 0, annotations: 1, total: 1 })
    expect(await row(home.viewer, 'lib first')).toMatchObject({ lists: 1, annotations: 0 })
  })

  test('is filtered by what its address says', async () => {
    const { topics, people, sites, conferences } = await getLibraryFilters(home.viewer)
    expect(sites.map(({ id }) => id)).toEqual(['example.org', 'github.com'])
    expect(conferences.map(({ name }) => name)).toEqual(['Riverside'])
    expect(people).toHaveLength(2)
    const topic = topics.find(({ name }) => name === 'library')
    const [first, second] = [['First in a list'], ['Second · example.org']]
    const short = (id: string | undefined) => shortId(id ?? newId())
    expect(await titles(home.viewer, { type: 'repository' })).toEqual(first)
    expect(await titles(home.viewer, { site: 'example.org' })).toEqual(second)
    expect(await titles(home.viewer, { by: short(home.owner.userId) })).toEqual(second)
    expect(await titles(home.viewer, { conference: short(conference.id) })).toEqual(second)
    expect(await titles(home.viewer, { topic: short(topic?.id) })).toEqual(second)
    expect(await titles(home.viewer, { q: 'LIST first' })).toEqual(first)
    expect(await titles(home.viewer, { q: '100%' })).toEqual([])
    expect(await titles(home.viewer, { state: 'failed' })).toEqual([])
    // What makes no sense filters nothing
    expect(await titles(home.viewer, { type: 'x', by: 'x', page: '-1' })).toHaveLength(2)
  })

  test('looks for nothing that no database holds', async () => {
    const all = await titles(home.viewer)
    expect(await titles(home.viewer, { q: 'a\0', site: '\0' })).toEqual(all)
  })

  test('keeps a link that was taken out of its list, while the trash tells of it', async () => {
    const { entry, list, link } = await put(home.editor, 'https://example.org/removed')
    await removeEntry(home.editor, entry)
    expect(await titles(home.viewer, { q: 'removed' })).toHaveLength(1)
    await trashList(home.editor, list)
    expect(await titles(home.viewer, { q: 'removed' })).toHaveLength(1)
    expect(await getHolding(home.viewer, link)).toEqual([])
  })
})

describe('what somebody wrote for themselves', () => {
  test('counts nowhere, also for a link that others have brought', async () => {
    const { link } = await put(home.editor, 'https://example.org/both', 'Both')
    const secret = await write(home.owner, 'My own https://example.org/both #hidden', 'team')
    expect(await row(home.viewer, 'both')).toMatchObject({ annotations: 1 })
    await setAudience(home.owner, { id: secret, revision: 1, audience: 'me' })
    // As if the tie had been left behind
    await db.citation.create({
      data: { teamId: home.team.id, annotationId: secret, linkId: link },
    })
    for (const member of [home.viewer, home.commenter, home.editor]) {
      expect(await row(member, 'both')).toMatchObject({ annotations: 0, lists: 1 })
      expect(await getCiting(member, link, 1)).toMatchObject({ total: 0, annotations: [] })
      const { topics } = await getLibraryFilters(member)
      expect(topics.map(({ name }) => name)).not.toContain('hidden')
    }
    expect((await getCiting(home.owner, link, 1)).total).toBe(1)
  })

  test('shows no link that only it has brought, not even as a filter', async () => {
    const own = await write(home.editor, 'https://secret.example/only-me')
    await setAudience(home.editor, { id: own, revision: 1, audience: 'me' })
    const { id } = await db.link.findFirstOrThrow({
      where: { teamId: home.team.id, site: 'secret.example' },
    })
    await db.citation.create({ data: { teamId: home.team.id, annotationId: own, linkId: id } })
    for (const member of everybody()) {
      expect(await titles(member, { q: 'secret.example' })).toEqual([])
      expect(await getLinkDetail(member, id)).toBeNull()
      const { sites } = await getLibraryFilters(member)
      expect(sites.map(({ id }) => id)).not.toContain('secret.example')
    }
  })
})

test('a list for named members brings a link to them alone, and its maker is not named to others', async () => {
  const named = { audience: 'members' as const }
  const { link } = await put(home.editor, 'https://example.org/closed', 'Closed', named)
  expect(await titles(home.editor, { q: 'closed' })).toHaveLength(1)
  for (const member of [home.viewer, home.owner]) {
    expect(await titles(member, { q: 'closed' })).toEqual([])
    expect(await getLinkDetail(member, link)).toBeNull()
    expect(await getHolding(member, link)).toEqual([])
  }
  await put(home.owner, 'https://example.org/closed')
  for (const member of [home.viewer, home.owner]) {
    expect(await row(member, 'closed')).toMatchObject({ lists: 1, broughtBy: home.owner.name })
    expect(await getLinkDetail(member, link)).toMatchObject({ broughtBy: home.owner.name })
    expect(await getHolding(member, link)).toHaveLength(1)
    const by = shortId(home.editor.userId)
    expect(await titles(member, { q: 'closed', by })).toEqual([])
  }
  expect(await row(home.editor, 'closed')).toMatchObject({ lists: 2, broughtBy: home.editor.name })
})

test('the page of a link tells lists and annotations to who sees them', async () => {
  const { link, list } = await put(home.editor, 'https://example.org/page', 'The page')
  const cited = await write(home.owner, 'As https://example.org/page says', 'public')
  expect(await getHolding(home.viewer, link)).toMatchObject([
    { readingList: { id: list }, whyHtml: '<p>Worth it</p>', section: null },
  ])
  expect(await getCiting(home.viewer, link, 1)).toMatchObject({
    total: 1,
    annotations: [{ id: cited, conference: 'Riverside' }],
  })
  expect(await getLinkDetail(home.viewer, link)).toMatchObject({
    broughtBy: home.editor.name,
    can: { edit: false },
  })
  expect(await getLinkDetail(other.owner, link)).toBeNull()
  expect(await getHolding(other.owner, link)).toEqual([])
  expect(await getCiting(other.owner, link, 1)).toMatchObject({ total: 0 })
  await deleteAnnotation(home.owner, cited)
  expect(await getCiting(home.owner, link, 1)).toMatchObject({ total: 0 })
})

test('what is written on the kept text of a link in a list brings links, unless for oneself', async () => {
  const { link } = await put(home.editor, 'https://example.org/kept', 'Kept')
  const { teamId, userId } = home.editor
  const article = await db.article.create({
    data: { teamId, id: newId(), linkId: link, keptById: userId },
  })
  for (const audience of ['team', 'me'] as const) {
    const url = `https://example.org/from-article-${audience}`
    const text = { bodySource: url, bodyPlain: url, bodyHtml: url, rendererVersion: 1 }
    const { id: annotationId } = await db.annotation.create({
      data: {
        ...{ teamId, id: newId(), articleId: article.id, authorId: userId, audience, ...text },
        ...{ kind: 'takeaway', orderKey: 'a0', startedAt: new Date() },
      },
    })
    const named = await put(home.editor, url, `Named ${audience}`, { audience: 'members' })
    await db.entry.deleteMany({ where: { id: named.entry } })
    await db.citation.create({ data: { teamId, annotationId, linkId: named.link } })
    const shown = audience === 'team'
    for (const member of everybody()) {
      expect(await titles(member, { q: `from-article-${audience}` })).toHaveLength(shown ? 1 : 0)
      expect((await getLinkDetail(member, named.link)) !== null).toBe(shown)
      expect((await getLink(member, named.link)) !== null).toBe(shown)
    }
    expect(await getLink(other.owner, named.link)).toBeNull()
  }
})
