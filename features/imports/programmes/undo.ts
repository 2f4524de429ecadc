import 'server-only'
import { reattachPassages } from '@/features/sessions/passages'
import type { Member } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'
import { visibleImports } from '../policy'
import type { ImportReport } from '../schema'
import type { Tell } from '../work'
import { type Scope, sessionColumns } from './rows'
import { removeRest, removeSessions } from './undo-rows'

/**
 * Takes an import back as a whole. What it made is removed, unless people have written on it since;
 * what it changed gets back what stood there before, except what members have edited since.
 * Repeating it changes nothing.
 * @throws AppError CONFLICT when a later import of the same source has not been undone
 */
export async function undoImport(member: Member, id: string, tell: Tell = () => {}): Promise<void> {
  const { teamId } = member
  const where = { ...visibleImports(member), id }
  const step = (done: number) => tell(done, 4)
  step(0)
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw(Prisma.sql`
        SELECT 1 FROM "Import" WHERE "teamId" = ${teamId}::uuid AND "id" = ${id}::uuid FOR UPDATE`)
      const found = await tx.import.findFirst({ where })
      if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
      if (found.state === 'undone') return
      const { conferenceId, sourceId, appliedAt } = found
      if (found.state !== 'applied' || !conferenceId || !sourceId || !appliedAt) {
        throw new AppError('CONFLICT', 'imports.undo.notApplied')
      }
      await tx.$executeRaw(Prisma.sql`
        SELECT 1 FROM "Conference"
        WHERE "teamId" = ${teamId}::uuid AND "id" = ${conferenceId}::uuid FOR UPDATE`)
      const later = await tx.import.count({
        where: { teamId, sourceId, state: 'applied', appliedAt: { gt: appliedAt } },
      })
      if (later > 0) throw new AppError('CONFLICT', 'imports.undo.later')
      const scope: Scope = { tx, teamId, importId: id, conferenceId }
      const kept = await removeSessions(scope, sourceId)
      step(1)
      const restored = await restoreSessions(scope)
      step(2)
      const images = { teamId, importId: id, subjectType: 'session' }
      const told = await tx.beforeImage.findMany({ where: images, select: { subjectId: true } })
      await reattachPassages(
        member,
        tx,
        'abstract',
        told.map((one) => one.subjectId),
      )
      step(3)
      await restoreItems(scope)
      const removed = await removeRest(scope)
      const before = found.report as ImportReport | null
      const undo = { removed: kept.removed, restored, kept: kept.sessions }
      await tx.import.updateMany({
        where,
        data: { state: 'undone', undoneAt: new Date(), report: { ...before, undo } as never },
      })
      await record(tx, member, {
        verb: 'undone',
        subject: { type: 'import', id },
        ...(removed.conference ? {} : { place: { type: 'conference', id: conferenceId } }),
      })
    },
    { timeout: 60_000, maxWait: 10_000 },
  )
}

/** Gives changed sessions their former values, rooms and speakers, but for what was edited since. */
async function restoreSessions({ tx, teamId, importId }: Scope): Promise<number> {
  const images = Prisma.sql`
    SELECT "subjectId"::uuid AS "id", "values" FROM "BeforeImage"
    WHERE "teamId" = ${teamId}::uuid AND "importId" = ${importId}::uuid
      AND "subjectType" = 'session'`
  // The columns that belong to an edited field, besides the one of its own name
  const columns = JSON.stringify({
    title: ['slug'],
    abstract: [
      ...['abstractSource', 'abstractFormat', 'abstractPlain', 'abstractHtml', 'rendererVersion'],
    ],
    startsAt: ['day', 'endsAt'],
    endsAt: ['day', 'startsAt'],
    track: ['trackId'],
    recordingUrl: ['recordingState'],
    recordingState: ['recordingUrl'],
  })
  const restored = await tx.$executeRaw(Prisma.sql`
    UPDATE "Session" s SET ${sessionColumns}
    FROM (${images}) b
    JOIN "Session" o ON o."teamId" = ${teamId}::uuid AND o."id" = b."id"
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(c."name"), '{}') AS "names" FROM (
        SELECT unnest(o."editedFields") AS "name"
        UNION SELECT jsonb_array_elements_text(e."value")
        FROM jsonb_each(${columns}::jsonb) e WHERE e."key" = ANY(o."editedFields")) c) edited
    CROSS JOIN LATERAL jsonb_populate_record(o, b."values" - edited."names") n
    WHERE s."teamId" = o."teamId" AND s."id" = o."id"`)
  for (const [field, table] of [
    ['rooms', Prisma.sql`"SessionRoom"`],
    ['speakers', Prisma.sql`"SessionSpeaker"`],
  ] as const) {
    const unedited = Prisma.sql`
      SELECT b."id", b."values" FROM (${images}) b
      JOIN "Session" s ON s."teamId" = ${teamId}::uuid AND s."id" = b."id"
                      AND NOT ${field} = ANY(s."editedFields")`
    await tx.$executeRaw(Prisma.sql`
      DELETE FROM ${table} WHERE "teamId" = ${teamId}::uuid
        AND "sessionId" IN (SELECT u."id" FROM (${unedited}) u)`)
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO ${table} SELECT r.* FROM (${unedited}) u
      CROSS JOIN LATERAL jsonb_populate_recordset(NULL::${table}, u."values"->${field}) r`)
  }
  return restored
}

/** The source's items as they were: touched ones go, their images come back. */
async function restoreItems({ tx, teamId, importId }: Scope): Promise<void> {
  const images = Prisma.sql`
    SELECT i.* FROM "BeforeImage" b
    CROSS JOIN LATERAL jsonb_populate_record(NULL::"SourceItem", b."values") i
    WHERE b."teamId" = ${teamId}::uuid AND b."importId" = ${importId}::uuid
      AND b."subjectType" = 'item'`
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "SourceItem" i USING (${images}) b
    WHERE i."teamId" = b."teamId" AND i."sourceId" = b."sourceId"
      AND i."sessionId" = b."sessionId"`)
  // A session that stays may hold a key that was another's before
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "SourceItem" SELECT * FROM (${images}) b ON CONFLICT DO NOTHING`)
}
