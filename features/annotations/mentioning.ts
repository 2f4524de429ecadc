import 'server-only'
import { namesInSql } from '@/features/topics/queries'
import type { Member } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import type { AnnotationKind, Audience } from '@/prisma/generated/client'
import { visibleAnnotationsSql } from './policy'
import { pageSize } from './schema'

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
  session: { id: string; slug: string; title: string }
  total: number
}

/**
 * A page of the annotations about a topic that the member sees, the newest first, each with the
 * session that it stands on; and how many there are. One statement.
 */
export async function getMentioning(member: Member, topicId: string, page: number) {
  const rows = await readRows<Row>(Prisma.sql`
    SELECT a."id", a."kind"::text, a."audience"::text, a."authorId", u."name" AS "author",
           a."bodyHtml" AS "html", a."answerHtml", a."fromMs", a."createdAt",
           ${namesInSql(member, Prisma.sql`(a."bodyHtml" || coalesce(a."answerHtml", ''))`)} AS "names",
           json_build_object('id', s."id", 'slug', s."slug", 'title', s."title") AS "session",
           (count(*) OVER ())::int AS "total"
    FROM "Mention" m
    JOIN "Annotation" a ON a."teamId" = m."teamId" AND a."id" = m."annotationId"
    JOIN "Session" s ON s."teamId" = a."teamId" AND s."id" = a."sessionId"
    JOIN "User" u ON u."id" = a."authorId"
    WHERE m."teamId" = ${member.teamId}::uuid AND m."topicId" = ${topicId}::uuid
      AND ${visibleAnnotationsSql(member)}
    ORDER BY a."createdAt" DESC, a."id"
    LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`)
  const total = rows[0]?.total ?? 0
  return { annotations: rows, total, more: total > page * pageSize }
}

export type Mentioning = Awaited<ReturnType<typeof getMentioning>>
