import type { Member } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

/** A token is its member's own; owners see of the others that they exist, and may end them. */
const managesAll: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: false,
  owner: true,
}

/** What the page of tokens offers. */
export function tokensCan(member: Member) {
  return { seeAll: managesAll[member.role] }
}

/** Tokens that still open something, one's own, or for an owner those of the whole team. */
export function visibleTokens(member: Member) {
  const own = managesAll[member.role] ? {} : { userId: member.userId }
  return {
    AND: [
      { teamId: member.teamId, revokedAt: null },
      own,
      { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
    ],
  } satisfies Prisma.ApiTokenWhereInput
}
