import { formatTime } from '@/lib/dates'
import { type GridRow, isQuiet, layOut } from '../grid'
import type { ProgrammeSession } from '../queries'
import { type GridCellRow, GridCells } from './grid-cells'
import { type ProgrammeFrame, rowsOf, timeLabel } from './programme-frame'

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
  const drawn = rowsOf(sessions, frame)
  const byId = new Map(sessions.map(({ id }, index) => [id, drawn.rows[index]]))
  const now = isToday && nowLine(rows, frame)
  // The first line holds the names of the rooms, the first column the times
  return (
    <GridCells
      label={frame.t('grid')}
      columns={`3.5rem ${widths.join(' ') || '1fr'}`}
      rows={`auto ${rows.map(height).join(' ')}`}
      heads={columns.map(({ roomId, from, lanes }) => {
        const name = roomId ? (names.get(roomId) ?? '') : frame.t('noRoom')
        return { name, from: from + 1, lanes }
      })}
      times={rows.flatMap(({ startsAt, begins }, index) =>
        begins ? [{ row: index + 2, time: timeLabel(new Date(startsAt), day, frame) }] : [],
      )}
      {...(now && { now })}
      cells={cells.flatMap((cell): GridCellRow[] => {
        const row = byId.get(cell.sessionId)
        if (!row) return []
        const area: GridCellRow['area'] = [cell.row + 1, cell.column + 1, cell.rows, cell.columns]
        return [{ ...row, area, ...(cell.across && { across: true }) }]
      })}
      shared={drawn.shared}
    />
  )
}

/** Long rows are taller, so that the eye sees time pass; breaks and gaps take little screen. */
function height({ minutes, holds }: GridRow): string {
  if (holds === 'nothing') return '0.75rem'
  return holds === 'break' ? 'auto' : `minmax(${Math.min(5, minutes * 0.09).toFixed(2)}rem, auto)`
}

function nowLine(rows: readonly GridRow[], frame: ProgrammeFrame) {
  const now = frame.now.getTime()
  const index = rows.findIndex(({ startsAt, minutes }) => {
    return startsAt <= now && now < startsAt + minutes * 60_000
  })
  const row = rows[index]
  if (!row) return null
  const share = (now - row.startsAt) / (row.minutes * 60_000)
  const time = formatTime(frame.now, frame.clock.zone, frame.locale)
  return { text: frame.t('now', { time }), row: index + 2, share: share.toFixed(3) }
}
