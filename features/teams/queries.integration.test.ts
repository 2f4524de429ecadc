import { describe, expect, test } from 'vitest'
import { guestFrom } from '@/lib/actor'
import { db } from '@/lib/db'
import { hashToken } from '@/lib/tokens'
import { createTeam } from '@/prisma/factories'
import type { Role } from '@/prisma/generated/client'
import { createInvitation, leaveTeam } from './mutations'
import { getInvitation, getInvitations, getMembers, getTeamSettings } from './queries'

const roles: Role[] = ['viewer', 'commenter', 'editor', 'owner']

describe('what a member sees of their team', () => {
  test('everybody in it now, and addresses only as an owner', async () => {
    const [mine] = [await createTeam(), await createTeam()]
    await leaveTeam(mine.commenter)
    const here = [mine.owner, mine.editor, mine.viewer].map(({ userId }) => userId)
    for (const role of ['viewer', 'editor', 'owner'] as const) {
      const members = await getMembers(mine[role])
      expect(new Set(members.map(({ userId }) => userId))).toEqual(new Set(here))
      expect(members.every(({ email }) => (email !== null) === (role === 'owner'))).toBe(true)
    }
  })

  test('open invitations and settings only as an owner', async () => {
    const [mine, other] = [await createTeam(), await createTeam()]
    await createInvitation(other.owner, { role: 'editor', days: 7, note: 'theirs' })
    await createInvitation(mine.owner, { role: 'editor', days: 7, note: 'open' })
    for (const [note, data] of [
      ['used', { acceptedAt: new Date() }],
      ['revoked', { revokedAt: new Date() }],
      ['old', { expiresAt: new Date() }],
    ] as const) {
      const token = await createInvitation(mine.owner, { role: 'editor', days: 7, note })
      await db.invitation.update({ where: { tokenHash: hashToken(token) }, data })
    }
    for (const role of roles) {
      const notes = (await getInvitations(mine[role])).map(({ note }) => note)
      expect(notes).toEqual(role === 'owner' ? ['open'] : [])
      const settings = await getTeamSettings(mine[role])
      expect(settings?.name).toBe(role === 'owner' ? mine.team.name : undefined)
    }
  })
})

test('whoever holds an invitation learns who invites to what, and no more', async () => {
  const { owner, team } = await createTeam()
  const token = await createInvitation(owner, { role: 'commenter', days: 1, note: 'secret note' })
  const seen = await getInvitation(guestFrom('::1'), token)
  expect(seen).toEqual({
    role: 'commenter',
    team: { id: team.id, name: team.name, slug: team.slug },
    inviter: 'Olga Owner',
  })
  await db.invitation.updateMany({
    where: { tokenHash: hashToken(token) },
    data: { acceptedAt: new Date() },
  })
  expect(await getInvitation(guestFrom('::1'), token)).toBeNull()
})
