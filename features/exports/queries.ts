import 'server-only'
import { type PlaceType, visibleAnnotationsSql } from '@/features/annotations/policy'
import { visibleThreadsSql } from '@/features/comments/policy'
import { pickedSessionsSql } from '@/features/interests/policy'
import { visibleArticlesSql } from '@/features/links/policy'
import { visibleEntriesSql } from '@/features/reading-lists/policy'
import type { Passage } from '@/features/sessions/passage'
import { visibleSessionsSql } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import type { AnnotationKind, Audience, LinkType } from '@/prisma/generated/client'

/** Whose notes of what: those a member sees on a talk or a conference, or their own of anything. */
export type NotesOf = {
  sessionId?: string
  conferenceId?: string
  authorId?: string
  /** Only the talks that the member wants */
  picked?: true
}

export type ExportedComment = {
  id: string
  author: string
  source: string
  at: string
  resolved: boolean
  /** Whether it answers the one before it */
  reply: boolean
}

export type ExportedAnnotation = {
  id: string
  /** The talk or the kept article that it stands on */
  placeId: string
  kind: AnnotationKind
  audience: Audience
  author: string
  source: string
  answer: { by: string; source: string } | null
  speaker: string
  fromMs: number | null
  toMs: number | null
  slide: number | null
  passage: Passage | null
  owner: string | null
  /** `YYYY-MM-DD` */
  dueOn: string | null
  closed: boolean
  startedAt: string
  createdAt: string
  updatedAt: string
  photos: { id: string; hash: string }[]
  comments: ExportedComment[]
}

export type ExportedSession = {
  id: string
  slug: string
  title: string
  subtitle: string
  abstract: string
  /** The conference day, `YYYY-MM-DD` */
  day: string | null
  startsAt: Date | null
  endsAt: Date | null
  kind: string
  language: string
  track: string | null
  rooms: string[]
  speakers: { name: string; organisation: string | null }[]
  url: string | null
  recordingUrl: string | null
  slidesUrl: string | null
  resources: { title: string; url: string }[]
  cancelled: boolean
  revision: number
  updatedAt: Date
  conference: { id: string; slug: string; title: string; zone: string; url: string | null }
  comments: ExportedComment[]
}

// The comments of what a thread `th` hangs on, oldest first, deleted ones left out
const commentsSql = (seen: Prisma.Sql, on: Prisma.Sql) => Prisma.sql`(
  SELECT coalesce(json_agg(json_build_object('id', q."id", 'author', q."author", 'source', q."source", 'at', q."at",
           'resolved', q."resolved", 'reply', q."n" > 1) ORDER BY q."began", q."thread", q."n"), '[]')
  FROM (SELECT co."id", u."name" AS "author", co."bodySource" AS "source", co."createdAt" AS "at",
               th."resolvedAt" IS NOT NULL AS "resolved", th."createdAt" AS "began", th."id" AS "thread",
               row_number() OVER (PARTITION BY th."id" ORDER BY co."createdAt", co."id") AS "n"
        FROM (SELECT th.* FROM ${seen} AND ${on}) th
        JOIN "Comment" co ON co."teamId" = th."teamId" AND co."threadId" = th."id"
        JOIN "User" u ON u."id" = co."authorId"
        WHERE co."deletedAt" IS NULL) q)`

/**
 * The talks that an export is about, in the order of the programme: one, all of a conference, or
 * those on which the author has written. One statement.
 */
export async function getExportedSessions(member: Member, of: NotesOf): Promise<ExportedSession[]> {
  const { sessionId, conferenceId, authorId, picked } = of
  const wanted = [visibleSessionsSql(member)]
  if (sessionId) wanted.push(Prisma.sql`s."id" = ${sessionId}::uuid`)
  if (conferenceId) wanted.push(Prisma.sql`s."conferenceId" = ${conferenceId}::uuid`)
  if (picked) wanted.push(pickedSessionsSql(member))
  if (authorId) {
    wanted.push(Prisma.sql`EXISTS (SELECT FROM "Annotation" a WHERE a."sessionId" = s."id"
      AND a."authorId" = ${authorId}::uuid AND ${visibleAnnotationsSql(member, 'session')})`)
  }
  const { session } = visibleThreadsSql(member)
  return readRows<ExportedSession>(Prisma.sql`
    SELECT n."id", n."slug", n."title", n."subtitle", n."abstractPlain" AS "abstract",
      to_char(n."day", 'YYYY-MM-DD') AS "day", n."startsAt", n."endsAt",
      n."kind", n."language", t."name" AS "track", n."url", n."recordingUrl", n."slidesUrl",
      n."resources", n."cancelledAt" IS NOT NULL AS "cancelled", n."revision", n."updatedAt",
      json_build_object('id', c."id", 'slug', c."slug", 'title', c."title", 'zone', c."zone",
        'url', c."url") AS "conference",
      ARRAY(SELECT o."name" FROM "SessionRoom" sr
            JOIN "Room" o ON o."teamId" = sr."teamId" AND o."id" = sr."roomId"
            WHERE sr."teamId" = n."teamId" AND sr."sessionId" = n."id"
            ORDER BY o."position", o."name") AS "rooms",
      (SELECT coalesce(json_agg(json_build_object('name', p."name", 'organisation', p."organisation")
                ORDER BY ss."position"), '[]')
       FROM "SessionSpeaker" ss
       JOIN "Speaker" p ON p."teamId" = ss."teamId" AND p."id" = ss."speakerId"
       WHERE ss."teamId" = n."teamId" AND ss."sessionId" = n."id") AS "speakers",
      ${commentsSql(session, Prisma.sql`th."sessionId" = n."id"`)} AS "comments"
    FROM (SELECT s.* FROM "Session" s WHERE ${Prisma.join(wanted, ' AND ')}) n
    JOIN "Conference" c ON c."teamId" = ${member.teamId}::uuid AND c."id" = n."conferenceId"
    LEFT JOIN "Track" t ON t."teamId" = ${member.teamId}::uuid AND t."id" = n."trackId"
    ORDER BY c."firstDay", c."title", c."id", n."startsAt", n."title", n."id"`)
}

/** The text that is kept of a link's page. */
export type ExportedArticle = {
  id: string
  link: string
  title: string
  url: string
  site: string
}

/** The kept articles on which the author has written, as far as a member sees them. One statement. */
export async function getExportedArticles(
  member: Member,
  authorId: string,
): Promise<ExportedArticle[]> {
  return readRows<ExportedArticle>(Prisma.sql`
    SELECT t."id", l."id" AS "link", coalesce(nullif(l."title", ''), nullif(t."title", ''), l."url")
      AS "title", l."url", l."site"
    FROM "Article" t JOIN "Link" l ON l."teamId" = t."teamId" AND l."id" = t."linkId"
    WHERE ${visibleArticlesSql(member)} AND EXISTS (
      SELECT FROM "Annotation" a WHERE a."articleId" = t."id" AND a."authorId" = ${authorId}::uuid
        AND ${visibleAnnotationsSql(member, 'article')})
    ORDER BY t."createdAt", t."id"`)
}

/**
 * What a member sees on these talks, or on these articles, in its order by place, with answers,
 * pictures and comments; with an author, theirs alone. One statement.
 */
export async function getExportedAnnotations(
  member: Member,
  places: string[],
  { authorId }: NotesOf = {},
  on: PlaceType = 'session',
): Promise<ExportedAnnotation[]> {
  const theirs = authorId ? Prisma.sql`AND a."authorId" = ${authorId}::uuid` : Prisma.empty
  const { annotation } = visibleThreadsSql(member, on)
  const place = Prisma.raw(on === 'session' ? '"sessionId"' : '"articleId"')
  return readRows<ExportedAnnotation>(Prisma.sql`
    SELECT n."id", n.${place} AS "placeId", n."kind", n."audience", u."name" AS "author",
      n."bodySource" AS "source",
      CASE WHEN n."answerSource" IS NOT NULL THEN
        json_build_object('by', coalesce(w."name", ''), 'source', n."answerSource") END AS "answer",
      n."speaker", n."fromMs", n."toMs", n."slide", n."passage", o."name" AS "owner",
      to_char(n."dueOn", 'YYYY-MM-DD') AS "dueOn", n."closedAt" IS NOT NULL AS "closed",
      n."startedAt"::text, n."createdAt"::text, n."updatedAt"::text,
      (SELECT coalesce(json_agg(json_build_object('id', p."id", 'hash', p."largeHash")
                ORDER BY p."position"), '[]')
       FROM "Attachment" p WHERE p."teamId" = n."teamId" AND p."annotationId" = n."id"
         AND p."deletedAt" IS NULL) AS "photos",
      ${commentsSql(annotation, Prisma.sql`th."annotationId" = n."id"`)} AS "comments"
    FROM (SELECT a.* FROM "Annotation" a
          WHERE ${visibleAnnotationsSql(member, on)} AND a.${place} = ANY(${places}::uuid[])
          ${theirs}) n
    JOIN "User" u ON u."id" = n."authorId"
    LEFT JOIN "User" w ON w."id" = n."answeredById"
    LEFT JOIN "User" o ON o."id" = n."ownerId"
    ORDER BY n.${place}, n."orderKey", n."createdAt"`)
}

export type ExportedEntry = {
  section: string | null
  url: string | null
  title: string
  type: LinkType | 'session'
  site: string
  why: string
  offsetSeconds: number | null
  addedBy: string
  addedAt: Date
  session: { id: string; slug: string } | null
}

/** A list's entries that a member sees, section by section, in their order. One statement. */
export async function getExportedEntries(
  member: Member,
  list: { id: string },
): Promise<ExportedEntry[]> {
  return readRows<ExportedEntry>(Prisma.sql`
    SELECT x."title" AS "section", k."url", coalesce(k."title", s."title") AS "title",
      coalesce(k."type"::text, 'session') AS "type", coalesce(k."site", '') AS "site",
      e."whySource" AS "why", e."offsetSeconds", u."name" AS "addedBy", e."createdAt" AS "addedAt",
      CASE WHEN s."id" IS NOT NULL THEN json_build_object('id', s."id", 'slug', s."slug") END AS "session"
    FROM "Entry" e
    JOIN "User" u ON u."id" = e."addedById"
    LEFT JOIN "Section" x ON x."teamId" = ${member.teamId}::uuid AND x."id" = e."sectionId"
    LEFT JOIN "Link" k ON k."teamId" = ${member.teamId}::uuid AND k."id" = e."linkId"
    LEFT JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = e."sessionId"
    WHERE ${visibleEntriesSql(member)} AND e."readingListId" = ${list.id}::uuid
    ORDER BY x."orderKey" NULLS FIRST, x."createdAt", e."orderKey", e."createdAt"`)
}
