import { assemble, type Entry, workingZone } from './assemble'
import { saysCancelled } from './frab'
import { type IsoTime, instantOf, isoTime } from './iso-time'
import { field, get, isObject, type Json, list } from './json-tree'
import { baseKey } from './keys'
import type { Problems } from './problems'
import type { Programme, ProgrammeSession, ReadOptions } from './programme'
import { Refused } from './refusal'
import {
  cleanLine,
  cleanName,
  firstWords,
  longest,
  mostPerSession,
  sourceText,
  webAddress,
} from './text'

/** What sessions refer to by id in the view "All"; empty in the views that write it out. */
type Known = {
  speakers: Map<string, Json>
  rooms: Map<string, string>
  /** Items of a category, each with the name of its category */
  items: Map<string, { name: string; of: string }>
  questions: Map<string, string>
}

type Found = { session: Json; room: string }

/**
 * Whether parsed JSON is what Sessionize's API gives: the view "All" (lists of sessions, speakers and
 * rooms), "GridSmart" (days with rooms with sessions) or "Sessions" (groups of sessions).
 */
export function isSessionize(root: unknown): boolean {
  const looks = (one: unknown) =>
    isObject(one) && 'title' in one && ('startsAt' in one || 'isServiceSession' in one)
  if (Array.isArray(root)) {
    return root.some((group) => sessionsOf(group).some(({ session }) => looks(session)))
  }
  return Array.isArray(field(root, 'speakers')) && list(field(root, 'sessions')).some(looks)
}

/**
 * Reads the JSON of a Sessionize API endpoint (https://sessionize.com/playbook/api), in its views
 * "All", "GridSmart" and "Sessions". Its times are the conference's own, without zone or offset.
 */
export function readSessionize(
  root: unknown,
  limit: number,
  problems: Problems,
  options: ReadOptions,
): Programme {
  const known = knownOf(root)
  const found = Array.isArray(root)
    ? root.flatMap(sessionsOf)
    : list(field(root, 'sessions')).map((session) => ({ session: session as Json, room: '' }))
  if (found.length > limit) throw new Refused('too-many-entries', { limit })
  const usable = found.filter(({ session }) => {
    if (!isObject(session)) problems.add('entry-unreadable')
    return isObject(session)
  })
  const times = usable.map(({ session }) => isoTime(get(session, 'startsAt')))
  const offsets = new Set(times.flatMap((time) => (time && 'instant' in time ? time.offset : [])))
  const working = workingZone(options, null, [...offsets])
  const entries = plenumsOnce(usable).map((one): Entry => {
    return { session: readSession(one, known, working, problems), listedDay: null }
  })
  return assemble(
    {
      format: 'sessionize',
      title: null,
      zone: null,
      zoneCertain: false,
      timesDependOnZone: times.some((time) => time !== null && 'local' in time),
      offsets: [...offsets],
      sourceHint: null,
      url: null,
      entries,
      dayEndHints: [],
    },
    problems,
    options,
  )
}

/** The sessions of a day of "GridSmart", room by room, or of a group of "Sessions". */
function sessionsOf(group: unknown): Found[] {
  const inRoom = (rooms: unknown) =>
    list(rooms).flatMap((room) =>
      list(field(room, 'sessions')).map((session) => ({
        session: session as Json,
        room: get(room, 'name'),
      })),
    )
  return [...inRoom(field(group, 'rooms')), ...inRoom([group]).map((one) => ({ ...one, room: '' }))]
}

/** "GridSmart" repeats a session for everybody in each room; it is one, in the room that it names. */
function plenumsOnce(found: Found[]): Found[] {
  const seen = new Set<string>()
  return found.filter(({ session }) => {
    const key = session.isPlenumSession === true ? get(session, 'id') : ''
    if (!key) return true
    const first = !seen.has(key)
    seen.add(key)
    return first
  })
}

function knownOf(root: unknown): Known {
  const keyed = <T>(name: string, value: (one: Json) => T) =>
    new Map(
      list(field(root, name))
        .filter(isObject)
        .map((one) => [get(one, 'id'), value(one)] as const),
    )
  const items = list(field(root, 'categories')).flatMap((category) =>
    list(field(category, 'items')).map(
      (item) => [get(item, 'id'), { name: get(item, 'name'), of: get(category, 'title') }] as const,
    ),
  )
  return {
    speakers: keyed('speakers', (one) => one),
    rooms: keyed('rooms', (one) => get(one, 'name')),
    items: new Map(items),
    questions: keyed('questions', (one) => get(one, 'question')),
  }
}

function readSession(
  { session, room }: Found,
  known: Known,
  working: string,
  problems: Problems,
): ProgrammeSession {
  const { text, shortened } = sourceText([get(session, 'description')])
  const given = cleanLine(get(session, 'title'))
  const title = given ?? firstWords(text) ?? '—'
  const tell = (code: Parameters<Problems['add']>[0], params = {}) =>
    problems.add(code, title, null, params)
  if (!given) tell('title-missing')
  if (shortened) tell('text-shortened', { limit: longest.text })
  const [startsAt, endsAt] = timesOf(session, working, tell)
  const place = known.rooms.get(get(session, 'roomId')) || get(session, 'room') || room
  const named = cleanName(place || get(session, 'location'))
  const categories = categoriesOf(session, known)
  const labelled = (pattern: RegExp) =>
    cleanName(
      categories
        .filter(({ of }) => pattern.test(of))
        .map(({ name }) => name)
        .join(', '),
    )
  const key = get(session, 'id')
  return {
    externalKey: baseKey(key || null, title, startsAt),
    uniqueKey: key !== '',
    title,
    subtitle: null,
    abstract: text,
    startsAt,
    endsAt,
    allDay: false,
    day: null,
    rooms: named ? [named] : [],
    track: labelled(/track|topic|stream|theme|トピック|主题|赛道|专题/i),
    kind: labelled(/format|type|kind|形式|类型/i),
    language: labelled(/language|sprache|langue|idioma|语言|言語/i),
    speakers: speakersOf(session, known),
    url: null,
    ...addressesOf(session, known),
    doNotRecord: false,
    cancelled: /cancell?ed/i.test(get(session, 'status')) || saysCancelled(title),
  }
}

type Tell = (code: Parameters<Problems['add']>[0], params?: Record<string, number>) => void

function timesOf(session: Json, working: string, tell: Tell): [Date | null, Date | null] {
  const read = (name: string): IsoTime | null => isoTime(get(session, name))
  const startsAt = instantOf(read('startsAt'), working)
  if (!startsAt) {
    tell(get(session, 'startsAt') ? 'start-unreadable' : 'start-missing')
    return [null, null]
  }
  const endsAt = instantOf(read('endsAt'), working)
  if (!endsAt && get(session, 'endsAt')) tell('end-unreadable')
  const hours = endsAt ? (endsAt.getTime() - startsAt.getTime()) / 3_600_000 : 0
  if (hours > 24) tell('longer-than-a-day', { hours: Math.round(hours) })
  if (hours >= 0) return [startsAt, endsAt]
  tell('end-before-start')
  return [startsAt, null]
}

function categoriesOf(session: Json, { items }: Known): { name: string; of: string }[] {
  const referred = list(session.categoryItems).flatMap((id) => items.get(String(id)) ?? [])
  const written = list(session.categories).flatMap((category) =>
    list(field(category, 'categoryItems')).map((item) => {
      return { name: get(item, 'name'), of: get(category, 'name') }
    }),
  )
  return [...referred, ...written]
}

function speakersOf(session: Json, known: Known): ProgrammeSession['speakers'] {
  const speakers = new Map<string, ProgrammeSession['speakers'][number]>()
  for (const one of [...list(session.speakers), ...list(session.speakerIds)]) {
    const key = isObject(one) ? get(one, 'id') : String(one)
    const person = known.speakers.get(key) ?? one
    const full = [get(person, 'firstName'), get(person, 'lastName')].join(' ').trim()
    const name = cleanName(get(person, 'fullName') || get(person, 'name') || full)
    if (!name || speakers.size >= mostPerSession) continue
    const line = get(person, 'tagLine') || get(person, 'position')
    speakers.set(name, { name, key: cleanLine(key, longest.name), organisation: employer(line) })
  }
  return [...speakers.values()]
}

/** "Engineer @ Harbour" and "Engineer at Harbour" name a company; other lines say something else. */
const employer = (line: string) =>
  cleanName(/^[^@]{2,80}?\s(?:@\s?|at\s)([^@.!?]{2,80})$/i.exec(line.trim())?.[1])

function addressesOf(session: Json, { questions }: Known) {
  const answers = list(session.questionAnswers).map((answer) => ({
    title: questions.get(get(answer, 'questionId')) || get(answer, 'question'),
    url: webAddress(get(answer, 'answerValue') || get(answer, 'answer'), null),
  }))
  const isRecording = (title: string) =>
    /record|youtube|video|vimeo|录像|视频|録画/i.test(title) && !/stream|live/i.test(title)
  const links = [...answers, { title: 'Live', url: webAddress(get(session, 'liveUrl'), null) }]
  const recording =
    webAddress(get(session, 'recordingUrl') || get(session, 'videoUrl'), null) ??
    answers.find(({ title, url }) => url && isRecording(title))?.url ??
    null
  return {
    recordingUrl: recording,
    links: links.flatMap(({ title, url }) =>
      url && url !== recording ? [{ title: cleanLine(title) ?? url, url }] : [],
    ),
  }
}
