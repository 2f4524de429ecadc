import { visibleAnnotationsSql } from '@/features/annotations/policy'
import { visibleConferences } from '@/features/conferences/policy'
import { visibleSessions, visibleSessionsSql } from '@/features/sessions/policy'
import { visibleBlocksSql } from '@/features/summaries/policy'
import type { Member, Visitor } from '@/lib/actor'
import { Prisma, type Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/** Whether a member may begin recaps, choose for them and write in them. All others read. */
export function canEditRecaps(member: Member): boolean {
  return mayEdit[member.role]
}

/** The recaps of conferences that are not in the trash: the whole team reads them. */
export function visibleRecaps(member: Member) {
  return {
    teamId: member.teamId,
    conference: visibleConferences(member),
  } satisfies Prisma.RecapWhereInput
}

/** The same in SQL, as a condition on a "Recap" `p` and its "Conference" `c`. */
export function visibleRecapsSql({ teamId }: Member): Prisma.Sql {
  return Prisma.sql`(p."teamId" = ${teamId}::uuid AND c."deletedAt" IS NULL)`
}

/** The texts that their introductions and lines have had: those of the lines on what can be seen. */
export function visibleRecapTexts(member: Member) {
  return {
    teamId: member.teamId,
    recap: visibleRecaps(member),
    OR: [{ sessionId: null }, { line: { session: visibleSessions(member) } }],
  } satisfies Prisma.RevisionWhereInput
}

/** The same in SQL, as a condition on a "Revision" `r`. */
export function visibleRecapTextsSql(member: Member): Prisma.Sql {
  return Prisma.sql`(r."teamId" = ${member.teamId}::uuid
    AND EXISTS (
      SELECT FROM "Recap" p
      JOIN "Conference" c ON c."teamId" = p."teamId" AND c."id" = p."conferenceId"
      WHERE p."id" = r."recapId" AND ${visibleRecapsSql(member)})
    AND (r."sessionId" IS NULL OR EXISTS (
      SELECT FROM "Session" s WHERE s."id" = r."sessionId" AND ${visibleSessionsSql(member)})))`
}

/** The one that a share opens, likewise. */
export function sharedRecapsSql({ teamId, recapId }: Visitor): Prisma.Sql {
  return Prisma.sql`(p."teamId" = ${teamId}::uuid AND p."id" = ${recapId}::uuid
    AND c."deletedAt" IS NULL)`
}

/**
 * The talks that a recap can show, as a condition on a "Session" `s`: of its conference, neither in the
 * trash nor cancelled.
 */
export function recapSessionsSql(
  { teamId }: Member | Visitor,
  recap: { conferenceId: string },
): Prisma.Sql {
  return Prisma.sql`(s."teamId" = ${teamId}::uuid AND s."conferenceId" = ${recap.conferenceId}::uuid
    AND s."deletedAt" IS NULL AND s."cancelledAt" IS NULL)`
}

/** Words of the team in summaries that were chosen for a recap: a "SummaryBlock" `b`. */
export function chosenWordsSql({ teamId }: Member | Visitor, recapId: string): Prisma.Sql {
  return Prisma.sql`(b."teamId" = ${teamId}::uuid AND b."annotationId" IS NULL
    AND b."deletedAt" IS NULL AND EXISTS (
      SELECT FROM "RecapItem" i WHERE i."teamId" = ${teamId}::uuid AND i."blockId" = b."id"
        AND i."recapId" = ${recapId}::uuid))`
}

/** What can be chosen of annotations: those for the team. Nobody's own, not even the chooser's. */
export function offeredAnnotationsSql(member: Member): Prisma.Sql {
  return Prisma.sql`(${visibleAnnotationsSql(member, 'session')} AND a."audience" <> 'me')`
}

/** And of summaries: the team's own words. What was promoted there is an annotation. */
export function offeredWordsSql(member: Member): Prisma.Sql {
  return Prisma.sql`(${visibleBlocksSql(member)} AND b."annotationId" IS NULL)`
}

/** The talks of a conference on which something can be chosen, as a condition on a "Session" `s`. */
export function offeredSessionsSql(member: Member, conferenceId: string): Prisma.Sql {
  return Prisma.sql`(${visibleSessionsSql(member)} AND s."cancelledAt" IS NULL
    AND s."conferenceId" = ${conferenceId}::uuid)`
}
