import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useSyncExternalStore, useTransition } from 'react'
import type { Outgoing } from './device-store'
import { type OutboxState, outboxState, subscribeToOutbox } from './outbox'

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

/**
 * What of one place is not confirmed yet. What has just been confirmed stays among it until the page,
 * which is asked for anew, has brought it; `isServed` says what the page holds already.
 */
export function useWaiting(place: string, isServed: (it: Outgoing) => boolean): Outgoing[] {
  const here = useSyncExternalStore(
    subscribeToOutbox,
    () => waitingAt(place),
    () => nobody,
  )
  const router = useRouter()
  const [refreshing, startRefresh] = useTransition()
  const [leaving, setLeaving] = useState<readonly Outgoing[]>(nobody)
  const before = useRef(here)

  useEffect(() => {
    const { confirmed } = outboxState()
    const left = before.current.filter(
      ({ id }) => confirmed.has(id) && !here.some((it) => it.id === id),
    )
    before.current = here
    if (left.length === 0) return
    setLeaving((earlier) => [...earlier, ...left])
    startRefresh(() => router.refresh())
  }, [here, router])

  // A filter may hide what takes its place: the page that has come decides
  useEffect(() => {
    if (!refreshing) setLeaving(nobody)
  }, [refreshing])

  return [...leaving, ...here].filter((it) => !isServed(it))
}
