import 'server-only'
import type { Guest, Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { hashToken } from '@/lib/tokens'
import {
  canManageTeam,
  openInvitation,
  ownTeam,
  visibleInvitations,
  visibleMembers,
} from './policy'

/** What the settings form shows; null for whoever may not change it. */
export async function getTeamSettings(member: Member) {
  if (!canManageTeam(member)) return null
  return db.team.findFirst({
    where: ownTeam(member),
    select: { name: true, publicSharing: true, revision: true },
  })
}

/** Who is in the team, owners first, then by name. E-mail addresses are for owners alone. */
export async function getMembers(member: Member) {
  const rows = await db.membership.findMany({
    where: visibleMembers(member),
    orderBy: [{ role: 'desc' }, { user: { name: 'asc' } }, { joinedAt: 'asc' }],
    select: {
      userId: true,
      role: true,
      joinedAt: true,
      user: { select: { name: true, email: true } },
    },
    relationLoadStrategy: 'join',
  })
  return rows.map(({ user, ...row }) => ({
    ...row,
    name: user.name,
    email: canManageTeam(member) ? user.email : null,
  }))
}

/** The open invitations, the newest first; none for whoever may not send any. */
export async function getInvitations(member: Member) {
  const rows = await db.invitation.findMany({
    where: visibleInvitations(member),
    orderBy: { createdAt: 'desc' },
    select: {
      id: true,
      role: true,
      note: true,
      expiresAt: true,
      createdBy: { select: { user: { select: { name: true } } } },
    },
    relationLoadStrategy: 'join',
  })
  return rows.map(({ createdBy, ...row }) => ({ ...row, createdByName: createdBy.user.name }))
}

/** What whoever holds an invitation may know of it; null when it is used, revoked, old or none. */
export async function getInvitation(_guest: Guest, token: string) {
  const found = await db.invitation.findFirst({
    where: { tokenHash: hashToken(token), ...openInvitation(), team: { deletedAt: null } },
    select: {
      role: true,
      team: { select: { id: true, name: true, slug: true } },
      createdBy: { select: { user: { select: { name: true } } } },
    },
    relationLoadStrategy: 'join',
  })
  return found && { role: found.role, team: found.team, inviter: found.createdBy.user.name }
}
