import { z } from 'zod'
import { fromShortId } from '@/lib/ids'
import { seenRevision } from '@/lib/records'
import { longestComment, reactionKinds } from './signs'

export const subjectTypes = ['session', 'annotation', 'list', 'entry'] as const
export type CommentSubject = { type: (typeof subjectTypes)[number]; id: string }

type Hanging = Record<'sessionId' | 'annotationId' | 'readingListId' | 'entryId', string | null>

/** What a thread hangs on: exactly one of its four columns is filled (a CHECK says so). */
export function subjectOf(thread: Hanging): CommentSubject {
  if (thread.sessionId) return { type: 'session', id: thread.sessionId }
  if (thread.annotationId) return { type: 'annotation', id: thread.annotationId }
  if (thread.readingListId) return { type: 'list', id: thread.readingListId }
  return { type: 'entry', id: thread.entryId ?? '' }
}

const id = z.uuid('errors.notFound')
const body = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .pipe(z.string().min(1, 'errors.required').max(longestComment, 'errors.tooLong'))

/** `id` is chosen by whoever writes, so that sending twice is the same comment. */
export const startThreadInput = z.object({
  id,
  subjectType: z.enum(subjectTypes),
  subjectId: id,
  body,
})
export const replyInput = z.object({ id, threadId: id, body })

/**
 * `revision` is the one that was seen. `keep` is the button beside a stale text: what was typed goes
 * into the history, what is stored stays. `edit` is the id under which a sender who may have to try
 * again wants the text to be kept.
 */
export const editCommentInput = z.object({
  id,
  revision: seenRevision.min(1, 'errors.invalid'),
  keep: z.literal('stored').optional().catch(undefined),
  edit: id.optional(),
  body,
})

/** What `PUT /api/v1/…/comments/{id}` sends: other words for one, an answer, or the first of a thread. */
export const putCommentInput = z.looseObject({}).transform((sent) => {
  if ('revision' in sent) return editCommentInput.parse(sent)
  return 'threadId' in sent ? replyInput.parse(sent) : startThreadInput.parse(sent)
})

export const commentInput = z.object({ id })

export const reactionInput = z.object({
  type: z.enum(['annotation', 'comment']),
  id,
  kind: z.enum(reactionKinds, { error: 'errors.notFound' }),
})
/** What the address of a reaction says of an annotation, or of a comment. */
export const annotationReactionInput = reactionInput.extend({
  type: z.literal('annotation').default('annotation'),
})
export const commentReactionInput = reactionInput.extend({
  type: z.literal('comment').default('comment'),
})
export type ReactionInput = z.output<typeof reactionInput>

const settling = z
  .tuple([z.enum(['resolve', 'reopen']), id])
  .transform(([verb, id]) => ({ verb, id }))
const reacting = z
  .tuple([z.enum(['react', 'unreact']), reactionInput.shape.kind, reactionInput.shape.type, id])
  .transform(([verb, kind, type, id]) => ({ verb, kind, type, id }))

/**
 * A button's value: what to do with which thread, such as `resolve:0199…`, or with which sign on what,
 * such as `react:agree:comment:0199…`.
 */
export const tendThreadInput = z.object({
  act: z
    .string()
    .transform((value) => value.split(':'))
    .pipe(z.union([settling, reacting], { error: 'errors.invalid' })),
})

export type StartThreadInput = z.output<typeof startThreadInput>
export type ReplyInput = z.output<typeof replyInput>
export type EditCommentInput = z.output<typeof editCommentInput>

/**
 * What of the comments is open on a page, as its address says it (short ids), and the rest of the
 * address: `?reply=` a thread, `?edit-comment=` a comment, `?comment=` something to comment on, `?thread=` (or
 * the `?at=` of a link to it) an annotation whose comments are read.
 */
export function commentView(query: Record<string, string | string[] | undefined>) {
  const { reply, 'edit-comment': edit, comment, thread, ...others } = query
  const idIn = (value: typeof reply) => (typeof value === 'string' ? fromShortId(value) : null)
  const texts = Object.entries(others).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  )
  return {
    open: {
      reply: idIn(reply),
      edit: idIn(edit),
      comment: idIn(comment),
      on: idIn(thread) ?? idIn(query.at),
    },
    rest: Object.fromEntries(texts),
  }
}

export type CommentsAsked = ReturnType<typeof commentView>
