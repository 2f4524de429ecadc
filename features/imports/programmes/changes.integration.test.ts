import { expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createAnnotation, createReadingList, createTeam } from '@/prisma/factories'
import { readProgramme } from '../formats/read'
import { stageImport } from '../mutations'
import { getImport, getPlan } from '../queries'
import { applyImport } from './apply'
import { getProgrammeChanges } from './changes'
import { undoImport } from './undo'

type Talk = { id: string; title: string; at?: string; room?: string }

const calendar = (list: Talk[]) =>
  `BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Europe/Lisbon\r\n${list
    .map(
      ({ id, title, at = '0900', room = 'Quay' }) =>
        `BEGIN:VEVENT\r\nUID:${id}\r\nSUMMARY:${title}\r\nDTSTART:20250602T${at}00Z\r\nLOCATION:${room}\r\nEND:VEVENT\r\n`,
    )
    .join('')}END:VCALENDAR\r\n`

async function importNow(member: Member, list: Talk[], conferenceId: string | null = null) {
  const read = await readProgramme(new TextEncoder().encode(calendar(list)))
  if (!read.ok) throw new Error(read.code)
  const file = { hash: 'b'.repeat(64), size: 1, name: 'harbour.ics', ownZone: null, conferenceId }
  const id = await stageImport(member, { ...file, programme: read.programme })
  const staged = await getImport(member, id)
  const plan = staged && (await getPlan(member, staged))
  await applyImport(member, { id, planHash: plan?.hash ?? '' })
  const done = await db.import.findFirstOrThrow({ where: { teamId: member.teamId, id } })
  return { id, conferenceId: done.conferenceId ?? '' }
}

const titles = ['Nets', 'Ropes', 'Fog', 'Tides', 'Knots', 'Sails']
const talks: Talk[] = titles.map((title, at) => ({ id: `${at}`, title, at: `1${at}00` }))
const later: Talk[] = talks.flatMap((one) => {
  if (one.title === 'Ropes') return []
  if (one.title === 'Fog') return { ...one, title: 'Fog and mist', at: '2000', room: 'Deck' }
  if (one.title === 'Tides') return { ...one, title: 'Tides of the moon' }
  return one.title === 'Knots' ? { ...one, room: 'Deck' } : one
})
later.push({ id: 'new', title: 'Anchors', at: '1800' })

test('the log tells what changed, one’s own sessions first, then what matters most', async () => {
  const { editor, viewer, commenter } = await createTeam()
  const { conferenceId } = await importNow(editor, talks)
  await importNow(editor, later, conferenceId)
  const shown = async (member: Member) => {
    const found = await getProgrammeChanges(member, conferenceId, {})
    return found?.imports.map(({ first, sessions }) => [
      first,
      ...sessions.map(({ title, what, mine }) => `${title} ${what}${mine ? ' mine' : ''}`),
    ])
  }
  const others = ['Anchors added']
  expect(await shown(viewer)).toEqual([
    [
      ...[false, 'Ropes vanished', 'Fog and mist changed', 'Knots changed'],
      ...['Tides of the moon changed', ...others],
    ],
    [true],
  ])
  const { teamId } = viewer
  const sessionOf = (title: string) =>
    db.session.findFirstOrThrow({ where: { teamId, conferenceId, title } })
  await createAnnotation(viewer, await sessionOf('Anchors'), { audience: 'me' })
  await createAnnotation(viewer, await sessionOf('Knots'), { deletedAt: new Date() })
  const list = await createReadingList(viewer, { count: 0 })
  const entry = { teamId, id: newId(), readingListId: list.id, orderKey: 'a0' }
  const { id: sessionId } = await sessionOf('Tides of the moon')
  await db.entry.create({ data: { ...entry, sessionId, addedById: editor.userId } })
  const thread = { teamId, id: newId(), sessionId: (await sessionOf('Ropes')).id }
  await db.thread.create({ data: thread })
  const text = { bodySource: 'x', bodyPlain: 'x', bodyHtml: '<p>x</p>', rendererVersion: 1 }
  const comment = { teamId, id: newId(), threadId: thread.id, authorId: viewer.userId, ...text }
  await db.comment.create({ data: comment })
  expect(await shown(viewer)).toEqual([
    [
      ...[false, 'Ropes vanished mine', 'Tides of the moon changed mine', 'Anchors added mine'],
      ...['Fog and mist changed', 'Knots changed'],
    ],
    [true],
  ])
  const wish = { teamId, sessionId: (await sessionOf('Knots')).id, updatedAt: new Date() }
  await db.interest.create({ data: { ...wish, userId: viewer.userId, wish: 'later' } })
  await db.interest.create({ data: { ...wish, userId: commenter.userId, wish: 'skip' } })
  expect((await shown(viewer))?.flat()).toContain('Knots changed mine')
  expect((await shown(commenter))?.flat().join(), 'what is others’ is not told').not.toContain(
    'mine',
  )
})

test('of a session time and room stand first, and what a member had edited is no change', async () => {
  const { editor } = await createTeam()
  const { conferenceId } = await importNow(editor, talks)
  await db.session.updateMany({
    where: { teamId: editor.teamId, title: 'Tides' },
    data: { editedFields: ['title'] },
  })
  await importNow(editor, later, conferenceId)
  const found = await getProgrammeChanges(editor, conferenceId, {})
  const [latest] = found?.imports ?? []
  const of = (title: string) => latest?.sessions.find((one) => one.title === title)
  expect(of('Fog and mist')?.changes.map(({ field, from, to }) => [field, from, to])).toEqual([
    ['startsAt', '2025-06-02T12:00:00.000Z', '2025-06-02T20:00:00.000Z'],
    ['rooms', ['Quay'], ['Deck']],
    ['title', 'Fog', 'Fog and mist'],
  ])
  expect(of('Tides of the moon')).toBeUndefined()
  expect(latest).toMatchObject({ left: 0, added: 1, changed: 2, vanished: 1, by: editor.name })
})

test('an import that was taken back says so; another team sees no log at all', async () => {
  const { editor } = await createTeam()
  const { conferenceId } = await importNow(editor, talks)
  const { id } = await importNow(editor, later, conferenceId)
  await undoImport(editor, id)
  const found = await getProgrammeChanges(editor, conferenceId, { importId: id })
  expect(found?.imports).toMatchObject([{ id, undoneAt: expect.any(Date) }])
  const added = found?.imports[0]?.sessions.find(({ title }) => title === 'Anchors')
  expect(added?.slug, 'what is gone leads nowhere').toBeNull()
  const other = await createTeam()
  expect(await getProgrammeChanges(other.owner, conferenceId, {})).toBeNull()
})

test('a long list is cut, and comes whole when it is asked for', async () => {
  const { editor } = await createTeam()
  const { conferenceId } = await importNow(editor, talks)
  const many = Array.from({ length: 30 }, (_, at) => ({ id: `m${at}`, title: `Talk ${at}` }))
  const { id } = await importNow(editor, [...talks, ...many], conferenceId)
  const [latest] = (await getProgrammeChanges(editor, conferenceId, {}))?.imports ?? []
  expect([latest?.sessions.length, latest?.left]).toEqual([12, 18])
  const whole = await getProgrammeChanges(editor, conferenceId, { importId: id })
  expect([whole?.imports[0]?.sessions.length, whole?.imports[0]?.left]).toEqual([30, 0])
})
