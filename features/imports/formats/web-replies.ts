import { isRecord } from './bookmark-fields'
import { instant } from './web-selectors'

// Which annotations of a file answer others of it: the model says so by a motivation and a target,
// Hypothesis by the ids of all that stand above.

/** Words on an annotation, or on other words there: plain values, no database. */
export type WebReply = {
  author: string
  /** Markdown */
  body: string
  /** ISO 8601, UTC */
  at: string | null
  /** Replies of one thread have the same number */
  thread: number
  /** Somebody has settled its thread */
  resolved: boolean
}

export type Item = Record<string, unknown>

/** Answers of answers end here, as do those that answer each other in a circle. */
const deepest = 50

/**
 * Divides the annotations of a file into those that stand on something and those that answer them, with
 * the annotation at the root and the reply that opens their thread. What answers something that is not
 * in the file stands by itself.
 */
export function threadsIn(items: Item[]): {
  roots: Item[]
  replies: { item: Item; root: Item; opening: Item }[]
} {
  const byId = new Map(items.map((item) => [text(item.id), item]))
  byId.delete('')
  const above = (item: Item) => {
    const found = answered(item).map((id) => byId.get(id))
    return found.find((one) => one && one !== item)
  }
  const replies = items.flatMap((item) => {
    let opening = item
    let root = above(item)
    for (let step = 0; root && step < deepest; step++) {
      const next = above(root)
      if (!next) return { item, root, opening }
      opening = root
      root = next
    }
    return []
  })
  const answering = new Set(replies.map(({ item }) => item))
  return { roots: items.filter((item) => !answering.has(item)), replies }
}

/** The ids of what an annotation answers, the nearest first; none where it stands on something else. */
function answered({ motivation, target, references }: Item): string[] {
  if (Array.isArray(references)) return references.map(text).toReversed()
  const why = Array.isArray(motivation) ? motivation : [motivation]
  if (!why.includes('replying')) return []
  const targets = Array.isArray(target) ? target : [target]
  return targets.map((it) => (isRecord(it) ? text(it.source ?? it.id) : text(it)))
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The replies of each annotation, oldest first, as far as they say something. */
export function repliesOf(
  found: ReturnType<typeof threadsIn>['replies'],
  words: (item: Item) => { author: string; body: string },
): Map<Item, WebReply[]> {
  const threads = new Map<Item, number>()
  const all = new Map<Item, WebReply[]>()
  for (const { item, root, opening } of found) {
    const thread = threads.get(opening) ?? threads.size
    threads.set(opening, thread)
    const resolved = item['hallway:resolved'] === true
    const reply = { ...words(item), at: instant(item.created), thread, resolved }
    if (reply.body) all.set(root, [...(all.get(root) ?? []), reply])
  }
  for (const list of all.values()) list.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
  return all
}
