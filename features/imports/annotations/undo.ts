import 'server-only'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'
import { lockImport } from '../links/apply'
import { visibleImports } from '../policy'
import type { Tell } from '../work'
import { getAnnotationImport } from './staging'

/**
 * Takes an import of annotations back as a whole: those that nobody has changed, discussed, answered,
 * promoted, chosen or added pictures to since, with the comments that came along. Repeating it changes
 * nothing.
 */
export async function undoAnnotations(
  member: Member,
  id: string,
  tell: Tell = () => {},
): Promise<void> {
  const { teamId } = member
  tell(0, 2)
  if (!(await getAnnotationImport(member, id))) throw new AppError('NOT_FOUND', 'errors.notFound')
  await db.$transaction(
    async (tx) => {
      const state = await lockImport(member, tx, id)
      if (state === 'undone') return
      const found = await getAnnotationImport(member, id, tx)
      if (state !== 'applied' || !found?.report) {
        throw new AppError('CONFLICT', 'imports.undo.notApplied')
      }
      tell(1, 2)
      const gone = await remove(member, tx, id)
      const kept = await tx.annotation.count({ where: { teamId, importId: id, deletedAt: null } })
      const report = { ...found.report, undo: { removed: gone.length, kept } }
      await tx.import.updateMany({
        where: { AND: [visibleImports(member), { id }] },
        data: { state: 'undone', undoneAt: new Date(), report: report as never },
      })
      for (const { type, id } of found.report.places) {
        // What was for oneself alone is nobody's news
        const shared = gone.some((it) => it.place === id && it.shared)
        const audience = shared ? 'team' : 'me'
        await record(tx, member, { verb: 'edited', subject: { type, id }, audience })
      }
      const subject = { type: 'import' as const, id }
      await record(tx, member, { verb: 'undone', subject, audience: 'me' })
    },
    { timeout: 120_000, maxWait: 10_000 },
  )
}

async function remove({ teamId }: Member, tx: Transaction, importId: string) {
  const made = Prisma.sql`a."teamId" = ${teamId}::uuid AND a."importId" = ${importId}::uuid`
  // Whoever is just saying something on one of them is seen below, or finds it gone
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "Annotation" a WHERE ${made} ORDER BY a."id" FOR UPDATE`)
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "Thread" t
    JOIN "Annotation" a ON a."teamId" = t."teamId" AND a."id" = t."annotationId"
    WHERE ${made} ORDER BY t."id" FOR UPDATE OF t`)
  const touched = ['Reaction', 'SummaryBlock', 'RecapItem'].map((table) => {
    const name = Prisma.raw(`"${table}"`)
    return Prisma.sql`EXISTS (SELECT FROM ${name} t
      WHERE t."teamId" = a."teamId" AND t."annotationId" = a."id")`
  })
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT a."id" FROM "Annotation" a
    WHERE ${made} AND a."revision" = 1 AND NOT (${Prisma.join(touched, ' OR ')})
      -- A slot that was filled with the picture that the import had fetched
      AND (a."closedAt" IS NULL OR (a."kind" = 'photo' AND a."closedById" = a."authorId"))
      AND NOT EXISTS (SELECT FROM "Attachment" p
                      WHERE p."teamId" = a."teamId" AND p."annotationId" = a."id"
                        AND (p."position" > 0 OR p."addedById" <> a."authorId"))
      AND NOT EXISTS (SELECT FROM "Thread" t
                      WHERE t."teamId" = a."teamId" AND t."annotationId" = a."id"
                        AND ${discussed(importId)})`)
  const ids = rows.map(({ id }) => id)
  const on = Prisma.sql`t."teamId" = ${teamId}::uuid AND t."annotationId" = ANY(${ids}::uuid[])`
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "Comment" co USING "Thread" t
    WHERE ${on} AND co."teamId" = t."teamId" AND co."threadId" = t."id"`)
  await tx.$executeRaw(Prisma.sql`DELETE FROM "Thread" t WHERE ${on}`)
  return tx.$queryRaw<{ place: string; shared: boolean }[]>(Prisma.sql`
    DELETE FROM "Annotation" a WHERE a."teamId" = ${teamId}::uuid AND a."id" = ANY(${ids}::uuid[])
    RETURNING coalesce(a."sessionId", a."articleId") AS "place", a."audience" <> 'me' AS "shared"`)
}

/** Whether a "Thread" `t` holds anything but what the import has brought, as it was. */
function discussed(importId: string): Prisma.Sql {
  const mine = Prisma.sql`co."teamId" = t."teamId" AND co."threadId" = t."id"`
  return Prisma.sql`(NOT EXISTS (SELECT FROM "Comment" co WHERE ${mine})
    OR EXISTS (
      SELECT FROM "Comment" co
      LEFT JOIN "BeforeImage" b ON b."teamId" = co."teamId" AND b."importId" = ${importId}::uuid
        AND b."subjectType" = 'comment' AND b."subjectId" = co."id"::text
      WHERE ${mine} AND (b."subjectId" IS NULL OR co."revision" > 1 OR co."deletedAt" IS NOT NULL
        OR EXISTS (SELECT FROM "Reaction" r
                   WHERE r."teamId" = co."teamId" AND r."commentId" = co."id"))))`
}
