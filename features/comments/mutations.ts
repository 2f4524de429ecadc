import 'server-only'
import { keepCommentCitations } from '@/features/links/citations'
import { mentioned } from '@/features/topics/mentions'
import type { Member } from '@/lib/actor'
import { db, isDuplicate, type Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import {
  bodyOf,
  type Draft,
  type Found,
  findSubject,
  keepRevision,
  lockThread,
  missing,
  ownComment,
  subjectColumn,
} from './change'
import { canComment, threadCan } from './policy'
import type { CommentSubject, EditCommentInput, ReplyInput, StartThreadInput } from './schema'

/**
 * Opens a thread with its first comment. A repeated id with the same words in the same place is the
 * same write. Answers whether it was made just now.
 */
export async function startThread(member: Member, input: StartThreadInput): Promise<boolean> {
  const subject: CommentSubject = { type: input.subjectType, id: input.subjectId }
  return writeOnce(member, input, subjectColumn(subject), () =>
    db.$transaction(async (tx) => {
      const found = await findSubject(tx, member, subject)
      if (!found || !canComment(member, found.role)) throw missing()
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
export async function reply(member: Member, input: ReplyInput): Promise<boolean> {
  return writeOnce(member, input, { id: input.threadId }, () =>
    db.$transaction(async (tx) => {
      const thread = await lockThread(tx, member, input.threadId)
      if (!canComment(member, thread.found.role)) throw missing()
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
 * Changes one's own words, or puts them aside for what is stored (`keep`): either text is kept. Sent
 * again under the same `edit`, because the answer was lost, it is written once. Answers the revision.
 * @throws AppError CONFLICT when the comment was changed since the revision named
 */
export async function editComment(member: Member, input: EditCommentInput): Promise<number> {
  const { id, revision, body, keep, edit } = input
  const number = revision + 1
  try {
    return await db.$transaction(async (tx) => {
      const comment = await ownComment(tx, member, id)
      if (comment.deletedAt) throw missing()
      if (comment.bodySource === body) return comment.revision
      const { happening, bodyHtml: html, bodyPlain: plain } = comment
      const { audience = 'team' } = happening
      const words = keep ? null : await bodyOf(tx, member, body, audience, { html, plain })
      const { count } = await tx.comment.updateMany({
        where: { teamId: member.teamId, id, revision, deletedAt: null },
        data: {
          ...(words && { ...words, editedAt: new Date(), cited: true }),
          revision: { increment: 1 },
        },
      })
      if (count === 0) {
        const why = 'comments.editedElsewhere'
        throw new AppError('CONFLICT', why, { fieldErrors: { revision: why } })
      }
      await keepRevision(tx, member, { id, number, body, edit, kind: keep ? 'aside' : '' })
      const before = { html, audience }
      const now = words && { html: words.bodyHtml, audience }
      if (now) await keepCommentCitations(member, tx, id, now, comment.cited ? before : null)
      const told = now && mentioned(now, before)
      await record(tx, member, { verb: 'edited', ...happening, ...(told && { notify: told }) })
      return number
    })
  } catch (error) {
    const taken = isDuplicate(error)
    if (!taken && !(error instanceof AppError)) throw error
    const { teamId, userId: authorId } = member
    const same = { teamId, authorId, commentId: id, id: edit ?? '', number, bodySource: body }
    if (edit && (await db.revision.count({ where: same })) > 0) return number
    throw taken ? new AppError('CONFLICT', 'errors.conflict') : error
  }
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
    const openedBy = thread.comments[0]?.authorId
    if (!threadCan(member, openedBy, thread.found.role).resolve) throw missing()
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
      data: { deletedAt: deleted ? new Date() : null, ...(!deleted && { cited: true }) },
    })
    if (!deleted && !comment.cited) {
      const { bodyHtml: html, happening } = comment
      const now = { html, audience: happening.audience ?? 'team' }
      await keepCommentCitations(member, tx, id, now, null)
    }
    await record(tx, member, { verb: deleted ? 'deleted' : 'restored', ...comment.happening })
  })
}

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
  const row = { teamId, id: draft.id, threadId, authorId, ...words, cited: true }
  await tx.comment.create({ data: row })
  await keepRevision(tx, member, { ...draft, number: 1 })
  const now = { html: words.bodyHtml, audience }
  await keepCommentCitations(member, tx, draft.id, now, null)
  return mentioned(now)
}

/** Runs a write with a client-chosen id: the same words in the same thread are no second write. */
async function writeOnce(
  member: Member,
  { id, body }: Draft,
  thread: Prisma.ThreadWhereInput,
  write: () => Promise<void>,
): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const { teamId, userId: authorId } = member
    // It may have been edited since: what was sent is its first text
    const revisions = { some: { number: 1, bodySource: body } }
    const same = await db.comment.count({ where: { teamId, id, authorId, thread, revisions } })
    if (same === 0) throw new AppError('CONFLICT', 'errors.conflict', { cause: error })
    return false
  }
}
