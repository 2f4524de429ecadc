import 'server-only'
import { Prisma } from '@/lib/db'
import type { Scope } from './rows'

// What undoing an import takes away again; each runs inside its transaction, under its locks.

/**
 * Removes the sessions that the import made, with their items. Those stay that people have written
 * on, recorded, summed up, listed, shared, edited or picked; they keep their items, so that a later
 * import finds them again.
 */
export async function removeSessions({ tx, teamId, importId }: Scope, sourceId: string | null) {
  // Locked first: whoever is just writing on one of them is seen below, or finds it gone
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "Session" WHERE "teamId" = ${teamId}::uuid AND "importId" = ${importId}::uuid
    ORDER BY "id" FOR UPDATE`)
  const sessions = await tx.$queryRaw<{ sessionId: string; title: string }[]>(Prisma.sql`
    UPDATE "Session" s SET "importId" = NULL
    WHERE s."teamId" = ${teamId}::uuid AND s."importId" = ${importId}::uuid AND (
      s."editedFields" <> '{}'
      OR EXISTS (SELECT 1 FROM "Annotation" a
                 WHERE a."teamId" = s."teamId" AND a."sessionId" = s."id")
      OR EXISTS (SELECT 1 FROM "Transcript" t
                 WHERE t."teamId" = s."teamId" AND t."sessionId" = s."id")
      OR EXISTS (SELECT 1 FROM "Recording" v
                 WHERE v."teamId" = s."teamId" AND v."sessionId" = s."id")
      OR EXISTS (SELECT 1 FROM "SummaryBlock" b
                 WHERE b."teamId" = s."teamId" AND b."sessionId" = s."id")
      OR EXISTS (SELECT 1 FROM "Thread" t WHERE t."teamId" = s."teamId" AND t."sessionId" = s."id")
      OR EXISTS (SELECT 1 FROM "Entry" e WHERE e."teamId" = s."teamId" AND e."sessionId" = s."id")
      OR EXISTS (SELECT 1 FROM "Interest" w
                 WHERE w."teamId" = s."teamId" AND w."sessionId" = s."id" AND w."wish" <> 'skip')
      OR EXISTS (SELECT 1 FROM "Share" h WHERE h."teamId" = s."teamId" AND h."sessionId" = s."id")
      OR EXISTS (SELECT 1 FROM "RecapSession" r WHERE r."teamId" = s."teamId"
                   AND r."sessionId" = s."id" AND r."bodySource" <> '')
      OR EXISTS (SELECT 1 FROM "SourceItem" i WHERE i."teamId" = s."teamId"
                   AND i."sessionId" = s."id" AND i."sourceId" IS DISTINCT FROM ${sourceId}::uuid))
    RETURNING s."id" AS "sessionId", s."title"`)
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "SourceItem" i USING "Session" s
    WHERE i."teamId" = ${teamId}::uuid AND i."sourceId" = ${sourceId}::uuid
      AND s."teamId" = i."teamId" AND s."id" = i."sessionId" AND s."importId" = ${importId}::uuid`)
  const { count } = await tx.session.deleteMany({ where: { teamId, importId } })
  return { sessions, removed: count }
}

/** Names that nothing uses any more, the source, the conference: as far as the import made them. */
export async function removeRest({ tx, teamId, importId }: Scope) {
  const made = Prisma.sql`r."teamId" = ${teamId}::uuid AND r."importId" = ${importId}::uuid`
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "Room" r WHERE ${made} AND NOT EXISTS (
      SELECT 1 FROM "SessionRoom" s WHERE s."teamId" = r."teamId" AND s."roomId" = r."id")`)
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "Speaker" r WHERE ${made} AND NOT EXISTS (
      SELECT 1 FROM "SessionSpeaker" s WHERE s."teamId" = r."teamId" AND s."speakerId" = r."id")`)
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "Track" r WHERE ${made} AND NOT EXISTS (
      SELECT 1 FROM "Session" s WHERE s."teamId" = r."teamId" AND s."trackId" = r."id")`)
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "Source" r WHERE ${made} AND NOT EXISTS (
      SELECT 1 FROM "SourceItem" i WHERE i."teamId" = r."teamId" AND i."sourceId" = r."id")`)
  const conference = await tx.$executeRaw(Prisma.sql`
    WITH gone AS (
      SELECT r."teamId", r."id" FROM "Conference" r WHERE ${made}
        AND NOT EXISTS (SELECT 1 FROM "Session" s
                        WHERE s."teamId" = r."teamId" AND s."conferenceId" = r."id")
        AND NOT EXISTS (SELECT 1 FROM "Recap" p
                        WHERE p."teamId" = r."teamId" AND p."conferenceId" = r."id")
        AND NOT EXISTS (SELECT 1 FROM "Source" s
                        WHERE s."teamId" = r."teamId" AND s."conferenceId" = r."id")),
    rooms AS (DELETE FROM "Room" r USING gone g
              WHERE r."teamId" = g."teamId" AND r."conferenceId" = g."id"),
    tracks AS (DELETE FROM "Track" r USING gone g
               WHERE r."teamId" = g."teamId" AND r."conferenceId" = g."id"),
    speakers AS (DELETE FROM "Speaker" r USING gone g
                 WHERE r."teamId" = g."teamId" AND r."conferenceId" = g."id")
    DELETE FROM "Conference" r USING gone g WHERE r."teamId" = g."teamId" AND r."id" = g."id"`)
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Conference" c SET "firstDay" = n."firstDay", "lastDay" = n."lastDay"
    FROM "BeforeImage" b CROSS JOIN LATERAL jsonb_populate_record(NULL::"Conference", b."values") n
    WHERE b."teamId" = ${teamId}::uuid AND b."importId" = ${importId}::uuid
      AND b."subjectType" = 'conference' AND c."teamId" = b."teamId" AND c."id" = n."id"
      AND c."revision" = n."revision"`)
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Source" s SET "name" = n."name", "contentHash" = n."contentHash",
      "refreshedAt" = n."refreshedAt", "url" = n."url",
      "reading" = coalesce(n."reading", s."reading"),
      -- An address that goes takes its schedule along
      "schedule" = CASE WHEN n."url" IS NULL THEN 'off' ELSE s."schedule" END,
      "nextAt" = CASE WHEN n."url" IS NULL THEN NULL ELSE s."nextAt" END
    FROM "BeforeImage" b CROSS JOIN LATERAL jsonb_populate_record(NULL::"Source", b."values") n
    WHERE b."teamId" = ${teamId}::uuid AND b."importId" = ${importId}::uuid
      AND b."subjectType" = 'source' AND s."teamId" = b."teamId" AND s."id" = n."id"`)
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Speaker" s SET "organisation" = n."organisation"
    FROM "BeforeImage" b CROSS JOIN LATERAL jsonb_populate_record(NULL::"Speaker", b."values") n
    WHERE b."teamId" = ${teamId}::uuid AND b."importId" = ${importId}::uuid
      AND b."subjectType" = 'speaker' AND s."teamId" = b."teamId" AND s."id" = n."id"`)
  return { conference: conference > 0 }
}
