import 'server-only'
import { mediaTypeOf } from '@/features/files/media'
import { storeRecording } from '@/features/files/mutations'
import { largestRecording } from '@/features/files/schema'
import type { Member } from '@/lib/actor'
import { db, isDuplicate, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { limit } from '@/lib/limits'
import { record } from '@/lib/live'
import type { Arriving } from '@/lib/sent'
import { type Incoming, receive, TooLarge } from '@/lib/storage'
import { canEditSessions, visibleRecordings, visibleSessions } from './policy'
import type { AddRecording } from './schema'

type Named = { id: string; slug: string }

const trashDays = 30

const tooLarge = () =>
  new AppError('TOO_LARGE', 'files.recordingTooLarge', {
    params: { limit: largestRecording / 1_000_000_000 },
  })

/**
 * Takes a recording in and makes it the session's, under the id that its sender chose; the one that
 * was there moves to the trash. The same content as is there, or the same id with the same content, is
 * a retry and changes nothing. Answers whether it was added just now.
 */
export async function addRecording(
  member: Member,
  input: AddRecording,
  body: Arriving,
): Promise<boolean> {
  if (body.length > largestRecording) throw tooLarge()
  await expectSession(member, input.sessionId)
  const file = await receive(body.stream, largestRecording).catch((error) => {
    throw error instanceof TooLarge ? tooLarge() : error
  })
  try {
    return await addReceivedRecording(member, input, file)
  } finally {
    await file.drop()
  }
}

/** The same with a file that has come in already, by a form. It is left where it lies, or kept. */
export async function addReceivedRecording(
  member: Member,
  { id, sessionId }: AddRecording,
  file: Incoming,
): Promise<boolean> {
  await expectSession(member, sessionId)
  await limit('recordingPerMember', member.userId)
  const mediaType = await mediaTypeOf(file.path)
  if (!mediaType) throw new AppError('INVALID', 'files.noRecording')
  const { hash } = file
  const { teamId, userId: addedById } = member
  await storeRecording(member, file)
  try {
    return await change(member, sessionId, async (tx) => {
      const of = { ...visibleRecordings(member), sessionId }
      const current = await tx.recording.findFirst({ where: of })
      if (current?.hash === hash) return false
      const named = await tx.recording.findUnique({ where: { teamId_id: { teamId, id } } })
      // Sent again after somebody has put another in its place
      if (named?.hash === hash && named.sessionId === sessionId && named.addedById === addedById) {
        return false
      }
      if (named) throw idTaken()
      await tx.recording.updateMany({ where: of, data: { deletedAt: new Date() } })
      await tx.recording.create({ data: { teamId, id, sessionId, hash, mediaType, addedById } })
      return true
    })
  } catch (error) {
    throw isDuplicate(error) ? idTaken() : error
  }
}

const idTaken = () => new AppError('CONFLICT', 'files.recordingIdTaken')

/** Moves a session's recording to the trash; of a certain id, where one is given. */
export async function removeRecording(
  member: Member,
  sessionId: string,
  id?: string,
): Promise<Named> {
  const where = { ...visibleRecordings(member), sessionId, ...(id && { id }) }
  await change(member, sessionId, async (tx) => {
    const { count } = await tx.recording.updateMany({ where, data: { deletedAt: new Date() } })
    return count > 0
  })
  return expectSession(member, sessionId)
}

/** The same for a program, which is told whether there was such a one. In the trash already: success. */
export async function dropRecording(member: Member, { id, sessionId }: AddRecording) {
  const { id: session } = await expectSession(member, sessionId)
  const known = await db.recording.count({
    where: { teamId: member.teamId, sessionId: session, id },
  })
  if (known === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
  await removeRecording(member, session, id)
}

/** Takes the recording that went to the trash last back out of it, unless another has come since. */
export async function restoreRecording(member: Member, sessionId: string): Promise<Named> {
  await change(member, sessionId, async (tx) => {
    const of = { teamId: member.teamId, sessionId }
    const current = await tx.recording.count({ where: { ...of, deletedAt: null } })
    const last = await tx.recording.findFirst({
      where: { ...of, deletedAt: { gt: trashedAfter() } },
      orderBy: { deletedAt: 'desc' },
    })
    if (current > 0 || !last) return false
    const where = { teamId_id: { teamId: member.teamId, id: last.id } }
    await tx.recording.update({ where, data: { deletedAt: null } })
    return true
  })
  return expectSession(member, sessionId)
}

const trashedAfter = () => new Date(Date.now() - trashDays * 86_400_000)

/**
 * The uploaded recording of a session for its form, and whether one can be taken back out of the
 * trash; bytes. Null for whoever may not change it.
 */
export async function getRecordingFile(member: Member, sessionId: string) {
  if (!canEditSessions(member)) return null
  const found = await db.recording.findMany({
    where: {
      ...{ teamId: member.teamId, session: visibleSessions(member), sessionId },
      OR: [{ deletedAt: null }, { deletedAt: { gt: trashedAfter() } }],
    },
    include: { file: true, addedBy: { include: { user: true } } },
    relationLoadStrategy: 'join',
  })
  const current = found.find(({ deletedAt }) => deletedAt === null)
  return {
    current: current && { size: current.file.size, by: current.addedBy.user.name },
    restorable: !current && found.length > 0,
  }
}

/** The stored content of a recording, bytes; null when its session cannot be seen. */
export async function getRecordingContent(member: Member, sessionId: string, id: string) {
  const found = await db.recording.findFirst({
    where: { ...visibleRecordings(member), sessionId, id },
    relationLoadStrategy: 'join',
    select: { hash: true, mediaType: true, file: true, session: { select: { slug: true } } },
  })
  if (!found) return null
  const { hash, mediaType, file, session } = found
  return { hash, mediaType, size: file.size, name: session.slug }
}

/** Refuses before gigabytes are taken in what would be refused after that. */
async function expectSession(member: Member, id: string): Promise<Named> {
  if (!canEditSessions(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  const session = await db.session.findFirst({
    where: { ...visibleSessions(member), id },
    select: { id: true, slug: true },
  })
  if (!session) throw new AppError('NOT_FOUND', 'errors.notFound')
  return session
}

/** Those who change the recording of a session take turns. Answers what `run` does: whether it did. */
async function change(
  member: Member,
  sessionId: string,
  run: (tx: Transaction) => Promise<boolean>,
): Promise<boolean> {
  if (!canEditSessions(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  return db.$transaction(async (tx) => {
    const where = { ...visibleSessions(member), id: sessionId }
    if ((await tx.session.count({ where })) === 0) {
      throw new AppError('NOT_FOUND', 'errors.notFound')
    }
    await tx.$executeRaw(Prisma.sql`
      SELECT 1 FROM "Session" WHERE "teamId" = ${member.teamId}::uuid AND "id" = ${sessionId}::uuid
      FOR NO KEY UPDATE`)
    const changed = await run(tx)
    const subject = { type: 'session', id: sessionId } as const
    if (changed) await record(tx, member, { verb: 'edited', subject, place: subject })
    return changed
  })
}
