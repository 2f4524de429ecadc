import 'server-only'
import { generateKeyBetween } from 'fractional-indexing'
import { placePassage } from '@/features/sessions/passages'
import type { Member } from '@/lib/actor'
import { db, isDuplicate } from '@/lib/db'
import { AppError } from '@/lib/errors'
import {
  assigned,
  change,
  checkOwner,
  insert,
  keepRevision,
  remark,
  rendered,
  updateSeen,
} from './change'
import { lockPlace, neighbour, type Place, placeByMoment } from './order'
import { placeOf, placeSelect } from './place'
import { canWriteFor, ownTrashedAnnotations, visibleAnnotations } from './policy'
import type {
  AnswerAnnotation,
  AssignAnnotation,
  EditAnnotation,
  FillAnnotation,
  WriteAnnotation,
} from './schema'

export type Written = {
  id: string
  /** The session, or the article of the link, on which it stands */
  place: Place
  revision: number
  created: boolean
}

/**
 * Writes a new annotation under the id that its writer chose. The same id with the same author,
 * session and content is a retry and answers as the first time did; with anything else it is a
 * conflict.
 */
export async function writeAnnotation(member: Member, input: WriteAnnotation): Promise<Written> {
  if (!canWriteFor(member, input.audience)) {
    throw new AppError('FORBIDDEN', 'annotations.onlyForYourself')
  }
  try {
    return await db.$transaction(async (tx) => {
      const place = await lockPlace(member, tx, input)
      await checkOwner(member, tx, input)
      const orderKey = await placeByMoment(member, tx, input, input.fromMs)
      const passage = input.passage && (await placePassage(member, tx, input, input.passage))
      await insert(member, tx, { ...input, passage, orderKey })
      return { id: input.id, place, revision: 1, created: true }
    })
  } catch (error) {
    // Retries are rare: the id is looked for only once it has been refused, or its owner has left
    const refused = isDuplicate(error) || (error instanceof AppError && error.code === 'INVALID')
    const written = refused && (await retried(member, input))
    if (!written) throw error
    return written
  }
}

async function retried(member: Member, input: WriteAnnotation): Promise<Written | null> {
  const { id, sessionId, articleId, body, kind, audience } = input
  const earlier = await db.annotation.findUnique({
    where: { teamId_id: { teamId: member.teamId, id } },
    include: {
      revisions: { where: { number: 1 } },
      ...placeSelect,
    },
    relationLoadStrategy: 'join',
  })
  if (!earlier) return null
  const [first] = earlier.revisions
  const fields = ['speaker', 'fromMs', 'toMs', 'slide', 'ownerId'] as const
  const same =
    earlier.authorId === member.userId &&
    earlier.sessionId === sessionId &&
    earlier.articleId === articleId &&
    (earlier.passage === null) === (input.passage === null) &&
    first?.bodySource === body &&
    first.kind === kind &&
    first.audience === audience &&
    // Once edited, only its first text tells what was sent then
    (earlier.revision > 1 ||
      (fields.every((field) => earlier[field] === input[field]) &&
        earlier.dueOn?.getTime() === input.dueOn?.getTime()))
  const place = placeOf(earlier)
  if (!same || !place) throw new AppError('CONFLICT', 'annotations.idTaken')
  return { id, place, revision: earlier.revision, created: false }
}

/** Changes one's own words, kind or audience, if nobody has since the given revision. */
export async function editAnnotation(member: Member, input: EditAnnotation): Promise<void> {
  const { id, revision, body, edit, ...fields } = input
  if (!canWriteFor(member, fields.audience)) {
    throw new AppError('FORBIDDEN', 'annotations.onlyForYourself')
  }
  await change(member, { id, right: 'edit', verb: 'edited' }, async (tx, before, can) => {
    if (fields.kind !== before.kind && !can.changeKind) {
      throw new AppError('INVALID', 'errors.check', {
        fieldErrors: { kind: 'annotations.answeredStays' },
      })
    }
    await checkOwner(member, tx, fields, before.ownerId)
    const moved = fields.fromMs !== before.fromMs
    if (moved) await lockPlace(member, tx, before)
    const replaced = { html: before.bodyHtml, plain: before.bodyPlain }
    const words = await rendered(member, tx, body, fields.audience, replaced)
    await updateSeen(member, tx, input, {
      ...fields,
      ...words,
      ...(moved && {
        orderKey: await placeByMoment(member, tx, before, fields.fromMs, id),
      }),
      ...(fields.kind !== before.kind && { closedAt: null, closedById: null }),
    })
    await keepRevision(member, tx, id, { ...fields, number: revision + 1, body, edit })
    const { audience, kind } = fields
    const told = await remark(member, tx, before, { bodyHtml: words.bodyHtml, audience, kind })
    return { audience, notify: [assigned(fields.ownerId, before.ownerId), told] }
  })
}

/** Moves one's own annotation to the trash. In it already: success. */
export async function deleteAnnotation(member: Member, id: string): Promise<void> {
  const scope = { OR: [visibleAnnotations(member), ownTrashedAnnotations(member)] }
  await change(member, { id, right: 'delete', verb: 'deleted', scope }, async (tx) => {
    const where = { id, ...visibleAnnotations(member), authorId: member.userId }
    const { count } = await tx.annotation.updateMany({ where, data: { deletedAt: new Date() } })
    return count === 0 ? 'nothing' : undefined
  })
}

/** Takes one's own annotation out of the trash, back to its place. Already back: success. */
export async function restoreAnnotation(member: Member, id: string): Promise<void> {
  const trashed = ownTrashedAnnotations(member)
  const scope = { OR: [trashed, { ...visibleAnnotations(member), authorId: member.userId }] }
  await change(member, { id, right: 'edit', verb: 'restored', scope }, async (tx) => {
    const where = { id, ...trashed }
    const { count } = await tx.annotation.updateMany({ where, data: { deletedAt: null } })
    return count === 0 ? 'nothing' : undefined
  })
}

/** Answers a question, or replaces the answer that was seen; closes it and tells its author. */
export async function answerAnnotation(member: Member, input: AnswerAnnotation): Promise<void> {
  const { id, revision, edit } = input
  const body = input.text.trim()
  await change(member, { id, right: 'answer', verb: 'answered' }, async (tx, before) => {
    const { audience, answerHtml, answerPlain } = before
    const replaced = { html: answerHtml ?? '', plain: answerPlain ?? '' }
    const words = await rendered(member, tx, body, audience, replaced)
    const { bodySource, bodyPlain, bodyHtml } = words
    await updateSeen(member, tx, input, {
      answerSource: bodySource,
      answerPlain: bodyPlain,
      answerHtml: bodyHtml,
      answeredById: member.userId,
      closedAt: before.closedAt ?? new Date(),
      closedById: before.closedById ?? member.userId,
    })
    const text = { kind: 'answer', audience, number: revision + 1, body, edit }
    await keepRevision(member, tx, id, text)
    const told = await remark(member, tx, before, { answerHtml: bodyHtml })
    return { notify: [{ kind: 'answer', userIds: [before.authorId] }, told] }
  })
}

/** Says who does a follow-up, and until when. */
export async function assignAnnotation(member: Member, input: AssignAnnotation): Promise<void> {
  const { id, owner: ownerId, due: dueOn } = input
  await change(member, { id, right: 'assign', verb: 'edited' }, async (tx, before) => {
    await checkOwner(member, tx, { ownerId, audience: before.audience }, before.ownerId)
    await updateSeen(member, tx, input, { ownerId, dueOn })
    return { notify: assigned(ownerId, before.ownerId) }
  })
}

/** Closes a question, follow-up, gap or photo slot. Closing it again changes nothing. */
export async function closeAnnotation(member: Member, id: string): Promise<void> {
  await change(member, { id, right: 'close', verb: 'closed' }, async (tx, { kind }) => {
    const { count } = await tx.annotation.updateMany({
      where: { id, ...visibleAnnotations(member), closedAt: null, kind },
      data: { closedAt: new Date(), closedById: member.userId },
    })
    return count === 1 ? undefined : 'nothing'
  })
}

export async function reopenAnnotation(member: Member, id: string): Promise<void> {
  await change(member, { id, right: 'close', verb: 'reopened' }, async (tx) => {
    const { count } = await tx.annotation.updateMany({
      where: { id, ...visibleAnnotations(member), closedAt: { not: null } },
      data: { closedAt: null, closedById: null },
    })
    return count === 1 ? undefined : 'nothing'
  })
}

/** Fills a gap or an empty photo slot: what was there becomes an annotation right after it. */
export async function fillAnnotation(member: Member, input: FillAnnotation): Promise<void> {
  const { teamId } = member
  await change(member, { id: input.id, right: 'close', verb: 'closed' }, async (tx, gap, can) => {
    await lockPlace(member, tx, gap)
    const written = { teamId_id: { teamId, id: input.fill } }
    if (await tx.annotation.findUnique({ where: written })) return 'nothing'
    if (!can.fill) throw new AppError('CONFLICT', 'annotations.alreadyFilled')
    // Its author may have made something else of it since it was read
    const { count } = await tx.annotation.updateMany({
      where: { id: gap.id, ...visibleAnnotations(member), closedAt: null, kind: gap.kind },
      data: { closedAt: new Date(), closedById: member.userId },
    })
    if (count === 0) throw new AppError('CONFLICT', 'annotations.alreadyFilled')
    const { sessionId, articleId, fromMs, toMs, slide, orderKey } = gap
    const after = { teamId, sessionId, articleId, orderKey: { gt: orderKey } }
    const next = await neighbour(tx, after, 'asc')
    await insert(member, tx, {
      id: input.fill,
      ...{ sessionId, articleId, fromMs, toMs, slide },
      kind: 'takeaway',
      audience: gap.audience === 'me' ? 'me' : 'team',
      body: input.text.trim(),
      speaker: '',
      ownerId: null,
      dueOn: null,
      startedAt: new Date(),
      orderKey: generateKeyBetween(orderKey, next),
    })
  })
}
