import { beforeAll, describe, expect, it } from 'vitest'
import { removeMember } from '@/features/teams/mutations'
import { guestFrom, type Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { createConference, createMember, createSession, createTeam } from '@/prisma/factories'
import { createFeed, revokeFeed, setInterest } from './mutations'
import { feedReaderOf, getFeed, getPicks } from './queries'

type Team = Awaited<ReturnType<typeof createTeam>>
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const opens = (token: string) => feedReaderOf(guestFrom('10.0.0.1'), token)

async function feedOf(member: Member) {
  const { id: conferenceId } = await createConference(member.teamId)
  return { conferenceId, token: await createFeed(member, conferenceId) }
}

describe('an address for calendars', () => {
  it('reads as its member, and only its hash is kept', async () => {
    const { conferenceId, token } = await feedOf(home.viewer)
    const { teamId, userId } = home.viewer
    expect(await opens(token)).toMatchObject({ conferenceId, member: { teamId, userId } })
    const rows = await db.pickFeed.findMany({ where: { teamId } })
    expect(JSON.stringify(rows)).not.toContain(token)
    for (const wrong of ['', `${token}x`, token.slice(1), rows[0]?.tokenHash ?? '']) {
      expect(await opens(wrong)).toBeNull()
    }
  })

  it('ends with the next one, by revoking, and with the membership for good', async () => {
    const member = await createMember(home.team.id, 'viewer')
    const { conferenceId, token: first } = await feedOf(member)
    const second = await createFeed(member, conferenceId)
    expect([await opens(first), (await opens(second))?.conferenceId]).toEqual([null, conferenceId])
    const feed = await getFeed(member, conferenceId)
    for (const stranger of [home.owner, home.editor, other.owner]) {
      expect(await getFeed(stranger, conferenceId)).toBeNull()
      await expect(revokeFeed(stranger, feed?.id ?? '')).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    await revokeFeed(member, feed?.id ?? '')
    expect([await opens(second), await getFeed(member, conferenceId)]).toEqual([null, null])
    const last = await createFeed(member, conferenceId)
    await removeMember(home.owner, member.userId)
    expect(await opens(last)).toBeNull()
    await db.membership.updateMany({ where: { userId: member.userId }, data: { leftAt: null } })
    expect(await opens(last)).toBeNull()
  })

  it('is one for a conference, however many are asked for at once, and none for who has left', async () => {
    const member = await createMember(home.team.id, 'viewer')
    const { id: conferenceId } = await createConference(home.team.id)
    const tokens = await Promise.all([1, 2, 3, 4].map(() => createFeed(member, conferenceId)))
    const readers = await Promise.all(tokens.map(opens))
    expect(readers.filter(Boolean)).toHaveLength(1)
    await removeMember(home.owner, member.userId)
    await expect(createFeed(member, conferenceId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is not made for a conference that one does not see', async () => {
    const { id } = await createConference(home.team.id)
    await expect(createFeed(other.owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await db.conference.updateMany({ where: { id }, data: { deletedAt: new Date() } })
    await expect(createFeed(home.owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

it('picks are one’s own, now and later, in the order of time', async () => {
  const { id: conferenceId } = await createConference(home.team.id)
  const at = (time: string) => new Date(`2026-11-10T${time}:00Z`)
  const talk = async (title: string, time: string) =>
    (await createSession(home.team.id, { conferenceId, title, startsAt: at(time), endsAt: null }))
      .id
  const [late, early, skipped] = [
    await talk('Late', '15:00'),
    await talk('Early', '09:00'),
    await talk('Skipped', '10:00'),
  ]
  await setInterest(home.viewer, { id: late, wish: 'now' })
  await setInterest(home.viewer, { id: early, wish: 'later' })
  await setInterest(home.viewer, { id: skipped, wish: 'skip' })
  await setInterest(home.editor, { id: skipped, wish: 'now' })
  const told = async (member: Member) =>
    (await getPicks(member, conferenceId)).map(({ title, wish, day }) => [title, wish, day])
  expect(await told(home.viewer)).toEqual([
    ['Early', 'later', '2026-11-10'],
    ['Late', 'now', '2026-11-10'],
  ])
  expect(await told(home.editor)).toEqual([['Skipped', 'now', '2026-11-10']])
  expect(await told(home.owner)).toEqual([])
  expect(await told(other.owner)).toEqual([])
})
