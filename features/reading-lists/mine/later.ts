import { addDays, conferenceDay, isZone, zonedInstant } from '@/lib/dates'

/** Until when something is put off: a day `YYYY-MM-DD`, or one that depends on today. */
export type Later = 'tomorrow' | 'week' | (string & {})

// Who puts something off at one in the night means after sleeping
const dayBegins = 4

/** The reader's day at `now`, which lasts until four in the morning. An unknown zone counts as UTC. */
export function readersDay(zone: string, now: Date): string {
  return conferenceDay(now, isZone(zone) ? zone : 'UTC', dayBegins * 60)
}

/**
 * The instant at which what was put off comes back: four in the morning of the next day, of the next
 * Monday, or of the day given. Null for a day that is none, that has come or is ten years away.
 */
export function untilWhen(later: Later, zone: string, now: Date): Date | null {
  const today = readersDay(zone, now)
  const day = later === 'tomorrow' ? addDays(today, 1) : later === 'week' ? monday(today) : later
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || day <= today || day > addDays(today, 3653)) return null
  try {
    return zonedInstant(`${day}T0${dayBegins}:00`, isZone(zone) ? zone : 'UTC')
  } catch {
    return null
  }
}

function monday(today: string): string {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  return addDays(today, (8 - weekday) % 7 || 7)
}
