import {
  type PlaceType,
  visibleAnnotations,
  visibleAnnotationsSql,
} from '@/features/annotations/policy'
import { visibleLists, visibleListsSql } from '@/features/reading-lists/policy'
import { visibleSessions, visibleSessionsSql } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { Prisma, type Role } from '@/prisma/generated/client'
import type { CommentSubject } from './schema'

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

/** Threads on what the member sees. */
export function visibleThreads(member: Member) {
  return {
    teamId: member.teamId,
    OR: [
      { session: visibleSessions(member) },
      { annotation: visibleAnnotations(member) },
      { readingList: visibleLists(member) },
      { entry: { deletedAt: null, readingList: visibleLists(member) } },
    ],
  } satisfies Prisma.ThreadWhereInput
}

/**
 * The same in SQL, by what the threads hang on: what stands after FROM, with the "Thread" as `th` and
 * its "Session" `s`, "Annotation" `a`, "ReadingList" `l` or "Entry" `e`. A branch each, since an OR
 * over four tables finds no index. `on`: what the annotations stand on, where only one can be meant.
 */
export function visibleThreadsSql(
  member: Member,
  on: PlaceType | 'anything' = 'anything',
): Record<CommentSubject['type'], Prisma.Sql> {
  const team = Prisma.sql`th."teamId" = ${member.teamId}::uuid`
  return {
    session: Prisma.sql`"Thread" th JOIN "Session" s ON s."id" = th."sessionId"
      WHERE ${team} AND ${visibleSessionsSql(member)}`,
    annotation: Prisma.sql`"Thread" th JOIN "Annotation" a ON a."id" = th."annotationId"
      WHERE ${team} AND ${visibleAnnotationsSql(member, on)}`,
    list: Prisma.sql`"Thread" th JOIN "ReadingList" l ON l."id" = th."readingListId"
      WHERE ${team} AND ${visibleListsSql(member)}`,
    entry: Prisma.sql`"Thread" th JOIN "Entry" e ON e."id" = th."entryId"
      JOIN "ReadingList" l ON l."id" = e."readingListId"
      WHERE ${team} AND e."teamId" = ${member.teamId}::uuid AND e."deletedAt" IS NULL
        AND ${visibleListsSql(member)}`,
  }
}

/** Comments in such threads, but for those in the trash. */
export function visibleComments(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    thread: visibleThreads(member),
  } satisfies Prisma.CommentWhereInput
}

/**
 * The same in SQL, as a condition on a "Comment" `co`.
 * @param seen what a statement has found out already: its "seen" holds the ids of those annotations
 * with such comments that the member sees, so that they need not be asked for once more
 */
export function visibleCommentsSql(member: Member, { seen = false } = {}): Prisma.Sql {
  const on = visibleThreadsSql(member)
  const annotation = Prisma.sql`"Thread" th JOIN "seen" ON "seen"."id" = th."annotationId"
    WHERE th."teamId" = ${member.teamId}::uuid`
  const threads = Object.values(seen ? { ...on, annotation } : on).map(
    (seen) => Prisma.sql`EXISTS (SELECT FROM ${seen} AND th."id" = co."threadId")`,
  )
  return Prisma.sql`(co."teamId" = ${member.teamId}::uuid AND co."deletedAt" IS NULL
    AND (${Prisma.join(threads, ' OR ')}))`
}

// What follows goes by what one is in the place of the words: on a list that names its members, as
// what it names one (`roleInList`), and everywhere else as what one is in the team.

/** On whatever they see, as for reactions. */
export function canComment(member: Member, role = member.role): boolean {
  return mayComment[role]
}

/** On whatever they see. */
export function canReact(member: Member, role = member.role): boolean {
  return mayComment[role]
}

type Authored = { authorId: string; deletedAt: Date | null }

/** The words of a comment are changed by its author alone. */
export function commentCan(member: Member, comment: Authored, role = member.role) {
  const own = mayComment[role] && comment.authorId === member.userId
  return { edit: own && !comment.deletedAt, delete: own && !comment.deletedAt }
}

/** `openedBy` is the author of the thread's first comment. */
export function threadCan(member: Member, openedBy: string | undefined, role = member.role) {
  const own = mayComment[role] && openedBy === member.userId
  return { reply: mayComment[role], resolve: own || mayResolveAny[role] }
}
