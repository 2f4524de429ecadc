'use client'

import type { CSSProperties } from 'react'

/** A session as plain data; what a day's sessions share stands in `Shared`. */
export type SessionRow = {
  /** What follows the team's address. */
  href: string
  title: string
  /** Position in `slots`; none without a time. */
  slot?: number
  rooms?: string
  speakers?: string
  track?: string
  /** Classes beyond the card's own. */
  look?: string
  lang?: string
  /** How much is written about it, in words. */
  written?: string
  cancelled?: true
  recorded?: true
}

export type Shared = {
  /** The address of the team, before those of its sessions. */
  team: string
  /** From and to in the reader's clock, and how long that is. */
  slots: { time: string; length?: string }[]
  cancelled: string
  recording: string
}

type CardProps = {
  row: SessionRow
  shared: Shared
  /** Names the rooms, where no column does. */
  rooms?: boolean
  className?: string
  style?: CSSProperties
}

/**
 * A session in a programme: four elements, since a day has hundreds. The link covers the card; its
 * name holds time and room, its text only the title. Drawn from data and without handlers
 * (decision 16).
 */
export function SessionCard({ row, shared, rooms = false, className = '', style }: CardProps) {
  const { title, cancelled, look, speakers, written } = row
  const slot = row.slot === undefined ? undefined : shared.slots[row.slot]
  const name = slot || row.rooms ? joined(', ', title, slot?.time, row.rooms) : undefined
  const facts = joined(
    ' · ',
    cancelled && shared.cancelled,
    rooms && row.rooms,
    row.track,
    slot?.length,
    row.recorded && shared.recording,
  )
  return (
    <li className={joined(' ', 'talk', look, className)} style={style}>
      <a
        href={shared.team + row.href}
        data-nav="prefetch"
        aria-label={name}
        lang={row.lang}
        className={cancelled && 'talk-cancelled'}
      >
        {title}
      </a>
      {speakers && <span>{speakers}</span>}
      {(facts || written) && (
        <small>
          {facts && written ? `${facts} · ` : facts}
          {written && <b>{written}</b>}
        </small>
      )}
    </li>
  )
}

function joined(by: string, ...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(by)
}
