import type { Member } from '@/lib/actor'
import { Prisma, type Role } from '@/prisma/generated/client'
import { listsFor } from './audience'

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
    { recap: { conference: { deletedAt: null } } },
  ],
})

/**
 * Those of a thing that open it now, unless it is in the trash, as a condition on a "Share" `sh`. How
 * many there are is no secret inside the team.
 */
export function liveSharesSql({ teamId }: Member): Prisma.Sql {
  return Prisma.sql`(sh."teamId" = ${teamId}::uuid AND sh."revokedAt" IS NULL
    AND (sh."expiresAt" IS NULL OR sh."expiresAt" > now()))`
}

/**
 * Whoever may share a thing sees its shares; nobody else does. Owners of the team see all there are,
 * though not what a list is called that is not for them.
 */
export function visibleShares(member: Member) {
  const own = { OR: [{ readingListId: null }, { readingList: shareableLists(member) }] }
  const nobody = { id: { in: [] as string[] } }
  const seen = seesAll[member.role] ? {} : mayShare[member.role] ? own : nobody
  return { AND: [sameTeam(member), seen] } satisfies Prisma.ShareWhereInput
}

/**
 * All shares of the team are its owners' business, those of a list that names its members the list's
 * owners' too; an editor changes and ends their own.
 */
export function manageableShares(member: Member) {
  const own: Prisma.ShareWhereInput = {
    OR: [
      { createdById: member.userId },
      { readingList: { ...listsFor(member, 'own'), audience: 'members' } },
    ],
  }
  return {
    AND: [visibleShares(member), seesAll[member.role] ? {} : own],
  } satisfies Prisma.ShareWhereInput
}

/** For so long after a revocation it can be taken back. */
export const regretMinutes = 10

/** Those whose revocation the member may still take back. */
export function reopenableShares(member: Member) {
  const since = new Date(Date.now() - regretMinutes * 60_000)
  return {
    AND: [manageableShares(member), { revokedAt: { gt: since } }],
  } satisfies Prisma.ShareWhereInput
}

/** What can be shared: the lists that the member may change, unless they are in the trash. */
export function shareableLists(member: Member) {
  return { ...listsFor(member, 'edit'), deletedAt: null } satisfies Prisma.ReadingListWhereInput
}

/** And the sessions that are not, whose public notes can be. */
export function shareableSessions({ teamId }: Member) {
  return {
    teamId,
    deletedAt: null,
    conference: { deletedAt: null },
  } satisfies Prisma.SessionWhereInput
}

/** And the recaps of the conferences that are not. */
export function shareableRecaps({ teamId }: Member) {
  return { teamId, conference: { deletedAt: null } } satisfies Prisma.RecapWhereInput
}

/**
 * What the member may do with a share that they see: the rules above for one row. `ownsList`: whether
 * it is of a list that names its members, and the member owns that.
 */
export function shareCan(
  member: Member,
  share: { createdById: string; revokedAt: Date | null; ownsList: boolean },
) {
  const own = share.createdById === member.userId || share.ownsList
  const manage = mayShare[member.role] && (seesAll[member.role] || own)
  const revoked = share.revokedAt?.getTime() ?? null
  return {
    edit: manage && revoked === null,
    revoke: manage && revoked === null,
    reopen: manage && revoked !== null && revoked > Date.now() - regretMinutes * 60_000,
  }
}

/** All shares of the team are an owner's to see. */
export function canSeeTeamShares(member: Member): boolean {
  return seesAll[member.role]
}

/** Who may make things public. */
export function canShare(member: Member): boolean {
  return mayShare[member.role]
}

/** What the pages of shares offer; `create` is off where the team has switched sharing off. */
export function sharesCan(member: Member) {
  const share = canShare(member)
  return { see: share, create: share && member.team.publicSharing, seeAll: seesAll[member.role] }
}
