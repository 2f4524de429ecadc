import type { Member } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/** All conferences of one's team that are not in the trash. */
export function visibleConferences(member: Member) {
  return { teamId: member.teamId, deletedAt: null } satisfies Prisma.ConferenceWhereInput
}

/** Those that the member moved to the trash and may bring back. */
export function restorableConferences(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: { not: null },
  } satisfies Prisma.ConferenceWhereInput
}

export function canEditConferences(member: Member): boolean {
  return mayEdit[member.role]
}

/** What the pages of conferences offer to the member. */
export function conferencesCan(member: Member) {
  const edit = canEditConferences(member)
  return { create: edit, edit, delete: edit, import: edit, addSession: edit }
}
