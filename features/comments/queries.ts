import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { commentCan, threadCan, visibleComments, visibleThreads } from './policy'
import { subjectOf } from './schema'

const threadSelect = {
  id: true,
  sessionId: true,
  annotationId: true,
  readingListId: true,
  entryId: true,
  resolvedAt: true,
  resolvedBy: { select: { user: { select: { name: true } } } },
  comments: {
    orderBy: [{ createdAt: 'asc' as const }, { id: 'asc' as const }],
    select: {
      id: true,
      authorId: true,
      author: { select: { user: { select: { name: true } } } },
      bodyHtml: true,
      bodyPlain: true,
      bodySource: true,
      revision: true,
      createdAt: true,
      editedAt: true,
      deletedAt: true,
    },
  },
}

/**
 * All threads on a session and on its annotations (or on a list and its entries) that the member
 * may see, oldest first. A thread of which every comment is deleted is left out; a deleted comment
 * that was answered stays as a placeholder without its words.
 */
export async function getThreads(
  member: Member,
  place: { sessionId: string } | { readingListId: string },
) {
  const scope =
    'sessionId' in place
      ? { OR: [place, { annotation: { sessionId: place.sessionId } }] }
      : { OR: [place, { entry: { readingListId: place.readingListId } }] }
  const threads = await db.thread.findMany({
    relationLoadStrategy: 'join',
    where: { AND: [visibleThreads(member), scope] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: threadSelect,
  })
  return threads
    .filter((thread) => thread.comments.some(({ deletedAt }) => !deletedAt))
    .map((thread) => {
      const lastAlive = thread.comments.findLastIndex(({ deletedAt }) => !deletedAt)
      return {
        id: thread.id,
        subject: subjectOf(thread),
        resolvedAt: thread.resolvedAt,
        resolvedBy: thread.resolvedBy?.user.name ?? null,
        can: threadCan(member, thread.comments[0]?.authorId),
        comments: thread.comments.slice(0, lastAlive + 1).map((comment) => ({
          id: comment.id,
          author: { id: comment.authorId, name: comment.author.user.name },
          html: comment.deletedAt ? '' : comment.bodyHtml,
          plain: comment.deletedAt ? '' : comment.bodyPlain,
          source: comment.deletedAt ? '' : comment.bodySource,
          revision: comment.revision,
          createdAt: comment.createdAt,
          editedAt: comment.editedAt,
          deleted: comment.deletedAt !== null,
          can: commentCan(member, comment),
        })),
      }
    })
}

export type ThreadView = Awaited<ReturnType<typeof getThreads>>[number]
export type CommentView = ThreadView['comments'][number]

/** First words of comments by id, for the inbox and the activity; only of those one may see. */
export async function getCommentPreviews(member: Member, ids: string[]) {
  if (ids.length === 0) return new Map<string, Preview>()
  const comments = await db.comment.findMany({
    where: { AND: [visibleComments(member), { id: { in: ids } }] },
    relationLoadStrategy: 'join',
    select: { id: true, bodyPlain: true, thread: { select: { annotationId: true } } },
  })
  return new Map<string, Preview>(
    comments.map(({ id, bodyPlain, thread }) => [
      id,
      { plain: bodyPlain, on: thread.annotationId },
    ]),
  )
}

/** `on`: the annotation it hangs on, if on one. */
type Preview = { plain: string; on: string | null }

/** The talk whose page shows a comment, and the annotation that it hangs on there; null if none. */
export async function getCommentPlace(member: Member, id: string) {
  const session = { select: { id: true, slug: true } }
  const comment = await db.comment.findFirst({
    relationLoadStrategy: 'join',
    where: { AND: [visibleComments(member), { id }] },
    select: { thread: { select: { session, annotation: { select: { id: true, session } } } } },
  })
  const { session: direct, annotation } = comment?.thread ?? {}
  const place = direct ?? annotation?.session
  return place ? { session: place, on: annotation?.id ?? null } : null
}

/** How many comments there are per session of a conference, those on its annotations included. */
export async function getCommentCounts(member: Member, sessionIds: string[]) {
  const counts = new Map<string, number>()
  if (sessionIds.length === 0) return counts
  const threads = await db.thread.findMany({
    relationLoadStrategy: 'join',
    where: {
      AND: [
        visibleThreads(member),
        {
          OR: [
            { sessionId: { in: sessionIds } },
            { annotation: { sessionId: { in: sessionIds } } },
          ],
        },
      ],
    },
    select: {
      sessionId: true,
      annotation: { select: { sessionId: true } },
      _count: { select: { comments: { where: { deletedAt: null } } } },
    },
  })
  for (const { sessionId, annotation, _count } of threads) {
    const id = sessionId ?? annotation?.sessionId
    if (id) counts.set(id, (counts.get(id) ?? 0) + _count.comments)
  }
  return counts
}
