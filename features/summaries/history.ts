import 'server-only'
import type { History } from '@/features/annotations/history'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { canEditSummaries, visibleBlocks, visibleBlocksSql } from './policy'

/** How many texts a page of the history holds. */
const pageSize = 20

type Text = Omit<History['texts'][number], 'aside' | 'answer' | 'latest' | 'restored'>

/**
 * What words of the team have said, newest first, each with the text that it replaced; null where
 * the block cannot be seen or is an annotation, which has a history of its own. Two statements.
 */
export async function getBlockHistory(
  member: Member,
  sessionId: string,
  id: string,
  page: number,
): Promise<History | null> {
  const [block, found] = await Promise.all([
    db.summaryBlock.findFirst({
      where: { ...visibleBlocks(member), sessionId, id, annotationId: null },
      relationLoadStrategy: 'join',
      include: { session: { select: { id: true, slug: true, title: true } } },
    }),
    readRows<Text>(Prisma.sql`
      SELECT r."id", r."kind", r."bodySource" AS "body", r."audience"::text, r."authorId",
             u."name" AS "author", r."createdAt" AS "at", e."before"
      FROM "SummaryBlock" b
      JOIN "Revision" r ON r."teamId" = b."teamId" AND r."blockId" = b."id"
      JOIN "User" u ON u."id" = r."authorId"
      LEFT JOIN LATERAL (
        SELECT json_build_object('kind', e."kind", 'body', e."bodySource",
                                 'audience', e."audience") AS "before"
        FROM "Revision" e
        WHERE e."teamId" = b."teamId" AND e."blockId" = b."id" AND e."number" < r."number"
          AND e."kind" <> 'aside'
        ORDER BY e."number" DESC LIMIT 1
      ) e ON true
      WHERE ${visibleBlocksSql(member)} AND b."id" = ${id}::uuid
      ORDER BY r."number" DESC
      LIMIT ${pageSize + 1} OFFSET ${(page - 1) * pageSize}`),
  ])
  if (!block) return null
  const texts = found.slice(0, pageSize).map((text) => ({
    ...text,
    aside: text.kind === 'aside',
    answer: false,
    latest: text.body === block.bodySource,
    restored: canEditSummaries(member) ? text.audience : null,
  }))
  const { session: place, revision } = block
  return { id, place, revision, audience: 'team', texts, more: found.length > pageSize }
}
