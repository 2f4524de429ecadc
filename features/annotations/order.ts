import 'server-only'
import { generateKeyBetween } from 'fractional-indexing'
import { visibleArticlesSql } from '@/features/links/policy'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'

// Where an annotation stands among the others; each runs inside a transaction of a mutation.

/** What an annotation stands on: exactly one of the two is there. */
export type On = { sessionId: string | null; articleId: string | null }
export type Place = { id: string; slug: string; link?: string | null }

/** Writers of one session take turns, so that no two of them draw the same order key. */
export async function lockSession(
  member: Member,
  tx: Transaction,
  sessionId: string,
): Promise<{ id: string; slug: string }> {
  const [session] = await tx.$queryRaw<{ id: string; slug: string }[]>(Prisma.sql`
    SELECT s."id", s."slug" FROM "Session" s
    JOIN "Conference" c ON c."teamId" = s."teamId" AND c."id" = s."conferenceId"
    WHERE s."teamId" = ${member.teamId}::uuid AND s."id" = ${sessionId}::uuid
      AND s."deletedAt" IS NULL AND c."deletedAt" IS NULL
    FOR NO KEY UPDATE OF s`)
  if (!session) throw new AppError('NOT_FOUND', 'errors.notFound')
  return session
}

/** The same with what an annotation stands on, session or article. */
export async function lockPlace(member: Member, tx: Transaction, on: On): Promise<Place> {
  if (on.sessionId) return lockSession(member, tx, on.sessionId)
  const [article] = await tx.$queryRaw<{ id: string; link: string }[]>(Prisma.sql`
    SELECT t."id", t."linkId" AS "link" FROM "Article" t
    WHERE t."id" = ${on.articleId}::uuid AND ${visibleArticlesSql(member)}
    FOR NO KEY UPDATE OF t`)
  if (!article) throw new AppError('NOT_FOUND', 'errors.notFound')
  return { ...article, slug: '' }
}

/** Before the first annotation with a later moment; at the end without one. */
export async function placeByMoment(
  { teamId }: Member,
  tx: Transaction,
  { sessionId, articleId }: On,
  fromMs: number | null,
  self: string | null = null,
): Promise<string> {
  const others = Prisma.sql`FROM "Annotation" WHERE "teamId" = ${teamId}::uuid
    AND ${sessionId ? Prisma.sql`"sessionId" = ${sessionId}::uuid` : Prisma.sql`"articleId" = ${articleId}::uuid`}
    AND "id" IS DISTINCT FROM ${self}::uuid`
  // Those in the trash and of other people count: a deletion taken back must find its place
  const [place] = await tx.$queryRaw<Neighbours[]>(Prisma.sql`
    WITH later AS (
      SELECT "orderKey" ${others} AND "fromMs" > ${fromMs}::int ORDER BY "orderKey" LIMIT 1
    )
    SELECT (SELECT "orderKey" FROM later) AS "next", (
      SELECT "orderKey" ${others}
        AND ("orderKey" < (SELECT "orderKey" FROM later) OR NOT EXISTS (SELECT 1 FROM later))
      ORDER BY "orderKey" DESC LIMIT 1
    ) AS "previous"`)
  return generateKeyBetween(place?.previous ?? null, place?.next ?? null)
}

type Neighbours = { previous: string | null; next: string | null }

/** The first order key in one direction, those in the trash and of other people included. */
export async function neighbour(
  tx: Transaction,
  where: Prisma.AnnotationWhereInput,
  orderKey: 'asc' | 'desc',
): Promise<string | null> {
  const row = await tx.annotation.findFirst({
    where,
    orderBy: { orderKey },
    select: { orderKey: true },
  })
  return row?.orderKey ?? null
}
