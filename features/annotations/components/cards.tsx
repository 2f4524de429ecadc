'use client'

import type { ReactNode } from 'react'
import { shortId } from '@/lib/ids'
import { AnnotationCard } from './annotation-card'
import { tendForm } from './card-actions'
import type { CardRow, CardsShared } from './card-rows'
import { WaitingCards } from './waiting-cards'

type CardsProps = {
  rows: CardRow[]
  shared: CardsShared
  /** By annotation, what hangs below its card: an open form, its comments */
  below: Record<string, ReactNode>
  /** Whose words about which session: what waits on this device is shown after the last card */
  place: string
}

/** The cards of a column. */
export function Cards({ rows, shared, below, place }: CardsProps) {
  const cards = rows.map((row) =>
    row.trashed ? (
      <Trashed key={row.id} id={row.id} shared={shared} />
    ) : (
      <AnnotationCard key={row.id} it={row} shared={shared}>
        {below[row.id]}
      </AnnotationCard>
    ),
  )
  return (
    <>
      {cards}
      <WaitingCards place={place} rows={rows} shared={shared} />
    </>
  )
}

function Trashed({ id, shared: { words } }: { id: string; shared: CardsShared }) {
  return (
    <p className="notice note-deleted" id={`annotation-${shortId(id)}`} role="status">
      {words.deleted}
      <button
        type="submit"
        form={tendForm}
        name="act"
        value={`restore:${id}`}
        className="button button-secondary"
      >
        {words.undo}
      </button>
    </p>
  )
}
