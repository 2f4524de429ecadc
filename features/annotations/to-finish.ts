import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import type { AnnotationKind } from '@/prisma/generated/client'
import { type AnnotationPlace, placeSql } from './place'
import { annotationCan, openAnnotationsSql, theirsSql } from './policy'
import { type OpenGroup, openGroups, type ToFinishView } from './views'

/** How many rows a group shows beside the others, and alone on its pages. */
const [pageSize, firstRows] = [40, 10]

type Row = {
  id: string
  kind: AnnotationKind
  audience: 'me' | 'team' | 'public'
  authorId: string
  ownerId: string | null
  speaker: string
  plain: string
  fromMs: number | null
  /** A day */
  dueOn: string | null
  author: string
  owner: string | null
  place: AnnotationPlace
  group: OpenGroup
  /** How many the group has in all */
  total: number
}

// What a photo slot waits for is a picture; a photo whose slot was opened again has one
const groupSql = Prisma.sql`CASE WHEN a."kind" IN ('photo', 'gap') THEN 'slot' ELSE a."kind"::text END`

/** What is open, in a team or for a member: theirs by promise, else what they wrote themselves. */
function wanted(member: Member, { of, conference }: Pick<ToFinishView, 'of' | 'conference'>) {
  const whose = of === 'me' ? theirsSql(member) : Prisma.sql`a."audience" IN ('team', 'public')`
  return conference
    ? Prisma.sql`${openAnnotationsSql(member)} AND ${whose} AND s."conferenceId" = ${conference}::uuid`
    : Prisma.sql`${openAnnotationsSql(member)} AND ${whose}`
}

/**
 * Open follow-ups, unanswered questions, gaps and photo slots that the member sees, due ones first,
 * then the oldest: the first of each group, or one group in pages. And the conferences that have
 * some. Two statements.
 */
export async function getToFinish(member: Member, view: ToFinishView) {
  const { kind, page } = view
  const [offset, count] = kind ? [(page - 1) * pageSize, pageSize] : [0, firstRows]
  const one = kind ? Prisma.sql`AND ${groupSql} = ${kind}` : Prisma.empty
  const [rows, conferences] = await Promise.all([
    readRows<Row>(Prisma.sql`
      WITH numbered AS (
        SELECT a.*, ${groupSql} AS "group", ${placeSql.column} AS "standing",
               (count(*) OVER (PARTITION BY ${groupSql}))::int AS "total",
               row_number() OVER (PARTITION BY ${groupSql}
                                  ORDER BY a."dueOn" NULLS LAST, a."createdAt", a."id") AS "nth"
        FROM "Annotation" a ${placeSql.joined}
        WHERE ${wanted(member, view)} ${one}
      )
      SELECT n."id", n."kind"::text, n."audience"::text, n."authorId", n."ownerId", n."speaker",
             left(n."bodyPlain", 400) AS "plain", n."fromMs", n."dueOn", n."group", n."total",
             author."name" AS "author", owner."name" AS "owner",
             n."standing" AS "place"
      FROM numbered n
      JOIN "User" author ON author."id" = n."authorId"
      LEFT JOIN "User" owner ON owner."id" = n."ownerId"
      WHERE n."nth" > ${offset} AND n."nth" <= ${offset + count}
      ORDER BY n."nth"`),
    readRows<{ id: string; title: string; count: number }>(Prisma.sql`
      SELECT c."id", c."title", count(*)::int AS "count"
      FROM "Annotation" a
      JOIN "Session" s ON s."teamId" = a."teamId" AND s."id" = a."sessionId"
      JOIN "Conference" c ON c."teamId" = s."teamId" AND c."id" = s."conferenceId"
      WHERE ${wanted(member, { of: view.of, conference: null })}
      GROUP BY c."teamId", c."id"
      ORDER BY c."firstDay" DESC NULLS LAST, c."title"
      LIMIT 50`),
  ])
  const groups = openGroups.flatMap((group) => {
    const found = rows.filter((row) => row.group === group)
    const total = found[0]?.total ?? 0
    const items = found.map((row) => ({ ...row, can: canOf(member, row) }))
    return items.length > 0 ? [{ group, total, items, more: total > offset + items.length }] : []
  })
  return { groups, conferences }
}

export type ToFinish = Awaited<ReturnType<typeof getToFinish>>
export type OpenItem = ToFinish['groups'][number]['items'][number]

function canOf(member: Member, row: Row) {
  const facts = { ...row, closedAt: null, closedById: null, answered: false }
  const { close, answer, fill, attach } = annotationCan(member, facts)
  return { close, answer, fill, attach: attach && row.kind === 'photo' }
}
