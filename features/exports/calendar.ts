import ICAL from 'ical.js'
import type { ExportedSession } from './queries'

type CalendarOptions = {
  title: string
  zone: string
  /** The address of a talk */
  sessionAt: (session: ExportedSession) => string
  /** What follows the `@` of every UID, so that two Hallways never share one */
  host: string
  /** Whether a talk keeps nobody busy */
  isFree?: (session: ExportedSession) => boolean
}

/**
 * Talks as iCalendar (RFC 5545), instants in UTC. Talks without a time are left out, since an event
 * has to begin; those that were cancelled say so.
 */
export function calendarOf(
  sessions: ExportedSession[],
  { title, zone, sessionAt, host, isFree }: CalendarOptions,
): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('prodid', '-//Hallway//Programme//EN')
  // Of a property that is not in the standard nothing is escaped
  const line = printable(title)
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
  calendar.updatePropertyWithValue('x-wr-calname', line)
  calendar.updatePropertyWithValue('x-wr-timezone', zone)
  for (const session of sessions) {
    const { startsAt, endsAt, abstract, rooms, track, cancelled } = session
    if (!startsAt) continue
    const event = new ICAL.Component('vevent')
    const add = (name: string, value: string | null | undefined) => {
      if (value) event.addPropertyWithValue(name, printable(value))
    }
    add('uid', `${session.id}@${host}`)
    event.addPropertyWithValue('dtstamp', utc(session.updatedAt))
    event.addPropertyWithValue('last-modified', utc(session.updatedAt))
    event.addPropertyWithValue('sequence', session.revision - 1)
    event.addPropertyWithValue('dtstart', utc(startsAt))
    if (endsAt) event.addPropertyWithValue('dtend', utc(endsAt))
    add('summary', session.title)
    add('description', [session.subtitle, peopleOf(session), abstract].filter(Boolean).join('\n\n'))
    add('location', rooms.join(', '))
    add('categories', track)
    add('url', sessionAt(session))
    if (cancelled) add('status', 'CANCELLED')
    if (isFree?.(session)) add('transp', 'TRANSPARENT')
    calendar.addSubcomponent(event)
  }
  return `${calendar.toString()}\r\n`
}

function peopleOf({ speakers }: ExportedSession): string {
  return speakers
    .map(({ name, organisation }) => (organisation ? `${name} (${organisation})` : name))
    .join(', ')
}

function utc(date: Date): ICAL.Time {
  return ICAL.Time.fromJSDate(date, true)
}

// Control characters have no place in a content line (RFC 5545, 3.1), not even escaped
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b-\x1f\x7f]/g, '')
}
