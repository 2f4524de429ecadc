import { localTime } from '@/lib/dates'
import type { NewSession } from './schema'

/**
 * Names that `Session.editedFields` may hold. A field that a member has edited by hand is left
 * alone by imports; `abstract` stands for the source and what is rendered of it.
 */
export const editableFields = [
  'title',
  'subtitle',
  'abstract',
  'startsAt',
  'endsAt',
  'track',
  'rooms',
  'speakers',
  'kind',
  'language',
  'url',
  'slidesUrl',
  'recordingUrl',
  'recordingState',
  'cancelledAt',
] as const

export type EditableField = (typeof editableFields)[number]

type Content = Omit<NewSession, 'id' | 'conferenceId'>

/** A session as its form shows it: text by the name of the control, empty where there is none. */
export type TypedSession = Record<keyof Content, string>

type Stored = {
  title: string
  subtitle: string
  abstractSource: string
  day: Date | null
  startsAt: Date | null
  endsAt: Date | null
  kind: string
  language: string
  url: string | null
  slidesUrl: string | null
  recordingUrl: string | null
  recordingState: 'unknown' | 'expected' | 'available' | 'never'
  cancelledAt: Date | null
  conference: { zone: string }
  track: { name: string } | null
  rooms: { room: { name: string } }[]
  speakers: { speaker: { name: string; organisation: string } }[]
}

const speakerLine = ({ name, organisation }: { name: string; organisation: string }) =>
  organisation ? `${name}, ${organisation}` : name

/** What the form of a stored session begins with. Times are those of the conference's zone. */
export function typedSession(row: Stored): TypedSession {
  const time = (instant: Date | null) =>
    instant ? localTime(instant, row.conference.zone).slice(11) : ''
  return {
    title: row.title,
    subtitle: row.subtitle,
    abstract: row.abstractSource,
    day: row.day?.toISOString().slice(0, 10) ?? '',
    startsAt: time(row.startsAt),
    endsAt: time(row.endsAt),
    track: row.track?.name ?? '',
    rooms: row.rooms.map(({ room }) => room.name).join('\n'),
    speakers: row.speakers.map(({ speaker }) => speakerLine(speaker)).join('\n'),
    kind: row.kind,
    language: row.language,
    url: row.url ?? '',
    slidesUrl: row.slidesUrl ?? '',
    recordingUrl: row.recordingUrl ?? '',
    recordingState: row.recordingState === 'available' ? 'unknown' : row.recordingState,
    cancelled: row.cancelledAt ? 'on' : '',
  }
}

/** The fields in which a sent form differs from what is stored (if anything), as imports name them. */
export function changedFields(before: TypedSession | null, content: Content): EditableField[] {
  const after: TypedSession = {
    ...content,
    day: content.day ?? '',
    startsAt: content.startsAt ?? '',
    endsAt: content.endsAt ?? '',
    url: content.url ?? '',
    slidesUrl: content.slidesUrl ?? '',
    recordingUrl: content.recordingUrl ?? '',
    rooms: content.rooms.join('\n'),
    speakers: content.speakers.map(speakerLine).join('\n'),
    cancelled: content.cancelled ? 'on' : '',
  }
  const fold = (text: string) => text.replace(/\s+/g, ' ').trim()
  const differs = (name: keyof TypedSession) => fold(before?.[name] ?? '') !== fold(after[name])
  const moved = differs('day')
  return editableFields.filter((field) => {
    if (field === 'cancelledAt') return differs('cancelled')
    if (field === 'recordingState' && !before) return after.recordingState !== 'unknown'
    if (field === 'startsAt') return moved || differs('startsAt')
    if (field === 'endsAt') return differs('endsAt') || (moved && after.endsAt !== '')
    return differs(field)
  })
}
