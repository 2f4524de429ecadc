import { conferenceDay, isZone, localTime } from '@/lib/dates'

export type Placed = {
  startsAt: Date | null
  /** The day under which the file lists the session, if it does. */
  listedDay?: string | null
  allDay?: boolean
}

const step = 30
const latest = 9 * 60
const latestHint = 7 * 60
const usual = 4 * 60

/**
 * Proposes the minute after midnight at which a conference day ends, in half hours up to 09:00.
 * Where the file lists its sessions by day, those ends are left over that put most of them on the
 * listed day; of these it takes a hinted one, else the one in the longest stretch of the night in
 * which nothing starts, 04:00 if that lies in it. Hints are minutes, from `day_change` or the ends
 * of the file's days.
 */
export function proposeDayEnd(sessions: Placed[], zone: string, hints: number[] = []): number {
  const placed = sessions.flatMap(({ startsAt, listedDay, allDay }) => {
    if (!startsAt || allDay) return []
    const clock = localTime(startsAt, zone)
    const minutes = Number(clock.slice(11, 13)) * 60 + Number(clock.slice(14, 16))
    return [{ startsAt, listedDay: listedDay ?? null, date: clock.slice(0, 10), minutes }]
  })
  if (placed.length === 0) return usual
  let candidates: number[] = []
  for (let end = 0; end <= latest; end += step) candidates.push(end)

  const listed = placed.filter((one) => one.listedDay)
  const agreeing = candidates.map((end) => {
    const same = listed.filter(
      (one) => one.listedDay === dayOf(one.startsAt, one.minutes, one.date, zone, end),
    )
    return same.length
  })
  const most = Math.max(0, ...agreeing)
  // A file whose listed days are mostly wrong (UTC dates, say) tells nothing about nights.
  if (most * 2 > listed.length) candidates = candidates.filter((_, at) => agreeing[at] === most)

  const starts = new Set(placed.map((one) => one.minutes))
  const quiet = candidates.filter((end) => !startsNear(starts, end))
  const usable = quiet.length > 0 ? quiet : candidates
  const hinted = hints.find((hint) => hint <= latestHint && usable.includes(hint))
  if (hinted !== undefined) return hinted
  const stretch = longestRun(usable, starts)
  if (stretch.includes(usual)) return usual
  return stretch[Math.floor(stretch.length / 2)] ?? usual
}

function dayOf(instant: Date, minutes: number, date: string, zone: string, end: number): string {
  return minutes >= end ? date : conferenceDay(instant, zone, end)
}

/** Something starts in the half hour before `end`: a day that ends there would cut a night. */
function startsNear(starts: Set<number>, end: number): boolean {
  for (let minute = Math.max(0, end - step); minute < end; minute++)
    if (starts.has(minute)) return true
  return false
}

/** The run of ends that has the longest time without a start around it, midnight passed over. */
function longestRun(ends: number[], starts: Set<number>): number[] {
  let best: number[] = []
  let longest = -1
  const sorted = [...starts].sort((a, b) => a - b)
  for (const end of ends) {
    const next = sorted.find((start) => start >= end) ?? (sorted[0] ?? 0) + 1440
    const previous = sorted.findLast((start) => start < end) ?? (sorted.at(-1) ?? 0) - 1440
    const gap = next - previous
    if (gap > longest) {
      longest = gap
      best = [end]
    } else if (gap === longest) best.push(end)
  }
  return best
}

/** An IANA zone of a fixed offset in whole hours (`Etc/GMT-1` is UTC+1), or null. */
export function fixedZone(offsets: number[]): string | null {
  const [only, ...others] = offsets
  if (only === undefined || others.length > 0 || only % 60 !== 0) return null
  const hours = only / 60
  const zone = hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
  return isZone(zone) ? zone : null
}
