import 'server-only'
import type { Member } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { renderMarkdown } from '@/lib/markdown'
import { ownNotes, ownProgress, visibleEntries } from '../policy'
import type { MineInput } from '../schema'
import { columnOf } from './marks'
import { mustSee, writeProgress } from './progress'

/**
 * Writes what a member keeps for themselves about a link or session, and their note beside an entry.
 * It leaves no event, since nobody else is to know.
 * @param zone in which the reader's days are counted
 * @throws AppError CONFLICT when the note was changed in another window since `revision`
 */
export async function saveMine(member: Member, input: MineInput, zone: string): Promise<void> {
  const { type, id, entry, state, position, favourite, note, revision } = input
  const on = { type, id }
  await db.$transaction(async (tx) => {
    await mustSee(member, tx, on)
    const own = { ...ownProgress(member), ...columnOf(on) }
    const now = await tx.progress.findFirst({ where: own })
    const later = input.later === 'day' ? input.day || 'day' : input.later
    const change = {
      ...on,
      position,
      favourite,
      // A state anew would take it out of what is put off
      ...(state !== (now?.state ?? 'todo') && { state }),
      ...(later !== 'keep' && { later }),
    }
    await writeProgress(member, tx, change, zone)
    if (!entry) return
    const where = { AND: [visibleEntries(member), { id: entry, ...columnOf(on) }] }
    if ((await tx.entry.count({ where })) === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    await writeNote(member, tx, { entryId: entry, note, revision })
  })
}

type Written = { entryId: string; note: string; revision: number }

async function writeNote(member: Member, tx: Transaction, { entryId, note, revision }: Written) {
  const { teamId, userId } = member
  const row = { teamId, userId, entryId }
  const now = await tx.entryNote.findFirst({ where: { ...ownNotes(member), entryId } })
  if ((now?.bodySource ?? '') === note) return
  const conflict = () =>
    new AppError('CONFLICT', 'mine.conflict', { fieldErrors: { note: 'mine.conflict' } })
  if ((now?.revision ?? 0) !== revision) throw conflict()
  const { html: bodyHtml, plain: bodyPlain, rendererVersion } = renderMarkdown(note)
  const words = { bodySource: note, bodyHtml, bodyPlain, rendererVersion }
  const deletedAt = note ? null : new Date()
  // One that was emptied has left its row
  await tx.entryNote.createMany({
    data: { ...row, ...words, id: newId(), revision: 0, deletedAt: new Date() },
    skipDuplicates: true,
  })
  const { count } = await tx.entryNote.updateMany({
    where: { ...row, ...(now ? { revision, deletedAt: null } : { deletedAt: { not: null } }) },
    data: { ...words, deletedAt, revision: { increment: 1 } },
  })
  if (count === 0) throw conflict()
}
