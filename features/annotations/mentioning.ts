import 'server-only'
import { namesInSql } from '@/features/topics/queries'
import type { Member } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import type { AnnotationKind, Audience } from '@/prisma/generated/client'
import { type AnnotationPlace, placeSql } from './place'
import { visibleAnnotationsSql } from './policy'
import { pageSize } from './views'

type Row = {
  id: string
  kind: AnnotationKind
  audience: Audience
  authorId: string
  author: string
  /** With marks that the page fills in */
  html: string
  answerHtml: string | null
  names: Record<string, string> | null
  fromMs: number | null
  createdAt: Date
  place: AnnotationPlace
  /** Of a talk */
  conference: string | null
  total: number
}

/**
 * A page of the annotations about a topic that the member sees, the newest first, each with the
 * session or article that it stands on; and how many there are. One statement.
 */
export function getMentioning(member: Member, topicId: string, page: number) {
  const about = Prisma.sql`"Mention" m WHERE m."topicId" = ${topicId}::uuid`
  return annotationsFrom(member, about, page)
}

/** The same of those that name the address of a link. */
export function getCiting(member: Member, linkId: string, page: number) {
  const about = Prisma.sql`"Citation" m WHERE m."linkId" = ${linkId}::uuid`
  return annotationsFrom(member, about, page)
}

async function annotationsFrom(member: Member, about: Prisma.Sql, page: number) {
  const rows = await readRows<Row>(Prisma.sql`
    SELECT a."id", a."kind"::text, a."audience"::text, a."authorId", u."name" AS "author",
           a."bodyHtml" AS "html", a."answerHtml", a."fromMs", a."createdAt",
           ${namesInSql(member, Prisma.sql`(a."bodyHtml" || coalesce(a."answerHtml", ''))`)} AS "names",
           ${placeSql.column} AS "place",
           f."title" AS "conference", (count(*) OVER ())::int AS "total"
    FROM (SELECT m."annotationId" FROM ${about} AND m."teamId" = ${member.teamId}::uuid) of
    JOIN "Annotation" a ON a."teamId" = ${member.teamId}::uuid AND a."id" = of."annotationId"
    ${placeSql.joined}
    LEFT JOIN "Conference" f ON f."teamId" = s."teamId" AND f."id" = s."conferenceId"
    JOIN "User" u ON u."id" = a."authorId"
    WHERE ${visibleAnnotationsSql(member)}
    ORDER BY a."createdAt" DESC, a."id"
    LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`)
  const total = rows[0]?.total ?? 0
  return { annotations: rows, total, more: total > page * pageSize }
}

export type Mentioning = Awaited<ReturnType<typeof getMentioning>>
