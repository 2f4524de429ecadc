import 'server-only'
import { readTexts, teamHistory } from '@/features/annotations/texts'
import type { Member } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { canEditSummaries, visibleBlocks, visibleBlocksSql } from './policy'

/**
 * What words of the team have said, newest first, each with the text that it replaced; null where
 * the block cannot be seen or is an annotation, which has a history of its own. Two statements.
 */
export async function getBlockHistory(member: Member, sessionId: string, id: string, page: number) {
  const [block, found] = await Promise.all([
    db.summaryBlock.findFirst({
      where: { ...visibleBlocks(member), sessionId, id, annotationId: null },
      relationLoadStrategy: 'join',
      include: { session: { select: { id: true, slug: true, title: true } } },
    }),
    readTexts(
      member,
      Prisma.sql`r."teamId" = ${member.teamId}::uuid AND r."blockId" = ${id}::uuid AND EXISTS (
        SELECT FROM "SummaryBlock" b WHERE b."id" = r."blockId" AND ${visibleBlocksSql(member)})`,
      page,
    ),
  ])
  return (
    block && {
      ...teamHistory(member, block, found, canEditSummaries(member)),
      place: block.session,
    }
  )
}
