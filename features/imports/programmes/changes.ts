import 'server-only'
import { visibleAnnotationsSql } from '@/features/annotations/policy'
import { visibleConferences } from '@/features/conferences/policy'
import { ownInterestsSql } from '@/features/interests/policy'
import { visibleSessionsSql } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { type Field, fields } from '../formats/values'
import { programmeKinds, type ReportedSession } from '../schema'
import type { Change } from './plan'

// What changed in a conference's programme: told by the reports of its imports, for everybody who sees
// the conference.

/** Imports on a page of the log, and sessions of each; the rest is asked for. */
const importsAtOnce = 20
const sessionsAtFirst = 12

type Row = {
  id: string
  appliedAt: Date
  undoneAt: Date | null
  source: string
  by: string
  first: boolean
  added: number
  changed: number
  vanished: number
  sessions: (ReportedSession & { slug: string | null; mine: boolean })[]
}

/** When and where a session is matters most to who wants to go there. */
const order: Field[] = ['cancelled', 'startsAt', 'endsAt', 'rooms', 'title', 'speakers']
const weight = new Map([...new Set([...order, ...fields])].map((field, at) => [field, at]))
const byWeight = (a: Change, b: Change) => (weight.get(a.field) ?? 0) - (weight.get(b.field) ?? 0)

/**
 * The imports that made or changed the programme of a conference, the latest first, each with the
 * sessions that it touched: the member's own first (picked, written about, commented, listed), then those that
 * were cancelled or moved. A first import is told in numbers. Null for no conference.
 * @param asked one import whole, or those before an instant
 */
export async function getProgrammeChanges(
  member: Member,
  conferenceId: string,
  asked: { importId?: string; before?: Date },
) {
  const where = { AND: [visibleConferences(member), { id: conferenceId }] }
  if ((await db.conference.count({ where })) === 0) return null
  const { teamId } = member
  const { importId, before } = asked
  const limit = importId ? 2_000 : sessionsAtFirst
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    WITH mine AS (${ownSessions(member, conferenceId)})
    SELECT i."id", i."appliedAt", i."undoneAt", coalesce(s."name", i."fileName") AS "source",
           u."name" AS "by",
           NOT EXISTS (SELECT FROM "Import" e
                       WHERE e."teamId" = i."teamId" AND e."sourceId" = i."sourceId"
                         AND e."state" = 'applied' AND e."appliedAt" < i."appliedAt") AS "first",
           (i."report"->>'added')::int AS "added", (i."report"->>'changed')::int AS "changed",
           (i."report"->>'vanished')::int AS "vanished",
           (SELECT coalesce(jsonb_agg(t."told" ORDER BY t."rank"), '[]') FROM (
              SELECT r."value" || jsonb_build_object('mine', m."id" IS NOT NULL, 'slug', v."slug") AS "told",
                     row_number() OVER (ORDER BY m."id" IS NULL, ${urgency}, r."ordinality") AS "rank"
              FROM jsonb_array_elements(i."report"->'sessions') WITH ORDINALITY r
              LEFT JOIN mine m ON m."id" = (r."value"->>'sessionId')::uuid
              LEFT JOIN (SELECT s."id", s."slug" FROM "Session" s
                         WHERE ${visibleSessionsSql(member)}) v
                ON v."id" = (r."value"->>'sessionId')::uuid
              WHERE r."value"->>'what' <> 'changed'
                 OR r."value"->'changes' @? '$[*] ? (@.kept == false)'
              ORDER BY "rank" LIMIT ${limit}) t) AS "sessions"
    FROM "Import" i
    JOIN "User" u ON u."id" = i."createdById"
    LEFT JOIN "Source" s ON s."teamId" = i."teamId" AND s."id" = i."sourceId"
    WHERE i."teamId" = ${teamId}::uuid AND i."conferenceId" = ${conferenceId}::uuid
      AND i."kind"::text = ANY(${programmeKinds}) AND i."appliedAt" IS NOT NULL
      AND i."state" IN ('applied', 'undone')
      AND (${importId ?? null}::uuid IS NULL OR i."id" = ${importId ?? null}::uuid)
      AND (${before ?? null}::timestamptz IS NULL OR i."appliedAt" < ${before ?? null}::timestamptz)
    ORDER BY i."appliedAt" DESC, i."id" LIMIT ${importsAtOnce + 1}`)
  const shown = rows.slice(0, importsAtOnce).map(tell)
  return { imports: shown, more: rows.length > importsAtOnce }
}

function tell({ sessions, first, ...row }: Row) {
  const told = first ? sessions.filter(({ mine, what }) => mine && what !== 'added') : sessions
  return {
    ...row,
    first,
    /** Touched, and not among `sessions` */
    left: first ? 0 : row.added + row.changed + row.vanished - sessions.length,
    sessions: told.map(({ changes, ...session }) => ({
      ...session,
      changes: changes.filter(({ kept }) => !kept).sort(byWeight),
    })),
  }
}

export type ProgrammeChange = ReturnType<typeof tell>

/** Cancelled, then moved in time or place, then otherwise changed, then new. */
const urgency = Prisma.sql`CASE
  WHEN r."value"->>'what' = 'vanished' THEN 0
  WHEN r."value"->'changes' @? '$[*] ? (@.field == "startsAt" || @.field == "rooms" || @.field == "cancelled")'
    THEN 1
  WHEN r."value"->>'what' = 'changed' THEN 2 ELSE 3 END`

/** The sessions that the member wants, has written about, commented or put on a list. */
function ownSessions(member: Member, conferenceId: string): Prisma.Sql {
  const { teamId, userId } = member
  return Prisma.sql`
    SELECT x."id" FROM (
      SELECT a."sessionId" AS "id" FROM "Annotation" a
      WHERE a."teamId" = ${teamId}::uuid AND a."authorId" = ${userId}::uuid
        AND a."deletedAt" IS NULL AND ${visibleAnnotationsSql(member)}
      UNION SELECT i."sessionId" FROM "Interest" i
      WHERE ${ownInterestsSql(member)} AND i."wish" <> 'skip'
      UNION SELECT coalesce(t."sessionId", n."sessionId") FROM "Comment" c
      JOIN "Thread" t ON t."teamId" = c."teamId" AND t."id" = c."threadId"
      LEFT JOIN "Annotation" n ON n."teamId" = t."teamId" AND n."id" = t."annotationId"
      WHERE c."teamId" = ${teamId}::uuid AND c."authorId" = ${userId}::uuid
        AND c."deletedAt" IS NULL
      UNION SELECT e."sessionId" FROM "Entry" e
      JOIN "ReadingList" l ON l."teamId" = e."teamId" AND l."id" = e."readingListId"
      WHERE e."teamId" = ${teamId}::uuid AND e."deletedAt" IS NULL AND l."deletedAt" IS NULL
        AND (e."addedById" = ${userId}::uuid OR l."createdById" = ${userId}::uuid)
    ) x
    JOIN "Session" o ON o."teamId" = ${teamId}::uuid AND o."id" = x."id"
      AND o."conferenceId" = ${conferenceId}::uuid`
}
