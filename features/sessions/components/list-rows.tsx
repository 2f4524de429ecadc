'use client'

import { SessionCard, type SessionRow, type Shared } from './session-card'

/** A time of day as a label; `mark` says that its date is another than that of the day. */
export type TimeLabel = { iso: string; text: string; mark?: string }

export type ListGroup = { time?: TimeLabel; rows: SessionRow[] }

type ListRowsProps = {
  groups: ListGroup[]
  shared: Shared
  /** The mark that says "now", and how many groups stand above it. */
  now?: { text: string; after: number }
}

/** The sessions of a day in one column, under the times at which they begin. */
export function ListRows({ groups, shared, now }: ListRowsProps) {
  const mark = now && (
    <p className="now-mark" id="now">
      {now.text}
    </p>
  )
  return (
    <div className="programme-list">
      {groups.map(({ time, rows }, index) => (
        <section key={time?.iso ?? ''}>
          {index === now?.after && mark}
          {time && (
            <h3>
              <TimeOfDay of={time} />
            </h3>
          )}
          <ul>
            {rows.map((row) => (
              <SessionCard key={row.href} row={row} shared={shared} rooms />
            ))}
          </ul>
        </section>
      ))}
      {now?.after === groups.length && mark}
    </div>
  )
}

export function TimeOfDay({ of: { iso, text, mark } }: { of: TimeLabel }) {
  return (
    <>
      <time dateTime={iso}>{text}</time>
      {mark && <small>{mark}</small>}
    </>
  )
}
