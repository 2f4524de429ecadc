import { describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createConference, createTeam } from '@/prisma/factories'
import type { Role } from '@/prisma/generated/client'
import { createSession, deleteSession, restoreSession, updateSession } from './mutations'
import {
  getProgrammeDay,
  getProgrammeOutline,
  getSession,
  getSessionsNowAndNext,
  getSessionToEdit,
  getTrashedSession,
} from './queries'
import { newSessionInput, sessionInput } from './schema'

const allowed: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}
const roles = Object.keys(allowed) as Role[]

type Fields = Partial<Record<string, string>>

function add(member: Member, conferenceId: string, fields: Fields = {}) {
  const typed = { id: newId(), conferenceId, title: 'A talk', day: '2026-11-10', startsAt: '10:00' }
  return createSession(member, newSessionInput.parse({ ...typed, ...fields }))
}

async function edit(member: Member, id: string, fields: Fields, revision?: number) {
  const now = await getSessionToEdit(member, id)
  if (!now) throw new Error('not to be edited')
  const typed: Fields = { ...now.typed, ...fields, id }
  if (!typed.cancelled) delete typed.cancelled
  return updateSession(member, sessionInput.parse({ ...typed, revision: revision ?? now.revision }))
}

const titles = (rows: { title: string }[]) => new Set(rows.map(({ title }) => title))

describe('who may change sessions', () => {
  test.each(roles)('%s', async (role) => {
    const team = await createTeam()
    const conference = await createConference(team.team.id)
    const { id } = await add(team.owner, conference.id)
    const member = team[role]
    const tries = [
      () => add(member, conference.id),
      () => updateSession(member, sessionInput.parse({ id, revision: '1', title: 'Changed' })),
      () => deleteSession(member, id),
      () => restoreSession(member, id),
    ]
    const refused: unknown[] = []
    for (const attempt of tries) {
      refused.push(
        await attempt().then(
          () => undefined,
          (error) => error.code,
        ),
      )
    }
    expect(refused).toEqual(tries.map(() => (allowed[role] ? undefined : 'FORBIDDEN')))
    expect((await getSessionToEdit(member, id)) !== null).toBe(allowed[role])
  })

  test('nobody changes or sees what another team has', async () => {
    const mine = await createTeam()
    const other = await createTeam()
    const theirs = await createConference(other.team.id)
    const { id } = await add(other.owner, theirs.id, { title: 'Theirs' })
    const notFound = { code: 'NOT_FOUND' }
    await expect(add(mine.owner, theirs.id)).rejects.toMatchObject(notFound)
    await expect(deleteSession(mine.owner, id)).rejects.toMatchObject(notFound)
    await expect(
      updateSession(mine.owner, sessionInput.parse({ id, revision: '1', title: 'Mine now' })),
    ).rejects.toMatchObject(notFound)
    expect(await getProgrammeDay(mine.owner, theirs.id, '2026-11-10', {})).toEqual([])
    const outline = await getProgrammeOutline(mine.owner, theirs.id, {})
    expect(outline).toEqual({ days: [], rooms: [], tracks: [] })
    expect((await getSession(other.viewer, id))?.title).toBe('Theirs')
  })
})

describe('a session by hand', () => {
  test('takes its rooms, track, speakers and time from the form', async () => {
    const { team, editor } = await createTeam()
    const conference = await createConference(team.id, { dayEndsAtMinutes: 360 })
    const { id } = await add(editor, conference.id, {
      startsAt: '23:30',
      endsAt: '01:00',
      rooms: 'Bar\n  Garden ',
      track: 'Evening',
      speakers: '陈晓，某公司\nAnna Berg',
      abstract: 'Bring **stories**.',
    })
    const session = await getSession(editor, id)
    expect(session).toMatchObject({
      day: '2026-11-10',
      startsAt: new Date('2026-11-10T22:30:00Z'),
      endsAt: new Date('2026-11-11T00:00:00Z'),
      abstractPlain: 'Bring stories.',
      track: { name: 'Evening' },
    })
    expect(session?.rooms.map(({ name }) => name)).toEqual(['Bar', 'Garden'])
    expect(session?.speakers).toMatchObject([
      { name: '陈晓', organisation: '某公司' },
      { name: 'Anna Berg', organisation: '' },
    ])
  })

  test('after midnight belongs to the evening before', async () => {
    const { team, editor } = await createTeam()
    const conference = await createConference(team.id, { dayEndsAtMinutes: 360 })
    const { id } = await add(editor, conference.id, { startsAt: '01:30' })
    expect(await getSession(editor, id)).toMatchObject({
      day: '2026-11-10',
      startsAt: new Date('2026-11-11T00:30:00Z'),
    })
  })

  test('sent twice is made once; another with the same id is refused', async () => {
    const { team, editor } = await createTeam()
    const conference = await createConference(team.id)
    const id = newId()
    await add(editor, conference.id, { id })
    expect((await add(editor, conference.id, { id })).id).toBe(id)
    await expect(add(editor, conference.id, { id, title: 'Other' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await db.session.count({ where: { teamId: team.id } })).toBe(1)
    expect(await db.event.count({ where: { teamId: team.id, subjectType: 'session' } })).toBe(1)
  })

  test('an end that lies before the start is refused beside its field', async () => {
    const { team, editor } = await createTeam()
    const conference = await createConference(team.id)
    await expect(
      add(editor, conference.id, { startsAt: '14:00', endsAt: '13:00' }),
    ).rejects.toMatchObject({ fieldErrors: { endsAt: 'sessions.errors.endBeforeStart' } })
  })
})

describe('editing', () => {
  test('remembers exactly the fields that were changed', async () => {
    const { team, editor } = await createTeam()
    const conference = await createConference(team.id)
    const { id } = await add(editor, conference.id, { rooms: 'Hall A', speakers: 'Anna Berg' })
    await db.session.updateMany({ where: { teamId: team.id, id }, data: { editedFields: [] } })
    const edited = async () =>
      new Set((await db.session.findFirst({ where: { teamId: team.id, id } }))?.editedFields)

    await edit(editor, id, {})
    expect(await edited()).toEqual(new Set())
    await edit(editor, id, { rooms: 'Hall B', recordingUrl: 'https://example.org/v' })
    expect(await edited()).toEqual(new Set(['rooms', 'recordingUrl']))
    await edit(editor, id, { cancelled: 'on', day: '2026-11-11' })
    expect(await edited()).toEqual(new Set(['rooms', 'recordingUrl', 'cancelledAt', 'startsAt']))
    expect(await getSession(editor, id)).toMatchObject({
      recordingState: 'available',
      revision: 4,
      rooms: [{ name: 'Hall B' }],
      speakers: [{ name: 'Anna Berg' }],
    })
  })

  test('a stale edit is refused and changes nothing', async () => {
    const { team, editor, owner } = await createTeam()
    const conference = await createConference(team.id)
    const { id } = await add(editor, conference.id)
    await edit(owner, id, { title: 'Theirs' })
    const stale = edit(editor, id, { title: 'Mine', rooms: 'Cellar' }, 1)
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await getSession(editor, id)).toMatchObject({ title: 'Theirs', rooms: [] })
  })

  test('the trash hides a session and gives it back', async () => {
    const { team, editor, viewer } = await createTeam()
    const conference = await createConference(team.id)
    const { id } = await add(editor, conference.id)
    await deleteSession(editor, id)
    expect(await getSession(viewer, id)).toBeNull()
    expect(await getTrashedSession(viewer, id)).toBeNull()
    expect(await getTrashedSession(editor, id)).toMatchObject({ title: 'A talk' })
    await restoreSession(editor, id)
    const rows = await db.event.findMany({ where: { teamId: team.id }, orderBy: { seq: 'asc' } })
    expect(rows.map(({ verb }) => verb)).toEqual(['created', 'deleted', 'restored'])
    expect((await getProgrammeDay(viewer, conference.id, '2026-11-10', {})).length).toBe(1)
  })
})

describe('the programme', () => {
  async function programme() {
    const made = await createTeam()
    const conference = await createConference(made.team.id)
    const of = (fields: Fields) => add(made.editor, conference.id, fields)
    await of({ title: 'Keynote', startsAt: '09:00', endsAt: '09:40', rooms: 'Hall' })
    await of({ title: '服务网格', startsAt: '10:00', rooms: 'Hall\nAnnexe', speakers: '陈晓' })
    await of({ title: 'eBPF 100%', startsAt: '10:00', track: 'Runtime', rooms: 'Annexe' })
    await of({ title: 'Later', day: '2026-11-11', speakers: 'Anna Berg, Example AG' })
    await of({ title: 'Unplanned', day: '', startsAt: '' })
    const gone = await of({ title: 'Gone' })
    await deleteSession(made.editor, gone.id)
    return { ...made, conference }
  }

  test('is outlined by day, with the hits of a filter', async () => {
    const { viewer, conference } = await programme()
    const { days, rooms, tracks } = await getProgrammeOutline(viewer, conference.id, { q: 'berg' })
    expect(days.map(({ day, count, hits }) => [day, count, hits])).toEqual([
      ['2026-11-10', 3, 0],
      ['2026-11-11', 1, 1],
      [null, 1, 0],
    ])
    expect(days[0]?.hours.map(([, count]) => count)).toEqual([1, 2])
    expect(rooms.map(({ name }) => name)).toEqual(['Hall', 'Annexe'])
    expect(tracks).toMatchObject([{ name: 'Runtime', colour: 0 }])
  })

  test('shows a day, filtered by words, room and track', async () => {
    const { viewer, conference } = await programme()
    const { rooms, tracks } = await getProgrammeOutline(viewer, conference.id, {})
    const annexe = rooms.find(({ name }) => name === 'Annexe')?.id ?? ''
    const day = (filter = {}) => getProgrammeDay(viewer, conference.id, '2026-11-10', filter)
    expect(titles(await day())).toEqual(new Set(['Keynote', '服务网格', 'eBPF 100%']))
    expect(titles(await day({ q: '网格' }))).toEqual(new Set(['服务网格']))
    expect(titles(await day({ q: '100%' }))).toEqual(new Set(['eBPF 100%']))
    expect(titles(await day({ q: '%' }))).toEqual(new Set(['eBPF 100%']))
    expect(titles(await day({ roomId: annexe }))).toEqual(new Set(['服务网格', 'eBPF 100%']))
    expect(titles(await day({ trackId: tracks[0]?.id }))).toEqual(new Set(['eBPF 100%']))
    const undated = await getProgrammeDay(viewer, conference.id, null, {})
    expect(titles(undated)).toEqual(new Set(['Unplanned']))
    const [mesh] = await day({ q: '网格' })
    expect(mesh).toMatchObject({ rooms: 'Hall, Annexe', speakers: '陈晓', cancelled: false })
  })

  test('knows what is on and what comes next, for members alone', async () => {
    const { viewer, conference } = await programme()
    const stranger = await createTeam()
    const at = new Date('2026-11-10T08:10:00Z')
    const { now, next } = await getSessionsNowAndNext(viewer, at)
    expect(titles(now)).toEqual(new Set(['Keynote']))
    expect(titles(next)).toEqual(new Set(['服务网格', 'eBPF 100%']))
    expect(now[0]?.conference.id).toBe(conference.id)
    expect(await getSessionsNowAndNext(stranger.owner, at)).toEqual({ now: [], next: [] })
  })

  test('says nothing of another team that holds the same ids under other names', async () => {
    const { viewer, conference, team } = await programme()
    const shown = async () => ({
      day: await getProgrammeDay(viewer, conference.id, '2026-11-10', {}),
      found: await getProgrammeDay(viewer, conference.id, '2026-11-10', { q: 'a' }),
      ...(await getSessionsNowAndNext(viewer, new Date('2026-11-10T08:10:00Z'))),
    })
    const before = await shown()
    const { owner: other } = await createTeam()
    const tables = ['Conference', 'Track', 'Room', 'Speaker', 'Session']
    for (const table of [...tables, 'SessionRoom', 'SessionSpeaker']) {
      await db.$executeRawUnsafe(
        `INSERT INTO "${table}" SELECT (jsonb_populate_record(it, jsonb_build_object(
           'teamId', '${other.teamId}', 'name', 'a', 'normalisedName', gen_random_uuid(),
           'title', 'a', 'position', 9)
           || CASE WHEN '${table}' IN ('Track', 'Room')
                   THEN jsonb_build_object('name', gen_random_uuid()) ELSE '{}' END)).*
         FROM "${table}" it WHERE "teamId" = '${team.id}'`,
      )
    }
    expect(await shown()).toEqual(before)
    const there = await getProgrammeDay(other, conference.id, '2026-11-10', {})
    expect(there.map(({ title }) => title)).toEqual(['a', 'a', 'a'])
    expect(there.filter(({ speakers }) => speakers !== '').map(({ speakers }) => speakers)).toEqual(
      expect.arrayContaining(['a']),
    )
  })
})
