import 'server-only'
import { visibleAnnotations } from '@/features/annotations/policy'
import { visibleLists } from '@/features/reading-lists/policy'
import { visibleSessions } from '@/features/sessions/policy'
import { mentioned, renderWords } from '@/features/topics/mentions'
import type { Member } from '@/lib/actor'
import { db, isDuplicate, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { type Happening, record } from '@/lib/live'
import type { Audience } from '@/prisma/generated/client'
import { canComment, threadCan, visibleThreads } from './policy'
import {
  type CommentSubject,
  type EditCommentInput,
  type ReplyInput,
  type StartThreadInput,
  subjectOf,
} from './schema'

const missing = () => new AppError('NOT_FOUND', 'errors.notFound')

/** Opens a thread with its first comment. A repeated id with the same words is the same write. */
export async function startThread(member: Member, input: StartThreadInput) {
  if (!canComment(member)) throw missing()
  const subject: CommentSubject = { type: input.subjectType, id: input.subjectId }
  return writeOnce(member, input, () =>
    db.$transaction(async (tx) => {
      const found = await findSubject(tx, member, subject)
      if (!found) throw missing()
      const thread = await tx.thread.create({
        data: { teamId: member.teamId, id: newId(), ...subjectColumn(subject) },
      })
      const told = await addComment(tx, member, thread.id, input, found)
      await record(tx, member, {
        verb: 'created',
        subject: { type: 'comment', id: input.id },
        ...found.where,
        notify: [told, { kind: 'comment', userIds: found.authorId ? [found.authorId] : [] }],
      })
    }),
  )
}

/** Answers in a thread; an answer reopens a resolved one, since it is no longer settled. */
export async function reply(member: Member, input: ReplyInput) {
  if (!canComment(member)) throw missing()
  return writeOnce(member, input, () =>
    db.$transaction(async (tx) => {
      const thread = await lockThread(tx, member, input.threadId)
      const told = await addComment(tx, member, thread.id, input, thread.found)
      if (thread.resolvedAt) await setResolved(tx, member, thread.id, false)
      const userIds = thread.comments.map(({ authorId }) => authorId)
      if (thread.found.authorId) userIds.push(thread.found.authorId)
      await record(tx, member, {
        verb: 'replied',
        subject: { type: 'comment', id: input.id },
        ...thread.found.where,
        notify: [told, { kind: 'reply', userIds }],
      })
    }),
  )
}

/**
 * Changes one's own words.
 * @throws AppError CONFLICT when the comment was changed since the revision named
 */
export async function editComment(member: Member, input: EditCommentInput) {
  await db.$transaction(async (tx) => {
    const comment = await ownComment(tx, member, input.id)
    if (comment.bodySource === input.body) return
    const { happening, bodyHtml: before } = comment
    const { audience = 'team' } = happening
    const words = await bodyOf(tx, member, input.body, audience, before)
    const { count } = await tx.comment.updateMany({
      where: { teamId: member.teamId, id: input.id, revision: input.revision, deletedAt: null },
      data: { ...words, revision: { increment: 1 }, editedAt: new Date() },
    })
    if (count === 0) throw new AppError('CONFLICT', 'comments.editedElsewhere')
    await keepRevision(tx, member, input.id, input.revision + 1, input.body)
    const notify = mentioned({ html: words.bodyHtml, audience }, { html: before, audience })
    await record(tx, member, { verb: 'edited', ...happening, notify })
  })
}

/** Moves one's own comment to the trash. Deleting what is deleted is the same. */
export async function deleteComment(member: Member, id: string) {
  await setDeleted(member, id, true)
}

export async function restoreComment(member: Member, id: string) {
  await setDeleted(member, id, false)
}

export async function resolveThread(member: Member, id: string) {
  await settle(member, id, true)
}

export async function reopenThread(member: Member, id: string) {
  await settle(member, id, false)
}

async function settle(member: Member, id: string, resolved: boolean) {
  await db.$transaction(async (tx) => {
    const thread = await lockThread(tx, member, id)
    if (!threadCan(member, thread.comments[0]?.authorId).resolve) throw missing()
    if ((thread.resolvedAt !== null) === resolved) return
    await setResolved(tx, member, id, resolved)
    await record(tx, member, {
      verb: resolved ? 'resolved' : 'reopened',
      subject: { type: 'thread', id },
      ...thread.found.where,
    })
  })
}

async function setResolved(tx: Transaction, member: Member, id: string, resolved: boolean) {
  await tx.thread.updateMany({
    where: { teamId: member.teamId, id },
    data: resolved
      ? { resolvedAt: new Date(), resolvedById: member.userId }
      : { resolvedAt: null, resolvedById: null },
  })
}

async function setDeleted(member: Member, id: string, deleted: boolean) {
  await db.$transaction(async (tx) => {
    const comment = await ownComment(tx, member, id)
    if ((comment.deletedAt !== null) === deleted) return
    await tx.comment.updateMany({
      where: { teamId: member.teamId, id, authorId: member.userId },
      data: { deletedAt: deleted ? new Date() : null },
    })
    await record(tx, member, { verb: deleted ? 'deleted' : 'restored', ...comment.happening })
  })
}

type Draft = { id: string; body: string }

/** Answers whom it mentions. */
async function addComment(
  tx: Transaction,
  member: Member,
  threadId: string,
  draft: Draft,
  { where: { audience = 'team' } }: Found,
) {
  const { teamId, userId: authorId } = member
  const words = await bodyOf(tx, member, draft.body, audience)
  await tx.comment.create({ data: { teamId, id: draft.id, threadId, authorId, ...words } })
  await keepRevision(tx, member, draft.id, 1, draft.body)
  return mentioned({ html: words.bodyHtml, audience })
}

async function keepRevision(
  tx: Transaction,
  member: Member,
  commentId: string,
  number: number,
  bodySource: string,
) {
  const { teamId, userId: authorId } = member
  await tx.revision.create({
    data: { teamId, id: newId(), commentId, number, bodySource, audience: 'team', authorId },
  })
}

// A comment links the topics that the team has; what a talk is about, its annotations say
async function bodyOf(
  tx: Transaction,
  member: Member,
  source: string,
  audience: Audience,
  before: string | null = null,
) {
  const words = { source, audience, topics: 'known', before } as const
  const { plain, html, rendererVersion } = await renderWords(member, tx, words)
  return { bodySource: source, bodyPlain: plain, bodyHtml: html, rendererVersion }
}

/** Runs a write with a client-chosen id: a repetition of the same words is no second write. */
async function writeOnce(member: Member, draft: Draft, write: () => Promise<void>) {
  try {
    await write()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const { teamId, userId: authorId } = member
    const same = await db.comment.count({
      where: { teamId, id: draft.id, authorId, bodySource: draft.body },
    })
    if (same === 0) throw new AppError('CONFLICT', 'errors.conflict', { cause: error })
  }
}

type Found = { authorId: string | null; where: Pick<Happening, 'place' | 'audience'> }

/** What a thread hangs (or is to hang) on, fetched through the member, or null. */
async function findSubject(
  tx: Transaction,
  member: Member,
  { type, id }: CommentSubject,
): Promise<Found | null> {
  if (type === 'session') {
    const found = await tx.session.findFirst({ where: { AND: [visibleSessions(member), { id }] } })
    return found && { authorId: null, where: { place: { type: 'session', id } } }
  }
  if (type === 'annotation') {
    const found = await tx.annotation.findFirst({
      where: { AND: [visibleAnnotations(member), { id, session: visibleSessions(member) }] },
    })
    if (!found?.sessionId) return null
    const place = { type: 'session' as const, id: found.sessionId }
    return { authorId: found.authorId, where: { place, audience: found.audience } }
  }
  const lists = visibleLists(member)
  if (type === 'list') {
    const found = await tx.readingList.findFirst({ where: { AND: [lists, { id }] } })
    return found && { authorId: found.createdById, where: { place: { type, id } } }
  }
  const found = await tx.entry.findFirst({
    where: { teamId: member.teamId, id, deletedAt: null, readingList: lists },
  })
  return (
    found && {
      authorId: found.addedById,
      where: { place: { type: 'list', id: found.readingListId } },
    }
  )
}

/** A thread that the member sees, locked until the transaction ends, with what it hangs on. */
async function lockThread(tx: Transaction, member: Member, id: string) {
  await tx.$queryRaw`
    SELECT 1 FROM "Thread" WHERE "teamId" = ${member.teamId}::uuid AND "id" = ${id}::uuid FOR UPDATE`
  const thread = await tx.thread.findFirst({
    relationLoadStrategy: 'join',
    where: { AND: [visibleThreads(member), { id }] },
    include: { comments: { orderBy: { createdAt: 'asc' }, select: { authorId: true } } },
  })
  const found = thread && (await findSubject(tx, member, subjectOf(thread)))
  if (!thread || !found) throw missing()
  return { ...thread, found }
}

/** A comment of the member's own, in a thread they can still see. */
async function ownComment(tx: Transaction, member: Member, id: string) {
  const comment = await tx.comment.findFirst({
    where: { teamId: member.teamId, id, authorId: member.userId },
  })
  if (!comment || !canComment(member)) throw missing()
  const { found } = await lockThread(tx, member, comment.threadId)
  const happening = { subject: { type: 'comment' as const, id }, ...found.where }
  return { ...comment, happening }
}

function subjectColumn({ type, id }: CommentSubject) {
  if (type === 'session') return { sessionId: id }
  if (type === 'annotation') return { annotationId: id }
  if (type === 'list') return { readingListId: id }
  return { entryId: id }
}
