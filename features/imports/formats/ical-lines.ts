import ICAL from 'ical.js'
import type { Problems } from './problems'
import type { ReadLimits } from './programme'
import { Refused } from './refusal'
import { cleanLine } from './text'

/** One property of a component, unescaped by ical.js: `values` as jCal (RFC 7265) holds them. */
export type Property = {
  name: string
  parameters: Record<string, string>
  values: string[]
  line: number
}

/** One component's own properties, those of components inside it left out. */
export type Component = { line: number; properties: Map<string, Property[]> }

export type Calendar = {
  header: Map<string, Property[]>
  events: Component[]
  /** `TZID`s of the VTIMEZONE components. */
  zones: string[]
}

/** The properties that a programme needs; all others are passed over unread. */
export const wanted: ReadonlySet<string> = new Set(
  'attendee categories description dtend dtstart duration location name organizer prodid rdate recurrence-id rrule status summary tzid uid url vtimezone x-wr-calname x-wr-timezone'.split(
    ' ',
  ),
)

/** More of one value is cut off before it is parsed; texts are limited further later. */
const longestValue = 200_000

const propertyName = /^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]*([:;])/

/**
 * Splits a calendar into components (RFC 5545, section 3): unfolds lines whatever their endings,
 * ignores an HTML comment around the whole, takes a line that is no property for a lost line break
 * inside the value before, and lets ical.js read each property, so that one bad line costs no more
 * than itself. Throws `Refused` beyond the limits.
 */
export function readCalendar(text: string, limits: ReadLimits, problems: Problems): Calendar {
  let count = 0
  for (const _ of text.matchAll(/^[ \t]*BEGIN:VEVENT/gim)) {
    count += 1
    if (count > limits.entries) throw new Refused('too-many-entries', { limit: limits.entries })
  }
  const calendar: Calendar = { header: new Map(), events: [], zones: [] }
  const open: { kind: string; component: Component }[] = []
  let calendars = 0

  const close = (kind: string) => {
    const at = open.findLastIndex((one) => one.kind === kind)
    if (at < 0) return
    const closed = open[at]
    open.length = at
    if (kind === 'VEVENT' && closed) calendar.events.push(closed.component)
  }
  for (const { text: content, line } of contentLines(text)) {
    const mark = /^(BEGIN|END)[ \t]*:[ \t]*([A-Za-z0-9-]{1,60})[ \t]*$/i.exec(content)
    const kind = mark?.[2]?.toUpperCase() ?? ''
    if (mark?.[1]?.toUpperCase() === 'BEGIN') {
      // A missing END:VEVENT ends where the next one begins.
      if (kind === 'VEVENT') close('VEVENT')
      if (kind === 'VCALENDAR') calendars += 1
      open.push({ kind, component: { line, properties: new Map() } })
      if (open.length > limits.depth) throw new Refused('too-deep', { limit: limits.depth })
    } else if (mark) close(kind)
    else {
      const inside = open.at(-1)
      if (!inside) continue
      const property = readProperty(content, line, problems)
      if (!property) continue
      if (inside.kind === 'VTIMEZONE' && property.name === 'tzid') {
        calendar.zones.push(property.values[0] ?? '')
      } else if (inside.kind === 'VCALENDAR') add(calendar.header, property)
      else if (inside.kind === 'VEVENT') add(inside.component.properties, property)
    }
  }
  const cut = open.find((one) => one.kind === 'VEVENT')
  if (cut) problems.add('entry-unreadable', null, cut.component.line)
  if (calendars === 0) throw new Refused('is-broken-calendar')
  return calendar
}

function add(properties: Map<string, Property[]>, property: Property): void {
  const same = properties.get(property.name)
  if (same) same.push(property)
  else properties.set(property.name, [property])
}

/** Content lines unfolded, with the number of their first line. */
function* contentLines(text: string): Generator<{ text: string; line: number }> {
  let pieces: string[] = []
  let length = 0
  let from = 0
  let line = 0
  const whole = () => ({ text: pieces.join('').slice(0, longestValue), line: from })
  for (const piece of physicalLines(text)) {
    line += 1
    const folded = /^[ \t]/.test(piece)
    const continues = folded || !propertyName.test(piece)
    if (continues && pieces.length > 0) {
      if (length < longestValue) pieces.push(folded ? piece.slice(1) : piece && `\\n${piece}`)
      length += piece.length
      continue
    }
    if (pieces.length > 0) yield whole()
    pieces = continues ? [] : [piece]
    length = piece.length
    from = line
  }
  if (pieces.length > 0) yield whole()
}

function* physicalLines(text: string): Generator<string> {
  const ending = /\r\n|\n|\r/g
  let from = 0
  for (let found = ending.exec(text); found; found = ending.exec(text)) {
    yield text.slice(from, found.index)
    from = ending.lastIndex
  }
  if (from < text.length) yield text.slice(from)
}

function readProperty(content: string, line: number, problems: Problems): Property | null {
  const name = propertyName.exec(content)?.[1]?.toLowerCase() ?? ''
  if (!wanted.has(name)) return null
  try {
    const [, parameters, , ...values] = ICAL.parse.property(content) as unknown[]
    const strings = Object.entries(parameters ?? {}).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    )
    return {
      name,
      parameters: Object.fromEntries(strings),
      values: values.map((value) => (typeof value === 'string' ? value : String(value))),
      line,
    }
  } catch {
    // Values that ical.js refuses, dates above all, are judged by whoever needs them.
    const value = content.slice(content.indexOf(':') + 1)
    if (!content.includes(':')) problems.add('entry-unreadable', cleanLine(content, 80), line)
    return { name, parameters: {}, values: [value], line }
  }
}
