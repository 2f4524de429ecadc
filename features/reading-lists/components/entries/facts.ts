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
