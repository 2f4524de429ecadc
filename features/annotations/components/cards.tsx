'use client'

import type { ReactNode } from 'react'
import { shortId } from '@/lib/ids'
import { AnnotationCard } from './annotation-card'
import { tendForm } from './card-actions'
import { useCardKeys } from './card-keys'
import type { CardRow, CardsShared } from './card-rows'
import { WaitingCards } from './waiting-cards'

export type CardsProps = {
  rows: CardRow[]
  shared: CardsShared
  /** By annotation, what hangs below its card: an open form, its comments */
  below: Record<string, ReactNode>
  /** Whose words about which session: what waits on this device is shown after the last card */
  place: string
}

/** The cards of a column. */
export function Cards({ rows, shared, below, place }: CardsProps) {
  useCardKeys(rows, shared)
  return (
    <>
      {rows.map((row) => (
        <RowCard key={row.id} row={row} shared={shared}>
          {below[row.id]}
        </RowCard>
      ))}
      <WaitingCards place={place} rows={rows} shared={shared} />
    </>
  )
}

type RowCardProps = { row: CardRow; shared: CardsShared; children?: ReactNode }

/** One annotation, or where it stood if it was just moved to the trash. */
export function RowCard({ row, shared, children }: RowCardProps) {
  if (row.trashed) return <Trashed id={row.id} shared={shared} />
  return (
    <AnnotationCard it={row} shared={shared}>
      {children}
    </AnnotationCard>
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
