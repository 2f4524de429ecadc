import 'server-only'
import type { Member } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { findSubject, missing } from './change'
import { canReact, visibleComments } from './policy'
import { type ReactionInput, subjectOf } from './schema'

/**
 * Puts a member's sign of one kind on what they see, or takes it away. Doing what is done already
 * changes nothing and leaves no event. Nobody finds a notice of it: a sign is there to save one.
 * Answers whether anything has changed.
 */
export async function setReaction(
  member: Member,
  { type, id, kind }: ReactionInput,
  on: boolean,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { where, role } = await findWords(tx, member, { type, id })
    if (!canReact(member, role)) throw missing()
    const { teamId, userId } = member
    const sign = {
      teamId,
      userId,
      kind,
      ...(type === 'comment' ? { commentId: id } : { annotationId: id }),
    }
    const { count } = on
      ? await tx.reaction.createMany({ data: { ...sign, id: newId() }, skipDuplicates: true })
      : await tx.reaction.deleteMany({ where: sign })
    if (count === 0) return false
    await record(tx, member, {
      verb: on ? 'reacted' : 'unreacted',
      subject: { type, id },
      ...where,
    })
    return true
  })
}

type Subject = Pick<ReactionInput, 'type' | 'id'>

/** Where they stand and who sees them, fetched through the member. */
async function findWords(tx: Transaction, member: Member, { type, id }: Subject) {
  if (type === 'annotation') {
    const found = await findSubject(tx, member, { type, id })
    if (!found) throw missing()
    return found
  }
  const comment = await tx.comment.findFirst({
    where: { AND: [visibleComments(member), { id }] },
    relationLoadStrategy: 'join',
    select: { thread: true },
  })
  const found = comment && (await findSubject(tx, member, subjectOf(comment.thread)))
  if (!found) throw missing()
  return found
}
