import { createHash } from 'node:crypto'
import { normaliseName } from '@/features/sessions/schema'
import type { Programme, ProgrammeSession } from './programme'

/** What a file says of a session, as it is stored and compared. Instants are ISO strings. */
export type Values = {
  title: string
  subtitle: string
  abstract: string
  abstractFormat: 'html' | 'markdown'
  startsAt: string | null
  endsAt: string | null
  rooms: string[]
  track: string
  kind: string
  language: string
  speakers: { name: string; organisation: string }[]
  url: string | null
  links: { title: string; url: string }[]
  recordingUrl: string | null
  neverRecorded: boolean
  cancelled: boolean
}

export const fields = [
  'title',
  'subtitle',
  'startsAt',
  'endsAt',
  'rooms',
  'track',
  'speakers',
  'kind',
  'language',
  'abstract',
  'url',
  'links',
  'recordingUrl',
  'neverRecorded',
  'cancelled',
] as const satisfies (keyof Values)[]
export type Field = (typeof fields)[number]

/** One entry of a file. `unique` is false when the file uses its id for several entries. */
export type Entry = { key: string; unique: boolean; values: Values }

/** The entries of a programme, ready to be stored as JSON. */
export function entriesOf(programme: Programme): Entry[] {
  return programme.sessions.map((session) => ({
    key: clean(session.externalKey),
    unique: session.uniqueKey,
    values: valuesOf(session),
  }))
}

function valuesOf(session: ProgrammeSession): Values {
  const speakers = new Map(
    session.speakers.map(({ name, organisation }) => [
      normaliseName(name),
      { name: clean(name), organisation: clean(organisation) },
    ]),
  )
  return {
    title: clean(session.title),
    subtitle: clean(session.subtitle),
    abstract: clean(session.abstract?.text),
    abstractFormat: session.abstract?.format === 'html' ? 'html' : 'markdown',
    startsAt: session.startsAt?.toISOString() ?? null,
    endsAt: session.endsAt?.toISOString() ?? null,
    rooms: [...new Set(session.rooms.map(clean))],
    track: clean(session.track),
    kind: clean(session.kind),
    language: clean(session.language),
    speakers: [...speakers.values()],
    url: session.url && clean(session.url),
    links: session.links.map(({ title, url }) => ({ title: clean(title), url: clean(url) })),
    recordingUrl: session.recordingUrl && clean(session.recordingUrl),
    neverRecorded: session.doNotRecord,
    cancelled: session.cancelled,
  }
}

/** Without what PostgreSQL cannot store in text or jsonb: NUL and halves of surrogate pairs. */
function clean(text: string | null | undefined): string {
  return (text ?? '').replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')
}

/**
 * A field as text, equal for equal values: the database gives the keys of stored objects back in an
 * order of its own.
 */
export function comparable(values: Values, field: Field): string {
  if (field === 'speakers') {
    return JSON.stringify(values.speakers.map(({ name, organisation }) => [name, organisation]))
  }
  if (field === 'links') return JSON.stringify(values.links.map(({ title, url }) => [title, url]))
  if (field === 'abstract') return `${values.abstractFormat} ${values.abstract}`
  return JSON.stringify(values[field])
}

/** SHA-256 in hex of all that a file says of a session. */
export function hashOf(values: Values): string {
  const sum = createHash('sha256')
  for (const field of fields) sum.update(`${comparable(values, field)}\n`)
  return sum.digest('hex')
}
