// What the browser needs to know too, without what checks it there.

/** Characters of a comment's source. */
export const longestComment = 10_000

/** The signs one can answer with, in the order of the picker. */
export const reactionKinds = ['agree', 'love', 'insight', 'celebrate', 'look', 'unclear'] as const
export type ReactionKind = (typeof reactionKinds)[number]

/** How they look; their names are in messages/. */
export const signs: Record<ReactionKind, string> = {
  agree: '👍',
  love: '❤️',
  insight: '💡',
  celebrate: '🎉',
  look: '👀',
  unclear: '❓',
}

export type Reactable = { type: 'annotation' | 'comment'; id: string }
