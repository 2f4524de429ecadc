'use client'

import type { CSSProperties } from 'react'
import { usePressed } from '@/components/ui/pressed'

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
  /** A break or the like has no mark, as long as nobody wants it. */
  unmarked?: true
  /** What the reader wants of it. */
  wish?: Wish
  /** How many others want it, in words. */
  wanted?: string
}

type Wish = 'now' | 'later' | 'skip'

/** The marks with which the reader says what they want, all buttons of one form. */
export type Marks = {
  form: string
  /** When the page was drawn, ISO. */
  drawn: string
  /** With `{title}` where the title goes. */
  words: Record<Wish | 'none', string>
}

export type Shared = {
  /** The address of the team, before those of its sessions. */
  team: string
  /** From and to in the reader's clock, and how long that is. */
  slots: { time: string; length?: string }[]
  cancelled: string
  recording: string
  marks: Marks
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
 * A session in a programme: five elements, since a day has hundreds. The link covers the card; its
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
    row.wanted,
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
      {!row.unmarked && <Mark row={row} marks={shared.marks} />}
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

const next = { none: 'now', now: 'later', later: 'skip', skip: 'none' } as const

/** What the reader wants of it; each press goes on to the next. */
function Mark({ row, marks }: { row: SessionRow; marks: Marks }) {
  const { href, title } = row
  const id = href.slice(href.search(/[^-/]*$/))
  const now = (usePressed(`wish:${id}`, marks.drawn) as keyof typeof next) ?? row.wish ?? 'none'
  return (
    <button
      type="submit"
      form={marks.form}
      name="act"
      value={`${next[now]}:${id}`}
      className="wish-mark"
      data-wish={now}
      aria-pressed={now !== 'none'}
      aria-label={marks.words[now].replace('{title}', () => title)}
    />
  )
}

function joined(by: string, ...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(by)
}
