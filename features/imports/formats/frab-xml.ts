import { type FrabEvent, frabProgramme } from './frab'
import type { Problems } from './problems'
import type { Programme, ReadOptions } from './programme'
import { Refused } from './refusal'
import {
  attribute,
  child,
  children,
  childText,
  type Element,
  lineFinder,
  offsetOf,
  ownText,
  parseXml,
} from './xml-tree'

const lists = new Set(['day', 'room', 'event', 'person', 'link', 'attachment'])

/**
 * Reads a frab `schedule.xml` in its dialects: Pentabarf (events directly under `day`, no `date`),
 * frab and pretalx, wafer (UTC dates, local starts), the CCC hub. The common ground is the XSD of
 * c3voc (https://c3voc.de/schedule/schema.xsd): schedule → conference, day → room → event.
 * `text` has passed `checkXml`. Throws `Refused` when it is another kind of schedule.
 */
export function readFrabXml(
  text: string,
  limit: number,
  problems: Problems,
  options: ReadOptions,
): Programme {
  const schedule = child(parseXml(text, lists), 'schedule')
  const conference = child(schedule, 'conference')
  const days = children(schedule, 'day')
  const lineAt = lineFinder(text)
  const events: FrabEvent[] = []
  for (const day of days) {
    const date = attribute(day, 'date') ?? ''
    const rooms = [day, ...children(day, 'room')]
    for (const room of rooms) {
      const name = room === day ? '' : (attribute(room, 'name') ?? '')
      for (const event of children(room, 'event')) {
        if (events.length === limit) throw new Refused('too-many-entries', { limit })
        const offset = offsetOf(event)
        events.push(readEvent(event, date, name, offset === null ? null : lineAt(offset)))
      }
    }
  }
  if (events.length === 0 && (!conference || days.some(hasOtherEntries))) {
    throw new Refused('is-other-xml', { root: 'schedule' })
  }
  const generator = child(schedule, 'generator')
  return frabProgramme(
    {
      format: 'frab-xml',
      title: childText(conference, 'title'),
      zone: childText(conference, 'time_zone_name'),
      url: childText(conference, 'url'),
      baseUrl: childText(conference, 'base_url'),
      dayChange: childText(conference, 'day_change'),
      dayEnds: days.map((day) => attribute(day, 'end') ?? ''),
      fromPretalx:
        attribute(generator, 'name') === 'pretalx' || /<!--[^>]*pretalx/.test(text.slice(0, 500)),
      events,
    },
    problems,
    options,
  )
}

const hasOtherEntries = (day: Element) => Object.keys(day).some((name) => name === 'entry')

function readEvent(
  event: Element,
  listedDay: string,
  roomName: string,
  line: number | null,
): FrabEvent {
  const recording = child(event, 'recording')
  const listed = (list: string, name: string) =>
    children(child(event, list), name).map((link) => ({
      title: ownText(link),
      url: attribute(link, 'href') ?? '',
    }))
  return {
    line,
    key: attribute(event, 'guid') || attribute(event, 'id') || childText(event, 'code'),
    date: childText(event, 'date'),
    start: childText(event, 'start'),
    end: childText(event, 'end'),
    duration: childText(event, 'duration'),
    listedDay,
    room: childText(event, 'room').trim() || roomName,
    title: childText(event, 'title'),
    subtitle: childText(event, 'subtitle'),
    track: childText(event, 'track'),
    kind: childText(event, 'type'),
    language: childText(event, 'language'),
    texts: [childText(event, 'abstract'), childText(event, 'description')],
    persons: children(child(event, 'persons'), 'person').map((person) => ({
      // FOSDEM writes a person's fields as child elements.
      name:
        ownText(person).trim() || childText(person, 'name') || (attribute(person, 'name') ?? ''),
      key: attribute(person, 'guid') || attribute(person, 'id') || '',
      organisation: '',
    })),
    links: [...listed('links', 'link'), ...listed('attachments', 'attachment')],
    url: childText(event, 'url'),
    recording: childText(event, 'video_download_url') || childText(event, 'video'),
    doNotRecord: [childText(recording, 'optout'), childText(event, 'do_not_record')].some(
      (written) => written.trim().toLowerCase() === 'true',
    ),
    cancelled: /^(true|1|yes)$/i.test(childText(event, 'cancelled').trim()),
  }
}
