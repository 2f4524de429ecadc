import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'
import { lockImport } from '../links/apply'
import { visibleImports } from '../policy'
import type { Tell } from '../work'
import { lockSessions, undoRecordings, undoTranscripts } from './rows'
import { getMediaImport } from './staging'

/**
 * Takes an import of recordings or transcripts back as a whole; sessions whose recording or transcript
 * has been changed since keep it. Repeating it changes nothing.
 */
export async function undoMedia(member: Member, id: string, tell: Tell = () => {}): Promise<void> {
  tell(0, 2)
  if (!(await getMediaImport(member, id))) throw new AppError('NOT_FOUND', 'errors.notFound')
  await db.$transaction(
    async (tx) => {
      const state = await lockImport(member, tx, id)
      if (state === 'undone') return
      const found = await getMediaImport(member, id, tx)
      if (state !== 'applied' || !found?.report) {
        throw new AppError('CONFLICT', 'imports.undo.notApplied')
      }
      const touched = found.report.rows.flatMap(({ what, session }) =>
        session && (what === 'added' || what === 'changed') ? [session.id] : [],
      )
      await lockSessions(member, tx, touched)
      tell(1, 2)
      const takeBack = found.kind === 'recordings' ? undoRecordings : undoTranscripts
      const undo = await takeBack(member, tx, id)
      await tx.import.updateMany({
        where: { AND: [visibleImports(member), { id }] },
        data: {
          ...{ state: 'undone', undoneAt: new Date() },
          report: { ...found.report, undo } as never,
        },
      })
      await record(tx, member, {
        verb: 'undone',
        subject: { type: 'import', id },
        ...(found.conferenceId && { place: { type: 'conference', id: found.conferenceId } }),
      })
    },
    { timeout: 60_000, maxWait: 10_000 },
  )
}
