import ICAL from 'ical.js'
import { isZone, zonedInstant } from '@/lib/dates'
import type { Property } from './ical-lines'

/** A date or time of RFC 5545, section 3.3.4 and 3.3.5, before a zone is applied to it. */
export type CalendarTime = {
  /** `YYYY-MM-DDTHH:MM:SS`; midnight for a date. */
  local: string
  allDay: boolean
  /** IANA name, `UTC`, or null for a floating time or a date. */
  zone: string | null
  /** A `TZID` that no zone could be found for. */
  unknownZone: string | null
}

/** Zone names of Windows calendars that conferences are likely to carry (CLDR windowsZones). */
const windowsZones: Record<string, string> = {
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'Canada Central Standard Time': 'America/Regina',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Central Standard Time': 'America/Chicago',
  'China Standard Time': 'Asia/Shanghai',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'Eastern Standard Time': 'America/New_York',
  'FLE Standard Time': 'Europe/Kiev',
  'GMT Standard Time': 'Europe/London',
  'GTB Standard Time': 'Europe/Bucharest',
  'India Standard Time': 'Asia/Kolkata',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Korea Standard Time': 'Asia/Seoul',
  'Mountain Standard Time': 'America/Denver',
  'New Zealand Standard Time': 'Pacific/Auckland',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Romance Standard Time': 'Europe/Paris',
  'Russian Standard Time': 'Europe/Moscow',
  'SE Asia Standard Time': 'Asia/Bangkok',
  'Singapore Standard Time': 'Asia/Singapore',
  'Taipei Standard Time': 'Asia/Taipei',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'W. Europe Standard Time': 'Europe/Berlin',
}

/**
 * The IANA zone that a `TZID` means: itself, the end of a path such as
 * `/example.org/20250101/Europe/Berlin`, or what a Windows name stands for; else null.
 */
export function zoneOf(tzid: string): string | null {
  const name = tzid.trim().replace(/^"|"$/g, '')
  if (isZone(name)) return name
  const windows = Object.hasOwn(windowsZones, name) ? windowsZones[name] : undefined
  if (windows) return windows
  const parts = name.slice(0, 200).split('/').filter(Boolean)
  for (let from = Math.max(1, parts.length - 3); from < parts.length; from++) {
    const end = parts.slice(from).join('/')
    if (end.includes('/') && isZone(end)) return end
  }
  return null
}

/** Calendar tools write these for "no zone of its own": they say nothing about the venue. */
export const isBareUtc = (zone: string) =>
  /^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal|Z)([+-]?0)?$/i.test(zone)

/** Reads a DTSTART, DTEND or RECURRENCE-ID; null when it is no date from 1970 to 2199. */
export function calendarTime(property: Property): CalendarTime | null {
  const written = (property.values[0] ?? '').trim()
  const fields = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(Z)?)?$/i.exec(written)
  if (!fields) return null
  const [, year, month, day, hour, minute, second, utc] = fields
  const local = `${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${second === '60' ? '59' : (second ?? '00')}`
  if (Number(year) < 1970 || Number(year) > 2199) return null
  try {
    zonedInstant(local, 'UTC')
  } catch {
    return null
  }
  const tzid = property.parameters.tzid
  const named = tzid && hour !== undefined && !utc ? zoneOf(tzid) : null
  return {
    local,
    allDay: hour === undefined,
    zone: utc ? 'UTC' : named,
    unknownZone: tzid && hour !== undefined && !utc && !named ? tzid : null,
  }
}

/** The instant of a read time; floating times and dates are taken in `working`. */
export const instantIn = (time: CalendarTime, working: string) =>
  zonedInstant(time.local, time.zone ?? working)

/** Minutes of an RFC 5545 DURATION (section 3.3.6); null when unreadable, negative or over a year. */
export function durationOf(property: Property): number | null {
  const written = (property.values[0] ?? '').trim()
  if (written.length > 40) return null
  try {
    const minutes = ICAL.Duration.fromString(written).toSeconds() / 60
    return minutes >= 0 && minutes <= 366 * 1440 ? minutes : null
  } catch {
    return null
  }
}
