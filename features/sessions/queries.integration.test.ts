import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createConference, createSession, createTeam } from '@/prisma/factories'
import type { Role } from '@/prisma/generated/client'
import { getSession } from './queries'

const roles: Role[] = ['viewer', 'commenter', 'editor', 'owner']

describe('getSession', () => {
  test('finds what the policy shows, for every role, and nothing else', async () => {
    const mine = await createTeam()
    const other = await createTeam({ name: 'Another team' })
    const conference = await createConference(mine.team.id)
    const trashedConference = await createConference(mine.team.id)
    await db.conference.update({
      where: { teamId_id: { teamId: mine.team.id, id: trashedConference.id } },
      data: { deletedAt: new Date() },
    })
    const visible = await createSession(mine.team.id, { conferenceId: conference.id })
    const hidden = [
      await createSession(mine.team.id, { conferenceId: trashedConference.id }),
      await createSession(other.team.id),
      await createSession(mine.team.id, { conferenceId: conference.id }),
    ]
    await db.session.update({
      where: { teamId_id: { teamId: mine.team.id, id: hidden[2]?.id ?? '' } },
      data: { deletedAt: new Date() },
    })
    for (const role of roles) {
      expect((await getSession(mine[role], visible.id))?.id).toBe(visible.id)
      for (const { id } of hidden) expect(await getSession(mine[role], id)).toBeNull()
    }
  })

  test('brings conference, track, rooms and speakers in their order', async () => {
    const { team, viewer } = await createTeam()
    const conference = await createConference(team.id, { title: 'Cloud Days' })
    const session = await createSession(team.id, { conferenceId: conference.id })
    const of = { teamId: team.id, conferenceId: conference.id }
    const rooms = [
      { ...of, id: newId(), name: 'Annexe', position: 1 },
      { ...of, id: newId(), name: 'Hall B', position: 0 },
    ]
    const speakers = ['陈晓', 'Anna Berg'].map((name) => {
      return { ...of, id: newId(), name, normalisedName: name.toLowerCase() }
    })
    await db.room.createMany({ data: rooms })
    await db.speaker.createMany({ data: speakers })
    await db.sessionRoom.createMany({
      data: rooms.map(({ id }) => ({ teamId: team.id, sessionId: session.id, roomId: id })),
    })
    await db.sessionSpeaker.createMany({
      data: speakers.map(({ id }, position) => {
        return { teamId: team.id, sessionId: session.id, speakerId: id, position }
      }),
    })

    const found = await getSession(viewer, session.id)
    expect(found?.conference.title).toBe('Cloud Days')
    expect(found?.day).toBe('2026-11-10')
    expect(found?.rooms.map(({ name }) => name)).toEqual(['Hall B', 'Annexe'])
    expect(found?.speakers.map(({ name }) => name)).toEqual(['陈晓', 'Anna Berg'])
    expect(found?.can).toEqual({ edit: false, delete: false })
  })
})
