import { assemble, type Entry, workingZone } from './assemble'
import { saysCancelled } from './frab'
import { type Calendar, type Component, type Property, readCalendar } from './ical-lines'
import {
  type CalendarTime,
  calendarTime,
  durationOf,
  instantIn,
  isBareUtc,
  zoneOf,
} from './ical-times'
import { baseKey } from './keys'
import type { Problems } from './problems'
import type { Programme, ProgrammeSession, ReadLimits, ReadOptions } from './programme'
import { Refused } from './refusal'
import { sharedPlace, splitPretalxTitle, splitSchedTitle, splitsTitles } from './sched'
import {
  cleanLine,
  cleanName,
  decodeEntities,
  firstWords,
  longest,
  mostPerSession,
  sourceText,
  webAddress,
} from './text'

const first = (properties: Map<string, Property[]>, name: string) =>
  properties.get(name)?.[0] ?? null
const value = (properties: Map<string, Property[]>, name: string) =>
  first(properties, name)?.values[0]?.trim() ?? ''

/** What a whole calendar says, needed to read each of its events. */
type Habits = {
  working: string
  splitTitle: (summary: string) => { title: string; speakers: ProgrammeSession['speakers'] }
  place: string | null
  organisersSpeak: boolean
}

/**
 * Reads an iCalendar file (RFC 5545). A repeating event comes in with its first date; a single date
 * of a series (RECURRENCE-ID) is a session of its own. Throws `Refused`.
 */
export function readIcalendar(
  text: string,
  limits: ReadLimits,
  problems: Problems,
  options: ReadOptions,
): Programme {
  const calendar = readCalendar(text, limits, problems)
  if (calendar.events.length === 0 && /^BEGIN:(VTODO|VJOURNAL|VFREEBUSY)/im.test(text)) {
    throw new Refused('is-other-calendar')
  }
  return calendarProgramme(calendar, 'icalendar', problems, options)
}

/** Builds the programme of a calendar, however it was written. Throws `Refused` for an empty one. */
export function calendarProgramme(
  calendar: Calendar,
  format: 'icalendar' | 'xcal',
  problems: Problems,
  options: ReadOptions,
): Programme {
  const starts = calendar.events.map(({ properties }) => {
    const start = first(properties, 'dtstart')
    return start ? calendarTime(start) : null
  })
  const zone = calendarZone(calendar, starts)
  for (const name of new Set(starts.flatMap((start) => start?.unknownZone ?? []))) {
    problems.add('zone-misnamed', null, null, { name: cleanLine(name, 80) ?? '' })
  }
  const producer = value(calendar.header, 'prodid')
  const sched = /sched\.(com|org)/i.test(producer)
  const pretalx = /pretalx/i.test(producer)
  const summaries = calendar.events.map(({ properties }) => title(properties) ?? '')
  const locations = calendar.events.map(({ properties }) => value(properties, 'location'))
  const organisers = new Set(
    calendar.events.flatMap(({ properties }) => people(properties, 'organizer')),
  )
  const habits: Habits = {
    working: workingZone(options, zone, []),
    splitTitle: (summary) => ({ title: summary, speakers: [] }),
    place: sched ? sharedPlace(locations) : null,
    // One organiser is the calendar's owner; many are how some writers name their speakers.
    organisersSpeak: organisers.size >= 3,
  }
  if (pretalx) habits.splitTitle = splitPretalxTitle
  else if (sched && splitsTitles(summaries)) habits.splitTitle = splitSchedTitle

  const entries = calendar.events.map((event, at): Entry => {
    const session = readEvent(event, starts[at] ?? null, habits, problems)
    return { session, listedDay: null }
  })
  const unkeyed = entries.filter(({ session }) => !session.uniqueKey).length
  if (unkeyed > 0) problems.add('key-missing', null, null, { count: unkeyed })
  const named = sched ? cleanLine(/Sched\.\w+ (.+?)\/\//i.exec(producer)?.[1]) : null
  const address = entries.find(({ session }) => session.url)?.session.url ?? null
  return assemble(
    {
      format,
      title:
        named ??
        cleanLine(value(calendar.header, 'x-wr-calname') || value(calendar.header, 'name')),
      zone,
      zoneCertain: zone !== null,
      timesDependOnZone: starts.some((start) => start !== null && start.zone === null),
      offsets: [],
      sourceHint: sched ? 'sched' : pretalx ? 'pretalx' : null,
      url:
        webAddress(value(calendar.header, 'url'), null) ??
        (sched && address ? new URL(address).origin : null),
      entries,
      dayEndHints: [],
    },
    problems,
    options,
  )
}

/** The calendar's own zone, else the one that most events name, else a VTIMEZONE of it. */
function calendarZone(calendar: Calendar, starts: (CalendarTime | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const start of starts)
    if (start?.zone) counts.set(start.zone, (counts.get(start.zone) ?? 0) + 1)
  const used = [...counts].sort((a, b) => b[1] - a[1]).map(([zone]) => zone)
  const candidates = [
    value(calendar.header, 'x-wr-timezone'),
    ...used,
    // Some writers give VTIMEZONE as if it were a property.
    value(calendar.header, 'vtimezone'),
    value(calendar.header, 'tzid'),
    ...calendar.zones,
  ]
  for (const candidate of candidates) {
    const zone = candidate ? zoneOf(candidate) : null
    if (zone && !isBareUtc(zone)) return zone
  }
  return null
}

const title = (properties: Map<string, Property[]>) => cleanLine(value(properties, 'summary'))

/** Names of people in ATTENDEE or ORGANIZER; guests who were asked for an answer are none. */
function people(properties: Map<string, Property[]>, name: string): string[] {
  return (properties.get(name) ?? []).flatMap(({ parameters }) => {
    const person = cleanName(parameters.cn)
    const guest = parameters.partstat || /^(group|resource|room)$/i.test(parameters.cutype ?? '')
    return person && !guest && !person.includes('@') ? [person] : []
  })
}

function readEvent(
  { properties, line }: Component,
  start: CalendarTime | null,
  habits: Habits,
  problems: Problems,
): ProgrammeSession {
  // Literal "\r" before a line break is left by writers that escaped twice.
  const description = value(properties, 'description').replace(/\\r(?=\n|\\n|$)/g, '')
  const { text, shortened } = sourceText([description])
  const category = cleanName(first(properties, 'categories')?.values.filter(Boolean).join(', '))
  const uid = value(properties, 'uid')
  const given = title(properties)
  const whole = given ?? firstWords(text) ?? category ?? '—'
  const tell = (code: Parameters<Problems['add']>[0], params = {}) =>
    problems.add(code, whole, line, params)
  if (!given) tell('title-missing')
  if (shortened) tell('text-shortened', { limit: longest.text })
  if (!start) tell(properties.has('dtstart') ? 'start-unreadable' : 'start-missing')

  const startsAt = start ? instantIn(start, habits.working) : null
  const endsAt = start && startsAt ? endOf(properties, start, startsAt, habits, tell) : null
  if (start?.allDay) tell('all-day')
  const rule = value(properties, 'rrule')
  if ((rule && !/\bCOUNT=1\b/i.test(rule)) || properties.has('rdate')) tell('repeats')

  const recurrence = first(properties, 'recurrence-id')
  const moved = recurrence ? calendarTime(recurrence) : null
  if (recurrence && !moved) tell('recurrence-unknown')
  const mark = moved ? `~${moved.local.replace(/[-:]/g, '')}${moved.zone === 'UTC' ? 'Z' : ''}` : ''
  const split = habits.splitTitle(whole)
  const named = [
    ...people(properties, 'attendee'),
    ...(habits.organisersSpeak ? people(properties, 'organizer') : []),
  ].map((name) => ({ name, key: null, organisation: null }))
  const speakers = new Map([...split.speakers, ...named].map((one) => [one.name, one] as const))

  return {
    externalKey: baseKey(uid ? `${uid}${mark}` : null, whole, startsAt),
    uniqueKey: uid !== '',
    title: split.title,
    subtitle: null,
    abstract: text,
    startsAt,
    endsAt,
    allDay: start?.allDay ?? false,
    day: null,
    rooms: roomsOf(value(properties, 'location'), habits.place),
    track: category,
    kind: null,
    language: null,
    speakers: [...speakers.values()].slice(0, mostPerSession),
    url: webAddress(value(properties, 'url'), null),
    links: [],
    recordingUrl: null,
    doNotRecord: false,
    cancelled: /^cancell?ed$/i.test(value(properties, 'status')) || saysCancelled(whole),
  }
}

function endOf(
  properties: Map<string, Property[]>,
  start: CalendarTime,
  startsAt: Date,
  habits: Habits,
  tell: (
    code: 'end-before-start' | 'end-unreadable' | 'longer-than-a-day',
    params?: object,
  ) => void,
): Date | null {
  const end = first(properties, 'dtend')
  const duration = first(properties, 'duration')
  let endsAt: Date | null = null
  if (end) {
    const time = calendarTime(end)
    // An end without a zone means the start's.
    endsAt = time && instantIn({ ...time, zone: time.zone ?? start.zone }, habits.working)
    if (!endsAt) tell('end-unreadable')
  } else if (duration) {
    const minutes = durationOf(duration)
    endsAt = minutes === null ? null : new Date(startsAt.getTime() + minutes * 60_000)
    if (!endsAt) tell('end-unreadable')
  } else if (start.allDay) endsAt = new Date(startsAt.getTime() + 86_400_000)
  if (!endsAt) return null
  const minutes = (endsAt.getTime() - startsAt.getTime()) / 60_000
  if (minutes < 0) {
    tell('end-before-start')
    return null
  }
  if (minutes > 25 * 60) tell('longer-than-a-day', { hours: Math.round(minutes / 60) })
  return endsAt
}

function roomsOf(location: string, place: string | null): string[] {
  // One writer repeats the property's name inside its value.
  const written = decodeEntities(location.slice(0, 2_000)).replace(/^LOCATION:/i, '')
  const own = place && written.endsWith(place) ? written.slice(0, -place.length) : written
  const room = cleanName(own.replace(/[\s,;]+$/, ''))
  return room ? [room] : []
}
