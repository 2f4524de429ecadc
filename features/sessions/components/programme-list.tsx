import { formatTime } from '@/lib/dates'
import type { ProgrammeSession } from '../queries'
import { type ListGroup, ListRows } from './list-rows'
import { type ProgrammeFrame, rowsOf, timeLabel } from './programme-frame'

type ProgrammeListProps = {
  sessions: readonly ProgrammeSession[]
  /** The conference day; null for sessions without a time. */
  day: string | null
  frame: ProgrammeFrame
  /** Whether the "now" mark belongs to this day. */
  isToday: boolean
}

/** One day as a list: the times are the margin, what begins together stands together. */
export function ProgrammeList({ sessions, day, frame, isToday }: ProgrammeListProps) {
  const { rows, shared } = rowsOf(sessions, frame)
  const groups = new Map<number, ListGroup>()
  sessions.forEach(({ startsAt }, index) => {
    const at = startsAt?.getTime() ?? 0
    const group = groups.get(at) ?? { rows: [] }
    if (startsAt && day && !group.time) group.time = timeLabel(startsAt, day, frame)
    const row = rows[index]
    if (row) group.rows.push(row)
    groups.set(at, group)
  })
  const now = isToday && {
    text: frame.t('now', { time: formatTime(frame.now, frame.clock.zone, frame.locale) }),
    after: [...groups.keys()].filter((at) => at <= frame.now.getTime()).length,
  }
  return <ListRows groups={[...groups.values()]} shared={shared} {...(now && { now })} />
}
