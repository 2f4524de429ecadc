import { formatDay, formatRange } from '@/lib/dates'

type SessionFacts = {
  startsAt: Date | null
  endsAt: Date | null
  day: string | null
  conference: { title: string; zone: string }
}

/** Conference, day and time of a session, on the conference's clock. */
export function sessionFacts(session: SessionFacts, locale: string, noTime: string): string {
  const { startsAt, endsAt, day, conference } = session
  const when =
    startsAt && day
      ? `${formatDay(day, locale)}, ${formatRange(startsAt, endsAt, conference.zone, locale)}`
      : noTime
  return `${conference.title} · ${when}`
}

/** Seconds as a place in a recording: `1:02:03`, `12:05`. */
export function timecode(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
