'use client'

import type { ReactNode } from 'react'
import { type Sent, useSent } from '@/components/outbox/use-outbox'
import { shortId } from '@/lib/ids'
import { AnnotationCard } from './annotation-card'
import { AudienceMenu, useAudienceMenu } from './audience-menu'
import { tendForm } from './card-actions'
import { useCardKeys } from './card-keys'
import type { CardRow, CardsShared } from './card-rows'
import { ChangeState } from './change-state'
import { changedRow, changesOf } from './changed-row'
import { WaitingCards } from './waiting-cards'

export type CardsProps = {
  rows: CardRow[]
  shared: CardsShared
  /** The one form that is open, below the card of its annotation */
  open?: { id: string; form: ReactNode } | undefined
  /** What hangs below a card: its comments */
  below?: ((id: string) => ReactNode) | undefined
  /** Whose words about which session: what waits on this device is shown after the last card */
  place: string
}

/** The cards of a column, with what was written on this device and is not confirmed yet. */
export function Cards({ rows, shared, open, below, place }: CardsProps) {
  useCardKeys(rows, shared)
  const sent = useSent(place)
  const menu = useAudienceMenu()
  return (
    <>
      {rows.map((row) => (
        <RowCard key={row.id} {...{ row, shared, sent, menu }}>
          {open?.id === row.id && open.form}
          {below?.(row.id)}
        </RowCard>
      ))}
      <WaitingCards sent={sent} rows={rows} shared={shared} />
    </>
  )
}

type RowCardProps = {
  row: CardRow
  shared: CardsShared
  sent: Sent
  menu: ReturnType<typeof useAudienceMenu>
  children?: ReactNode
}

/**
 * One annotation, with what was changed in it on this device; or where it stood if it was just moved
 * to the trash.
 */
export function RowCard({ row, shared, sent, menu, children }: RowCardProps) {
  const { asked, close } = menu
  if (row.trashed) return <Trashed id={row.id} shared={shared} />
  const changes = changesOf(row.id, [...sent.leaving, ...sent.waiting])
  const it = changedRow(row, changes)
  return (
    <AnnotationCard it={it} shared={shared}>
      {asked?.id === row.id && <AudienceMenu {...{ it, shared, close }} button={asked.button} />}
      {statesOf(row, sent).map(([change, sending]) => (
        <ChangeState key={change} it={sending} {...{ row, shared }} />
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
