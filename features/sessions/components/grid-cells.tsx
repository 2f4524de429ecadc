'use client'

import type { CSSProperties } from 'react'
import { type TimeLabel, TimeOfDay } from './list-rows'
import { SessionCard, type SessionRow, type Shared } from './session-card'

export type GridCellRow = SessionRow & {
  /** First line and first column, and how many of each; lines count from 1. */
  area: [row: number, column: number, rows: number, columns: number]
  /** Lies across all rooms. */
  across?: true
}

type GridCellsProps = {
  label: string
  columns: string
  rows: string
  heads: { name: string; from: number; lanes: number }[]
  times: { row: number; time: TimeLabel }[]
  /** The line that says "now": its row, and how far down in it. */
  now?: { text: string; row: number; share: string }
  cells: GridCellRow[]
  shared: Shared
}

/** The grid as the server has laid it out. */
export function GridCells(props: GridCellsProps) {
  const { label, columns, rows, heads, times, now, cells, shared } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by key
    <section className="programme-grid" aria-label={label} tabIndex={0}>
      <ul style={{ gridTemplateColumns: columns, gridTemplateRows: rows }}>
        <li className="corner" aria-hidden="true" />
        {heads.map(({ name, from, lanes }) => (
          <li key={from} className="room-head" style={{ gridColumn: `${from} / span ${lanes}` }}>
            {name}
          </li>
        ))}
        {times.map(({ row, time }) => (
          <li key={time.iso} className="row-time" style={{ gridRow: row }}>
            <TimeOfDay of={time} />
          </li>
        ))}
        {now && (
          <li
            className="now-line"
            id="now"
            style={{ gridRow: now.row, '--share': now.share } as CSSProperties}
          >
            <span className="sr-only">{now.text}</span>
          </li>
        )}
        {cells.map((cell) => {
          const [line, column, lines, columns] = cell.area
          return (
            <SessionCard
              key={`${cell.href} ${column}`}
              row={cell}
              shared={shared}
              rooms={cell.across === true}
              className={cell.across ? 'talk-across' : ''}
              style={{ gridArea: `${line} / ${column} / span ${lines} / span ${columns}` }}
            />
          )
        })}
      </ul>
    </section>
  )
}
