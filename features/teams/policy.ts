import type { Member, Person } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

/** Whoever runs the team: members, roles, invitations, shares, settings, deletion. */
const manages: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: false,
  owner: true,
}

/** Members, roles, invitations, settings: an owner's business. */
export const canManageTeam = (member: Member): boolean => manages[member.role]

/** What the pages of a team's settings offer. Leaving is everybody's, but for the last owner. */
export const teamCan = (member: Member) => ({
  manage: canManageTeam(member),
  seeAddresses: canManageTeam(member),
})

/** The member's team, unless it is in the trash. */
export const ownTeam = (member: Member) =>
  ({ id: member.teamId, deletedAt: null }) satisfies Prisma.TeamWhereInput

/** Who is in the team now; everybody in it may know. */
export const visibleMembers = (member: Member) =>
  ({ teamId: member.teamId, leftAt: null }) satisfies Prisma.MembershipWhereInput

/** Invitations that can still be taken up, for those who may send them. */
export const visibleInvitations = (member: Member) =>
  ({
    teamId: canManageTeam(member) ? member.teamId : { in: [] },
    ...openInvitation(),
  }) satisfies Prisma.InvitationWhereInput

/** Neither taken up nor revoked, and not over yet. */
export const openInvitation = () => ({
  acceptedAt: null,
  revokedAt: null,
  expiresAt: { gt: new Date() },
})

/** Teams that the person is in with the rights of an owner. */
export const ownedBy = (person: Person) =>
  ({ userId: person.userId, role: 'owner', leftAt: null }) satisfies Prisma.MembershipWhereInput
