/**
 * Dates over `Intl`, without a date library. An instant is a `Date`; a conference day is a string
 * `YYYY-MM-DD`; a zone is an IANA name, aliases such as `US/Eastern` included.
 */

const minute = 60_000
const dayLength = 86_400_000

/** Making an Intl formatter costs some 50 µs, using one 1 µs: each is made once. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(key: string, locale: string, options: Intl.DateTimeFormatOptions) {
  const full = `${key} ${locale} ${options.timeZone ?? ''}`
  let made = formatters.get(full)
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options)
    formatters.set(full, made)
  }
  return made
}

const known = new Map<string, boolean>()

/** Whether `zone` is an IANA zone name that this machine knows; offsets such as `+01:00` are not. */
export function isZone(zone: string): boolean {
  const seen = known.get(zone)
  if (seen !== undefined) return seen
  if (zone.length > 64 || !/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone)) return false
  let valid = true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    valid = false
  }
  if (known.size < 5_000) known.set(zone, valid)
  return valid
}

/** The wall clock of `zone` at `instant`, in milliseconds as if it were UTC. */
function wallClock(instant: number, zone: string): number {
  if (zone === 'UTC') return instant
  const clock = formatter('clock', 'en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const field: Record<string, string> = {}
  for (const part of clock.formatToParts(instant)) field[part.type] = part.value
  const year = field.era === 'BC' ? 1 - Number(field.year) : Number(field.year)
  const wall = new Date(0)
  wall.setUTCFullYear(year, Number(field.month) - 1, Number(field.day))
  wall.setUTCHours(Number(field.hour), Number(field.minute), Number(field.second))
  return wall.getTime()
}

/** How far `zone` is ahead of UTC at `instant`, in minutes (−300 for New York in winter). */
export function zoneOffset(instant: Date, zone: string): number {
  const whole = Math.floor(instant.getTime() / 1000) * 1000
  return (wallClock(whole, zone) - whole) / minute
}

/**
 * The instant at which the clocks of `zone` show `local` (`YYYY-MM-DDTHH:MM[:SS]`).
 * A time that a change of clocks skips is moved on by the length of the gap; of a time that occurs
 * twice the first is taken, as Temporal's `compatible` does. Throws a RangeError when `local` is
 * no such string or no real time.
 */
export function zonedInstant(local: string, zone: string): Date {
  const fields = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/.exec(local)
  const wall = fields
    ? Date.UTC(
        Number(fields[1]),
        Number(fields[2]) - 1,
        Number(fields[3]),
        Number(fields[4]),
        Number(fields[5]),
        Number(fields[6] ?? 0),
      )
    : Number.NaN
  const canonical = local.length === 16 ? `${local}:00` : local
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 19) !== canonical) {
    throw new RangeError(`not a local time: ${local.slice(0, 40)}`)
  }
  const before = wall - zoneOffset(new Date(wall - dayLength), zone) * minute
  const after = wall - zoneOffset(new Date(wall + dayLength), zone) * minute
  if (wallClock(before, zone) === wall) return new Date(before)
  if (wallClock(after, zone) === wall) return new Date(after)
  return new Date(before)
}

/** The date that the clocks of `zone` show at `instant`, as `YYYY-MM-DD`. */
export function localDate(instant: Date, zone: string): string {
  return conferenceDay(instant, zone, 0)
}

/** What the clocks of `zone` show at `instant`, as `YYYY-MM-DDTHH:MM`: the value of a form field. */
export function localTime(instant: Date, zone: string): string {
  return new Date(wallClock(instant.getTime(), zone)).toISOString().slice(0, 16)
}

/** An instant as the clocks of `zone` show it, with their offset: `2018-11-14T09:30:00+08:00`. */
export function isoIn(instant: Date, zone: string): string {
  const ahead = zoneOffset(instant, zone)
  const local = new Date(instant.getTime() + ahead * minute).toISOString().slice(0, 19)
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.round(Math.abs(ahead) % 60)]
  const two = (count: number) => String(count).padStart(2, '0')
  return `${local}${ahead < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`
}

/**
 * The day of the conference to which `instant` belongs: the local date minus the time at which a
 * day ends, given in minutes after midnight (a party at 01:30 belongs to the evening before).
 */
export function conferenceDay(instant: Date, zone: string, dayEndsAtMinutes: number): string {
  const shown = wallClock(instant.getTime(), zone) - dayEndsAtMinutes * minute
  return new Date(shown).toISOString().slice(0, 10)
}

/** How many local dates `instant` lies after `day`: 1 calls for a "+1 day" mark beside the time. */
export function dayOffset(instant: Date, zone: string, day: string): number {
  const date = Date.parse(`${localDate(instant, zone)}T00:00:00Z`)
  return Math.round((date - Date.parse(`${day}T00:00:00Z`)) / dayLength)
}

/** The day `count` days after `day` (before, when negative). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayLength).toISOString().slice(0, 10)
}

const noon = (day: string) => new Date(`${day}T12:00:00Z`)

/** A heading for one day of a conference: "Wed, Nov 14", "11月14日周三". */
export function formatDay(day: string, locale: string): string {
  return formatter('day', locale, {
    timeZone: 'UTC',
    weekday: 'short',
    month: 'short',
    day: 'numeric',
  }).format(noon(day))
}

/** The days of a whole conference with the year: "Nov 18 – 20, 2020", "2020年11月18日至20日". */
export function formatDays(first: string, last: string, locale: string): string {
  const days = formatter('days', locale, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  })
  if (first >= last || !locale.startsWith('zh')) return days.formatRange(noon(first), noon(last))
  // CLDR makes bare numbers of a range in Chinese, beside single days in words
  const same = first.slice(0, 7) === last.slice(0, 7) ? '月' : '年'
  const end = days.format(noon(last))
  const known = same === '月' || first.slice(0, 4) === last.slice(0, 4)
  return `${days.format(noon(first))}至${known ? end.slice(end.indexOf(same) + 1) : end}`
}

/** A time of day on a 24-hour clock: "09:05". */
export function formatTime(instant: Date, zone: string, locale: string): string {
  return formatter('time', locale, {
    timeZone: zone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant)
}

/** From and to as times of day, "09:05–09:50"; only the start where the end is missing or equal. */
export function formatRange(start: Date, end: Date | null, zone: string, locale: string): string {
  const from = formatTime(start, zone, locale)
  if (!end || end.getTime() === start.getTime()) return from
  return `${from}–${formatTime(end, zone, locale)}`
}

/** Date and time of one moment, for lists of what happened: "Nov 14, 2018, 09:05". */
export function formatMoment(instant: Date, zone: string, locale: string): string {
  return formatter('moment', locale, {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant)
}

/** The zone's name in words as it holds at `instant`: "Central European Summer Time". */
export function zoneName(instant: Date, zone: string, locale: string): string {
  const parts = formatter('zone', locale, { timeZone: zone, timeZoneName: 'long' }).formatToParts(
    instant,
  )
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}
