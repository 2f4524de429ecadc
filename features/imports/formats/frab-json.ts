import { type FrabEvent, frabProgramme } from './frab'
import { field, get, isObject, type Json, list, text } from './json-tree'
import type { Problems } from './problems'
import type { Programme, ReadOptions } from './programme'
import { Refused } from './refusal'

/**
 * Reads a frab `schedule.json` as c3voc's validator describes it (https://c3voc.de/schedule/):
 * version 1 (days → rooms → events) and "schedule 2" (one list of events). Ids of any type and
 * missing fields pass. Throws `Refused` for JSON of any other shape.
 */
export function readFrabJson(
  root: unknown,
  limit: number,
  problems: Problems,
  options: ReadOptions,
): Programme {
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
