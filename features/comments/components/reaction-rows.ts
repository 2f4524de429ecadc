import type { Reacted } from '../discussion'
import { type ReactionKind, reactionKinds } from '../signs'

/** One sign on something: who of the others put it there, and whether the reader did. */
export type ReactionRow = { kind: ReactionKind; who: string[]; mine?: true }

/** Signs as they are shown, in the order of the picker; undefined where there are none. */
export function reactionRows(reacted: Reacted[], userId: string): ReactionRow[] | undefined {
  if (reacted.length === 0) return undefined
  return reactionKinds.flatMap((kind) => {
    const people = reacted.filter((it) => it.kind === kind)
    if (people.length === 0) return []
    const who = people.filter(({ id }) => id !== userId).map(({ name }) => name)
    return [{ kind, who, ...(who.length < people.length && { mine: true as const }) }]
  })
}
