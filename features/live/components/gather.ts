import type { LiveEvent } from '../schema'
import { type News, newsIn } from './news'

/** So many are kept to be marked; of more only the number. */
const mostMarked = 100

export type Count = { annotation: number; comment: number }

/**
 * Keeps what came for one session until the page shows it: the first of what is new, how much that
 * is, and whether anything else has changed. Holds no more after an hour than after a minute.
 */
export function gatherNews(session: string, me: string) {
  const news = new Map<string, News>()
  let count: Count = { annotation: 0, comment: 0 }
  let [changed, newest, withdrawn] = [0n, 0n, 0n]

  function take(event: LiveEvent, announces: boolean) {
    const { subject, seq, actor, verb } = event
    if (verb === 'withdrawn') withdrawn = BigInt(seq)
    if (!announces) {
      if (subject.type !== 'annotation' || verb !== 'created') changed = BigInt(seq)
      return
    }
    const known = news.get(subject.id)
    if (known && verb === 'deleted') {
      news.delete(subject.id)
      count = { ...count, [known.type]: count[known.type] - 1 }
      return
    }
    // One's own, from another window, is no news
    const found = known || actor === me ? null : newsIn(event)
    if (!found) {
      if (!known) changed = BigInt(seq)
      return
    }
    count = { ...count, [found.type]: count[found.type] + 1 }
    newest = BigInt(seq)
    if (news.size < mostMarked) news.set(subject.id, found)
  }

  return {
    /**
     * `shown`: the number of the last event that the page as drawn holds. A page that announces
     * nothing has no place for new annotations, and whatever else happens changes it.
     */
    take(events: LiveEvent[], shown: string, announces: boolean) {
      for (const event of events) {
        if (event.place?.id !== session && event.subject.id !== session) continue
        if (BigInt(event.seq) > BigInt(shown)) take(event, announces)
      }
    },
    /** So much has happened that nobody knows what has changed. */
    lose(shown: string) {
      changed = BigInt(shown) + 1n
    },
    count: () => count,
    /**
     * Whether the page is out of date in what it shows, and nothing new would come in by the way,
     * unless it shows what has been taken back.
     */
    isStale: (shown: string, announces: boolean) =>
      withdrawn > BigInt(shown) ||
      (changed > BigInt(shown) && !(announces && count.annotation + count.comment > 0)),
    /** What is no news any more, since the page as drawn holds it. */
    settle(shown: string): News[] {
      if (newest === 0n || newest > BigInt(shown)) return []
      const settled = [...news.values()]
      news.clear()
      count = { annotation: 0, comment: 0 }
      newest = 0n
      return settled
    },
  }
}
