import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useSyncExternalStore, useTransition } from 'react'
import type { Change, Outgoing } from './device-store'
import { isSettled, type OutboxState, outboxState, subscribeToOutbox } from './outbox'

const nothing: OutboxState = { waiting: [], confirmed: new Map(), sending: false }

export const useOutbox = () => useSyncExternalStore(subscribeToOutbox, outboxState, () => nothing)

const nobody: readonly Outgoing[] = []
const last = new Map<string, readonly Outgoing[]>()

/** The same list as long as nothing changes there: a page has many places, and few of them wait. */
function waitingAt(place: string): readonly Outgoing[] {
  const here = outboxState().waiting.filter((it) => it.place === place)
  const known = last.get(place) ?? nobody
  if (known.length === here.length && here.every((it, index) => it === known[index])) return known
  last.set(place, here)
  return here
}

export type Sent = {
  /** Not confirmed yet */
  waiting: readonly Outgoing[]
  /** Confirmed, and on their way into the page */
  leaving: readonly Outgoing[]
  /** By what they change, which change was saved last since this page was opened */
  saved: ReadonlyMap<string, Change>
}

/**
 * What was written on this device for one place and is not on its page yet. What the outbox has done
 * with is fetched by asking for the page anew, or as `bring` does.
 */
export function useSent(place: string, bring?: () => void): Sent {
  const here = useSyncExternalStore(
    subscribeToOutbox,
    () => waitingAt(place),
    () => nobody,
  )
  const router = useRouter()
  const [refreshing, startRefresh] = useTransition()
  const [leaving, setLeaving] = useState<readonly Outgoing[]>(nobody)
  const [saved, setSaved] = useState<Sent['saved']>(new Map())
  const before = useRef(here)
  const [opened] = useState(Date.now)
  const latest = useRef(bring)
  latest.current = bring

  useEffect(() => {
    const { confirmed } = outboxState()
    const left = before.current.filter(
      ({ id }) => confirmed.has(id) && !here.some((it) => it.id === id),
    )
    // Its way out and its refusal may have come between two drawings of the page
    const known = new Map(before.current.map((it) => [it.id, isSettled(it)]))
    const settled = here.filter(
      (it) => it.of && isSettled(it) && !(known.get(it.id) ?? it.queuedAt < opened),
    )
    before.current = here
    if (left.length === 0 && settled.length === 0) return
    setLeaving((earlier) => [...earlier, ...left])
    const changed = left.flatMap(({ of }) => (of ? [[of.id, of.change] as const] : []))
    if (changed.length > 0) setSaved((earlier) => new Map([...earlier, ...changed]))
    startRefresh(() => (latest.current ?? router.refresh)())
  }, [here, router, opened])

  // A filter may hide what takes its place: the page that has come decides
  useEffect(() => {
    if (!refreshing) setLeaving(nobody)
  }, [refreshing])

  return { waiting: here, leaving, saved }
}

/**
 * What of one place is not confirmed yet. What has just been confirmed stays among it until the page,
 * which is asked for anew (or by `bring`), has brought it; `isServed` says what it holds already.
 */
export function useWaiting(
  place: string,
  isServed: (it: Outgoing) => boolean,
  bring?: () => void,
): Outgoing[] {
  const { waiting, leaving } = useSent(place, bring)
  return [...leaving, ...waiting].filter((it) => !isServed(it))
}
