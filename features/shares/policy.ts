import type { Member } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

const mayShare: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

const seesAll: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: false,
  owner: true,
}

const sameTeam = ({ teamId }: Member) => ({
  teamId,
  OR: [
    { readingList: { deletedAt: null } },
    { session: { deletedAt: null, conference: { deletedAt: null } } },
  ],
})

/** Shares that open something now. How many there are is no secret inside the team. */
export function liveShares(member: Member) {
  return {
    AND: [sameTeam(member), { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }],
    revokedAt: null,
  } satisfies Prisma.ShareWhereInput
}

/** Whoever may share sees what is shared; nobody else does. */
export function visibleShares(member: Member) {
  const nobody = { id: { in: [] as string[] } }
  return {
    AND: mayShare[member.role] ? [sameTeam(member)] : [sameTeam(member), nobody],
  } satisfies Prisma.ShareWhereInput
}

/** All shares of the team are the owners' business; an editor ends their own. */
export function revocableShares(member: Member) {
  const own = seesAll[member.role] ? {} : { createdById: member.userId }
  return { AND: [visibleShares(member), { revokedAt: null }, own] } satisfies Prisma.ShareWhereInput
}

/** What can be shared: the team's lists that are not in the trash. */
export function shareableLists({ teamId }: Member) {
  return { teamId, deletedAt: null } satisfies Prisma.ReadingListWhereInput
}

/** And the sessions that are not, whose public notes can be. */
export function shareableSessions({ teamId }: Member) {
  return {
    teamId,
    deletedAt: null,
    conference: { deletedAt: null },
  } satisfies Prisma.SessionWhereInput
}

/** Whether the member may end this share now: the rule of `revocableShares` for one row. */
export function canRevoke(
  member: Member,
  share: { createdById: string; revokedAt: Date | null },
): boolean {
  if (share.revokedAt || !mayShare[member.role]) return false
  return seesAll[member.role] || share.createdById === member.userId
}

export function canSeeTeamShares(member: Member): boolean {
  return seesAll[member.role]
}

export function canShare(member: Member): boolean {
  return mayShare[member.role]
}

/** What the pages of shares offer; `create` is off where the team has switched sharing off. */
export function sharesCan(member: Member) {
  const share = canShare(member)
  return { see: share, create: share && member.team.publicSharing, seeAll: seesAll[member.role] }
}
