import 'server-only'
import { visibleAnnotationsSql } from '@/features/annotations/policy'
import { namesInSql } from '@/features/topics/queries'
import type { Member } from '@/lib/actor'
import { Prisma, readByKeys } from '@/lib/db'
import type { Role } from '@/prisma/generated/client'
import { commentCan, threadCan, visibleThreadsSql } from './policy'
import { type CommentSubject, type CommentsAsked, subjectOf } from './schema'
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
  /** Null in a row that tells of a folded thread, or of the signs on an annotation */
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

/** Filled in the row of a folded thread alone. */
type FoldedRow = { count: number | null; newIds: string[] | null }

/** How many comments the folded threads on an annotation hold, and how many of them are new. */
export type Folded = { count: number; fresh: number }

/** A sign, and who put it there. */
export type Reacted = { kind: ReactionKind; id: string; name: string }

/** Who put which signs on what `subject`, a condition on a "Reaction" `x`, says; the first first. */
const reactedSql = (member: Member, subject: Prisma.Sql) => Prisma.sql`(
  SELECT json_agg(json_build_object('kind', x."kind", 'id', x."userId", 'name', xu."name")
                  ORDER BY x."createdAt")
  FROM "Reaction" x JOIN "User" xu ON xu."id" = x."userId"
  WHERE x."teamId" = ${member.teamId}::uuid AND ${subject})`

/** On a list one is what `getList` says: `list.role`. */
type Place = AnnotatedPlace | { readingListId: string; role: Role }
type AnnotatedPlace = { sessionId: string } | { articleId: string }

/** What is open on the page, as `commentView` reads it from the address. */
type Open = CommentsAsked['open']

/** What stands after FROM: each "Thread" `th` on an "Annotation" `a` of a session or an article. */
function onAnnotationsAt(member: Member, place: AnnotatedPlace): Prisma.Sql {
  return 'articleId' in place
    ? Prisma.sql`${visibleThreadsSql(member, 'article').annotation}
        AND a."articleId" = ${place.articleId}::uuid`
    : Prisma.sql`${visibleThreadsSql(member, 'session').annotation}
        AND a."sessionId" = ${place.sessionId}::uuid`
}

/** Whether the address opens the threads on an "Annotation" `a`: by it, a thread or a comment. */
const isOpenSql = ({ teamId }: Member, { on, comment, reply, edit }: Open) => Prisma.sql`
  a."id" = ANY (ARRAY[
    ${on}::uuid, ${comment}::uuid,
    (SELECT ot."annotationId" FROM "Thread" ot
     WHERE ot."teamId" = ${teamId}::uuid AND ot."id" = ${reply}::uuid),
    (SELECT ot."annotationId" FROM "Comment" oc
     JOIN "Thread" ot ON ot."teamId" = oc."teamId" AND ot."id" = oc."threadId"
     WHERE oc."teamId" = ${teamId}::uuid AND oc."id" = ${edit}::uuid)])`

/** The threads of which the words are shown: those on annotations if there is nothing `open`, or it says so. */
function threadsAt(member: Member, place: Place, open: Open | undefined): Prisma.Sql {
  if ('readingListId' in place) {
    const { list, entry } = visibleThreadsSql(member)
    return Prisma.sql`
        SELECT th.* FROM ${list} AND l."id" = ${place.readingListId}::uuid UNION ALL
        SELECT th.* FROM ${entry} AND e."readingListId" = ${place.readingListId}::uuid`
  }
  const opened = open ? Prisma.sql`AND ${isOpenSql(member, open)}` : Prisma.empty
  const onAnnotations = Prisma.sql`
        SELECT th.* FROM ${onAnnotationsAt(member, place)} ${opened}`
  if ('articleId' in place) return onAnnotations
  const { session } = visibleThreadsSql(member)
  return Prisma.sql`
        SELECT th.* FROM ${session} AND s."id" = ${place.sessionId}::uuid UNION ALL ${onAnnotations}`
}

/** The other threads on annotations, as rows beside those of comments: how much is said, without words. */
function foldedAt(member: Member, place: Place, open: Open | undefined): Prisma.Sql {
  if (!open || 'readingListId' in place) return Prisma.empty
  const isNew = isNewSql(member, place)
  return Prisma.sql`
    UNION ALL
    SELECT th."id", NULL, th."annotationId", ${nothing(15)}, th."createdAt", NULL, NULL,
           count(*)::int, json_agg(co."id" ORDER BY co."createdAt", co."id") FILTER (WHERE ${isNew})
    FROM (SELECT th."id", th."annotationId", th."createdAt"
          FROM ${onAnnotationsAt(member, place)} AND (${isOpenSql(member, open)}) IS NOT TRUE) th
    JOIN "Comment" co ON co."teamId" = ${member.teamId}::uuid AND co."threadId" = th."id"
                     AND co."deletedAt" IS NULL
    GROUP BY th."id", th."annotationId", th."createdAt"`
}

const nothing = (columns: number) => Prisma.raw(Array(columns).fill('NULL').join(', '))

/** Whether a "Comment" `co` is new to the member; null where they have never looked. */
function isNewSql(member: Member, place: Place): Prisma.Sql {
  const since = 'sessionId' in place ? newSinceSql(member, place.sessionId) : Prisma.sql`NULL`
  return Prisma.sql`co."authorId" <> ${member.userId}::uuid AND co."createdAt" > ${since}`
}

/** The signs on a session's annotations that the member may see, as rows beside those of comments. */
function signsAt(member: Member, place: Place): Prisma.Sql {
  if ('readingListId' in place) return Prisma.empty
  const on =
    'articleId' in place
      ? Prisma.sql`a."articleId" = ${place.articleId}::uuid AND ${visibleAnnotationsSql(member, 'article')}`
      : Prisma.sql`a."sessionId" = ${place.sessionId}::uuid AND ${visibleAnnotationsSql(member, 'session')}`
  return Prisma.sql`
    UNION ALL
    SELECT NULL, NULL, a."id", ${nothing(17)},
           ${reactedSql(member, Prisma.sql`x."annotationId" = a."id"`)}, NULL, NULL
    FROM "Annotation" a
    WHERE ${on}
      AND EXISTS (SELECT FROM "Reaction" x
                  WHERE x."teamId" = ${member.teamId}::uuid AND x."annotationId" = a."id")`
}

/**
 * What is said on a session and on its annotations (or on a list and its entries), as far as the
 * member may see it: the threads, oldest first, what in them is new, and by annotation the signs on it.
 * A thread of which every comment is deleted is left out; a deleted comment that was answered stays as
 * a placeholder without its words. One statement.
 * @param open what the address opens: the threads on other annotations are `folded`, told as how many
 *   comments there are of which how many are new; without it all threads come with their words
 */
export async function getDiscussion(member: Member, place: Place, open?: Open) {
  const rows = await readByKeys<ThreadRow & CommentRow & FoldedRow>(Prisma.sql`
    SELECT th."id", th."sessionId", th."annotationId", th."readingListId", th."entryId",
           th."resolvedAt", r."name" AS "resolvedBy", co."id" AS "commentId", co."authorId",
           u."name" AS "authorName", co."bodyHtml", co."bodyPlain", co."bodySource", co."revision",
           co."createdAt", co."editedAt", co."deletedAt",
           ${namesInSql(member, Prisma.sql`co."bodyHtml"`)} AS "names", th."createdAt" AS "begunAt",
           ${isNewSql(member, place)} AS "isNew",
           ${reactedSql(member, Prisma.sql`x."commentId" = co."id"`)} AS "reactions",
           NULL::int AS "count", NULL::json AS "newIds"
    FROM (${threadsAt(member, place, open)}) th
    JOIN "Comment" co ON co."teamId" = ${member.teamId}::uuid AND co."threadId" = th."id"
    JOIN "User" u ON u."id" = co."authorId"
    LEFT JOIN "User" r ON r."id" = th."resolvedById"
    ${foldedAt(member, place, open)}
    ${signsAt(member, place)}
    ORDER BY "begunAt", "id", "createdAt", "commentId"`)
  const signs = new Map<string, Reacted[]>()
  const threads = new Map<string, (ThreadRow & CommentRow)[]>()
  const folded = new Map<string, Folded>()
  const news: { id: string; subject: CommentSubject }[] = []
  for (const row of rows) {
    const on = row.annotationId ?? ''
    if (row.count) {
      const { count, fresh } = folded.get(on) ?? { count: 0, fresh: 0 }
      const newIds = row.newIds ?? []
      folded.set(on, { count: count + row.count, fresh: fresh + newIds.length })
      news.push(...newIds.map((id) => ({ id, subject: subjectOf(row) })))
    } else if (row.commentId === null) {
      signs.set(on, row.reactions ?? [])
    } else {
      const known = threads.get(row.id)
      if (known) known.push(row)
      else threads.set(row.id, [row])
      if (row.isNew && !row.deletedAt) news.push({ id: row.commentId, subject: subjectOf(row) })
    }
  }
  const { role } = 'role' in place ? place : member
  const told = [...threads.values()].flatMap((comments) => {
    const lastAlive = comments.findLastIndex(({ deletedAt }) => !deletedAt)
    const [first] = comments
    return first && lastAlive >= 0
      ? [threadView(member, role, first, comments.slice(0, lastAlive + 1))]
      : []
  })
  return { threads: told, folded, news, signs }
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
