import type { Member } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/** All sessions of one's team, unless they or their conference are in the trash. */
export function visibleSessions(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    conference: { deletedAt: null },
  } satisfies Prisma.SessionWhereInput
}

/** Those in the trash, of conferences that are not. */
export function restorableSessions(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: { not: null },
    conference: { deletedAt: null },
  } satisfies Prisma.SessionWhereInput
}

export function canEditSessions(member: Member): boolean {
  return mayEdit[member.role]
}

/** What the pages of sessions offer to the member. */
export function sessionsCan(member: Member) {
  const edit = canEditSessions(member)
  return { edit, delete: edit }
}
