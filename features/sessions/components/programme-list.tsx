import { formatTime } from '@/lib/dates'
import type { ProgrammeSession } from '../queries'
import { DayMark, type ProgrammeFrame, SessionCard } from './session-card'

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
  const groups = byStart(sessions)
  const next = isToday ? [...groups.keys()].find((at) => at > frame.now.getTime()) : undefined
  return (
    <div className="programme-list">
      {[...groups].map(([at, group]) => (
        <section key={at}>
          {at === next && <NowMark frame={frame} />}
          {day && (
            <h3>
              <time dateTime={new Date(at).toISOString()}>
                {formatTime(new Date(at), frame.clock.zone, frame.locale)}
              </time>
              <DayMark at={new Date(at)} day={day} frame={frame} />
            </h3>
          )}
          <ul>
            {group.map((session) => (
              <SessionCard key={session.id} session={session} frame={frame} rooms />
            ))}
          </ul>
        </section>
      ))}
      {isToday && next === undefined && <NowMark frame={frame} />}
    </div>
  )
}

function byStart(sessions: readonly ProgrammeSession[]): Map<number, ProgrammeSession[]> {
  const groups = new Map<number, ProgrammeSession[]>()
  for (const session of sessions) {
    const at = session.startsAt?.getTime() ?? 0
    const group = groups.get(at)
    if (group) group.push(session)
    else groups.set(at, [session])
  }
  return groups
}

function NowMark({ frame }: { frame: ProgrammeFrame }) {
  const time = formatTime(frame.now, frame.clock.zone, frame.locale)
  return (
    <p className="now-mark" id="now">
      {frame.t('now', { time })}
    </p>
  )
}
