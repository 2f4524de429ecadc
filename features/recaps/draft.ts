import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import type { AnnotationKind, Audience } from '@/prisma/generated/client'
import { canEditRecaps, offeredAnnotationsSql, offeredSessionsSql, offeredWordsSql } from './policy'

/** A note or words of the team that can be chosen, with how they begin. */
export type Offered = {
  /** As the form sends it: `a:` and an id, or `b:` */
  value: string
  kind: AnnotationKind | 'words'
  audience: Audience
  author: string | null
  text: string
  photos: number
  chosen: boolean
}

export type DraftTalk = {
  id: string
  title: string
  startsAt: Date | null
  endsAt: Date | null
  line: string
  /** 0 where nothing is stored of it yet */
  revision: number
  items: Offered[]
}

export type DraftDay = { day: string | null; talks: number; chosen: number }

type Of = { conferenceId: string; recapId: string }

const words = 240

/** Everything that can be chosen: its talk, and whether it is in the recap. */
const offeredSql = (member: Member, { recapId }: Of) => Prisma.sql`
  SELECT a."sessionId", 'a:' || a."id" AS "value", a."kind"::text AS "kind", a."audience"::text,
    u."name" AS "author", left(a."bodyPlain", ${words}) AS "text", a."orderKey", a."createdAt",
    (SELECT count(*)::int FROM "Attachment" f WHERE f."teamId" = a."teamId"
       AND f."annotationId" = a."id" AND f."deletedAt" IS NULL) AS "photos",
    EXISTS (SELECT FROM "RecapItem" i WHERE i."teamId" = a."teamId" AND i."annotationId" = a."id"
              AND i."recapId" = ${recapId}::uuid) AS "chosen"
  FROM "Annotation" a JOIN "User" u ON u."id" = a."authorId"
  WHERE ${offeredAnnotationsSql(member)}
  UNION ALL
  SELECT b."sessionId", 'b:' || b."id", 'words', 'team', NULL, left(b."bodyPlain", ${words}),
    b."orderKey", b."createdAt", 0,
    EXISTS (SELECT FROM "RecapItem" i WHERE i."teamId" = b."teamId" AND i."blockId" = b."id"
              AND i."recapId" = ${recapId}::uuid)
  FROM "SummaryBlock" b
  WHERE ${offeredWordsSql(member)}`

/** The days on which something can be chosen, and how much of it is. One statement. */
export async function getDraftDays(member: Member, of: Of): Promise<DraftDay[]> {
  if (!canEditRecaps(member)) return []
  return readRows<DraftDay>(Prisma.sql`
    SELECT to_char(s."day", 'YYYY-MM-DD') AS "day", count(DISTINCT s."id")::int AS "talks",
      count(*) FILTER (WHERE o."chosen")::int AS "chosen"
    FROM (${offeredSql(member, of)}) o
    JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = o."sessionId"
    WHERE ${offeredSessionsSql(member, of.conferenceId)}
    GROUP BY s."day" ORDER BY s."day" NULLS LAST`)
}

/** The talks of a day on which something can be chosen, in the order of the recap. One statement. */
export async function getDraftDay(
  member: Member,
  of: Of & { day: string | null },
): Promise<DraftTalk[]> {
  if (!canEditRecaps(member)) return []
  return readRows<DraftTalk>(Prisma.sql`
    SELECT s."id", s."title", s."startsAt", s."endsAt", coalesce(r."bodySource", '') AS "line",
      coalesce(r."revision", 0) AS "revision",
      json_agg(json_build_object('value', o."value", 'kind', o."kind", 'audience', o."audience",
        'author', o."author", 'text', o."text", 'photos', o."photos", 'chosen', o."chosen")
        ORDER BY o."kind" <> 'words', o."orderKey" COLLATE "C", o."createdAt") AS "items"
    FROM (${offeredSql(member, of)}) o
    JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = o."sessionId"
    LEFT JOIN "RecapSession" r ON r."teamId" = s."teamId" AND r."sessionId" = s."id"
      AND r."recapId" = ${of.recapId}::uuid
    WHERE ${offeredSessionsSql(member, of.conferenceId)}
      AND s."day" IS NOT DISTINCT FROM ${of.day}::date
    GROUP BY s."id", s."title", s."startsAt", s."endsAt", r."bodySource", r."revision", r."position"
    ORDER BY r."position" NULLS LAST, s."startsAt" NULLS LAST, s."title", s."id"`)
}
