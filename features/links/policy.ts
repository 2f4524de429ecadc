import { visibleSessions, visibleSessionsSql } from '@/features/sessions/policy'
import { listReadersSql, listsFor, listsForSql } from '@/features/shares/audience'
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
    OR: [{ session: visibleSessions(member) }, { article: listedArticles(member) }],
  } satisfies Prisma.AnnotationWhereInput
}

/**
 * The kept texts of what stands in a list that is for the reader: what is written on others brings
 * nothing further, since that would have to be asked in a circle.
 */
function listedArticles(member: Member) {
  const { teamId } = member
  const entries = { some: { teamId, readingList: listsFor(member) } }
  return {
    teamId,
    deletedAt: null,
    link: { deletedAt: null, entries },
  } satisfies Prisma.ArticleWhereInput
}

/**
 * Who has brought a "Link" `k`, and when, as rows of "who" and "at": as far as the member may know.
 * That somebody had it before, in a list or for themselves, is told to nobody else.
 */
export function bringingSql(member: Member): Prisma.Sql {
  const { teamId } = member
  const listed = (link: Prisma.Sql) => Prisma.sql`"Entry" e
    JOIN "ReadingList" l ON l."teamId" = ${teamId}::uuid AND l."id" = e."readingListId"
    WHERE e."teamId" = ${teamId}::uuid AND e."linkId" = ${link} AND ${listsForSql(member)}`
  return Prisma.sql`
    SELECT e."addedById" AS "who", e."createdAt" AS "at" FROM ${listed(Prisma.sql`k."id"`)}
    UNION ALL
    SELECT a."authorId", a."createdAt" FROM "Citation" c
    JOIN "Annotation" a ON a."teamId" = ${teamId}::uuid AND a."id" = c."annotationId"
    WHERE c."teamId" = ${teamId}::uuid AND c."linkId" = k."id"
      AND a."deletedAt" IS NULL AND a."audience" IN ('team', 'public')
      AND (EXISTS (SELECT FROM "Session" s
                   WHERE s."id" = a."sessionId" AND ${visibleSessionsSql(member)})
        OR EXISTS (SELECT FROM "Article" r
          JOIN "Link" o ON o."teamId" = ${teamId}::uuid AND o."id" = r."linkId"
                       AND o."deletedAt" IS NULL
          WHERE r."teamId" = ${teamId}::uuid AND r."id" = a."articleId" AND r."deletedAt" IS NULL
            AND EXISTS (SELECT FROM ${listed(Prisma.sql`o."id"`)})))`
}

/** What brings a "Link" `k` to others in words, as an "Annotation" `a` on a session or an "Article" `r`. */
const citedSql = Prisma.sql`"Citation" c
  JOIN "Annotation" a ON a."teamId" = c."teamId" AND a."id" = c."annotationId"
    AND a."deletedAt" IS NULL AND a."audience" IN ('team', 'public')
  LEFT JOIN "Session" s ON s."teamId" = c."teamId" AND s."id" = a."sessionId"
    AND s."deletedAt" IS NULL
  LEFT JOIN "Conference" sc ON sc."teamId" = c."teamId" AND sc."id" = s."conferenceId"
    AND sc."deletedAt" IS NULL
  LEFT JOIN "Article" r ON r."teamId" = c."teamId" AND r."id" = a."articleId"
    AND r."deletedAt" IS NULL
  LEFT JOIN "Link" o ON o."teamId" = c."teamId" AND o."id" = r."linkId" AND o."deletedAt" IS NULL
  WHERE c."teamId" = k."teamId" AND c."linkId" = k."id"`

/**
 * The ids of all to whom something brings a "Link" `k` (`bringingSql`), as an array; null where that
 * is the whole team. What reads for many readers at once asks with it.
 */
export const linkReadersSql = Prisma.sql`(CASE
  WHEN k."id" IS NULL OR EXISTS (SELECT FROM ${citedSql} AND sc."id" IS NOT NULL) THEN NULL
  ELSE (
    SELECT CASE WHEN bool_or(l."audience" = 'team') THEN NULL
                ELSE coalesce(array_agg("who") FILTER (WHERE "who" IS NOT NULL), '{}') END
    FROM "ReadingList" l
    LEFT JOIN LATERAL unnest(${listReadersSql}) AS readers("who") ON TRUE
    WHERE l."teamId" = k."teamId" AND l."id" IN (
      SELECT e."readingListId" FROM "Entry" e
      WHERE e."teamId" = k."teamId" AND e."linkId" IN (
        SELECT k."id" UNION SELECT o."id" FROM ${citedSql} AND o."id" IS NOT NULL))) END)`

export function canEditLinks(member: Member): boolean {
  return mayEdit[member.role]
}

/** What the pages of links offer to the member. */
export function linksCan(member: Member) {
  const edit = canEditLinks(member)
  return { edit, delete: edit, merge: edit, seeTrash: edit }
}

/** The texts that are kept of such links. */
export function visibleArticles(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    link: visibleLinks(member),
  } satisfies Prisma.ArticleWhereInput
}

/** The same in SQL, as a condition on an "Article" `t`. */
export function visibleArticlesSql(member: Member): Prisma.Sql {
  return Prisma.sql`(t."teamId" = ${member.teamId}::uuid AND t."deletedAt" IS NULL AND EXISTS (
    SELECT FROM "Link" k WHERE k."teamId" = ${member.teamId}::uuid AND k."id" = t."linkId"
      AND k."deletedAt" IS NULL AND EXISTS (${bringingSql(member)})))`
}
