import { beforeAll, describe, expect, it } from 'vitest'
import { deleteSession, restoreSession } from '@/features/sessions/mutations'
import { getProgrammeOutline } from '@/features/sessions/queries'
import { deleteAccount } from '@/features/teams/leaving'
import { removeMember } from '@/features/teams/mutations'
import { type Member, personFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { createConference, createMember, createSession, createTeam } from '@/prisma/factories'
import { hideInterests, setInterest } from './mutations'
import { getWantedDay, getWantedSession, mineAlone } from './queries'

type Team = Awaited<ReturnType<typeof createTeam>>
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const kept = (sessionId: string) =>
  db.interest.findMany({ where: { sessionId }, select: { userId: true, wish: true } })

describe('what one wants', () => {
  it('is said by any role, changed, taken back, and the same again is the same', async () => {
    const { id } = await createSession(home.team.id)
    const { userId } = home.viewer
    await setInterest(home.viewer, { id, wish: 'now' })
    const before = await db.interest.findFirstOrThrow({ where: { sessionId: id } })
    await setInterest(home.viewer, { id, wish: 'now' })
    expect(await db.interest.findMany({ where: { sessionId: id } })).toEqual([before])
    await setInterest(home.viewer, { id, wish: 'skip' })
    expect(await kept(id)).toEqual([{ userId, wish: 'skip' }])
    await setInterest(home.viewer, { id, wish: null })
    await setInterest(home.viewer, { id, wish: null })
    expect(await kept(id)).toEqual([])
  })

  it('is one row, however many windows say it at once', async () => {
    const { id } = await createSession(home.team.id)
    const wishes = ['now', 'later', 'skip', 'now', 'later'] as const
    await Promise.all(wishes.map((wish) => setInterest(home.editor, { id, wish })))
    expect(await kept(id)).toHaveLength(1)
  })

  it('is of sessions that one sees, and leaves no event', async () => {
    const { id } = await createSession(home.team.id)
    const refused = { code: 'NOT_FOUND' }
    await expect(setInterest(other.owner, { id, wish: 'now' })).rejects.toMatchObject(refused)
    const count = () => db.event.count({ where: { teamId: home.team.id } })
    const before = await count()
    await setInterest(home.editor, { id, wish: 'skip' })
    expect(await count()).toBe(before)
    await deleteSession(home.editor, id)
    await expect(setInterest(home.viewer, { id, wish: 'now' })).rejects.toMatchObject(refused)
    await restoreSession(home.editor, id)
    expect(await kept(id)).toEqual([{ userId: home.editor.userId, wish: 'skip' }])
  })

  it('goes with the account', async () => {
    const { id } = await createSession(home.team.id)
    const leaver = await createMember(home.team.id, 'viewer')
    await setInterest(leaver, { id, wish: 'now' })
    await setInterest(home.viewer, { id, wish: 'now' })
    await db.user.update({ where: { id: leaver.userId }, data: { passwordHash: null } })
    const person = await personFor(leaver.userId)
    if (!person) throw new Error('not there')
    await deleteAccount(person, { currentPassword: '', email: person.email })
    expect(await kept(id)).toEqual([{ userId: home.viewer.userId, wish: 'now' }])
  })
})

describe('what others want', () => {
  it('is told on the talk and counted in the programme, but never a skip', async () => {
    const session = await createSession(home.team.id)
    const [owner, editor, commenter] = [home.owner, home.editor, home.commenter]
    await setInterest(owner, { id: session.id, wish: 'later' })
    await setInterest(editor, { id: session.id, wish: 'now' })
    await setInterest(commenter, { id: session.id, wish: 'skip' })
    const day = async (member: Member) => {
      const found = await getWantedDay(member, session.conferenceId, await dayOf(session.id), {})
      return [found.picks.get(session.id), found.wanted.get(session.id)]
    }
    const talk = async (member: Member) => {
      const found = await getWantedSession(member, session.id)
      return [found?.wish, found?.wantedBy.map(({ name, wish }) => [name, wish])]
    }
    const [asLater, asNow] = [
      [owner.name, 'later'],
      [editor.name, 'now'],
    ]
    expect([await day(home.viewer), await talk(home.viewer)]).toEqual([
      [undefined, 2],
      [null, [asNow, asLater]],
    ])
    expect([await day(editor), await talk(editor)]).toEqual([
      ['now', 1],
      ['now', [asLater]],
    ])
    expect([await day(commenter), await talk(commenter)]).toEqual([
      ['skip', 2],
      ['skip', [asNow, asLater]],
    ])
    expect(await talk(other.owner)).toEqual([undefined, undefined])
    expect(await day(other.owner)).toEqual([undefined, undefined])
  })

  it('is not told of who hides it or has left', async () => {
    const session = await createSession(home.team.id)
    const [hidden, gone] = [
      await createMember(home.team.id, 'viewer'),
      await createMember(home.team.id, 'viewer'),
    ]
    for (const member of [hidden, gone]) await setInterest(member, { id: session.id, wish: 'now' })
    const seen = async (member = home.viewer) => {
      const day = await getWantedDay(member, session.conferenceId, await dayOf(session.id), {})
      const talk = await getWantedSession(member, session.id)
      return [day.wanted.get(session.id) ?? 0, talk?.wantedBy.length]
    }
    expect(await seen()).toEqual([2, 2])
    await hideInterests(hidden, true)
    await removeMember(home.owner, gone.userId)
    expect(await seen()).toEqual([0, 0])
    expect((await getWantedSession(hidden, session.id))?.wish).toBe('now')
    await hideInterests(hidden, false)
    expect(await seen()).toEqual([1, 1])
    expect(await seen(hidden)).toEqual([0, 0])
  })

  it('leaves the filter to what is wanted oneself, now or later', async () => {
    const { id: conferenceId } = await createConference(home.team.id)
    const made: string[] = []
    for (let count = 0; count < 4; count++) {
      made.push((await createSession(home.team.id, { conferenceId })).id)
    }
    const [now, later, skip] = made
    await setInterest(home.viewer, { id: now ?? '', wish: 'now' })
    await setInterest(home.viewer, { id: later ?? '', wish: 'later' })
    await setInterest(home.viewer, { id: skip ?? '', wish: 'skip' })
    await setInterest(home.owner, { id: skip ?? '', wish: 'now' })
    const mine = async (member: Member) => {
      const day = await dayOf(now ?? '')
      const { sessions } = await getWantedDay(member, conferenceId, day, mineAlone(member))
      const outline = await getProgrammeOutline(member, conferenceId, mineAlone(member))
      expect(outline.days.reduce((sum, { hits }) => sum + hits, 0)).toBe(sessions.length)
      return sessions.map(({ id }) => id).sort()
    }
    expect(await mine(home.viewer)).toEqual([now, later].sort())
    expect(await mine(home.owner)).toEqual([skip])
    expect(await mine(home.editor)).toEqual([])
  })
})

async function dayOf(id: string) {
  const { day } = await db.session.findFirstOrThrow({ where: { id }, select: { day: true } })
  return day ? day.toISOString().slice(0, 10) : null
}
