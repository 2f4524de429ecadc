'use client'

import type { CSSProperties } from 'react'
import { Drawn } from '@/components/ui/drawn'
import { type Html, html } from '@/components/ui/html'
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

/** The marks with which the reader says what they want, all buttons of the form around them. */
export type Marks = {
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
 * A session in a programme: five elements, since a day has hundreds, and one of React (decision 29). The
 * link covers the card; its name holds time and room, its text only the title.
 */
export function SessionCard({ row, shared, rooms = false, className = '', style }: CardProps) {
  const pressed = usePressed(`wish:${idOf(row)}`, shared.marks.drawn) as Wish | 'none' | undefined
  return (
    <Drawn
      as="li"
      className={joined(' ', 'talk', row.look, className)}
      {...(style && { style })}
      html={card(row, shared, rooms, pressed ?? row.wish ?? 'none')}
    />
  )
}

function card(row: SessionRow, shared: Shared, rooms: boolean, wish: Wish | 'none'): Html {
  const { title, cancelled, speakers, written, lang } = row
  const slot = row.slot === undefined ? undefined : shared.slots[row.slot]
  const name = slot || row.rooms ? joined(', ', title, slot?.time, row.rooms) : ''
  const facts = joined(
    ' · ',
    cancelled && shared.cancelled,
    rooms && row.rooms,
    row.track,
    slot?.length,
    row.recorded && shared.recording,
    row.wanted,
  )
  return html`<a href="${shared.team}${row.href}" data-nav="prefetch"${
    name && html` aria-label="${name}"`
  }${lang && html` lang="${lang}"`}${
    cancelled && html` class="talk-cancelled"`
  }>${title}</a>${!row.unmarked && mark(row, shared.marks, wish)}${
    speakers && html`<span>${speakers}</span>`
  }${
    (facts || written) &&
    html`<small>${facts}${facts && written && ' · '}${written && html`<b>${written}</b>`}</small>`
  }`
}

const next = { none: 'now', now: 'later', later: 'skip', skip: 'none' } as const

/** What the reader wants of it; each press goes on to the next. */
function mark(row: SessionRow, { words }: Marks, wish: Wish | 'none'): Html {
  return html`<button type="submit" name="act" value="${next[wish]}:${idOf(row)}"
    class="wish-mark" data-wish="${wish}" aria-pressed="${String(wish !== 'none')}"
    aria-label="${words[wish].replace('{title}', () => row.title)}"></button>`
}

/** The short id of a session, the last part of its address. */
function idOf({ href }: SessionRow): string {
  return href.slice(href.search(/[^-/]*$/))
}

function joined(by: string, ...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(by)
}
