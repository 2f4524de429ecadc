import { beforeEach, expect, test } from 'vitest'
import { getWaiting } from '@/features/inbox/queries'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { createAnnotation, createConference, createSession, createTeam } from '@/prisma/factories'
import { getToFinish } from './to-finish'
import { toFinishInput } from './views'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
const open = (author: Member, text: string, given: object = {}) =>
  createAnnotation(author, session, { kind: 'follow_up', text, ...given })
const lists = (member: Member, query: Record<string, string> = {}) =>
  getToFinish(member, toFinishInput.parse(query))
/** By group, the texts in their order. */
async function texts(member: Member, query: Record<string, string> = {}) {
  const { groups } = await lists(member, query)
  return Object.fromEntries(groups.map((it) => [it.group, it.items.map(({ plain }) => plain)]))
}

test('shows each role what is theirs or the team’s, and nobody’s only-me to others', async () => {
  const { editor, owner } = cast
  for (const role of roles) await open(cast[role], `secret of ${role}`, { audience: 'me' })
  await open(editor, 'of the team')
  await open(editor, 'given away', { ownerId: owner.userId })
  await open(editor, 'done', { closedAt: new Date(), closedById: editor.userId })
  await open(editor, 'thrown away', { deletedAt: new Date() })
  await open(editor, 'no task', { kind: 'takeaway' })
  const gone = await createSession(cast.team.id)
  await createAnnotation(editor, gone, { kind: 'follow_up', text: 'of a talk in the trash' })
  const where = { teamId_id: { teamId: cast.team.id, id: gone.id } }
  await db.session.update({ where, data: { deletedAt: new Date() } })
  const other = await createTeam({ name: 'Another team' })
  const there = await createSession(other.team.id)
  await createAnnotation(other.editor, there, { kind: 'follow_up', text: 'of another team' })

  const mine = {
    viewer: ['secret of viewer'],
    commenter: ['secret of commenter'],
    editor: ['secret of editor', 'of the team'],
    owner: ['secret of owner', 'given away'],
  }
  for (const role of roles) {
    expect(await texts(cast[role])).toEqual({ follow_up: mine[role] })
    expect(await texts(cast[role], { of: 'team' })).toEqual({
      follow_up: ['of the team', 'given away'],
    })
    expect(await getWaiting(cast[role])).toMatchObject({ follow_up: mine[role].length })
    // The number beside a conference tells no more than its list
    const counts = (await lists(cast[role])).conferences.map(({ count }) => count)
    expect(counts).toEqual([mine[role].length])
  }
  expect(await texts(other.viewer, { of: 'team' })).toEqual({ follow_up: ['of another team'] })
})

test('what a member may do about it is offered, and no more', async () => {
  await open(cast.editor, 'Try it')
  await open(cast.editor, 'Why?', { kind: 'question' })
  await open(cast.editor, '', { kind: 'gap', createdAt: new Date('2026-11-01') })
  await open(cast.editor, '', { kind: 'photo', createdAt: new Date('2026-11-02') })
  const can = async (member: Member) =>
    (await lists(member, { of: 'team' })).groups.flatMap(({ items }) => items.map((it) => it.can))
  const nothing = { close: false, answer: false, fill: false, attach: false }
  expect(await can(cast.owner)).toEqual([
    { close: true, answer: false, fill: false, attach: false },
    { close: true, answer: true, fill: false, attach: false },
    { close: true, answer: false, fill: true, attach: false },
    { close: true, answer: false, fill: true, attach: true },
  ])
  expect(await can(cast.commenter)).toEqual([nothing, nothing, nothing, nothing])
})

test('what is due comes first, then what is oldest; a photo slot is open without its picture', async () => {
  const { editor } = cast
  const at = (day: string) => ({ createdAt: new Date(day) })
  await open(editor, 'newer', at('2026-11-02'))
  await open(editor, 'older', at('2026-11-01'))
  await open(editor, 'due later', { dueOn: new Date('2026-12-02'), ...at('2026-10-01') })
  await open(editor, 'due soon', { dueOn: new Date('2026-12-01') })
  await open(editor, 'Missed it', { kind: 'gap' })
  await open(editor, 'Slide 18', { kind: 'photo', ...at('2026-11-01') })
  const { id: annotationId } = await open(editor, 'With its picture', { kind: 'photo' })
  const teamId = cast.team.id
  const hash = 'a'.repeat(64)
  const size = { size: 1, width: 1, height: 1 }
  await db.file.create({ data: { teamId, hash, kind: 'photo', ...size } })
  const hashes = { sentHash: hash, largeHash: hash, smallHash: hash }
  const place = { id: newId(), annotationId, position: 0, addedById: editor.userId }
  await db.attachment.create({ data: { teamId, ...place, ...hashes } })
  expect(await texts(editor)).toEqual({
    follow_up: ['due soon', 'due later', 'older', 'newer'],
    slot: ['Slide 18', 'Missed it'],
  })
  expect(await getWaiting(editor)).toMatchObject({ follow_up: 4, question: 0, slot: 2 })
})

test('one conference at a time; a sort that is long, in pages', async () => {
  const { editor } = cast
  const conference = await createConference(cast.team.id, { title: 'Other Days' })
  const elsewhere = await createSession(cast.team.id, { conferenceId: conference.id })
  await createAnnotation(editor, elsewhere, { kind: 'question', text: 'Asked elsewhere' })
  const createdAt = (n: number) => new Date(Date.UTC(2026, 10, 1, 0, n))
  for (let n = 0; n < 45; n++) await open(editor, `Task ${n}`, { createdAt: createdAt(n) })

  const found = await lists(editor)
  expect(found.groups.map(({ group, total, more }) => [group, total, more])).toEqual([
    ['follow_up', 45, true],
    ['question', 1, false],
  ])
  expect(found.groups[0]?.items).toHaveLength(10)
  expect(found.conferences.map(({ title, count }) => [title, count])).toEqual([
    ['Cloud Days 2026', 45],
    ['Other Days', 1],
  ])
  const there = { conference: shortId(conference.id) }
  expect(await texts(editor, there)).toEqual({ question: ['Asked elsewhere'] })
  const { groups: first } = await lists(editor, { kind: 'follow_up' })
  expect([first[0]?.items.length, first[0]?.more]).toEqual([40, true])
  const second = await texts(editor, { kind: 'follow_up', page: '2' })
  expect(second).toEqual({ follow_up: [40, 41, 42, 43, 44].map((n) => `Task ${n}`) })
  expect(await texts(editor, { kind: 'question', ...there, page: '2' })).toEqual({})
})
