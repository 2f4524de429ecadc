'use client'

import type { CSSProperties } from 'react'
import { useSent } from '@/components/outbox/use-outbox'
import { Avatar } from '@/components/ui/avatar'
import { useAudienceMenu } from './audience-menu'
import { useCardKeys } from './card-keys'
import { type CardsProps, RowCard } from './cards'
import type { SideColumns } from './side-columns'
import { WaitingCards } from './waiting-cards'

/**
 * A column a person; what was written at about the same time stands at the same height. Columns
 * come one after the other in the document, so that one person's words are read in one go.
 */
export function SideBySide({ label, columns, times, ...cards }: SideColumns & CardsProps) {
  const { rows, shared, open, below, place } = cards
  useCardKeys(rows, shared)
  const sent = useSent(place)
  const menu = useAudienceMenu()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return (
    <>
      <section
        className="side-by-side"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keys too
        tabIndex={0}
        style={{ '--people': columns.length, '--bands': times.length } as CSSProperties}
      >
        {times.map(({ band, time }) => (
          <p key={band} className="side-time" style={{ gridRow: band + 2 }} aria-hidden>
            <span>{time}</span>
          </p>
        ))}
        {columns.map(({ by, called, cells }, index) => (
          <section
            key={by}
            className="side-column"
            aria-labelledby={`column-${by}`}
            style={{ gridColumn: index + 2 }}
          >
            <h3 id={`column-${by}`}>
              <Avatar person={{ id: by, name: shared.names[by] ?? called }} />
              {called}
            </h3>
            {cells.map(({ band, ids }) => (
              <div key={band} className="side-cell" style={{ gridRow: band + 2 }}>
                {ids.map((id) => {
                  const row = byId.get(id)
                  return (
                    row && (
                      <RowCard key={id} {...{ row, shared, sent, menu }}>
                        {open?.id === id && open.form}
                        {below?.(id)}
                      </RowCard>
                    )
                  )
                })}
              </div>
            ))}
          </section>
        ))}
      </section>
      <WaitingCards sent={sent} rows={rows} shared={shared} />
    </>
  )
}
