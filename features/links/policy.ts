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
 * tells of one), the words of an annotation that the team sees, or those of a comment on a session,
 * on such an annotation, on a list that is for the reader or on an entry of one. Of what somebody
 * wrote for themselves, and what is said on that, no link tells anything.
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
      { commentCitations: { some: { comment: citingComments(member) } } },
    ],
  } satisfies Prisma.LinkWhereInput
}

// Annotations and comments come after the links, so their policies cannot be asked; tests hold them
// together
function citingAnnotations(member: Member) {
  return {
    deletedAt: null,
    audience: { in: ['team', 'public'] },
    OR: [{ session: visibleSessions(member) }, { article: listedArticles(member) }],
  } satisfies Prisma.AnnotationWhereInput
}

function citingComments(member: Member) {
  return {
    deletedAt: null,
    thread: {
      OR: [
        { session: visibleSessions(member) },
        { annotation: citingAnnotations(member) },
        { readingList: commentedLists(member) },
        { entry: { deletedAt: null, readingList: commentedLists(member) } },
      ],
    },
  } satisfies Prisma.CommentWhereInput
}

// Those in the trash are read by nobody, with what was said on them
function commentedLists(member: Member) {
  return { AND: [listsFor(member)], deletedAt: null } satisfies Prisma.ReadingListWhereInput
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

const commentsSql = (teamId: Prisma.Sql) => Prisma.sql`"CommentCitation" c
  JOIN "Comment" co ON co."teamId" = ${teamId} AND co."id" = c."commentId"
    AND co."deletedAt" IS NULL
  JOIN "Thread" th ON th."teamId" = ${teamId} AND th."id" = co."threadId"
  WHERE c."teamId" = ${teamId} AND c."linkId" = k."id"`

/** What the conditions below are made of, each about the row of that letter. */
function tellingSql(member: Member) {
  const team = Prisma.sql`${member.teamId}::uuid`
  const listed = (link: Prisma.Sql) => Prisma.sql`"Entry" e
    JOIN "ReadingList" l ON l."teamId" = ${team} AND l."id" = e."readingListId"
    WHERE e."teamId" = ${team} AND e."linkId" = ${link} AND ${listsForSql(member)}`
  const onSession = (id: Prisma.Sql) => Prisma.sql`EXISTS (
    SELECT FROM "Session" s WHERE s."id" = ${id} AND ${visibleSessionsSql(member)})`
  const told = Prisma.sql`a."deletedAt" IS NULL AND a."audience" IN ('team', 'public')
    AND (${onSession(Prisma.sql`a."sessionId"`)}
      OR EXISTS (SELECT FROM "Article" r
        JOIN "Link" o ON o."teamId" = ${team} AND o."id" = r."linkId" AND o."deletedAt" IS NULL
        WHERE r."teamId" = ${team} AND r."id" = a."articleId" AND r."deletedAt" IS NULL
          AND EXISTS (SELECT FROM ${listed(Prisma.sql`o."id"`)})))`
  return { team, listed, onSession, told }
}

/** The comments that bring a "Link" `k`, each a "Comment" `co` in a "Thread" `th`; from FROM on. */
export function citingCommentsSql(member: Member): Prisma.Sql {
  const { team, onSession, told } = tellingSql(member)
  return Prisma.sql`${commentsSql(team)}
    AND (${onSession(Prisma.sql`th."sessionId"`)}
      OR EXISTS (SELECT FROM "Annotation" a
        WHERE a."teamId" = ${team} AND a."id" = th."annotationId" AND ${told})
      OR EXISTS (SELECT FROM "ReadingList" l
        WHERE l."id" = coalesce(th."readingListId", (
            SELECT e."readingListId" FROM "Entry" e
            WHERE e."teamId" = ${team} AND e."id" = th."entryId" AND e."deletedAt" IS NULL))
          AND l."deletedAt" IS NULL AND ${listsForSql(member)}))`
}

/** The talk that such a thread is about, if about one. */
export const sessionOfThreadSql = Prisma.sql`coalesce(th."sessionId", (
  SELECT ta."sessionId" FROM "Annotation" ta
  WHERE ta."teamId" = th."teamId" AND ta."id" = th."annotationId"))`

/**
 * Who has brought a "Link" `k`, and when, as rows of "who" and "at": as far as the member may know.
 * That somebody had it before, in a list or for themselves, is told to nobody else.
 */
export function bringingSql(member: Member): Prisma.Sql {
  const { team, listed, told } = tellingSql(member)
  return Prisma.sql`
    SELECT e."addedById" AS "who", e."createdAt" AS "at" FROM ${listed(Prisma.sql`k."id"`)}
    UNION ALL
    SELECT a."authorId", a."createdAt" FROM "Citation" c
    JOIN "Annotation" a ON a."teamId" = ${team} AND a."id" = c."annotationId"
    WHERE c."teamId" = ${team} AND c."linkId" = k."id" AND ${told}
    UNION ALL
    SELECT co."authorId", co."createdAt" FROM ${citingCommentsSql(member)}`
}

/**
 * What brings a "Link" `k` to others in words, as rows of "sessionId", "articleId" and "listId": one of
 * them says where the words stand.
 */
const wordsSql = Prisma.sql`
  SELECT a."sessionId", a."articleId", NULL::uuid AS "listId" FROM "Citation" c
  JOIN "Annotation" a ON a."teamId" = c."teamId" AND a."id" = c."annotationId"
    AND a."deletedAt" IS NULL AND a."audience" IN ('team', 'public')
  WHERE c."teamId" = k."teamId" AND c."linkId" = k."id"
  UNION ALL
  SELECT coalesce(th."sessionId", a."sessionId"), a."articleId", cl."id"
  FROM (SELECT th.* FROM ${commentsSql(Prisma.sql`k."teamId"`)}) th
  LEFT JOIN "Annotation" a ON a."teamId" = th."teamId" AND a."id" = th."annotationId"
    AND a."deletedAt" IS NULL AND a."audience" IN ('team', 'public')
  LEFT JOIN "Entry" ce ON ce."teamId" = th."teamId" AND ce."id" = th."entryId"
    AND ce."deletedAt" IS NULL
  LEFT JOIN "ReadingList" cl ON cl."teamId" = th."teamId" AND cl."deletedAt" IS NULL
    AND cl."id" = coalesce(th."readingListId", ce."readingListId")`

/**
 * The ids of all to whom something brings a "Link" `k` (`bringingSql`), as an array; null where that
 * is the whole team. What reads for many readers at once asks with it.
 */
export const linkReadersSql = Prisma.sql`(CASE
  WHEN k."id" IS NULL OR EXISTS (
    SELECT FROM (${wordsSql}) w
    JOIN "Session" s ON s."teamId" = k."teamId" AND s."id" = w."sessionId"
      AND s."deletedAt" IS NULL
    JOIN "Conference" sc ON sc."teamId" = k."teamId" AND sc."id" = s."conferenceId"
      AND sc."deletedAt" IS NULL) THEN NULL
  ELSE (
    SELECT CASE WHEN bool_or(l."audience" = 'team') THEN NULL
                ELSE coalesce(array_agg("who") FILTER (WHERE "who" IS NOT NULL), '{}') END
    FROM "ReadingList" l
    LEFT JOIN LATERAL unnest(${listReadersSql}) AS readers("who") ON TRUE
    WHERE l."teamId" = k."teamId" AND l."id" IN (
      SELECT w."listId" FROM (${wordsSql}) w
      UNION
      SELECT e."readingListId" FROM "Entry" e
      WHERE e."teamId" = k."teamId" AND e."linkId" IN (
        SELECT k."id" UNION
        SELECT o."id" FROM (${wordsSql}) w
        JOIN "Article" r ON r."teamId" = k."teamId" AND r."id" = w."articleId"
          AND r."deletedAt" IS NULL
        JOIN "Link" o ON o."teamId" = k."teamId" AND o."id" = r."linkId"
          AND o."deletedAt" IS NULL))) END)`

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
