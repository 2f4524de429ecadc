import { visibleSessions, visibleSessionsSql } from '@/features/sessions/policy'
import { listsFor, listsForSql } from '@/features/shares/audience'
import type { Member } from '@/lib/actor'
import { Prisma, type Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/**
 * A link is seen through what brings it: an entry of a list that is for the reader (the trash still
 * tells of one), or the words of an annotation that the team sees. Of those somebody wrote for
 * themselves no link tells anything.
 */
export function visibleLinks(member: Member) {
  return { ...broughtLinks(member), deletedAt: null } satisfies Prisma.LinkWhereInput
}

/** Those in the trash, but what has been merged. */
export function restorableLinks(member: Member) {
  const trashed = { deletedAt: { not: null }, mergedIntoId: null }
  return { ...broughtLinks(member), ...trashed } satisfies Prisma.LinkWhereInput
}

function broughtLinks(member: Member) {
  const { teamId } = member
  return {
    teamId,
    OR: [
      { entries: { some: { teamId, readingList: listsFor(member) } } },
      { citations: { some: { annotation: citingAnnotations(member) } } },
    ],
  } satisfies Prisma.LinkWhereInput
}

// The annotations come after the links, so their policy cannot be asked; a test holds the two together
function citingAnnotations(member: Member) {
  return {
    deletedAt: null,
    audience: { in: ['team', 'public'] },
    session: visibleSessions(member),
  } satisfies Prisma.AnnotationWhereInput
}

/** The links a member sees, as a condition on a "Link" `k`. */
export function visibleLinksSql(member: Member): Prisma.Sql {
  return Prisma.sql`(k."deletedAt" IS NULL AND ${broughtLinksSql(member)})`
}

/** Those in the trash, as a condition on a "Link" `k`. */
export function restorableLinksSql(member: Member): Prisma.Sql {
  return Prisma.sql`(k."deletedAt" IS NOT NULL AND k."mergedIntoId" IS NULL
    AND ${broughtLinksSql(member)})`
}

function broughtLinksSql(member: Member): Prisma.Sql {
  return Prisma.sql`(k."teamId" = ${member.teamId}::uuid AND (
    EXISTS (SELECT FROM "Entry" e
            JOIN "ReadingList" l ON l."teamId" = ${member.teamId}::uuid AND l."id" = e."readingListId"
            WHERE e."teamId" = ${member.teamId}::uuid AND e."linkId" = k."id"
              AND ${listsForSql(member)})
    OR EXISTS (SELECT FROM "Citation" c
      JOIN "Annotation" a ON a."teamId" = ${member.teamId}::uuid AND a."id" = c."annotationId"
      JOIN "Session" s ON s."id" = a."sessionId"
      WHERE c."teamId" = ${member.teamId}::uuid AND c."linkId" = k."id"
        AND a."deletedAt" IS NULL AND a."audience" IN ('team', 'public')
        AND ${visibleSessionsSql(member)})))`
}

export function canEditLinks(member: Member): boolean {
  return mayEdit[member.role]
}

/** What the pages of links offer to the member. */
export function linksCan(member: Member) {
  const edit = canEditLinks(member)
  return { edit, delete: edit, merge: edit, seeTrash: edit }
}
