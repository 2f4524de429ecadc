'use client'

import type { ReactNode } from 'react'
import { type Sent, useSent } from '@/components/outbox/use-outbox'
import { shortId } from '@/lib/ids'
import { AnnotationCard } from './annotation-card'
import { tendForm } from './card-actions'
import { useCardKeys } from './card-keys'
import type { CardRow, CardsShared } from './card-rows'
import { ChangeState } from './change-state'
import { changedRow, changesOf } from './changed-row'
import { WaitingCards } from './waiting-cards'

export type CardsProps = {
  rows: CardRow[]
  shared: CardsShared
  /** By annotation, what hangs below its card: an open form, its comments */
  below: Record<string, ReactNode>
  /** Whose words about which session: what waits on this device is shown after the last card */
  place: string
}

/** The cards of a column, with what was written on this device and is not confirmed yet. */
export function Cards({ rows, shared, below, place }: CardsProps) {
  useCardKeys(rows, shared)
  const sent = useSent(place)
  return (
    <>
      {rows.map((row) => (
        <RowCard key={row.id} row={row} shared={shared} sent={sent}>
          {below[row.id]}
        </RowCard>
      ))}
      <WaitingCards sent={sent} rows={rows} shared={shared} />
    </>
  )
}

type RowCardProps = { row: CardRow; shared: CardsShared; sent: Sent; children?: ReactNode }

/**
 * One annotation, with what was changed in it on this device; or where it stood if it was just moved
 * to the trash.
 */
export function RowCard({ row, shared, sent, children }: RowCardProps) {
  if (row.trashed) return <Trashed id={row.id} shared={shared} />
  const changes = changesOf(row.id, [...sent.leaving, ...sent.waiting])
  return (
    <AnnotationCard it={changedRow(row, changes)} shared={shared}>
      {statesOf(row, sent).map(([change, it]) => (
        <ChangeState key={change} {...{ it, row, shared }} />
      ))}
      {children}
    </AnnotationCard>
  )
}

/** What to tell of each change of an annotation; nothing stands for saved. */
function statesOf({ id }: CardRow, { waiting, saved }: Sent) {
  const states = Object.entries(changesOf(id, waiting))
  const last = saved.get(id)
  return states.length > 0 || !last ? states : [[last, undefined] as const]
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
