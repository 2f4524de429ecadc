import { beforeEach, describe, expect, test } from 'vitest'
import { setAudience } from '@/features/annotations/audience'
import { getLink, getLinkDetail } from '@/features/links/queries'
import { libraryInput } from '@/features/links/schema'
import { getEventsAfter } from '@/features/live/queries'
import { smartFilter, smartGathering } from '@/features/reading-lists/gathered/filter'
import { getGathered } from '@/features/reading-lists/gathered/queue'
import { getLibrary, getLibraryFilters } from '@/features/reading-lists/library'
import { mergeLinks, separateLink } from '@/features/reading-lists/merging/merging'
import { removeEntry, trashList } from '@/features/reading-lists/mutations'
import { type Member, systemFor } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { record } from '@/lib/live'
import {
  createAnnotation,
  createConference,
  createReadingList,
  createSession,
  createTeam,
} from '@/prisma/factories'
import { citeComments, getCitingComments } from './citing'
import { deleteComment, editComment, reply, restoreComment, startThread } from './mutations'
import type { CommentSubject } from './schema'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let other: Cast
let session: { id: string; conferenceId: string }

beforeEach(async () => {
  cast = await createTeam()
  other = await createTeam()
  const conference = await createConference(cast.team.id, { title: 'Riverside' })
  session = await createSession(cast.team.id, { conferenceId: conference.id, title: 'Leases' })
})

const url = 'https://example.org/leases'
const title = 'Leases · example.org'
const everybody = () => [cast.owner, cast.editor, cast.commenter, cast.viewer, other.owner]

async function say(member: Member, type: CommentSubject['type'], subjectId: string, body = url) {
  const id = newId()
  await startThread(member, { id, subjectType: type, subjectId, body })
  return id
}
const linkAt = (address = url, teamId = cast.team.id) =>
  db.link.findFirst({ where: { teamId, url: address } })
const idAt = async (address = url) => (await linkAt(address))?.id ?? ''
const cited = async (commentId: string) => {
  const rows = await db.commentCitation.findMany({
    where: { teamId: cast.team.id, commentId },
    select: { link: { select: { url: true } } },
  })
  return rows.map(({ link }) => link.url).sort()
}
const narrow = (id: string, revision = 1) =>
  setAudience(cast.editor, { id, revision, audience: 'me' })
const widen = (id: string, revision = 2) =>
  setAudience(cast.editor, { id, revision, audience: 'team' })

/** Whom each way of asking shows the link to: they agree, and so do live events about it. */
async function readers(): Promise<string[]> {
  const id = await idAt()
  const { eventSeq } = await db.team.findUniqueOrThrow({ where: { id: cast.team.id } })
  await db.$transaction((tx) =>
    record(tx, cast.owner, { verb: 'edited', subject: { type: 'link', id } }),
  )
  const found: string[] = []
  for (const member of everybody()) {
    const seen = (await getLink(member, id)) !== null
    const told = (await getEventsAfter(member, eventSeq)).events ?? []
    const { links, total } = await getLibrary(member, libraryInput.parse({ q: 'leases' }))
    const { sites } = await getLibraryFilters(member)
    const everything = smartGathering(smartFilter.parse({}))
    const { items } = await getGathered(member, everything, 1)
    const ways = {
      detail: (await getLinkDetail(member, id))?.title === title,
      library: links.some((link) => link.title === title) && total > 0,
      filters: sites.some((site) => site.id === 'example.org'),
      events: told.some((event) => event.told.subject.id === id),
      gathered: items.some(({ link }) => link?.id === id),
    }
    const same = { detail: seen, library: seen, filters: seen, events: seen, gathered: seen }
    if (member.teamId === cast.team.id) expect(ways, member.role).toEqual(same)
    else expect(seen || ways.detail || ways.library || ways.filters).toBe(false)
    if (seen) found.push(member.role)
  }
  return found
}
const all = ['owner', 'editor', 'commenter', 'viewer']

describe('the addresses in a comment', () => {
  test('join the library from a talk, with who brought them and where', async () => {
    const id = await say(cast.commenter, 'session', session.id, `See [this](${url}), please`)
    // The words around an address are no title
    expect(await linkAt()).toMatchObject({ title, titleTyped: false, type: 'article' })
    expect(await readers()).toEqual(all)
    expect(await getLinkDetail(cast.viewer, await idAt())).toMatchObject({
      broughtBy: cast.commenter.name,
    })
    const found = await getCitingComments(cast.viewer, await idAt(), 1)
    expect(found).toMatchObject({ total: 1, more: false })
    expect(found.comments).toMatchObject([
      { id, on: 'session', place: { id: session.id, title: 'Leases' }, conference: 'Riverside' },
    ])
    expect((await getCitingComments(other.owner, await idAt(), 1)).total).toBe(0)
    const here = libraryInput.parse({ conference: shortId(session.conferenceId) })
    expect((await getLibrary(cast.viewer, here)).links).toMatchObject([{ comments: 1, lists: 0 }])
    const { conferences } = await getLibraryFilters(cast.viewer)
    expect(conferences).toMatchObject([{ name: 'Riverside' }])
  })

  test('come and go with the words, with the trash, and back', async () => {
    const id = await say(cast.commenter, 'session', session.id)
    const now = { id, revision: 1, body: 'https://elsewhere.example/b' }
    await editComment(cast.commenter, now)
    expect(await cited(id)).toEqual(['https://elsewhere.example/b'])
    expect(await readers()).toEqual([])
    await editComment(cast.commenter, { id, revision: 2, body: `After all ${url}` })
    expect(await readers()).toEqual(all)
    await deleteComment(cast.commenter, id)
    expect(await readers()).toEqual([])
    expect((await getCitingComments(cast.commenter, await idAt(), 1)).total).toBe(0)
    await restoreComment(cast.commenter, id)
    expect(await readers()).toEqual(all)
  })

  test('come from an answer, too, and go over where links are made one', async () => {
    await say(cast.commenter, 'session', session.id, 'Which one?')
    const thread = await db.thread.findFirstOrThrow({ where: { teamId: cast.team.id } })
    const id = newId()
    await reply(cast.editor, { id, threadId: thread.id, body: url })
    await say(cast.owner, 'session', session.id, 'https://example.org/kept')
    const [from, into] = [await idAt(), await idAt('https://example.org/kept')]
    await mergeLinks(cast.editor, { id: from, into: 'https://example.org/kept' })
    expect((await getCitingComments(cast.viewer, into, 1)).total).toBe(2)
    await separateLink(cast.editor, from)
    expect((await getCitingComments(cast.viewer, into, 1)).total).toBe(1)
    expect(await cited(id)).toEqual([url])
  })
})

describe('who learns of them', () => {
  /** A list for the editor and the viewer, with an entry. */
  async function closedList() {
    const list = await createReadingList(cast.editor, { title: 'For few', count: 1 })
    const { teamId, userId } = cast.editor
    const where = { teamId_id: { teamId, id: list.id } }
    await db.readingList.update({ where, data: { audience: 'members' } })
    const named = { teamId, readingListId: list.id, addedById: userId }
    await db.listMember.createMany({
      data: [
        { ...named, userId, role: 'owner' },
        { ...named, userId: cast.viewer.userId, role: 'viewer' },
      ],
    })
    // Its entry would bring the site to those it names
    const away = { site: 'elsewhere.example', title: 'Elsewhere' }
    await db.link.updateMany({ where: { teamId }, data: away })
    return { id: list.id, entry: list.entryIds[0] ?? '' }
  }

  test('on an annotation: whoever reads that, and nobody while it is for its author alone', async () => {
    const note = await createAnnotation(cast.editor, session)
    await say(cast.commenter, 'annotation', note.id)
    expect(await readers()).toEqual(all)
    await narrow(note.id)
    expect(await readers()).toEqual([])
    expect(await db.commentCitation.count({ where: { teamId: cast.team.id } })).toBe(0)
    for (const member of [cast.commenter, cast.owner]) {
      expect((await getCitingComments(member, await idAt(), 1)).total).toBe(0)
    }
    await widen(note.id)
    expect(await readers()).toEqual(all)
  })

  test('on an only-me annotation: nobody, though a tie had been left behind', async () => {
    const note = await createAnnotation(cast.editor, session, { audience: 'me' })
    const id = await say(cast.editor, 'annotation', note.id)
    expect(await linkAt()).toBeNull()
    const made = await say(cast.owner, 'session', session.id)
    const tie = { teamId: cast.team.id, commentId: id, linkId: await idAt() }
    await db.commentCitation.create({ data: tie })
    await deleteComment(cast.owner, made)
    expect(await readers()).toEqual([])
    expect((await getCitingComments(cast.viewer, tie.linkId, 1)).total).toBe(0)
    // Once it is for the team they join; and what was in the trash meanwhile, when it is back
    await db.commentCitation.deleteMany({ where: tie })
    await deleteComment(cast.editor, id)
    await widen(note.id, 1)
    expect(await readers()).toEqual([])
    await restoreComment(cast.editor, id)
    expect(await readers()).toEqual(all)
  })

  test.each(['list', 'entry'] as const)('on a closed %s: those whom it names', async (type) => {
    const list = await closedList()
    const id = await say(cast.editor, type, type === 'list' ? list.id : list.entry)
    expect(await readers()).toEqual(['editor', 'viewer'])
    const linkId = await idAt()
    for (const [member, total] of [
      [cast.viewer, 1],
      [cast.owner, 0],
      [cast.commenter, 0],
    ] as const) {
      expect((await getCitingComments(member, linkId, 1)).total).toBe(total)
    }
    expect((await getCitingComments(cast.viewer, linkId, 1)).comments).toMatchObject([
      { id, on: type, list: { id: list.id, title: 'For few' }, place: null },
    ])
    // Somebody else brings it to all, who do not learn that it was there before
    const said = await say(cast.commenter, 'session', session.id)
    expect(await readers()).toEqual(all)
    const row = async (member: Member) =>
      (await getLibrary(member, libraryInput.parse({ q: 'leases' }))).links[0]
    expect(await row(cast.owner)).toMatchObject({ broughtBy: cast.commenter.name, comments: 1 })
    expect(await row(cast.viewer)).toMatchObject({ broughtBy: cast.editor.name, comments: 2 })
    await deleteComment(cast.commenter, said)
    if (type === 'entry') await removeEntry(cast.editor, list.entry)
    else await trashList(cast.editor, list.id)
    expect(await readers()).toEqual([])
  })

  test('on a kept text: those who see it in a list', async () => {
    const list = await closedList()
    const { linkId } = await db.entry.findFirstOrThrow({ where: { readingListId: list.id } })
    const { teamId, userId: keptById } = cast.editor
    const kept = { teamId, id: newId(), linkId: linkId ?? '', keptById }
    const { id: articleId } = await db.article.create({ data: kept })
    const on = { sessionId: null, articleId }
    const note = await createAnnotation(cast.editor, session, on)
    await say(cast.editor, 'annotation', note.id)
    expect(await readers()).toEqual(['editor', 'viewer'])
    const trash = { deletedAt: new Date() } satisfies Prisma.ArticleUpdateManyMutationInput
    await db.article.updateMany({ where: { teamId }, data: trash })
    expect(await readers()).toEqual([])
  })

  test('on what is in the trash: nobody', async () => {
    await say(cast.commenter, 'session', session.id)
    await db.conference.updateMany({
      where: { teamId: cast.team.id },
      data: { deletedAt: new Date() },
    })
    expect(await readers()).toEqual([])
  })
})

test('comments from before join by a job, but for what is in the trash or for oneself', async () => {
  const { teamId, userId } = cast.commenter
  const own = await createAnnotation(cast.editor, session, { audience: 'me' })
  const older = async (on: object, address: string, given: object = {}) => {
    const thread = await db.thread.create({ data: { teamId, id: newId(), ...on } })
    const text = `<p><a href="${address}" rel="nofollow">${address}</a></p>`
    const words = { bodySource: address, bodyPlain: address, bodyHtml: text, rendererVersion: 1 }
    const of = { teamId, id: newId(), threadId: thread.id, authorId: userId }
    return (await db.comment.create({ data: { ...of, ...words, ...given } })).id
  }
  const on = { sessionId: session.id }
  const old = await older(on, url)
  const gone = await older(on, 'https://example.org/gone', { deletedAt: new Date() })
  const secret = await older({ annotationId: own.id }, 'https://example.org/secret')
  const made = await say(cast.owner, 'session', session.id, 'https://example.org/trashed')
  const trash = { where: { teamId, url: 'https://example.org/trashed' } }
  await db.link.updateMany({ ...trash, data: { deletedAt: new Date() } })
  const trashed = await older(on, 'https://example.org/trashed')

  expect(await citeComments(systemFor('test'))).toBeGreaterThanOrEqual(3)
  expect(await cited(old)).toEqual([url])
  expect(await getLinkDetail(cast.viewer, await idAt())).toMatchObject({
    broughtBy: cast.commenter.name,
  })
  for (const id of [gone, secret, trashed]) expect(await cited(id)).toEqual([])
  expect((await linkAt('https://example.org/trashed'))?.deletedAt).not.toBeNull()
  expect(await linkAt('https://example.org/secret')).toBeNull()
  expect(await cited(made)).toEqual(['https://example.org/trashed'])
  expect(await citeComments(systemFor('test'))).toBe(0)
  await restoreComment(cast.commenter, gone)
  expect(await cited(gone)).toEqual(['https://example.org/gone'])

  // Changed before the job comes by: what stood there already joins as well
  const both = await older(on, 'https://example.org/a')
  const body = 'https://example.org/a and https://example.org/b'
  await editComment(cast.commenter, { id: both, revision: 1, body })
  expect(await cited(both)).toEqual(['https://example.org/a', 'https://example.org/b'])
})
