import { beforeEach, describe, expect, test } from 'vitest'
import { writeAnnotation } from '@/features/annotations/mutations'
import { writeAnnotationInput } from '@/features/annotations/schema'
import { restoreLink, trashLink } from '@/features/links/mutations'
import { getLikelySame, getLinkDetail, getMergedInto } from '@/features/links/queries'
import { libraryInput } from '@/features/links/schema'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { createSession, createTeam } from '@/prisma/factories'
import { getHolding } from '../holding'
import { getLibrary } from '../library'
import { addLink, createList } from '../mutations'
import { getEntries } from '../queries'
import { mergeLinks, separateLink } from './merging'
import { renormaliseLinks } from './renormalising'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let other: Cast
beforeEach(async () => {
  cast = await createTeam()
  other = await createTeam()
})

const [one, two] = ['http://old.example/raft', 'https://new.example/raft']
const newList = async (title: string) =>
  (await createList(cast.editor, { title, description: '', audience: 'team' })).id
const add = (list: string, address: string, why = '') =>
  addLink(cast.editor, { list, address, why, title: '' })
const idOf = async (url: string) =>
  (await db.link.findFirstOrThrow({ where: { teamId: cast.team.id, url } })).id
const shown = async (list: string) =>
  (await getEntries(cast.viewer, { id: list }, 1)).entries.map(({ link, whySource }) =>
    [link?.url, whySource].filter(Boolean).join(' '),
  )

/** A list with the first address, one with the second and one with both; and an annotation. */
async function world() {
  const lists = [await newList('First'), await newList('Second'), await newList('Both')] as const
  await add(lists[0], one, 'alone')
  await add(lists[1], two, 'alone')
  await add(lists[2], one, 'older')
  await add(lists[2], 'https://example.org/between')
  await add(lists[2], two, 'newer')
  const session = await createSession(cast.team.id)
  const input = { id: newId(), session: session.id, text: `See ${one}`, audience: 'team' }
  await writeAnnotation(cast.editor, writeAnnotationInput.parse(input))
  return { lists, from: await idOf(one), into: await idOf(two), annotation: input.id }
}

describe('two links made one', () => {
  test('stand as one wherever either stood, once in each list, in the older place', async () => {
    const { lists, from, into, annotation } = await world()
    expect(await mergeLinks(cast.editor, { id: from, into: two })).toBe(into)
    expect(await shown(lists[0])).toEqual([`${two} alone`])
    expect(await shown(lists[1])).toEqual([`${two} alone`])
    expect(await shown(lists[2])).toEqual([`${two} older\n\nnewer`, 'https://example.org/between'])
    const cited = await db.citation.findMany({ where: { linkId: into } })
    expect(cited).toMatchObject([{ annotationId: annotation }])
    expect(await getLinkDetail(cast.owner, from)).toBeNull()
    expect(await getMergedInto(cast.viewer, from)).toBe(into)
    expect(await getMergedInto(other.owner, from)).toBeNull()
    const found = await getLibrary(cast.viewer, libraryInput.parse({ q: 'raft' }))
    expect(found.links.map(({ id }) => id)).toEqual([into])
  })

  test('take in their address from then on', async () => {
    const { from, into } = await world()
    await mergeLinks(cast.editor, { id: from, into: two })
    const list = await newList('Later')
    expect(await add(list, one)).toMatchObject({ added: true })
    expect(await shown(list)).toEqual([two])
    const third = 'https://third.example/raft'
    await add(list, third)
    await mergeLinks(cast.editor, { id: into, into: third })
    expect(await getMergedInto(cast.viewer, from)).toBe(await idOf(third))
    expect(await add(list, one)).toMatchObject({ added: false })
  })

  test('are two again, as they stood', async () => {
    const { lists, from, into } = await world()
    const before = await Promise.all(lists.map(shown))
    await mergeLinks(cast.editor, { id: from, into: shortOf(into) })
    await separateLink(cast.owner, from)
    expect(await Promise.all(lists.map(shown))).toEqual(before)
    expect(await db.citation.count({ where: { linkId: into } })).toBe(0)
    expect(await getLinkDetail(cast.viewer, from)).toMatchObject({ url: one, deletedAt: null })
    const again = separateLink(cast.owner, from)
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('keep what was changed since, when they are parted', async () => {
    const { lists, from } = await world()
    await mergeLinks(cast.editor, { id: from, into: two })
    const [entry] = (await getEntries(cast.editor, { id: lists[2] }, 1)).entries
    const key = { teamId_id: { teamId: cast.team.id, id: entry?.id ?? '' } }
    const rewritten = { whySource: 'rewritten', revision: { increment: 1 } }
    await db.entry.update({ where: key, data: rewritten })
    await separateLink(cast.editor, from)
    expect(await shown(lists[2])).toEqual([
      `${one} rewritten`,
      'https://example.org/between',
      `${two} newer`,
    ])
  })

  test('keep comments, private notes and how far everybody is', async () => {
    const { lists, from, into } = await world()
    const { teamId } = cast.editor
    const entries = await db.entry.findMany({
      where: { teamId, readingListId: lists[2], linkId: { in: [from, into] } },
    })
    const [kept, lost] = [from, into].map((id) => entries.find(({ linkId }) => linkId === id)?.id)
    const thread = { teamId, id: newId(), entryId: lost ?? '' }
    await db.thread.create({ data: thread })
    const note = (entryId = '', userId: string, text: string) =>
      db.entryNote.create({
        data: {
          ...{ teamId, id: newId(), entryId, userId, rendererVersion: 1 },
          ...{ bodySource: text, bodyPlain: text, bodyHtml: text },
        },
      })
    await note(kept, cast.viewer.userId, 'of the old')
    await note(lost, cast.viewer.userId, 'of the new')
    await note(lost, cast.owner.userId, 'mine')
    const progress = (linkId: string, member: Member, state: 'doing' | 'done') =>
      db.progress.create({
        data: { teamId, id: newId(), userId: member.userId, linkId, state },
      })
    await progress(from, cast.viewer, 'done')
    await progress(into, cast.viewer, 'doing')
    await progress(from, cast.owner, 'doing')
    await mergeLinks(cast.editor, { id: from, into: two })
    const where = { teamId, entryId: kept ?? '' }
    expect(await db.thread.count({ where })).toBe(1)
    const notes = await db.entryNote.findMany({ where, orderBy: { createdAt: 'asc' } })
    expect(notes.map(({ bodySource }) => bodySource)).toEqual(['of the old\n\nof the new', 'mine'])
    const states = await db.progress.findMany({ where: { teamId, linkId: into } })
    expect(new Map(states.map(({ userId, state }) => [userId, state]))).toEqual(
      new Map([
        [cast.viewer.userId, 'done'],
        [cast.owner.userId, 'doing'],
      ]),
    )
    await separateLink(cast.editor, from)
    expect(await db.thread.count({ where: { teamId, entryId: lost ?? '' } })).toBe(1)
    expect(await db.progress.count({ where: { teamId, linkId: from } })).toBe(2)
  })

  test('are so for those who edit links they see, and for no link of elsewhere', async () => {
    const { from, into } = await world()
    for (const member of [cast.viewer, cast.commenter]) {
      const merging = mergeLinks(member, { id: from, into: two })
      await expect(merging).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    const foreign = mergeLinks(other.owner, { id: from, into: two })
    await expect(foreign).rejects.toMatchObject({ fieldErrors: { into: 'links.unknown' } })
    const theirs = 'https://theirs.example/'
    const list = await createList(other.editor, {
      title: 'x',
      description: '',
      audience: 'team',
    })
    await addLink(other.editor, { list: list.id, address: theirs, why: '', title: '' })
    const unknown = mergeLinks(cast.editor, { id: from, into: theirs })
    await expect(unknown).rejects.toMatchObject({ fieldErrors: { into: 'links.unknown' } })
    const itself = mergeLinks(cast.editor, { id: from, into: one })
    await expect(itself).rejects.toMatchObject({ fieldErrors: { into: 'links.itself' } })
    await mergeLinks(cast.editor, { id: from, into: two })
    for (const member of [cast.viewer, other.owner]) {
      await expect(separateLink(member, from)).rejects.toMatchObject({
        code: member === cast.viewer ? 'FORBIDDEN' : 'NOT_FOUND',
      })
    }
    const link = await getLinkDetail(cast.viewer, into)
    expect(link?.merged).toMatchObject([{ id: from }])
  })

  test('are offered by their title', async () => {
    const { from, into } = await world()
    const where = { teamId: cast.team.id, id: { in: [from, into] } }
    await db.link.updateMany({ where, data: { title: 'Raft' } })
    const link = await getLinkDetail(cast.editor, from)
    expect(link && (await getLikelySame(cast.editor, link))).toMatchObject([{ id: into }])
  })
})

const shortOf = (id: string) => `https://hallway.example/t/x/links/${shortId(id)}?page=2`

describe('a link in the trash', () => {
  test('shows in no list, and is back in all of them when restored', async () => {
    const { lists, into } = await world()
    const before = await shown(lists[2])
    await trashLink(cast.editor, into)
    expect(await shown(lists[1])).toEqual([])
    expect(await getLinkDetail(cast.viewer, into)).toBeNull()
    expect(await getLinkDetail(cast.editor, into)).toMatchObject({ id: into })
    expect(await getHolding(cast.editor, into)).toHaveLength(2)
    const trash = libraryInput.parse({ view: 'trash' })
    expect((await getLibrary(cast.editor, trash)).links).toMatchObject([{ id: into }])
    // The trash is for those who may restore
    expect((await getLibrary(cast.viewer, trash)).links.map(({ id }) => id)).not.toContain(into)
    expect((await getLibrary(other.owner, trash)).links).toEqual([])
    await restoreLink(cast.owner, into)
    await restoreLink(cast.owner, into)
    expect(await shown(lists[2])).toEqual(before)
  })

  test('comes back when its address is added again, which is said', async () => {
    const { lists, into } = await world()
    await trashLink(cast.editor, into)
    expect(await add(lists[1], two)).toMatchObject({ added: false, back: true })
    expect(await shown(lists[1])).toEqual([`${two} alone`])
  })

  test('is moved there and back by editors of the team alone', async () => {
    const { into } = await world()
    for (const member of [cast.viewer, cast.commenter]) {
      await expect(trashLink(member, into)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(restoreLink(member, into)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(trashLink(other.owner, into)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await trashLink(cast.editor, into)
    await expect(restoreLink(other.owner, into)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('links that an older normaliser told apart become one, once', async () => {
  const list = await newList('Of an older time')
  const urls = ['https://www.example.org/same/', 'https://example.org/same']
  await add(list, urls[1] ?? '', 'later')
  await add(list, 'https://example.org/alone/', 'alone')
  const { teamId, userId } = cast.editor
  const old = { type: 'article' as const, title: 'Old', normaliserVersion: 1, createdById: userId }
  const first = await db.link.create({
    data: {
      ...{ ...old, teamId, id: newId(), url: urls[0] ?? '' },
      ...{ normalisedUrl: urls[0] ?? '', urlHash: 'old', createdAt: new Date(0) },
    },
  })
  const other = await newList('Another')
  await db.entry.create({
    data: {
      ...{ teamId, id: newId(), readingListId: other, linkId: first.id },
      ...{ addedById: userId, orderKey: 'a0' },
    },
  })
  await renormaliseLinks(systemFor('test'))
  expect(await shown(list)).toEqual([`${urls[0]} later`, 'https://example.org/alone/ alone'])
  expect(await shown(other)).toEqual([urls[0]])
  const again = await add(list, 'http://example.org/same/')
  expect(again).toMatchObject({ added: false })
  expect(await renormaliseLinks(systemFor('test'))).toBe(0)
})
