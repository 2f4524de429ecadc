import type { CSSProperties } from 'react'
import { formatTime } from '@/lib/dates'
import { type GridRow, isQuiet, layOut } from '../grid'
import type { ProgrammeSession } from '../queries'
import { DayMark, type ProgrammeFrame, SessionCard } from './session-card'

type ProgrammeGridProps = {
  /** Those of one day that have a time. */
  sessions: readonly ProgrammeSession[]
  rooms: readonly { id: string; name: string }[]
  day: string
  frame: ProgrammeFrame
  isToday: boolean
}

/** One day as a grid of rooms. It scrolls inside its own box; heads and times stay in sight. */
export function ProgrammeGrid({ sessions, rooms, day, frame, isToday }: ProgrammeGridProps) {
  const byId = new Map(sessions.map((session) => [session.id, session]))
  const names = new Map(rooms.map(({ id, name }) => [id, name]))
  const placed = sessions.flatMap(({ id, startsAt, endsAt, roomIds, kind, title }) => {
    if (!startsAt) return []
    const quiet = isQuiet({ kind, title })
    return [{ id, startsAt: +startsAt, endsAt: endsAt && +endsAt, roomIds, quiet }]
  })
  const { columns, rows, cells } = layOut(placed, [...names.keys()])
  const widths = columns.map(
    ({ lanes }) => `repeat(${lanes}, minmax(${lanes > 1 ? 9 : 11}rem, 1fr))`,
  )
  const template: CSSProperties = {
    gridTemplateColumns: `3.5rem ${widths.join(' ') || '1fr'}`,
    gridTemplateRows: `auto ${rows.map(height).join(' ')}`,
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by key
    <section className="programme-grid" aria-label={frame.t('grid')} tabIndex={0}>
      <ul style={template}>
        <li className="corner" aria-hidden="true" />
        {columns.map(({ roomId, from, lanes }) => (
          <li
            key={roomId ?? ''}
            className="room-head"
            style={{ gridColumn: `${from + 1} / span ${lanes}` }}
          >
            {roomId ? names.get(roomId) : frame.t('noRoom')}
          </li>
        ))}
        {rows.map(({ startsAt, begins }, index) => {
          const at = new Date(startsAt)
          return (
            begins && (
              <li key={startsAt} className="row-time" style={{ gridRow: index + 2 }}>
                <time dateTime={at.toISOString()}>
                  {formatTime(at, frame.clock.zone, frame.locale)}
                </time>
                <DayMark at={at} day={day} frame={frame} />
              </li>
            )
          )
        })}
        {isToday && <NowLine rows={rows} frame={frame} />}
        {cells.map((cell) => {
          const session = byId.get(cell.sessionId)
          if (!session) return null
          const area = `${cell.row + 1} / ${cell.column + 1} / span ${cell.rows} / span ${cell.columns}`
          return (
            <SessionCard
              key={`${cell.sessionId} ${cell.column}`}
              session={session}
              frame={frame}
              rooms={cell.across}
              className={cell.across ? 'talk-across' : ''}
              style={{ gridArea: area }}
            />
          )
        })}
      </ul>
    </section>
  )
}

/** Long rows are taller, so that the eye sees time pass; breaks and gaps take little screen. */
function height({ minutes, holds }: GridRow): string {
  if (holds === 'nothing') return '0.75rem'
  return holds === 'break' ? 'auto' : `minmax(${Math.min(5, minutes * 0.09).toFixed(2)}rem, auto)`
}

function NowLine({ rows, frame }: { rows: readonly GridRow[]; frame: ProgrammeFrame }) {
  const now = frame.now.getTime()
  const index = rows.findIndex(({ startsAt, minutes }) => {
    return startsAt <= now && now < startsAt + minutes * 60_000
  })
  const row = rows[index]
  if (!row) return null
  const share = (now - row.startsAt) / (row.minutes * 60_000)
  const style = { gridRow: index + 2, '--share': share.toFixed(3) } as CSSProperties
  return (
    <li className="now-line" id="now" style={style}>
      <span className="sr-only">
        {frame.t('now', { time: formatTime(frame.now, frame.clock.zone, frame.locale) })}
      </span>
    </li>
  )
}
