import 'server-only'
import { lockSession } from '@/features/annotations/order'
import { visibleAnnotations } from '@/features/annotations/policy'
import { keepTeamText } from '@/features/annotations/texts'
import {
  keysForEnd,
  keysForPlace,
  keysForReturn,
  type NewKeys,
  type Ordered,
} from '@/features/reading-lists/order'
import type { Member } from '@/lib/actor'
import { db, isDuplicate, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record, type Verb } from '@/lib/live'
import { renderMarkdown } from '@/lib/markdown'
import { canEditSummaries, restorableBlocks, visibleBlocks } from './policy'
import { type EditBlock, type MoveBlock, mostBlocks, type WriteBlock } from './schema'

/**
 * Puts an annotation at the end of its session's summary, or back where it stood there. It is in the
 * summary once, whoever promotes it how often; answers whether it is new there. What is its author's
 * alone cannot be promoted.
 */
export async function promoteAnnotation(member: Member, annotationId: string): Promise<boolean> {
  mustEdit(member)
  return db.$transaction(async (tx) => {
    const where = { ...visibleAnnotations(member), id: annotationId }
    const it = await tx.annotation.findFirst({
      where,
      select: { sessionId: true, audience: true },
    })
    if (!it?.sessionId) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (it.audience === 'me') throw new AppError('INVALID', 'summaries.onlyYours')
    const { sessionId } = it
    await lockSession(member, tx, sessionId)
    const { teamId, userId: addedById } = member
    const key = { teamId_annotationId: { teamId, annotationId } }
    const former = await tx.summaryBlock.findUnique({ where: key })
    if (former && !former.deletedAt) return false
    if (former) {
      await bringBack(member, tx, former)
      return true
    }
    const id = newId()
    const keys = keysForEnd(await roomIn(member, tx, sessionId), id)
    await writeKeys(member, tx, keys)
    const orderKey = keys.get(id) ?? ''
    const data = { teamId, id, sessionId, annotationId, addedById, orderKey }
    await tx.summaryBlock.create({ data })
    await changed(member, tx, 'created', { id, sessionId })
    return true
  })
}

/** Takes an annotation out of the summary by its own id. It stays where it was written. */
export async function withdrawAnnotation(member: Member, annotationId: string): Promise<void> {
  const where = { ...visibleBlocks(member), annotationId }
  const block = await db.summaryBlock.findFirst({ where, select: { id: true } })
  if (!block) throw new AppError('NOT_FOUND', 'errors.notFound')
  await removeBlock(member, block.id)
}

/**
 * Writes words of the team's own below another block, or at the end. The same id with the same
 * writer, session and words is a retry.
 */
export async function writeBlock(member: Member, input: WriteBlock): Promise<void> {
  mustEdit(member)
  const { id, session: sessionId, text, after } = input
  const { teamId, userId: addedById } = member
  try {
    await db.$transaction(async (tx) => {
      await lockSession(member, tx, sessionId)
      const order = await roomIn(member, tx, sessionId)
      const keys = (after && keysForPlace(order, id, { after })) || keysForEnd(order, id)
      const orderKey = keys.get(id) ?? ''
      const data = { teamId, id, sessionId, addedById, orderKey, ...rendered(text) }
      await tx.summaryBlock.create({ data })
      await writeKeys(member, tx, keys)
      await keepTeamText(member, tx, { blockId: id }, { number: 1, text, aside: false })
      await changed(member, tx, 'created', { id, sessionId })
    })
  } catch (error) {
    // Sent again, the last one finds no room beside itself
    const refused = isDuplicate(error) || (error instanceof AppError && error.code === 'INVALID')
    if (!refused || !(await isWritten(member, input))) throw error
  }
}

async function isWritten({ teamId, userId }: Member, { id, session, text }: WriteBlock) {
  const earlier = await db.summaryBlock.findUnique({
    where: { teamId_id: { teamId, id } },
    include: { revisions: { where: { number: 1 } } },
    relationLoadStrategy: 'join',
  })
  if (!earlier) return false
  if (
    earlier.addedById === userId &&
    earlier.sessionId === session &&
    earlier.revisions[0]?.bodySource === text
  ) {
    return true
  }
  throw new AppError('CONFLICT', 'summaries.idTaken')
}

/** Changes the team's own words, if nobody has since the given revision; answers of which session. */
export async function editBlock(member: Member, input: EditBlock): Promise<string> {
  return change(member, input.id, 'edited', (tx) => reword(member, tx, input, rendered(input.text)))
}

/** Puts words that were refused as stale into the history, and leaves what is stored as it is. */
export async function setBlockAside(member: Member, input: EditBlock): Promise<string> {
  return change(member, input.id, 'edited', (tx) => reword(member, tx, input, null))
}

/**
 * Moves a block past a neighbour. Movers of one summary take turns, so that no block is lost or
 * doubled; the same move twice is one.
 */
export async function moveBlock(member: Member, { id, ...place }: MoveBlock): Promise<void> {
  await change(member, id, 'moved', async (tx, { sessionId }) => {
    const keys = keysForPlace(await orderOf(member, tx, sessionId), id, place)
    if (!keys) throw new AppError('CONFLICT', 'summaries.neighboursGone')
    await writeKeys(member, tx, keys)
    return keys.size > 0
  })
}

/** Takes a block out; its words and their history are kept, and it can be put back. */
export async function removeBlock(member: Member, id: string): Promise<void> {
  await change(member, id, 'deleted', async (tx) => {
    const key = { teamId: member.teamId, id }
    await tx.summaryBlock.update({ where: { teamId_id: key }, data: { deletedAt: new Date() } })
  })
}

/** Puts a block back where it stood. Already back, by whoever: success. */
export async function restoreBlock(member: Member, id: string): Promise<void> {
  mustEdit(member)
  await db.$transaction(async (tx) => {
    const where = { AND: [{ id }, { OR: [visibleBlocks(member), restorableBlocks(member)] }] }
    const seen = await tx.summaryBlock.findFirst({ where, select: { sessionId: true } })
    if (seen) await lockSession(member, tx, seen.sessionId)
    const block = seen && (await tx.summaryBlock.findFirst({ where }))
    if (!block) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (block.deletedAt) await bringBack(member, tx, block)
  })
}

type Block = { id: string; sessionId: string }

/** One change to a block that a member sees, while the summary is theirs, and the event of it. */
async function change(
  member: Member,
  id: string,
  verb: Verb,
  run: (tx: Transaction, block: Block) => Promise<boolean | void>,
): Promise<string> {
  mustEdit(member)
  return db.$transaction(async (tx) => {
    const find = { where: { ...visibleBlocks(member), id }, select: { id: true, sessionId: true } }
    const seen = await tx.summaryBlock.findFirst(find)
    if (seen) await lockSession(member, tx, seen.sessionId)
    // Looked at again once it is our turn
    const block = seen && (await tx.summaryBlock.findFirst(find))
    if (!block) throw new AppError('NOT_FOUND', 'errors.notFound')
    if ((await run(tx, block)) !== false) await changed(member, tx, verb, block)
    return block.sessionId
  })
}

async function reword(
  member: Member,
  tx: Transaction,
  { id, revision, text }: EditBlock,
  words: ReturnType<typeof rendered> | null,
): Promise<void> {
  const { count } = await tx.summaryBlock.updateMany({
    where: { ...visibleBlocks(member), id, revision, annotationId: null },
    data: { ...words, revision: revision + 1 },
  })
  if (count === 0) {
    const fieldErrors = { revision: 'summaries.stale' }
    throw new AppError('CONFLICT', 'summaries.stale', { fieldErrors })
  }
  const kept = { number: revision + 1, text, aside: words === null }
  await keepTeamText(member, tx, { blockId: id }, kept)
}

async function bringBack(member: Member, tx: Transaction, block: Block & Ordered) {
  const keys = keysForReturn(await roomIn(member, tx, block.sessionId), block)
  await writeKeys(member, tx, keys)
  const where = { teamId_id: { teamId: member.teamId, id: block.id } }
  await tx.summaryBlock.update({ where, data: { deletedAt: null } })
  await changed(member, tx, 'restored', block)
}

/** All blocks, also those that this member does not see: they come back where they stood. */
async function orderOf({ teamId }: Member, tx: Transaction, sessionId: string) {
  return tx.summaryBlock.findMany({
    where: { teamId, sessionId, deletedAt: null },
    select: { id: true, orderKey: true },
    orderBy: [{ orderKey: 'asc' }, { createdAt: 'asc' }],
  })
}

/** The same, where one more may stand. */
async function roomIn(member: Member, tx: Transaction, sessionId: string) {
  const order = await orderOf(member, tx, sessionId)
  if (order.length < mostBlocks) return order
  throw new AppError('INVALID', 'summaries.full', { params: { most: mostBlocks } })
}

async function writeKeys({ teamId }: Member, tx: Transaction, keys: NewKeys) {
  const [ids, values] = [[...keys.keys()], [...keys.values()]]
  await tx.$executeRaw(Prisma.sql`
    UPDATE "SummaryBlock" b SET "orderKey" = k."key"
    FROM unnest(${ids}::uuid[], ${values}::text[]) AS k("id", "key")
    WHERE b."teamId" = ${teamId}::uuid AND b."id" = k."id"`)
}

function mustEdit(member: Member) {
  if (!canEditSummaries(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

async function changed(member: Member, tx: Transaction, verb: Verb, { id, sessionId }: Block) {
  const place = { type: 'session' as const, id: sessionId }
  await record(tx, member, { verb, subject: { type: 'block', id }, place })
}

function rendered(bodySource: string) {
  const { html: bodyHtml, plain: bodyPlain, rendererVersion } = renderMarkdown(bodySource)
  return { bodySource, bodyHtml, bodyPlain, rendererVersion }
}
