import 'server-only'
import { visibleAnnotationsSql } from '@/features/annotations/policy'
import { visibleThreadsSql } from '@/features/comments/policy'
import type { Member } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import { canEditRecaps, chosenWordsSql, offeredAnnotationsSql } from './policy'

/** What strangers do not get, and why. Nothing here tells that others keep something to themselves. */
export type LeftOut = {
  /** Notes and words of the team that strangers read */
  open: number
  /** The reader's own notes of the conference that are for themselves alone */
  mine: number
  /** Chosen ones that were for the team and are not any more, or are in the trash: the reader's own */
  takenBack: number
  /** Chosen ones that their authors show the team alone, by author */
  teamOnly: { name: string; own: boolean; count: number }[]
  /** Ones for the team that were not chosen */
  unchosen: number
  /** Talks that were cancelled or are in the trash, with what was chosen of them */
  talks: { title: string; cancelled: boolean; count: number }[]
  /** Who wrote something of what is open and did not agree to be named */
  names: string[]
  comments: number
  /** Pictures and answers that others have added to what is open */
  additions: number
}

/**
 * What a share of a recap would leave out, for those who may share it. One statement; of comments only
 * those that the reader sees.
 */
export async function getLeftOut(
  member: Member,
  recap: { id: string; conferenceId: string },
): Promise<LeftOut | null> {
  if (!canEditRecaps(member)) return null
  const { teamId, userId } = member
  const chosen = Prisma.sql`EXISTS (SELECT FROM "RecapItem" i WHERE i."teamId" = ${teamId}::uuid
    AND i."annotationId" = a."id" AND i."recapId" = ${recap.id}::uuid)`
  const inConference = Prisma.sql`s."teamId" = ${teamId}::uuid
    AND s."conferenceId" = ${recap.conferenceId}::uuid`
  const { annotation } = visibleThreadsSql(member, 'session')
  const [row] = await readRows<LeftOut>(Prisma.sql`
    WITH talks AS (SELECT s.* FROM "Session" s WHERE ${inConference}),
    offered AS (
      SELECT a.*, ${chosen} AS "chosen" FROM "Annotation" a
      JOIN talks s ON s."id" = a."sessionId" AND s."cancelledAt" IS NULL
      WHERE ${offeredAnnotationsSql(member)}),
    open AS (SELECT o.* FROM offered o WHERE o."chosen" AND o."audience" = 'public'),
    fallen AS (
      SELECT s."title", s."deletedAt" IS NULL AS "cancelled", count(*)::int AS "count"
      FROM "Annotation" a JOIN talks s ON s."id" = a."sessionId"
      WHERE a."teamId" = ${teamId}::uuid AND a."deletedAt" IS NULL AND a."audience" <> 'me'
        AND ${chosen} AND (s."cancelledAt" IS NOT NULL OR s."deletedAt" IS NOT NULL)
      GROUP BY s."id", s."title", s."deletedAt"),
    closed AS (
      SELECT u."name", o."authorId" = ${userId}::uuid AS "own", count(*)::int AS "count"
      FROM offered o JOIN "User" u ON u."id" = o."authorId"
      WHERE o."chosen" AND o."audience" = 'team' GROUP BY o."authorId", u."name")
    SELECT
      (SELECT count(*)::int FROM open)
        + (SELECT count(*)::int FROM "SummaryBlock" b JOIN talks s ON s."id" = b."sessionId"
           WHERE s."deletedAt" IS NULL AND s."cancelledAt" IS NULL
             AND ${chosenWordsSql(member, recap.id)}) AS "open",
      (SELECT count(*)::int FROM "Annotation" a JOIN talks s ON s."id" = a."sessionId"
       WHERE ${visibleAnnotationsSql(member, 'session')} AND a."audience" = 'me'
         AND a."authorId" = ${userId}::uuid AND NOT ${chosen}) AS "mine",
      (SELECT count(*)::int FROM "Annotation" a JOIN talks s ON s."id" = a."sessionId"
       WHERE a."teamId" = ${teamId}::uuid AND a."authorId" = ${userId}::uuid AND ${chosen}
         AND (a."audience" = 'me' OR a."deletedAt" IS NOT NULL)) AS "takenBack",
      (SELECT coalesce(json_agg(c.* ORDER BY NOT c."own", c."name"), '[]') FROM closed c) AS "teamOnly",
      (SELECT count(*)::int FROM offered o WHERE NOT o."chosen") AS "unchosen",
      (SELECT coalesce(json_agg(f.* ORDER BY f."title"), '[]') FROM fallen f) AS "talks",
      ARRAY(SELECT DISTINCT u."name" FROM open o
            JOIN "User" u ON u."id" = o."authorId"
            JOIN "Membership" m ON m."teamId" = o."teamId" AND m."userId" = o."authorId"
            WHERE NOT m."showNameOnPublic" OR m."leftAt" IS NOT NULL ORDER BY u."name") AS "names",
      (SELECT count(*)::int FROM (SELECT th.* FROM ${annotation}) th
       JOIN open o ON o."id" = th."annotationId"
       JOIN "Comment" co ON co."teamId" = th."teamId" AND co."threadId" = th."id"
       WHERE co."deletedAt" IS NULL) AS "comments",
      (SELECT count(*)::int FROM open o JOIN "Attachment" p
         ON p."teamId" = o."teamId" AND p."annotationId" = o."id"
       WHERE p."deletedAt" IS NULL AND p."addedById" <> o."authorId")
        + (SELECT count(*)::int FROM open o
           WHERE o."answerSource" IS NOT NULL AND o."answeredById" <> o."authorId") AS "additions"`)
  return row ?? null
}
