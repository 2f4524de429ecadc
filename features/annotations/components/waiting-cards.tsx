'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useSyncExternalStore, useTransition } from 'react'
import { KindBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { CardRow, CardsShared } from './card-rows'
import type { Outgoing } from './device-store'
import { flush, type OutboxState, outboxState, subscribeToOutbox } from './outbox'
import { quoteOf } from './passage-field'

const nothing: OutboxState = { waiting: [], confirmed: new Map(), sending: false }

export const useOutbox = () => useSyncExternalStore(subscribeToOutbox, outboxState, () => nothing)

/** The form of the composer listens for it: an annotation that was refused comes back to be changed. */
export const comeBack = 'hallway:come-back'

type WaitingProps = { place: string; rows: CardRow[]; shared: CardsShared }

/** One's own annotations of this talk that the server has not confirmed yet, at the end of the column. */
export function WaitingCards({ place, rows, shared }: WaitingProps) {
  const { waiting, confirmed } = useOutbox()
  const router = useRouter()
  const [refreshing, startRefresh] = useTransition()
  const [leaving, setLeaving] = useState<Outgoing[]>([])
  const before = useRef<Outgoing[]>([])
  const here = waiting.filter((it) => it.place === place)

  useEffect(() => {
    const left = before.current.filter(
      ({ id }) => confirmed.has(id) && !waiting.some((it) => it.id === id),
    )
    before.current = waiting.filter((it) => it.place === place)
    if (left.length === 0) return
    setLeaving((earlier) => [...earlier, ...left])
    startRefresh(() => router.refresh())
  }, [waiting, confirmed, place, router])

  // A filter may hide the card that takes its place: the page that has come decides
  useEffect(() => {
    if (!refreshing) setLeaving([])
  }, [refreshing])

  const served = new Set(rows.map(({ id }) => id))
  return [...leaving, ...here]
    .filter(({ id }) => !served.has(id))
    .map((it) => <WaitingCard key={it.id} it={it} shared={shared} />)
}

function WaitingCard({ it, shared: { kinds, words } }: { it: Outgoing; shared: CardsShared }) {
  const kind = (it.fields.kind ?? 'takeaway') as CardRow['kind']
  const refused = it.stopped?.because === 'refused'
  return (
    <div className="note note-waiting">
      <p className="note-head">
        <KindBadge kind={kind}>{kinds[kind]}</KindBadge>
        <span className="note-facts">
          {it.fields.audience === 'me' && `${words.onlyYou} · `}
          {it.stopped ? (refused ? words.refused : words.waits) : words.saving}
        </span>
      </p>
      {it.fields.passage && <p className="note-passage">“{quoteOf(it.fields.passage)}”</p>}
      <p className="note-typed">{it.fields.text}</p>
      {it.stopped && (
        <p className="note-waits">
          {it.stopped.because !== 'network' && it.stopped.why}
          {refused ? (
            <Button
              type="button"
              onClick={() =>
                document
                  .getElementById('composer')
                  ?.dispatchEvent(new CustomEvent(comeBack, { detail: it.id }))
              }
            >
              {words.changeIt}
            </Button>
          ) : (
            <Button type="button" onClick={() => void flush()}>
              {words.tryNow}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
