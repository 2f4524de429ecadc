import { visibleAnnotations, visibleAnnotationsSql } from '@/features/annotations/policy'
import { visibleSessions, visibleSessionsSql } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { Prisma, type Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/** Whether a member may promote into summaries, write in them and order them. All others read. */
export function canEditSummaries(member: Member): boolean {
  return mayEdit[member.role]
}

/**
 * The blocks that a member sees: the team's words, and those promoted annotations that they see
 * where these stand. What has become its author's alone since, or is in the trash, is not there.
 */
export function visibleBlocks(member: Member) {
  return { ...ofMember(member), deletedAt: null } satisfies Prisma.SummaryBlockWhereInput
}

/** Those taken out, as far as the member would see them again. */
export function restorableBlocks(member: Member) {
  return { ...ofMember(member), deletedAt: { not: null } } satisfies Prisma.SummaryBlockWhereInput
}

function ofMember(member: Member) {
  return {
    teamId: member.teamId,
    session: visibleSessions(member),
    OR: [{ annotationId: null }, { annotation: visibleAnnotations(member) }],
  } satisfies Prisma.SummaryBlockWhereInput
}

/** The visible ones in SQL, as a condition on a "SummaryBlock" `b`. */
export function visibleBlocksSql(member: Member): Prisma.Sql {
  return Prisma.sql`(b."teamId" = ${member.teamId}::uuid AND b."deletedAt" IS NULL
    AND EXISTS (SELECT FROM "Session" s
                WHERE s."id" = b."sessionId" AND ${visibleSessionsSql(member)})
    AND (b."annotationId" IS NULL OR EXISTS (
      SELECT FROM "Annotation" a
      WHERE a."id" = b."annotationId" AND ${visibleAnnotationsSql(member, 'session')})))`
}
