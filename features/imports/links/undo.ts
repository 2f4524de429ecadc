import 'server-only'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'
import { visibleImports } from '../policy'
import type { LinkReport } from '../schema'
import type { Tell } from '../work'
import { lockImport, lockList } from './apply'
import { getLinkImport } from './staging'

/**
 * Takes an import of links back as a whole: entries that nobody has changed, discussed or noted
 * something beside since, the sections and the list it made if nothing is left in them, and the links
 * that nothing else names. Repeating it changes nothing.
 */
export async function undoLinks(member: Member, id: string, tell: Tell = () => {}): Promise<void> {
  const { teamId } = member
  const step = (done: number) => tell(done, 3)
  step(0)
  const seen = await getLinkImport(member, id)
  if (!seen) throw new AppError('NOT_FOUND', 'errors.notFound')
  await db.$transaction(
    async (tx) => {
      const state = await lockImport(member, tx, id)
      if (state === 'undone') return
      const found = await getImportNow(member, id)
      if (state !== 'applied' || !found) {
        throw new AppError('CONFLICT', 'imports.undo.notApplied')
      }
      await lockList(member, tx, found.readingListId)
      const made = Prisma.sql`r."teamId" = ${teamId}::uuid AND r."importId" = ${id}::uuid`
      const removed = await tx.$executeRaw(Prisma.sql`
        DELETE FROM "Entry" r WHERE ${made} AND r."revision" = 1
          AND NOT EXISTS (SELECT FROM "Thread" t
                          WHERE t."teamId" = r."teamId" AND t."entryId" = r."id")
          AND NOT EXISTS (SELECT FROM "EntryNote" n
                          WHERE n."teamId" = r."teamId" AND n."entryId" = r."id")`)
      const kept = await tx.entry.count({ where: { teamId, importId: id, deletedAt: null } })
      step(1)
      await takeFavourites(tx, teamId, id)
      await tx.$executeRaw(Prisma.sql`
        DELETE FROM "Progress" r WHERE ${made} AND r."favouriteAt" IS NULL
          AND r."snoozedUntil" IS NULL AND r."position" = '' AND r."updatedAt" <= r."createdAt"`)
      await tx.$executeRaw(Prisma.sql`
        DELETE FROM "Section" r WHERE ${made} AND NOT EXISTS (
          SELECT FROM "Entry" e WHERE e."teamId" = r."teamId"
            AND (e."sectionId" = r."id" OR e."formerSectionId" = r."id"))`)
      await tx.$executeRaw(Prisma.sql`
        UPDATE "ReadingList" r SET "deletedAt" = now() WHERE ${made} AND r."revision" = 1
          AND NOT EXISTS (SELECT FROM "Entry" e
                          WHERE e."teamId" = r."teamId" AND e."readingListId" = r."id")
          AND NOT EXISTS (SELECT FROM "Thread" t
                          WHERE t."teamId" = r."teamId" AND t."readingListId" = r."id")`)
      step(2)
      await trashLinks(member, tx, id)
      const report = { ...found.report, undo: { removed, kept } } as LinkReport
      await tx.import.updateMany({
        where: { AND: [visibleImports(member), { id }] },
        data: { state: 'undone', undoneAt: new Date(), report: report as never },
      })
      await record(tx, member, {
        verb: 'undone',
        subject: { type: 'import', id },
        ...(found.readingListId && { place: { type: 'list', id: found.readingListId } }),
      })
    },
    { timeout: 60_000, maxWait: 10_000 },
  )
}

/** Favourites by this import alone are none any more; what was marked by hand since stays. */
async function takeFavourites(tx: Transaction, teamId: string, importId: string) {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Progress" p SET "favouriteAt" = NULL FROM "BeforeImage" b
    WHERE b."teamId" = ${teamId}::uuid AND b."importId" = ${importId}::uuid
      AND b."subjectType" = 'favourite' AND p."teamId" = b."teamId"
      AND p."id" = b."subjectId"::uuid
      AND p."favouriteAt" = (b."values"->>'markedAt')::timestamptz`)
}

/** Moves the links that an import has made to the trash, as far as nothing else names them. */
export async function trashLinks({ teamId }: Member, tx: Transaction, importId: string) {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Link" r SET "deletedAt" = now()
    WHERE r."teamId" = ${teamId}::uuid AND r."importId" = ${importId}::uuid
      AND r."deletedAt" IS NULL
      AND NOT EXISTS (SELECT FROM "Entry" e
                      WHERE e."teamId" = r."teamId" AND e."linkId" = r."id")
      AND NOT EXISTS (SELECT FROM "Annotation" a
                      WHERE a."teamId" = r."teamId" AND a."linkId" = r."id")
      AND NOT EXISTS (SELECT FROM "Citation" c
                      WHERE c."teamId" = r."teamId" AND c."linkId" = r."id")
      AND NOT EXISTS (SELECT FROM "CommentCitation" c
                      WHERE c."teamId" = r."teamId" AND c."linkId" = r."id")`)
}

/** Past the cache of the request: another process may have confirmed it meanwhile. */
async function getImportNow(member: Member, id: string) {
  const row = await db.import.findFirst({
    where: { AND: [visibleImports(member), { id }] },
    select: { readingListId: true, report: true },
  })
  return row && { ...row, report: row.report as LinkReport | null }
}
