import 'server-only'
import { visibleAnnotations } from '@/features/annotations/policy'
import { keepCommentCitations } from '@/features/links/citations'
import { visibleLists } from '@/features/reading-lists/policy'
import { visibleSessions } from '@/features/sessions/policy'
import { listFacts, listFactsOf, roleInList } from '@/features/shares/audience'
import { renderWords } from '@/features/topics/mentions'
import type { Member } from '@/lib/actor'
import type { Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { Happening } from '@/lib/live'
import type { Audience, Role } from '@/prisma/generated/client'
import { canComment, visibleThreads } from './policy'
import { type CommentSubject, subjectOf } from './schema'

/** For what is not there, and what the member does not see, alike. */
export const missing = () => new AppError('NOT_FOUND', 'errors.notFound')

export type Draft = { id: string; body: string }

type Text = Draft & { number: number; kind?: string; edit?: string | undefined }

/** Keeps each text that was ever confirmed. */
export async function keepRevision(tx: Transaction, member: Member, text: Text) {
  const { id: commentId, body: bodySource, number, kind = '', edit: id = newId() } = text
  const { teamId, userId: authorId } = member
  await tx.revision.create({
    data: { teamId, id, commentId, number, kind, bodySource, audience: 'team', authorId },
  })
}

/** The columns of a body. It links the topics that the team has: what a talk is about, annotations say. */
export async function bodyOf(
  tx: Transaction,
  member: Member,
  source: string,
  audience: Audience,
  before: { html: string; plain: string } | null = null,
) {
  const words = { source, audience, topics: 'known', before } as const
  const { plain, html, rendererVersion } = await renderWords(member, tx, words)
  return { bodySource: source, bodyPlain: plain, bodyHtml: html, rendererVersion }
}

type Brought = { resolved: boolean; comments: { body: string; at: string | null }[] }

/**
 * Writes discussion that comes from elsewhere below an annotation of the member's own, as theirs, on the
 * days on which it was said. Part of a mutation, which records it; nobody is told of old words. Answers
 * the ids of the comments.
 */
export async function bringThreads(
  tx: Transaction,
  member: Member,
  { id: annotationId, audience }: { id: string; audience: Audience },
  threads: Brought[],
): Promise<string[]> {
  const { teamId, userId: authorId } = member
  if (!canComment(member)) throw missing()
  const ids: string[] = []
  for (const { resolved, comments } of threads) {
    const threadId = newId()
    const settled = resolved && { resolvedAt: new Date(), resolvedById: authorId }
    await tx.thread.create({ data: { teamId, id: threadId, annotationId, ...settled } })
    let last = 0
    for (const { body, at } of comments) {
      const id = newId()
      // In the order in which they come, whatever their clocks said
      last = Math.max(last + 1, Math.min(at ? Date.parse(at) : Date.now(), Date.now()))
      const words = await bodyOf(tx, member, body, audience)
      const row = { teamId, id, threadId, authorId, ...words, cited: true }
      await tx.comment.create({ data: { ...row, createdAt: new Date(last) } })
      await keepRevision(tx, member, { id, body, number: 1 })
      await keepCommentCitations(member, tx, id, { html: words.bodyHtml, audience }, null)
      ids.push(id)
    }
  }
  return ids
}

export type Found = {
  authorId: string | null
  where: Pick<Happening, 'place' | 'audience'>
  /** What the member is there */
  role: Role
}

/** What a thread hangs (or is to hang) on, fetched through the member, or null. */
export async function findSubject(
  tx: Transaction,
  member: Member,
  { type, id }: CommentSubject,
): Promise<Found | null> {
  const { role } = member
  if (type === 'session') {
    const found = await tx.session.findFirst({ where: { AND: [visibleSessions(member), { id }] } })
    return found && { authorId: null, where: { place: { type: 'session', id } }, role }
  }
  if (type === 'annotation') {
    const found = await tx.annotation.findFirst({
      where: { AND: [visibleAnnotations(member), { id }] },
    })
    if (!found) return null
    const type = found.articleId ? ('article' as const) : ('session' as const)
    const place = { type, id: found.articleId ?? found.sessionId ?? '' }
    return { authorId: found.authorId, where: { place, audience: found.audience }, role }
  }
  const entry =
    type === 'entry' &&
    (await tx.entry.findFirst({
      where: { teamId: member.teamId, id, deletedAt: null, readingList: visibleLists(member) },
    }))
  const listId = type === 'list' ? id : entry ? entry.readingListId : null
  const list = listId
    ? await tx.readingList.findFirst({
        relationLoadStrategy: 'join',
        where: { AND: [visibleLists(member), { id: listId }] },
        select: { id: true, ...listFactsOf(member) },
      })
    : null
  if (!list) return null
  return {
    authorId: entry ? entry.addedById : list.createdById,
    where: { place: { type: 'list', id: list.id } },
    role: roleInList(member, listFacts(list)) ?? 'viewer',
  }
}

/** A thread that the member sees, locked until the transaction ends, with what it hangs on. */
export async function lockThread(tx: Transaction, member: Member, id: string) {
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
export async function ownComment(tx: Transaction, member: Member, id: string) {
  const comment = await tx.comment.findFirst({
    where: { teamId: member.teamId, id, authorId: member.userId },
  })
  if (!comment) throw missing()
  const { found } = await lockThread(tx, member, comment.threadId)
  if (!canComment(member, found.role)) throw missing()
  const happening = { subject: { type: 'comment' as const, id }, ...found.where }
  return { ...comment, happening }
}

/** The column of a thread that says what it hangs on. */
export function subjectColumn({ type, id }: CommentSubject) {
  if (type === 'session') return { sessionId: id }
  if (type === 'annotation') return { annotationId: id }
  if (type === 'list') return { readingListId: id }
  return { entryId: id }
}
