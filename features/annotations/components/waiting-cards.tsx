'use client'

import type { Outgoing } from '@/components/outbox/device-store'
import { flush, isSettled } from '@/components/outbox/outbox'
import type { Sent } from '@/components/outbox/use-outbox'
import { KindBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { shortId } from '@/lib/ids'
import type { CardRow, CardsShared } from './card-rows'
import { quoteOf } from './passage-field'

/** The form of the composer listens for it: an annotation that was refused comes back to be changed. */
export const comeBack = 'hallway:come-back'

type WaitingProps = {
  sent: Pick<Sent, 'waiting' | 'leaving'>
  rows: CardRow[]
  shared: CardsShared
}

/**
 * One's own words about this talk that the server has not confirmed yet and that no card here shows:
 * what is new, and changes of annotations that stand elsewhere, or nowhere any more.
 */
export function WaitingCards({ sent: { waiting, leaving }, rows, shared }: WaitingProps) {
  const served = new Set(rows.map(({ id }) => id))
  return [...leaving, ...waiting]
    .filter(({ id, of }) => !served.has(of?.id ?? id))
    .map((it) => <WaitingCard key={it.id} it={it} shared={shared} />)
}

function WaitingCard({ it, shared }: { it: Outgoing; shared: CardsShared }) {
  const { kinds, words, here } = shared
  const kind = (it.fields.kind ?? 'takeaway') as CardRow['kind']
  const refused = isSettled(it)
  const of = it.of && shortId(it.of.id)
  return (
    <div className="note note-waiting">
      <p className="note-head">
        <KindBadge kind={kind}>{kinds[kind]}</KindBadge>
        <span className="note-facts">
          {it.fields.audience === 'me' && `${words.onlyYou} · `}
          {it.fields.audience === 'public' && `${words.public} · `}
          {it.stopped ? (refused ? words.refused : words.waits) : words.saving}
          {of && (
            <>
              {' · '}
              <a
                className="text-link"
                data-nav="plain"
                href={`${here.split('?')[0]}?at=${of}#annotation-${of}`}
              >
                {words.show}
              </a>
            </>
          )}
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
