import { visibleAnnotations } from '@/features/annotations/policy'
import { visibleLists } from '@/features/reading-lists/policy'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

/**
 * A thread is seen by whoever sees what it hangs on. A commenter and above may write; words are
 * changed by their author alone; a thread is resolved by who began it and by editors.
 */
const mayComment: Record<Role, boolean> = {
  viewer: false,
  commenter: true,
  editor: true,
  owner: true,
}

const mayResolveAny: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

export function visibleThreads(member: Member) {
  return {
    teamId: member.teamId,
    OR: [
      { session: visibleSessions(member) },
      { annotation: { AND: [visibleAnnotations(member), { session: visibleSessions(member) }] } },
      { readingList: visibleLists(member) },
      { entry: { deletedAt: null, readingList: visibleLists(member) } },
    ],
  } satisfies Prisma.ThreadWhereInput
}

export function visibleComments(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    thread: visibleThreads(member),
  } satisfies Prisma.CommentWhereInput
}

export function canComment(member: Member): boolean {
  return mayComment[member.role]
}

type Authored = { authorId: string; deletedAt: Date | null }

export function commentCan(member: Member, comment: Authored) {
  const own = mayComment[member.role] && comment.authorId === member.userId
  return { edit: own && !comment.deletedAt, delete: own && !comment.deletedAt }
}

/** `openedBy` is the author of the thread's first comment. */
export function threadCan(member: Member, openedBy: string | undefined) {
  const own = mayComment[member.role] && openedBy === member.userId
  return { reply: mayComment[member.role], resolve: own || mayResolveAny[member.role] }
}
