import { addDays, isZone, zonedInstant } from '@/lib/dates'
import { assemble, type Entry, workingZone } from './assemble'
import { isoTime } from './iso-time'
import { baseKey } from './keys'
import type { Problems } from './problems'
import type { Programme, ProgrammeSession, ReadOptions } from './programme'
import {
  cleanLine,
  cleanName,
  firstWords,
  longest,
  mostPerSession,
  sourceText,
  webAddress,
} from './text'

/** An event as `schedule.xml` and `schedule.json` both hold it: strings as found, '' for nothing. */
export type FrabEvent = {
  line: number | null
  key: string
  date: string
  start: string
  end: string
  duration: string
  listedDay: string
  room: string
  title: string
  subtitle: string
  track: string
  kind: string
  language: string
  texts: string[]
  persons: { name: string; key: string; organisation: string }[]
  links: { title: string; url: string }[]
  url: string
  recording: string
  doNotRecord: boolean
  cancelled: boolean
}

export type FrabSchedule = {
  format: 'frab-xml' | 'frab-json'
  title: string
  zone: string
  url: string
  baseUrl: string
  dayChange: string
  /** When the file says that its days end, as instants with offset. */
  dayEnds: string[]
  fromPretalx: boolean
  events: FrabEvent[]
}

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

const timeOfDay = (written: string) => /^(\d{1,2}):(\d\d)(?::\d\d)?$/.exec(written.trim())

const minutesOf = (written: string) => {
  const clock = timeOfDay(written)
  return clock ? Number(clock[1]) * 60 + Number(clock[2]) : null
}

/** Later than this, `day_change` says when the morning begins, not how long the night lasts. */
const latestNight = 7 * 60

/** `<start>` under a listed day; times before `day_change` lie in the night after that day. */
function listedTime(event: FrabEvent, dayChange: number | null): { local: string } | null {
  const minutes = minutesOf(event.start)
  if (minutes === null || minutes >= 1440 || !/^\d{4}-\d\d-\d\d$/.test(event.listedDay)) return null
  if (Number.isNaN(Date.parse(event.listedDay))) return null
  const night = dayChange !== null && dayChange <= latestNight && minutes < dayChange
  const clock = new Date(minutes * 60_000).toISOString().slice(11, 16)
  return { local: `${night ? addDays(event.listedDay, 1) : event.listedDay}T${clock}` }
}

/** Builds the programme of a frab schedule; what it cannot read becomes a problem. */
export function frabProgramme(
  schedule: FrabSchedule,
  problems: Problems,
  options: ReadOptions,
): Programme {
  const named = schedule.zone.trim()
  const zone = isZone(named) ? named : null
  if (named && !zone) problems.add('zone-misnamed', null, null, { name: cleanLine(named) ?? '' })
  const dayChange = minutesOf(schedule.dayChange)

  const times = schedule.events.map((event) => isoTime(event.date) ?? listedTime(event, dayChange))
  const offsets = new Set<number>()
  for (const time of times) if (time && 'instant' in time) offsets.add(time.offset)
  const working = workingZone(options, zone, [...offsets])
  const instantOf = (time: (typeof times)[number]) => {
    if (!time) return null
    return 'instant' in time ? time.instant : zonedInstant(time.local, working)
  }

  const base = webAddress(schedule.baseUrl, null) ?? webAddress(schedule.url, null)
  let linksRefused = 0
  let keysMissing = 0
  const entries = schedule.events.map((event, at): Entry => {
    const startsAt = instantOf(times[at] ?? null)
    const { text, shortened } = sourceText(event.texts)
    const title = cleanLine(event.title)
    const shown = title ?? firstWords(text) ?? cleanLine(event.track) ?? '—'
    const tell = (code: Parameters<Problems['add']>[0], params = {}) =>
      problems.add(code, shown, event.line, params)
    if (!title) tell('title-missing')
    if (shortened) tell('text-shortened', { limit: longest.text })
    if (!startsAt) tell(event.date || event.start ? 'start-unreadable' : 'start-missing')
    const endsAt = startsAt ? endOf(event, startsAt, instantOf, tell) : null
    const key = event.key.trim()
    if (!key) keysMissing += 1

    const links: ProgrammeSession['links'] = []
    for (const link of event.links.slice(0, mostPerSession)) {
      const url = webAddress(link.url, base)
      if (url) links.push({ title: cleanLine(link.title) ?? url, url })
      else if (link.url.trim()) linksRefused += 1
    }
    const rooms = [cleanName(event.room)].filter((room) => room !== null)
    const session: ProgrammeSession = {
      externalKey: baseKey(key || null, shown, startsAt),
      uniqueKey: key !== '',
      title: shown,
      subtitle: cleanLine(event.subtitle),
      abstract: text,
      startsAt,
      endsAt,
      allDay: false,
      day: null,
      rooms,
      track: cleanName(event.track),
      kind: cleanName(event.kind),
      language: cleanLine(event.language, 40),
      speakers: speakersOf(event),
      url: webAddress(event.url, base),
      links,
      recordingUrl: webAddress(event.recording, base) ?? recordingAmong(links),
      doNotRecord: event.doNotRecord,
      cancelled: event.cancelled || saysCancelled(shown),
    }
    return { session, listedDay: event.listedDay || null }
  })
  if (linksRefused > 0) problems.add('link-refused', null, null, { count: linksRefused })
  if (keysMissing > 0) problems.add('key-missing', null, null, { count: keysMissing })

  const ends = schedule.dayEnds.flatMap((written) => minutesOf(written.slice(11, 16)) ?? [])
  return assemble(
    {
      format: schedule.format,
      title: cleanLine(schedule.title),
      zone,
      zoneCertain: zone !== null,
      timesDependOnZone: times.some((time) => time !== null && 'local' in time),
      offsets: [...offsets],
      sourceHint: schedule.fromPretalx ? 'pretalx' : null,
      url: webAddress(schedule.url, null) ?? webAddress(schedule.baseUrl, null),
      entries,
      // pretalx ends a day at 03:59; the day then changes at 04:00.
      dayEndHints: [dayChange ?? -1, ...ends.map((end) => (end % 30 === 29 ? end + 1 : end))],
    },
    problems,
    options,
  )
}

function endOf(
  event: FrabEvent,
  startsAt: Date,
  instantOf: (time: ReturnType<typeof isoTime>) => Date | null,
  tell: (
    code: 'end-before-start' | 'end-unreadable' | 'longer-than-a-day',
    params?: object,
  ) => void,
): Date | null {
  let minutes: number | null = null
  const written = event.end.trim()
  const end = instantOf(isoTime(written))
  const clock = minutesOf(written)
  const from = minutesOf(event.start)
  if (end) minutes = (end.getTime() - startsAt.getTime()) / 60_000
  else if (clock !== null && from !== null) minutes = (clock - from + 1440) % 1440
  else if (event.duration.trim()) minutes = durationMinutes(event.duration)
  if (minutes === null) {
    if (written || event.duration.trim()) tell('end-unreadable')
    return null
  }
  if (minutes < 0) {
    tell('end-before-start')
    return null
  }
  if (minutes > 1440) tell('longer-than-a-day', { hours: Math.round(minutes / 60) })
  return new Date(startsAt.getTime() + minutes * 60_000)
}

function speakersOf(event: FrabEvent): ProgrammeSession['speakers'] {
  const speakers = new Map<string, ProgrammeSession['speakers'][number]>()
  for (const person of event.persons) {
    const name = cleanName(person.name)
    if (!name || speakers.has(name) || speakers.size >= mostPerSession) continue
    const key = cleanLine(person.key, longest.name)
    speakers.set(name, { name, key, organisation: cleanName(person.organisation) })
  }
  return [...speakers.values()]
}

/** Titles such as "[CANCELLED] …" and "Canceled: …". */
export const saysCancelled = (title: string) =>
  /^\s*(?:[[(]\s*cancell?ed\s*[\])]|cancell?ed\s*[:–—-])/i.test(title)

function recordingAmong(links: ProgrammeSession['links']): string | null {
  const found = links.find(
    ({ title, url }) =>
      /\.(webm|mp4|ogv|mkv|m4v)$/i.test(new URL(url).pathname) ||
      /^(video|recording|video recording|aufzeichnung|mitschnitt|录像|视频)\b/i.test(title),
  )
  return found?.url ?? null
}
