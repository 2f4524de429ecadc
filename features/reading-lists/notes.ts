import 'server-only'
import type { Member } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { renderMarkdown } from '@/lib/markdown'
import { ownNotes, ownProgress, visibleEntries } from './policy'
import { writeProgress } from './progress'
import type { MineInput } from './schema'

/**
 * Writes what a member keeps for themselves about an entry: how far they are with what it names, and
 * their note. It leaves no event, since nobody else is to know.
 * @param zone in which the reader's days are counted
 * @throws AppError CONFLICT when the note was changed in another window since `revision`
 */
export async function saveMine(member: Member, input: MineInput, zone: string) {
  const { id, state, position, favourite, note, revision } = input
  return db.$transaction(async (tx) => {
    const entry = await tx.entry.findFirst({
      where: { AND: [visibleEntries(member), { id }] },
      select: { linkId: true, sessionId: true, readingList: { select: { id: true, slug: true } } },
    })
    if (!entry) throw new AppError('NOT_FOUND', 'errors.notFound')
    const { linkId, sessionId, readingList } = entry
    const on = linkId
      ? { type: 'link' as const, id: linkId }
      : { type: 'session' as const, id: sessionId ?? '' }
    const now = await tx.progress.findFirst({
      where: { ...ownProgress(member), linkId, sessionId },
    })
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
    await writeNote(member, tx, { entryId: id, note, revision })
    return readingList
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
