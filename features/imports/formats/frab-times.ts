import { addDays, zonedInstant } from '@/lib/dates'

/** Minutes of `HH:MM[:SS]`, `D:HH:MM` (one digit before the first colon) or plain minutes. */
export function durationMinutes(written: string): number | null {
  const text = written.trim()
  if (/^\d{1,5}$/.test(text)) return Number(text)
  const parts = /^(\d{1,4}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text)
  if (!parts) return null
  const [first, second, third] = [Number(parts[1]), Number(parts[2]), parts[3]]
  const minutes =
    third !== undefined && (parts[1] ?? '').length === 1
      ? first * 1440 + second * 60 + Number(third)
      : first * 60 + second
  return minutes <= 366 * 1440 ? minutes : null
}

/** ISO 8601 with the offset optional: either an instant or a local time. */
export function isoTime(
  written: string,
): { instant: Date; offset: number } | { local: string } | null {
  const fields =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d{1,9})?\s*(?:(Z)|([+-])(\d\d):?(\d\d)?)?$/i.exec(
      written.trim(),
    )
  if (!fields) return null
  const local = `${fields[1]}T${fields[2]}${fields[3] ?? ''}`
  const year = Number(local.slice(0, 4))
  if (year < 1970 || year > 2199) return null
  try {
    const asUtc = zonedInstant(local, 'UTC')
    if (!fields[4] && !fields[5]) return { local }
    const size = Number(fields[6] ?? 0) * 60 + Number(fields[7] ?? 0)
    if (size > 18 * 60) return null
    const offset = fields[5] === '-' ? -size : size
    return { instant: new Date(asUtc.getTime() - offset * 60_000), offset }
  } catch {
    return null
  }
}

const timeOfDay = (written: string) => /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(written.trim())

/** Minutes after midnight of `HH:MM[:SS]`, or null. */
export const minutesOf = (written: string) => {
  const clock = timeOfDay(written)
  return clock ? Number(clock[1]) * 60 + Number(clock[2]) : null
}

/** Later than this, `day_change` says when the morning begins, not how long the night lasts. */
const latestNight = 7 * 60

/** `<start>` under a listed day; times before `day_change` lie in the night after that day. */
export function listedTime(
  start: string,
  listedDay: string,
  dayChange: number | null,
): { local: string } | null {
  const minutes = minutesOf(start)
  if (minutes === null || minutes >= 1440 || !/^\d{4}-\d\d-\d\d$/.test(listedDay)) return null
  if (Number.isNaN(Date.parse(listedDay))) return null
  const night = dayChange !== null && dayChange <= latestNight && minutes < dayChange
  const clock = new Date(minutes * 60_000).toISOString().slice(11, 16)
  return { local: `${night ? addDays(listedDay, 1) : listedDay}T${clock}` }
}
