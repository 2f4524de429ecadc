import 'server-only'
import type { Member } from '@/lib/actor'
import type { Arriving } from '@/lib/api'
import { db, isDuplicate } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { limit } from '@/lib/limits'
import { type Incoming, receive, TooLarge } from '@/lib/storage'
import { awaitImport, confirmImport } from './background'
import { readApart } from './formats/read-apart'
import type { BringNotes } from './note-input'
import { getNoteImport, getNotePlan, stageNotes } from './notes'
import { canImport } from './policy'

/** Bytes of a file of notes that a program sends. */
const largest = 20 * 2 ** 20
const patienceMs = 10_000

/**
 * Brings notes in as they are proposed, under the id that their sender chose; where they only want to
 * look first, they wait for somebody who confirms them. The same id with the same bytes is a retry.
 * Answers whether they came just now.
 */
export async function bringNotes(
  member: Member,
  input: BringNotes,
  body: Arriving,
): Promise<boolean> {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
  const tooLarge = () =>
    new AppError('TOO_LARGE', 'errors.tooLarge', { params: { limit: largest / 2 ** 20 } })
  if (body.length > largest) throw tooLarge()
  await limit('importPerMember', member.userId)
  const file = await receive(body.stream, largest).catch((error) => {
    throw error instanceof TooLarge ? tooLarge() : error
  })
  try {
    const created = !(await isRetry(member, input.id, file.hash))
    if (created) await stage(member, input, file)
    if (input.confirm) await confirm(member, input.id)
    return created
  } finally {
    await file.drop()
  }
}

async function isRetry({ teamId, userId }: Member, id: string, hash: string): Promise<boolean> {
  const earlier = await db.import.findUnique({ where: { teamId_id: { teamId, id } } })
  if (!earlier) return false
  if (earlier.createdById === userId && earlier.fileHash === hash) return true
  throw new AppError('CONFLICT', 'imports.notes.idTaken')
}

async function stage(member: Member, { id, name, conference, zone }: BringNotes, file: Incoming) {
  const result = await readApart(file.path, { name, as: 'notes' })
  if (!result.ok) {
    throw new AppError('INVALID', `importProblems.${result.code}`, { params: result.params })
  }
  if (!('notes' in result)) throw new AppError('INVALID', 'errors.invalid')
  const { hash, size } = file
  await file.keep()
  const { notes } = result
  const placed = { conferenceId: conference, ownZone: zone }
  await stageNotes(member, { id, hash, size, name, notes, ...placed }).catch((error) => {
    throw isDuplicate(error) ? new AppError('CONFLICT', 'imports.notes.idTaken') : error
  })
}

async function confirm(member: Member, id: string): Promise<void> {
  const staged = await getNoteImport(member, id)
  const found = staged?.state === 'staged' && (await getNotePlan(member, staged))
  if (!found) return
  await confirmImport(member, { id, planHash: found.hash })
  await awaitImport(member, id, patienceMs)
}
