import 'server-only'
import { storePhoto } from '@/features/files/mutations'
import { readPhoto } from '@/features/files/photo'
import { largestFile } from '@/features/files/schema'
import type { Member } from '@/lib/actor'
import { db, isDuplicate, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { limit } from '@/lib/limits'
import type { Arriving } from '@/lib/sent'
import { type Incoming, receive, TooLarge } from '@/lib/storage'
import type { AnnotationKind, Attachment } from '@/prisma/generated/client'
import { change } from './change'
import { annotationCan, canRemovePhoto, visibleAnnotations } from './policy'
import type { AddPhoto } from './schema'

/**
 * Takes a picture in and hangs it on an annotation, under the id that its sender chose; the first
 * one fills a photo slot or a gap. The same id with the same sender, annotation and bytes is a retry
 * and changes nothing; with anything else it is a conflict. Answers whether it was added just now.
 */
export async function addPhoto(member: Member, input: AddPhoto, body: Arriving): Promise<boolean> {
  if (body.length > largestFile) throw tooLarge()
  await expectPhoto(member, input)
  const file = await receive(body.stream, largestFile).catch((error) => {
    throw error instanceof TooLarge ? tooLarge() : error
  })
  try {
    return await addReceivedPhoto(member, input, file)
  } finally {
    await file.drop()
  }
}

/** The same with a file that has come in already, by a form. It is left where it lies. */
export async function addReceivedPhoto(
  member: Member,
  input: AddPhoto,
  file: Incoming,
): Promise<boolean> {
  await expectPhoto(member, input)
  await limit('photoPerMember', member.userId)
  const sent = { ...input, sentHash: file.hash }
  if (await isRetry(member, sent)) return false
  const stored = await storePhoto(member, await readPhoto(file.path))
  return attach(member, sent, stored).catch((error) => {
    // The same id on two annotations at once: only then does the row lock not tell them apart
    throw isDuplicate(error) ? idTaken() : error
  })
}

type Sent = AddPhoto & { sentHash: string }

const tooLarge = () =>
  new AppError('TOO_LARGE', 'files.tooLarge', { params: { limit: largestFile / 2 ** 20 } })
const idTaken = () => new AppError('CONFLICT', 'files.idTaken')
const slotFilled = () => new AppError('CONFLICT', 'files.slotFilled')
const forbidden = () => new AppError('FORBIDDEN', 'errors.forbidden')

/** Refuses before 20 MB are taken in what would be refused after that. */
async function expectPhoto(member: Member, { id, annotation }: AddPhoto): Promise<void> {
  const found = await db.annotation.findFirst({
    where: { id: annotation, ...visibleAnnotations(member) },
    include: { photos: { where: { id } } },
  })
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  const can = annotationCan(member, { ...found, answered: found.answerSource !== null })
  if (can.attach || found.photos.length > 0) return
  if (can.close && found.closedAt) throw slotFilled()
  throw forbidden()
}

async function isRetry(member: Member, sent: Sent, client: Transaction = db): Promise<boolean> {
  const { teamId, userId } = member
  const earlier = await client.attachment.findUnique({
    where: { teamId_id: { teamId, id: sent.id } },
  })
  if (!earlier) return false
  const { annotationId, sentHash, addedById } = earlier
  const same =
    annotationId === sent.annotation && sentHash === sent.sentHash && addedById === userId
  if (!same) throw idTaken()
  return true
}

async function attach(
  member: Member,
  sent: Sent,
  stored: { large: string; small: string },
): Promise<boolean> {
  const { teamId, userId } = member
  const { id, annotation: annotationId, sentHash } = sent
  let added = false
  // Asked for below, once nobody else can change the answer: who comes second is told why
  const what = { id: annotationId, right: null, verb: 'edited' } as const
  await change(member, what, async (tx, before) => {
    const state = await hold(tx, member, annotationId)
    if (await isRetry(member, sent, tx)) return 'nothing'
    const answered = before.answerSource !== null
    const can = annotationCan(member, { ...before, ...state, answered })
    if (!can.attach) throw can.close && state.closedAt ? slotFilled() : forbidden()
    const { _max } = await tx.attachment.aggregate({
      where: { teamId, annotationId },
      _max: { position: true },
    })
    const place = { position: (_max.position ?? -1) + 1, addedById: userId }
    const hashes = { sentHash, largeHash: stored.large, smallHash: stored.small }
    await tx.attachment.create({ data: { teamId, id, annotationId, ...place, ...hashes } })
    added = true
    return (await fill(tx, member, { ...before, ...state }, userId)) ? { verb: 'closed' } : {}
  })
  return added
}

type State = { kind: AnnotationKind; closedAt: Date | null; closedById: string | null }
type Slot = State & { id: string }

/** Those who change the pictures of an annotation take turns. */
async function hold(tx: Transaction, { teamId }: Member, id: string) {
  const [state] = await tx.$queryRaw<State[]>(Prisma.sql`
    SELECT "kind", "closedAt", "closedById" FROM "Annotation"
    WHERE "teamId" = ${teamId}::uuid AND "id" = ${id}::uuid FOR NO KEY UPDATE`)
  if (!state) throw new AppError('NOT_FOUND', 'errors.notFound')
  return state
}

async function fill(tx: Transaction, member: Member, it: Slot, by: string): Promise<boolean> {
  const slot = it.kind === 'photo' || it.kind === 'gap'
  if (!slot || it.closedAt !== null) return false
  await tx.annotation.updateMany({
    where: { id: it.id, ...visibleAnnotations(member) },
    data: { closedAt: new Date(), closedById: by },
  })
  return true
}

/**
 * Moves a picture, of a certain annotation if it is named, to the trash. A slot that it alone had filled
 * is open again. Again is the same.
 */
export async function deletePhoto(member: Member, id: string, annotation?: string): Promise<void> {
  const own = { deletedById: member.userId }
  const of = { id, ...(annotation && { annotationId: annotation }) }
  const photo = await findPhoto(member, { ...of, OR: [{ deletedAt: null }, own] })
  await tend(member, photo, async (tx, slot) => {
    const data = { deletedAt: new Date(), deletedById: member.userId }
    const where = { teamId: member.teamId, id, deletedAt: null }
    const { count } = await tx.attachment.updateMany({ where, data })
    if (count === 0) return 'nothing'
    const left = await tx.attachment.count({
      where: { teamId: member.teamId, annotationId: slot.id, deletedAt: null },
    })
    const filledByIt = slot.closedAt !== null && slot.closedById === photo.addedById
    if (left > 0 || !filledByIt || (slot.kind !== 'photo' && slot.kind !== 'gap')) return {}
    await tx.annotation.updateMany({
      where: { id: slot.id, ...visibleAnnotations(member) },
      data: { closedAt: null, closedById: null },
    })
    return { verb: 'reopened' }
  })
}

/** Takes a picture that one has moved to the trash back to its place. Again is the same. */
export async function restorePhoto(member: Member, id: string): Promise<void> {
  const own = { deletedById: member.userId }
  const photo = await findPhoto(member, { id, OR: [{ deletedAt: null }, own] })
  await tend(member, photo, async (tx, slot) => {
    const data = { deletedAt: null, deletedById: null }
    const where = { teamId: member.teamId, id, deletedById: member.userId }
    const { count } = await tx.attachment.updateMany({ where, data })
    if (count === 0) return 'nothing'
    return (await fill(tx, member, slot, photo.addedById)) ? { verb: 'closed' } : {}
  })
}

async function findPhoto(member: Member, where: Prisma.AttachmentWhereInput): Promise<Attachment> {
  const photo = await db.attachment.findFirst({
    where: { ...where, teamId: member.teamId, annotation: visibleAnnotations(member) },
  })
  if (!photo) throw new AppError('NOT_FOUND', 'errors.notFound')
  return photo
}

async function tend(
  member: Member,
  photo: Attachment,
  run: (tx: Transaction, slot: Slot) => Promise<'nothing' | { verb?: 'closed' | 'reopened' }>,
): Promise<void> {
  const what = { id: photo.annotationId, right: null, verb: 'edited' } as const
  await change(member, what, async (tx, before) => {
    if (!canRemovePhoto(member, before, photo)) throw forbidden()
    const state = await hold(tx, member, before.id)
    return run(tx, { ...before, ...state })
  })
}

/** A picture as its annotation shows it; sizes are those of the small one, in pixels. */
export type Photo = {
  id: string
  width: number
  height: number
  addedById: string
  /** One's own removal of some minutes ago, which can be taken back where it stood */
  trashed: boolean
}

/** The pictures of an "Annotation" `a` in their order, as json; null where there are none. */
export function photosSql(member: Member): Prisma.Sql {
  return Prisma.sql`(
    SELECT json_agg(json_build_object(
             'id', p."id", 'width', f."width", 'height', f."height", 'addedById', p."addedById",
             'trashed', p."deletedAt" IS NOT NULL) ORDER BY p."position")
    FROM "Attachment" p
    JOIN "File" f ON f."teamId" = p."teamId" AND f."hash" = p."smallHash"
    WHERE p."teamId" = a."teamId" AND p."annotationId" = a."id"
      AND (p."deletedAt" IS NULL OR (p."deletedById" = ${member.userId}::uuid
                                     AND p."deletedAt" > now() - interval '10 minutes')))`
}
