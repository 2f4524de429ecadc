import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createSession, createTeam, createConference as makeConference } from '@/prisma/factories'
import type { Role } from '@/prisma/generated/client'
import {
  createConference,
  deleteConference,
  restoreConference,
  updateConference,
} from './mutations'
import {
  getConference,
  getConferences,
  getCurrentConferences,
  getTrashedConference,
} from './queries'
import { conferenceInput, newConferenceInput } from './schema'

const allowed: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}
const roles = Object.keys(allowed) as Role[]

const typed = {
  title: 'Cloud Days',
  zone: 'Europe/Berlin',
  firstDay: '2026-11-10',
  lastDay: '2026-11-11',
  dayEndsAt: '00:00',
  place: 'Berlin',
}
const toCreate = (fields = {}) => newConferenceInput.parse({ id: newId(), ...typed, ...fields })
const toUpdate = (id: string, revision: number, fields = {}) =>
  conferenceInput.parse({ id, revision: `${revision}`, ...typed, ...fields })

const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error) => error.code,
  )

describe('who may do what', () => {
  test.each(roles)('%s', async (role) => {
    const team = await createTeam()
    const { id } = await makeConference(team.team.id)
    const member = team[role]
    const expected = allowed[role] ? 'done' : 'FORBIDDEN'
    expect(await code(createConference(member, toCreate()))).toBe(expected)
    expect(await code(updateConference(member, toUpdate(id, 1)))).toBe(expected)
    expect(await code(deleteConference(member, id))).toBe(expected)
    expect(await code(restoreConference(member, id))).toBe(expected)
    const seen = await getConference(member, id)
    expect(new Set(Object.values(seen?.can ?? {}))).toEqual(new Set([allowed[role]]))
  })

  test('every role sees its own team alone, and nothing of the trash', async () => {
    const mine = await createTeam()
    const other = await createTeam()
    const kept = await makeConference(mine.team.id, { title: 'Kept' })
    const gone = await makeConference(mine.team.id, { title: 'Gone' })
    const theirs = await makeConference(other.team.id, { title: 'Theirs' })
    await deleteConference(mine.owner, gone.id)
    for (const role of roles) {
      const member = mine[role]
      expect((await getConferences(member)).map(({ id }) => id)).toEqual([kept.id])
      expect(await getConference(member, gone.id)).toBeNull()
      expect(await getConference(member, theirs.id)).toBeNull()
      expect(await getTrashedConference(member, theirs.id)).toBeNull()
      expect((await getTrashedConference(member, gone.id)) !== null).toBe(allowed[role])
      const near = await getCurrentConferences(member, new Date('2026-11-01'))
      expect(near.map(({ id }) => id)).toEqual([kept.id])
    }
    for (const attempt of [
      () => updateConference(mine.owner, toUpdate(theirs.id, 1)),
      () => deleteConference(mine.owner, theirs.id),
      () => restoreConference(mine.owner, theirs.id),
    ]) {
      expect(await code(attempt())).toBe('NOT_FOUND')
    }
  })
})

test('a form sent twice makes one conference; another with its id is refused', async () => {
  const { team, editor } = await createTeam()
  const input = toCreate()
  expect(await createConference(editor, input)).toEqual(await createConference(editor, input))
  expect(await code(createConference(editor, { ...input, title: 'Other' }))).toBe('CONFLICT')
  expect(await db.conference.count({ where: { teamId: team.id } })).toBe(1)
})

test('another zone or end of the day cuts the days anew and moves no session', async () => {
  const { team, editor } = await createTeam()
  const { id } = await makeConference(team.id)
  const late = new Date('2026-11-10T23:30:00Z')
  await createSession(team.id, { conferenceId: id, startsAt: late, endsAt: null })
  await createSession(team.id, { conferenceId: id, startsAt: null, endsAt: null })
  const stored = async () => {
    const rows = await db.session.findMany({ where: { conferenceId: id } })
    return new Set(
      rows.map(({ startsAt, day }) => `${startsAt?.toISOString()} ${day?.toISOString()}`),
    )
  }
  await updateConference(editor, toUpdate(id, 1, { zone: 'Asia/Shanghai' }))
  const undated = 'undefined undefined'
  expect(await stored()).toEqual(
    new Set([undated, '2026-11-10T23:30:00.000Z 2026-11-11T00:00:00.000Z']),
  )
  await updateConference(editor, toUpdate(id, 2, { zone: 'Asia/Shanghai', dayEndsAt: '08:00' }))
  expect(await stored()).toEqual(
    new Set([undated, '2026-11-10T23:30:00.000Z 2026-11-10T00:00:00.000Z']),
  )
})

test('of two who edit the same revision one is told', async () => {
  const { team, editor, owner } = await createTeam()
  const { id } = await makeConference(team.id)
  const answers = await Promise.all([
    code(updateConference(editor, toUpdate(id, 1, { title: 'Mine' }))),
    code(updateConference(owner, toUpdate(id, 1, { title: 'Theirs' }))),
  ])
  expect(answers.sort()).toEqual(['CONFLICT', 'done'])
  expect((await getConference(owner, id))?.revision).toBe(2)
})

test('the trash takes the sessions along and gives them back', async () => {
  const { team, editor } = await createTeam()
  const { id } = await makeConference(team.id)
  await createSession(team.id, { conferenceId: id })
  await deleteConference(editor, id)
  expect(await getConferences(editor)).toEqual([])
  await restoreConference(editor, id)
  expect(await getConferences(editor)).toMatchObject([{ id, sessionCount: 1 }])
  const events = await db.event.findMany({ where: { teamId: team.id }, orderBy: { seq: 'asc' } })
  expect(events.map(({ verb }) => verb)).toEqual(['deleted', 'restored'])
})
