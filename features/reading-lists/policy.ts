import { visibleSessions } from '@/features/sessions/policy'
import type { Member, Visitor } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/** All lists of one's team that are not in the trash: a list is seen by the team at once. */
export function visibleLists(member: Member) {
  return { teamId: member.teamId, deletedAt: null } satisfies Prisma.ReadingListWhereInput
}

/** Those in the trash. */
export function restorableLists(member: Member) {
  return { teamId: member.teamId, deletedAt: { not: null } } satisfies Prisma.ReadingListWhereInput
}

/** Entries of those lists, unless what they name is in the trash. */
export function visibleEntries(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    readingList: visibleLists(member),
    OR: [{ link: { deletedAt: null } }, { session: visibleSessions(member) }],
  } satisfies Prisma.EntryWhereInput
}

/** Entries taken out of a list. */
export function restorableEntries(member: Member) {
  return { ...visibleEntries(member), deletedAt: { not: null } } satisfies Prisma.EntryWhereInput
}

/** The one list that a share opens. */
export function sharedLists({ teamId, readingListId }: Visitor) {
  return { teamId, id: readingListId, deletedAt: null } satisfies Prisma.ReadingListWhereInput
}

/** What that list holds: links, and sessions that are not in the trash. */
export function sharedEntries(visitor: Visitor) {
  return {
    teamId: visitor.teamId,
    deletedAt: null,
    readingList: sharedLists(visitor),
    OR: [
      { link: { deletedAt: null } },
      { session: { deletedAt: null, conference: { deletedAt: null } } },
    ],
  } satisfies Prisma.EntryWhereInput
}

export function canEditLists(member: Member): boolean {
  return mayEdit[member.role]
}

/** What the pages of lists offer to the member. */
export function listsCan(member: Member) {
  const edit = canEditLists(member)
  return { create: edit, edit, delete: edit, arrange: edit, add: edit }
}
