import 'server-only'
import { visibleAnnotationsSql } from '@/features/annotations/policy'
import { namesInSql } from '@/features/topics/queries'
import type { Member } from '@/lib/actor'
import { db, Prisma, readByKeys, readRows } from '@/lib/db'
import type { Role } from '@/prisma/generated/client'
import { commentCan, threadCan, visibleComments, visibleThreadsSql } from './policy'
import { subjectOf } from './schema'
import type { ReactionKind } from './signs'
import { newSinceSql } from './visits'

type ThreadRow = {
  id: string
  sessionId: string | null
  annotationId: string | null
  readingListId: string | null
  entryId: string | null
  resolvedAt: Date | null
  resolvedBy: string | null
}

type CommentRow = {
  /** Null in a row that tells of the signs on an annotation */
  commentId: string
  authorId: string
  authorName: string
  bodyHtml: string
  bodyPlain: string
  bodySource: string
  /** The people it mentions, by id */
  names: Record<string, string> | null
  revision: number
  createdAt: Date
  editedAt: Date | null
  deletedAt: Date | null
  reactions: Reacted[] | null
  /** Null where the member has never looked */
  isNew: boolean | null
}

/** A sign, and who put it there. */
export type Reacted = { kind: ReactionKind; id: string; name: string }

/** Who put which signs on what `subject`, a condition on a "Reaction" `x`, says; the first first. */
const reactedSql = (member: Member, subject: Prisma.Sql) => Prisma.sql`(
  SELECT json_agg(json_build_object('kind', x."kind", 'id', x."userId", 'name', xu."name")
                  ORDER BY x."createdAt")
  FROM "Reaction" x JOIN "User" xu ON xu."id" = x."userId"
  WHERE x."teamId" = ${member.teamId}::uuid AND ${subject})`

/** The threads on a session and its annotations, on those of an article, or on a list and its entries. */
function threadsAt(member: Member, place: Place): Prisma.Sql {
  const seen = visibleThreadsSql(member, 'articleId' in place ? 'article' : 'session')
  if ('articleId' in place) {
    return Prisma.sql`
        SELECT th.* FROM ${seen.annotation} AND a."articleId" = ${place.articleId}::uuid`
  }
  return 'sessionId' in place
    ? Prisma.sql`
        SELECT th.* FROM ${seen.session} AND s."id" = ${place.sessionId}::uuid UNION ALL
        SELECT th.* FROM ${seen.annotation} AND a."sessionId" = ${place.sessionId}::uuid`
    : Prisma.sql`
        SELECT th.* FROM ${seen.list} AND l."id" = ${place.readingListId}::uuid UNION ALL
        SELECT th.* FROM ${seen.entry} AND e."readingListId" = ${place.readingListId}::uuid`
}

/** On a list one is what `getList` says: `list.role`. */
type Place = { sessionId: string } | { articleId: string } | { readingListId: string; role: Role }

/** The signs on a session's annotations that the member may see, as rows beside those of comments. */
function signsAt(member: Member, place: Place): Prisma.Sql {
  if ('readingListId' in place) return Prisma.empty
  const on =
    'articleId' in place
      ? Prisma.sql`a."articleId" = ${place.articleId}::uuid AND ${visibleAnnotationsSql(member, 'article')}`
      : Prisma.sql`a."sessionId" = ${place.sessionId}::uuid AND ${visibleAnnotationsSql(member, 'session')}`
  const nothing = Prisma.raw(Array(17).fill('NULL').join(', '))
  return Prisma.sql`
    UNION ALL
    SELECT NULL, NULL, a."id", ${nothing},
           ${reactedSql(member, Prisma.sql`x."annotationId" = a."id"`)}
    FROM "Annotation" a
    WHERE ${on}
      AND EXISTS (SELECT FROM "Reaction" x
                  WHERE x."teamId" = ${member.teamId}::uuid AND x."annotationId" = a."id")`
}

/**
 * What is said on a session and on its annotations (or on a list and its entries), as far as the
 * member may see it: the threads, oldest first, and by annotation the signs on it. A thread of which
 * every comment is deleted is left out; a deleted comment that was answered stays as a placeholder
 * without its words. One statement.
 */
export async function getDiscussion(member: Member, place: Place) {
  const since = 'sessionId' in place ? newSinceSql(member, place.sessionId) : Prisma.sql`NULL`
  const rows = await readByKeys<ThreadRow & CommentRow>(Prisma.sql`
    SELECT th."id", th."sessionId", th."annotationId", th."readingListId", th."entryId",
           th."resolvedAt", r."name" AS "resolvedBy", co."id" AS "commentId", co."authorId",
           u."name" AS "authorName", co."bodyHtml", co."bodyPlain", co."bodySource", co."revision",
           co."createdAt", co."editedAt", co."deletedAt",
           ${namesInSql(member, Prisma.sql`co."bodyHtml"`)} AS "names", th."createdAt" AS "begunAt",
           co."authorId" <> ${member.userId}::uuid AND co."createdAt" > ${since} AS "isNew",
           ${reactedSql(member, Prisma.sql`x."commentId" = co."id"`)} AS "reactions"
    FROM (${threadsAt(member, place)}) th
    JOIN "Comment" co ON co."teamId" = ${member.teamId}::uuid AND co."threadId" = th."id"
    JOIN "User" u ON u."id" = co."authorId"
    LEFT JOIN "User" r ON r."id" = th."resolvedById"
    ${signsAt(member, place)}
    ORDER BY "begunAt", "id", "createdAt", "commentId"`)
  const signs = new Map<string, Reacted[]>()
  const threads = new Map<string, (ThreadRow & CommentRow)[]>()
  for (const row of rows) {
    const known = threads.get(row.id)
    if (row.commentId === null) signs.set(row.annotationId ?? '', row.reactions ?? [])
    else if (known) known.push(row)
    else threads.set(row.id, [row])
  }
  const { role } = 'role' in place ? place : member
  const told = [...threads.values()].flatMap((comments) => {
    const lastAlive = comments.findLastIndex(({ deletedAt }) => !deletedAt)
    const [first] = comments
    return first && lastAlive >= 0
      ? [threadView(member, role, first, comments.slice(0, lastAlive + 1))]
      : []
  })
  return { threads: told, signs }
}

export type DiscussionView = Awaited<ReturnType<typeof getDiscussion>>

function threadView(
  member: Member,
  role: Role,
  first: ThreadRow & CommentRow,
  comments: CommentRow[],
) {
  return {
    id: first.id,
    subject: subjectOf(first),
    resolvedAt: first.resolvedAt,
    resolvedBy: first.resolvedBy,
    can: threadCan(member, first.authorId, role),
    comments: comments.map((comment) => ({
      id: comment.commentId,
      author: { id: comment.authorId, name: comment.authorName },
      /** With marks that the page fills in */
      html: comment.deletedAt ? '' : comment.bodyHtml,
      names: comment.names ?? {},
      plain: comment.deletedAt ? '' : comment.bodyPlain,
      source: comment.deletedAt ? '' : comment.bodySource,
      revision: comment.revision,
      createdAt: comment.createdAt,
      editedAt: comment.editedAt,
      deleted: comment.deletedAt !== null,
      isNew: Boolean(comment.isNew) && !comment.deletedAt,
      reactions: comment.deletedAt ? [] : (comment.reactions ?? []),
      can: commentCan(member, comment, role),
    })),
  }
}

export type ThreadView = DiscussionView['threads'][number]
export type CommentView = ThreadView['comments'][number]

/** First words of comments by id, for the inbox and the activity; only of those one may see. */
export async function getCommentPreviews(member: Member, ids: string[]) {
  if (ids.length === 0) return new Map<string, Preview>()
  const comments = await db.comment.findMany({
    where: { AND: [visibleComments(member), { id: { in: ids } }] },
    relationLoadStrategy: 'join',
    select: { id: true, bodyPlain: true, thread: { select: { annotationId: true } } },
  })
  return new Map<string, Preview>(
    comments.map(({ id, bodyPlain, thread }) => [
      id,
      { plain: bodyPlain, on: thread.annotationId },
    ]),
  )
}

/** `on`: the annotation it hangs on, if on one. */
type Preview = { plain: string; on: string | null }

/** The talk or article whose page shows a comment, and the annotation that it hangs on there; null if none. */
export async function getCommentPlace(member: Member, id: string) {
  const session = { select: { id: true, slug: true } }
  const article = { select: { id: true, linkId: true } }
  const comment = await db.comment.findFirst({
    relationLoadStrategy: 'join',
    where: { AND: [visibleComments(member), { id }] },
    select: {
      thread: { select: { session, annotation: { select: { id: true, session, article } } } },
    },
  })
  const { session: direct, annotation } = comment?.thread ?? {}
  const kept = annotation?.article
  const place = kept
    ? { id: kept.id, slug: '', link: kept.linkId }
    : (direct ?? annotation?.session)
  return place ? { place, on: annotation?.id ?? null } : null
}

/**
 * How many annotations and how many comments (those on annotations included) the member sees on each
 * session of a conference day, null: of those without a time; sessions without any are absent. One
 * statement, which needs nothing of the day to be read before.
 */
export async function getNoteCounts(member: Member, conferenceId: string, day: string | null) {
  const seen = visibleThreadsSql(member, 'session')
  const onDay = day ? Prisma.sql`d."day" = ${day}::date` : Prisma.sql`d."day" IS NULL`
  // As an array the planner takes it for few sessions and looks them up, however much a team holds
  const ofDay = Prisma.sql`= ANY (ARRAY(SELECT "id" FROM "ofDay"))`
  const rows = await readRows<{ id: string; annotations: number; comments: number }>(Prisma.sql`
    WITH "ofDay" AS MATERIALIZED (
      SELECT d."id" FROM "Session" d
      WHERE d."teamId" = ${member.teamId}::uuid AND d."conferenceId" = ${conferenceId}::uuid
        AND ${onDay})
    SELECT "id", sum("annotations")::int AS "annotations", sum("comments")::int AS "comments"
    FROM (
      SELECT a."sessionId" AS "id", count(*) AS "annotations", 0 AS "comments" FROM "Annotation" a
      WHERE ${visibleAnnotationsSql(member, 'session')} AND a."sessionId" ${ofDay} GROUP BY 1
      UNION ALL
      SELECT th."place", 0, count(*)
      FROM (SELECT th."id", s."id" AS "place" FROM ${seen.session} AND th."sessionId" ${ofDay} UNION ALL
            SELECT th."id", a."sessionId" FROM ${seen.annotation} AND a."sessionId" ${ofDay}) th
      JOIN "Comment" co ON co."teamId" = ${member.teamId}::uuid AND co."threadId" = th."id"
                       AND co."deletedAt" IS NULL
      GROUP BY 1) counted
    GROUP BY 1`)
  const of = (what: 'annotations' | 'comments') =>
    new Map(rows.flatMap((row) => (row[what] > 0 ? [[row.id, row[what]] as const] : [])))
  return { annotations: of('annotations'), comments: of('comments') }
}
