import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { afterCursor, instant, keyset, type Page, person } from '@/lib/records'
import { visibleComments } from './policy'
import { subjectOf, subjectTypes } from './schema'

/** A comment as programs are told of it. */
export const commentRecord = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  subjectType: z.enum(subjectTypes),
  subjectId: z.uuid(),
  author: person,
  body: z.string(),
  resolvedAt: instant.nullable().describe('api.fields.resolvedAt'),
  revision: z.int(),
  createdAt: instant,
  editedAt: instant.nullable(),
})

const columns = {
  id: true,
  threadId: true,
  author: { select: { user: { select: { id: true, name: true } } } },
  bodySource: true,
  revision: true,
  createdAt: true,
  editedAt: true,
  thread: {
    select: {
      sessionId: true,
      annotationId: true,
      readingListId: true,
      entryId: true,
      resolvedAt: true,
    },
  },
} satisfies Prisma.CommentSelect

type Row = Prisma.CommentGetPayload<{ select: typeof columns }>

function told({ author, bodySource, thread, ...row }: Row) {
  const { type, id } = subjectOf(thread)
  return {
    ...row,
    author: author.user,
    body: bodySource,
    subjectType: type,
    subjectId: id,
    resolvedAt: thread.resolvedAt,
  }
}

/** One page of the comments that the member sees, or of those on one thing. One statement. */
export async function getCommentRecords(
  member: Member,
  on: { thread?: string | undefined; session?: string | undefined; list?: string | undefined },
  page: Page,
) {
  const { thread, session, list } = on
  const of: Prisma.CommentWhereInput[] = [
    thread ? { threadId: thread } : {},
    session
      ? { thread: { OR: [{ sessionId: session }, { annotation: { sessionId: session } }] } }
      : {},
    list ? { thread: { OR: [{ readingListId: list }, { entry: { readingListId: list } }] } } : {},
  ]
  const rows = await db.comment.findMany({
    where: { AND: [visibleComments(member), ...of, afterCursor(page)] },
    relationLoadStrategy: 'join',
    select: columns,
    ...keyset(page),
  })
  return rows.map(told)
}

export async function getCommentRecord(member: Member, id: string) {
  const row = await db.comment.findFirst({
    where: { AND: [visibleComments(member), { id }] },
    relationLoadStrategy: 'join',
    select: columns,
  })
  return row && told(row)
}
