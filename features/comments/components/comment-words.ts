import type { ReactionKind } from '../signs'

/** Words of comments and their forms, in messages/. */
export const words = [
  ...(['comment', 'newLabel', 'newPlaceholder', 'send', 'reply', 'replyLabel'] as const),
  ...(['replyPlaceholder', 'edit', 'edited', 'editLabel', 'save', 'cancel', 'delete'] as const),
  ...(['undo', 'resolve', 'reopen', 'placeholder', 'keepStored', 'newer', 'yourDraft'] as const),
  ...(['isNew', 'react', 'reactionLost', 'you', 'between'] as const),
] as const

/** What is said in the same words of annotations. */
export const outboxWords = [
  ...(['keptHere', 'notKeptHere', 'saving', 'saved', 'waits', 'waitsUnkept', 'refused'] as const),
  ...(['changeIt', 'tryNow', 'signIn', 'storedNow', 'storedDifference', 'added'] as const),
  'removed',
] as const

/** Of signs, by kind, their names. `by` holds "{name}" for the name that stands in its place. */
export type CommentTexts = Record<
  (typeof words)[number] | (typeof outboxWords)[number] | ReactionKind | 'by' | 'required',
  string
>
