import 'server-only'
import type { Member } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record, recordAll } from '@/lib/live'
import { lockImport } from '../links/apply'
import { trashLinks } from '../links/undo'
import { visibleImports } from '../policy'
import { lockConference, type Scope } from '../programmes/rows'
import { removeRest, removeSessions } from '../programmes/undo-rows'
import type { Tell } from '../work'
import type { NoteReport } from './input'

/**
 * Takes an import of notes back as a whole: annotations that nobody has touched, discussed or taken
 * into a summary since, sessions of its own in which nothing is left, and what else it made. Repeating
 * it changes nothing.
 */
export async function undoNotes(member: Member, id: string, tell: Tell = () => {}): Promise<void> {
  const { teamId } = member
  const where = { AND: [visibleImports(member), { id, kind: 'notes' as const }] }
  const step = (done: number) => tell(done, 4)
  step(0)
  await db.$transaction(
    async (tx) => {
      if (!(await tx.import.count({ where }))) throw new AppError('NOT_FOUND', 'errors.notFound')
      const state = await lockImport(member, tx, id)
      if (state === 'undone') return
      const found = await tx.import.findFirst({ where })
      const conferenceId = found?.conferenceId
      if (state !== 'applied' || !conferenceId) {
        throw new AppError('CONFLICT', 'imports.undo.notApplied')
      }
      await lockConference(tx, member, conferenceId)
      const scope: Scope = { tx, teamId, importId: id, conferenceId }
      step(1)
      const removed = await removeAnnotations(scope)
      step(2)
      const kept = await tx.$queryRaw<Kept[]>(Prisma.sql`
        SELECT s."id" AS "sessionId", s."title", count(*)::int AS "count"
        FROM "Annotation" a
        JOIN "Session" s ON s."teamId" = a."teamId" AND s."id" = a."sessionId"
        WHERE a."teamId" = ${teamId}::uuid AND a."importId" = ${id}::uuid AND a."deletedAt" IS NULL
        GROUP BY s."id", s."title" ORDER BY s."title"`)
      const sessions = await removeSessions(scope, null)
      step(3)
      await trashLinks(member, tx, id)
      const gone = await removeRest(scope)
      const undo = { removed: removed.length, kept, sessions: sessions.removed }
      const report = { ...(found.report as object), undo } as NoteReport
      await tx.import.updateMany({
        where,
        data: { state: 'undone', undoneAt: new Date(), report: report as never },
      })
      const places = [...new Set(removed.map(({ sessionId }) => sessionId))]
      await recordAll(
        tx,
        member,
        places.map((place) => {
          const shared = removed.some((one) => one.sessionId === place && one.shared)
          const subject = { type: 'session' as const, id: place }
          return { verb: 'edited', subject, audience: shared ? 'team' : 'me' }
        }),
      )
      await record(tx, member, {
        verb: 'undone',
        subject: { type: 'import', id },
        ...(!gone.conference && { place: { type: 'conference', id: conferenceId } }),
        audience: removed.some(({ shared }) => shared) ? 'team' : 'me',
      })
    },
    { timeout: 120_000, maxWait: 10_000 },
  )
}

type Kept = { sessionId: string; title: string; count: number }
type Removed = { sessionId: string; shared: boolean }

/** Revisions, mentions, citations and pictures of an annotation go with it. */
async function removeAnnotations({ tx, teamId, importId }: Scope): Promise<Removed[]> {
  return tx.$queryRaw<Removed[]>(Prisma.sql`
    WITH gone AS (
      DELETE FROM "Annotation" a
      WHERE a."teamId" = ${teamId}::uuid AND a."importId" = ${importId}::uuid
        AND a."updatedAt" <= a."createdAt"
        AND NOT EXISTS (SELECT FROM "Thread" t
                        WHERE t."teamId" = a."teamId" AND t."annotationId" = a."id")
        AND NOT EXISTS (SELECT FROM "Reaction" r
                        WHERE r."teamId" = a."teamId" AND r."annotationId" = a."id")
        -- The first picture of a slot is the import's own
        AND NOT EXISTS (SELECT FROM "Attachment" p
                        WHERE p."teamId" = a."teamId" AND p."annotationId" = a."id"
                          AND (p."position" > 0 OR p."addedById" <> a."authorId"))
        AND NOT EXISTS (SELECT FROM "RecapItem" i
                        WHERE i."teamId" = a."teamId" AND i."annotationId" = a."id")
        AND NOT EXISTS (SELECT FROM "SummaryBlock" b
                        WHERE b."teamId" = a."teamId" AND b."annotationId" = a."id")
      RETURNING a."sessionId", a."audience" <> 'me' AS "shared")
    SELECT * FROM gone`)
}
