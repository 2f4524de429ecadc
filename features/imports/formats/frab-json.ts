import { type FrabEvent, frabProgramme } from './frab'
import type { Problems } from './problems'
import type { Programme, ReadLimits, ReadOptions } from './programme'
import { Refused } from './refusal'

type Json = { [key: string]: unknown }

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const field = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A string, a number as one, or the first text of a translated `{ "en": … }`; '' otherwise. */
function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!isObject(value)) return ''
  const named =
    value.name ?? value.en ?? Object.values(value).find((one) => typeof one === 'string')
  return typeof named === 'string' ? named : ''
}

const get = (value: unknown, key: string) => text(field(value, key))

/** Throws `Refused` when JSON is nested or large beyond the limits, before it is parsed. */
export function checkJson(source: string, limits: ReadLimits): void {
  let depth = 0
  let values = 0
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 34) {
      // Jump over the string: its end is the next quote with an even number of backslashes.
      for (at = source.indexOf('"', at + 1); at >= 0; at = source.indexOf('"', at + 1)) {
        let escapes = 0
        while (source.charCodeAt(at - 1 - escapes) === 92) escapes += 1
        if (escapes % 2 === 0) break
      }
      if (at < 0) return
    } else if (code === 91 || code === 123) {
      depth += 1
      if (depth > limits.depth) throw new Refused('too-deep', { limit: limits.depth })
    } else if (code === 93 || code === 125) depth -= 1
    else if (code === 44) {
      values += 1
      if (values > limits.elements)
        throw new Refused('too-many-elements', { limit: limits.elements })
    }
  }
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch (error) {
    const at = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    const before = at === undefined ? null : source.slice(0, Number(at))
    const line = before === null ? 0 : before.split('\n').length
    throw new Refused('is-broken-json', { line })
  }
}

/**
 * Reads a frab `schedule.json` as c3voc's validator describes it (https://c3voc.de/schedule/):
 * version 1 (days → rooms → events) and "schedule 2" (one list of events). Ids of any type and
 * missing fields pass. Throws `Refused` for JSON of any other shape.
 */
export function readFrabJson(
  source: string,
  limit: number,
  problems: Problems,
  options: ReadOptions,
): Programme {
  const root = parse(source)
  const schedule = isObject(field(root, 'schedule')) ? field(root, 'schedule') : root
  const conference = field(schedule, 'conference')
  const days = list(field(conference, 'days'))
  const events: ReadEvent[] = []
  const push = (event: unknown, day: string, room: string) => {
    if (events.length === limit) throw new Refused('too-many-entries', { limit })
    if (isObject(event)) events.push(readEvent(event, day, room, conference))
    else problems.add('entry-unreadable', text(event) || null)
  }
  for (const day of days) {
    for (const [room, held] of Object.entries(field(day, 'rooms') ?? {})) {
      for (const event of list(held)) push(event, get(day, 'date'), room)
    }
  }
  for (const event of list(field(schedule, 'events'))) push(event, '', '')
  if (events.length === 0 && days.length === 0) {
    const keys = isObject(root) ? Object.keys(root) : []
    throw new Refused('is-other-json', { keys: keys.slice(0, 4).join(', ').slice(0, 100) })
  }
  const generator = field(schedule, 'generator')
  return frabProgramme(
    {
      format: 'frab-json',
      title: get(conference, 'title'),
      zone: get(conference, 'time_zone_name'),
      url: get(conference, 'url'),
      baseUrl: get(schedule, 'base_url'),
      dayChange: get(conference, 'day_change'),
      dayEnds: days.map((day) => get(day, 'day_end') || get(day, 'end')),
      fromPretalx: get(generator, 'name') === 'pretalx' || events.some((event) => event.pretalx),
      events,
    },
    problems,
    options,
  )
}

type ReadEvent = FrabEvent & { pretalx: boolean }

function readEvent(
  event: Json,
  listedDay: string,
  roomName: string,
  conference: unknown,
): ReadEvent {
  const persons = [...list(event.persons), ...list(event.participants)]
  const start = get(event, 'start')
  const links = [...list(event.links), ...list(event.attachments)].filter(
    (link) => !/^(feedback|origin)$/i.test(get(link, 'type')),
  )
  const track = get(event, 'track')
  const slug = get(field(event, 'track'), 'slug')
  const known = list(field(conference, 'tracks')).find((one) => slug && get(one, 'slug') === slug)
  return {
    line: null,
    key: get(event, 'guid') || get(event, 'id') || get(event, 'code'),
    // "Schedule 2" has no `date`: its `start` is the whole instant.
    date: get(event, 'date') || (start.includes('T') ? start : ''),
    start,
    end: get(event, 'end'),
    duration: get(event, 'duration'),
    listedDay,
    room: get(event, 'room').trim() || roomName,
    title: get(event, 'title'),
    subtitle: get(event, 'subtitle'),
    track: get(known, 'name') || track,
    kind: get(event, 'type'),
    language: get(event, 'language'),
    texts: [get(event, 'abstract'), get(event, 'description')],
    persons: persons.map((person) => ({
      name: get(person, 'public_name') || get(person, 'full_public_name') || text(person),
      key: get(person, 'guid') || get(person, 'code') || get(person, 'id'),
      organisation: get(person, 'organization') || get(person, 'organisation'),
    })),
    links: links.map((link) => ({
      title: get(link, 'title'),
      url: get(link, 'url') || get(link, 'href'),
    })),
    url: get(event, 'url'),
    recording: get(event, 'video_download_url'),
    doNotRecord: event.do_not_record === true,
    cancelled: event.cancelled === true || /^cancell?ed$/i.test(get(event, 'status')),
    pretalx: persons.some(
      (person) => get(person, 'code') !== '' && field(person, 'answers') !== undefined,
    ),
  }
}
