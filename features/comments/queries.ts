import 'server-only'
import { visibleAnnotationsSql } from '@/features/annotations/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { visibleComments, visibleThreadsSql } from './policy'

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
