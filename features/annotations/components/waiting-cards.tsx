'use client'

import type { Outgoing } from '@/components/outbox/device-store'
import { flush } from '@/components/outbox/outbox'
import { useWaiting } from '@/components/outbox/use-outbox'
import { KindBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { CardRow, CardsShared } from './card-rows'
import { quoteOf } from './passage-field'

/** The form of the composer listens for it: an annotation that was refused comes back to be changed. */
export const comeBack = 'hallway:come-back'

type WaitingProps = { place: string; rows: CardRow[]; shared: CardsShared }

/** One's own annotations of this talk that the server has not confirmed yet, at the end of the column. */
export function WaitingCards({ place, rows, shared }: WaitingProps) {
  const served = new Set(rows.map(({ id }) => id))
  return useWaiting(place, ({ id, of }) => of !== undefined || served.has(id)).map((it) => (
    <WaitingCard key={it.id} it={it} shared={shared} />
  ))
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
