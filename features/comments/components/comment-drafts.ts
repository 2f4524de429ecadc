import type { Draft, Outgoing } from '@/components/outbox/device-store'
import { outboxState, sendLater, subscribeToOutbox } from '@/components/outbox/outbox'
import { announce } from '@/components/ui/toast-store'
import type { CommentSubject } from '../schema'

/** What a form writes, and on what the thread hangs. */
export type Writing = { subject: CommentSubject } & (
  | { as: 'thread' }
  | { as: 'reply'; threadId: string }
  | { as: 'edit'; comment: { id: string; source: string; revision: number } }
)

/** Drafts of comments on this device are found by this beginning of their place. */
export const draftsOf = (userId: string) => `comment.${userId}.`

/** One name for each form of a page. */
export function formOf(writing: Writing): string {
  if (writing.as === 'reply') return `reply.${writing.threadId}`
  return writing.as === 'edit' ? `edit.${writing.comment.id}` : `thread.${writing.subject.id}`
}

export const draftPlace = (userId: string, form: string) => draftsOf(userId) + form

/** The same from a draft; the forms that were being written, unless they were closed. */
export function openFormsOf(userId: string, drafts: readonly Draft[], subjectId: string): string[] {
  return drafts
    .filter(({ fields }) => fields.subjectId === subjectId && !fields.closed)
    .map(({ place }) => place.slice(draftsOf(userId).length))
}

/** Under which place the outbox holds all that is said of one thing. */
export const waitingPlace = (userId: string, subjectId: string) => `comments.${userId}.${subjectId}`

/** What is sent, as the API reads it; `form` tells which form it came from. */
export function fieldsOf(writing: Writing, body: string, seen: number): Record<string, string> {
  const { as, subject } = writing
  const target = { subjectType: subject.type, subjectId: subject.id }
  if (as === 'thread') return { ...target, body }
  if (as === 'reply') return { ...target, threadId: writing.threadId, body }
  return { ...target, revision: String(seen), body }
}

/** Of what is waiting and the device could not keep. */
export const unkept = new Set<string>()

type Words = Pick<Draft, 'id' | 'startedAt' | 'fields'>

/** Hands words over to the outbox, and says so once the server has confirmed them. */
export async function send(
  writing: Writing,
  { id, startedAt, fields }: Words,
  { userId, api, saved }: { userId: string; api: string; saved: string },
): Promise<void> {
  const of = writing.as === 'edit' && { change: 'edit' as const, id: writing.comment.id }
  const place = waitingPlace(userId, writing.subject.id)
  const url = of ? api + of.id : api
  const stop = subscribeToOutbox(() => {
    if (!outboxState().confirmed.has(id)) return
    stop()
    announce(saved)
  })
  const kept = await sendLater({ id, place, userId, startedAt, url, fields, ...(of && { of }) })
  if (!kept) unkept.add(id)
}

/** To which form of the page something belongs that comes back to be changed. */
export function formOfWaiting({ of, fields }: Outgoing): string {
  if (of) return `edit.${of.id}`
  return fields.threadId ? `reply.${fields.threadId}` : `thread.${fields.subjectId}`
}
