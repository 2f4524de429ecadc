import type { Member } from '@/lib/actor'
import { Prisma } from '@/prisma/generated/client'
import { visibleSessionsSql } from './policy'

// The parts of which the statements about a programme are made.

export type ProgrammeFilter = {
  q?: string
  roomId?: string
  trackId?: string
  /** What a later feature asks for besides, of a "Session" `s` */
  also?: Prisma.Sql
}

/** What is read of listed sessions besides. */
export type ListedMore = { columns: Prisma.Sql; joins: Prisma.Sql }

/** The member's sessions of a conference, as a condition on a "Session" `s`. */
export function inConference(member: Member, conferenceId: string): Prisma.Sql {
  return Prisma.sql`${visibleSessionsSql(member)} AND s."conferenceId" = ${conferenceId}::uuid`
}

/** Every word has to occur in title, abstract, speakers or their organisations. */
export function matches({ q, roomId, trackId, also }: ProgrammeFilter): Prisma.Sql {
  const words = (q ?? '').split(/\s+/).filter(Boolean).slice(0, 8)
  const conditions = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return Prisma.sql`(s."title" ILIKE ${pattern} OR s."subtitle" ILIKE ${pattern}
      OR s."abstractPlain" ILIKE ${pattern} OR EXISTS (
        SELECT FROM "SessionSpeaker" ss
        JOIN "Speaker" p ON p."teamId" = ss."teamId" AND p."id" = ss."speakerId"
        WHERE ss."teamId" = s."teamId" AND ss."sessionId" = s."id"
          AND (p."name" ILIKE ${pattern} OR p."organisation" ILIKE ${pattern})))`
  })
  if (trackId) conditions.push(Prisma.sql`s."trackId" = ${trackId}::uuid`)
  if (roomId) {
    conditions.push(Prisma.sql`EXISTS (
      SELECT FROM "SessionRoom" sr WHERE sr."teamId" = s."teamId" AND sr."sessionId" = s."id"
        AND sr."roomId" = ${roomId}::uuid)`)
  }
  if (also) conditions.push(also)
  return conditions.length > 0 ? Prisma.join(conditions, ' AND ') : Prisma.sql`true`
}

/**
 * The sessions `s` that meet a condition, as a programme lists them and in its order; `more` adds
 * columns. Rooms and speakers are joined once for all of them, not looked up for each.
 */
export function listed(
  { teamId }: Member,
  condition: Prisma.Sql,
  more: ListedMore = { columns: Prisma.empty, joins: Prisma.empty },
): Prisma.Sql {
  return Prisma.sql`
  WITH "picked" AS (
    SELECT s."id", s."slug", s."title", s."kind", s."language", s."startsAt", s."endsAt",
           s."cancelledAt" IS NOT NULL AS "cancelled", s."recordingUrl" IS NOT NULL OR EXISTS (
             SELECT FROM "Recording" r WHERE r."teamId" = s."teamId" AND r."sessionId" = s."id"
               AND r."deletedAt" IS NULL) AS "recorded",
           s."trackId", s."conferenceId"
    FROM "Session" s WHERE ${condition}),
  "inRooms" AS (
    SELECT s."id", min(o."position") AS "position",
           array_agg(o."id"::text ORDER BY o."position", o."name") AS "ids",
           string_agg(o."name", ', ' ORDER BY o."position", o."name") AS "names"
    FROM "picked" s
    JOIN "SessionRoom" sr ON sr."teamId" = ${teamId}::uuid AND sr."sessionId" = s."id"
    JOIN "Room" o ON o."teamId" = ${teamId}::uuid AND o."id" = sr."roomId"
    GROUP BY s."id"),
  "spoken" AS (
    SELECT s."id", string_agg(p."name", ', ' ORDER BY ss."position") AS "names"
    FROM "picked" s
    JOIN "SessionSpeaker" ss ON ss."teamId" = ${teamId}::uuid AND ss."sessionId" = s."id"
    JOIN "Speaker" p ON p."teamId" = ${teamId}::uuid AND p."id" = ss."speakerId"
    GROUP BY s."id")
  SELECT s."id", s."slug", s."title", s."kind", s."language", s."startsAt", s."endsAt",
         s."cancelled", s."recorded", t."name" AS "track", t."colour",
         coalesce(r."ids", '{}') AS "roomIds", coalesce(r."names", '') AS "rooms",
         coalesce(p."names", '') AS "speakers" ${more.columns}
  FROM "picked" s ${more.joins}
  LEFT JOIN "Track" t ON t."teamId" = ${teamId}::uuid AND t."id" = s."trackId"
  LEFT JOIN "inRooms" r ON r."id" = s."id"
  LEFT JOIN "spoken" p ON p."id" = s."id"
  ORDER BY s."startsAt", r."position", s."title"`
}
