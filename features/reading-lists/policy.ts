import { visibleSessions, visibleSessionsSql } from '@/features/sessions/policy'
import { listsFor, listsForSql } from '@/features/shares/audience'
import type { Member, Visitor } from '@/lib/actor'
import { Prisma, type Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/** The lists that are for the member (features/shares/audience.ts), unless they are in the trash. */
export function visibleLists(member: Member) {
  return { ...listsFor(member), deletedAt: null } satisfies Prisma.ReadingListWhereInput
}

/** The same in SQL, as a condition on a "ReadingList" `l`. */
export function visibleListsSql(member: Member): Prisma.Sql {
  return Prisma.sql`(${listsForSql(member)} AND l."deletedAt" IS NULL)`
}

/** Those of them that the member may change. */
export function editableLists(member: Member) {
  return { ...listsFor(member, 'edit'), deletedAt: null } satisfies Prisma.ReadingListWhereInput
}

/** Those in the trash, for whoever may put them there. */
export function restorableLists(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: { not: null },
    OR: [{ ...listsFor(member, 'edit'), audience: 'team' }, listsFor(member, 'own')],
  } satisfies Prisma.ReadingListWhereInput
}

/** Sections of the lists that one sees. */
export function visibleSections(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    readingList: visibleLists(member),
  } satisfies Prisma.SectionWhereInput
}

/** Those that were deleted. */
export function restorableSections(member: Member) {
  return { ...visibleSections(member), deletedAt: { not: null } } satisfies Prisma.SectionWhereInput
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

/** The same in SQL, as a condition on an "Entry" `e`. */
export function visibleEntriesSql(member: Member): Prisma.Sql {
  return Prisma.sql`(e."teamId" = ${member.teamId}::uuid AND e."deletedAt" IS NULL
    AND EXISTS (SELECT FROM "ReadingList" l
                WHERE l."id" = e."readingListId" AND ${visibleListsSql(member)})
    AND (EXISTS (SELECT FROM "Link" WHERE "Link"."teamId" = ${member.teamId}::uuid
                   AND "Link"."id" = e."linkId" AND "Link"."deletedAt" IS NULL)
      OR EXISTS (SELECT FROM "Session" s
                 WHERE s."id" = e."sessionId" AND ${visibleSessionsSql(member)})))`
}

/** Entries taken out of a list. */
export function restorableEntries(member: Member) {
  return { ...visibleEntries(member), deletedAt: { not: null } } satisfies Prisma.EntryWhereInput
}

/** The one list that a share opens, as a condition on a "ReadingList" `l`. */
export function sharedListsSql({ teamId, readingListId }: Visitor): Prisma.Sql {
  return Prisma.sql`(l."teamId" = ${teamId}::uuid AND l."id" = ${readingListId}::uuid
    AND l."deletedAt" IS NULL)`
}

/** What that list holds, as a condition on an "Entry" `e`: links and sessions that are not in the trash. */
export function sharedEntriesSql(visitor: Visitor): Prisma.Sql {
  const { teamId, readingListId } = visitor
  return Prisma.sql`(e."teamId" = ${teamId}::uuid AND e."readingListId" = ${readingListId}::uuid
    AND e."deletedAt" IS NULL AND EXISTS (SELECT FROM "ReadingList" l WHERE ${sharedListsSql(visitor)})
    AND (EXISTS (SELECT FROM "Link" k WHERE k."teamId" = ${teamId}::uuid AND k."id" = e."linkId"
                   AND k."deletedAt" IS NULL)
      OR EXISTS (SELECT FROM "Session" s
                 JOIN "Conference" c ON c."teamId" = ${teamId}::uuid AND c."id" = s."conferenceId"
                 WHERE s."teamId" = ${teamId}::uuid AND s."id" = e."sessionId"
                   AND s."deletedAt" IS NULL AND c."deletedAt" IS NULL)))`
}

export function canEditLists(member: Member): boolean {
  return mayEdit[member.role]
}

/** What the pages of lists offer to the member. */
export function listsCan(member: Member) {
  const edit = canEditLists(member)
  return { create: edit, edit, delete: edit, arrange: edit, add: edit }
}

/** How far one is oneself, whatever the role. Nobody's is read for anybody else. */
export function ownProgress({ teamId, userId }: Member) {
  return { teamId, userId } satisfies Prisma.ProgressWhereInput
}

/** The same in SQL, as a condition on a "Progress" `p`. */
export function ownProgressSql({ teamId, userId }: Member): Prisma.Sql {
  return Prisma.sql`(p."teamId" = ${teamId}::uuid AND p."userId" = ${userId}::uuid)`
}

/** The lists one follows oneself. */
export function ownFollows({ teamId, userId }: Member) {
  return { teamId, userId } satisfies Prisma.FollowWhereInput
}

/** The same in SQL, as a condition on a "Follow" `f`. */
export function ownFollowsSql({ teamId, userId }: Member): Prisma.Sql {
  return Prisma.sql`(f."teamId" = ${teamId}::uuid AND f."userId" = ${userId}::uuid)`
}

/** One's own notes on entries, whatever the role. */
export function ownNotes({ teamId, userId }: Member) {
  return { teamId, userId, deletedAt: null } satisfies Prisma.EntryNoteWhereInput
}

/** The same in SQL, as a condition on an "EntryNote" `n`. */
export function ownNotesSql({ teamId, userId }: Member): Prisma.Sql {
  return Prisma.sql`(n."teamId" = ${teamId}::uuid AND n."userId" = ${userId}::uuid
    AND n."deletedAt" IS NULL)`
}

/** The smart lists of the team, and one's own. */
export function visibleSmartLists({ teamId, userId }: Member) {
  return {
    teamId,
    deletedAt: null,
    OR: [{ forTeam: true }, { createdById: userId }],
  } satisfies Prisma.SmartListWhereInput
}

/** Those of them that the member may change: one's own, and where one edits lists the team's. */
export function editableSmartLists(member: Member) {
  const { teamId, userId: createdById } = member
  const shared = canEditLists(member) ? [{ forTeam: true }] : []
  return {
    teamId,
    deletedAt: null,
    OR: [{ forTeam: false, createdById }, ...shared],
  } satisfies Prisma.SmartListWhereInput
}

/** Those in the trash. */
export function restorableSmartLists(member: Member) {
  return {
    ...editableSmartLists(member),
    deletedAt: { not: null },
  } satisfies Prisma.SmartListWhereInput
}
