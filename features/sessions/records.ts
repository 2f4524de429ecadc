import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { isoIn } from '@/lib/dates'
import { db, type Prisma } from '@/lib/db'
import { afterCursor, day, instant, keyset, type Page, person } from '@/lib/records'
import { visibleSessions, visibleTranscripts } from './policy'
import { transcriptFormats } from './transcript'

/** A session as programs are told of it. Its times carry the offset of the conference's zone. */
export const sessionRecord = z.object({
  id: z.uuid(),
  conference: z.uuid(),
  title: z.string(),
  subtitle: z.string(),
  abstract: z.string(),
  abstractFormat: z.enum(['markdown', 'html']),
  day: day.nullable().describe('api.fields.day'),
  startsAt: z.iso.datetime({ offset: true }).nullable(),
  endsAt: z.iso.datetime({ offset: true }).nullable(),
  track: z.string(),
  rooms: z.array(z.string()),
  speakers: z.array(z.object({ name: z.string(), organisation: z.string() })),
  kind: z.string(),
  language: z.string(),
  url: z.string().nullable(),
  slidesUrl: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  recordingState: z.enum(['unknown', 'expected', 'available', 'never']),
  recordingStartsAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .describe('api.fields.recordingStart'),
  upload: z
    .object({ id: z.uuid(), mediaType: z.string(), bytes: z.int() })
    .nullable()
    .describe('api.fields.upload'),
  transcript: z.object({ id: z.uuid(), language: z.string(), revision: z.int() }).nullable(),
  cancelled: z.boolean(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
})

const columns = {
  id: true,
  conferenceId: true,
  title: true,
  subtitle: true,
  abstractSource: true,
  abstractFormat: true,
  day: true,
  startsAt: true,
  endsAt: true,
  kind: true,
  language: true,
  url: true,
  slidesUrl: true,
  recordingUrl: true,
  recordingState: true,
  recordingStartsAt: true,
  recordings: {
    where: { deletedAt: null },
    select: { id: true, mediaType: true, file: { select: { size: true } } },
  },
  transcripts: {
    where: { deletedAt: null },
    select: { id: true, language: true, revision: true },
  },
  cancelledAt: true,
  revision: true,
  createdAt: true,
  updatedAt: true,
  conference: { select: { zone: true } },
  track: { select: { name: true } },
  rooms: {
    select: { room: { select: { name: true } } },
    orderBy: [{ room: { position: 'asc' } }, { room: { name: 'asc' } }],
  },
  speakers: {
    select: { speaker: { select: { name: true, organisation: true } } },
    orderBy: { position: 'asc' },
  },
} satisfies Prisma.SessionSelect

type Row = Prisma.SessionGetPayload<{ select: typeof columns }>

function told({ conferenceId, conference, abstractSource, cancelledAt, ...row }: Row) {
  const at = (date: Date | null) => date && isoIn(date, conference.zone)
  const [recording] = row.recordings
  return {
    ...row,
    conference: conferenceId,
    abstract: abstractSource,
    startsAt: at(row.startsAt),
    endsAt: at(row.endsAt),
    recordingStartsAt: at(row.recordingStartsAt),
    upload: recording ? { ...recording, bytes: Number(recording.file.size) } : null,
    transcript: row.transcripts[0] ?? null,
    track: row.track?.name ?? '',
    rooms: row.rooms.map(({ room }) => room.name),
    speakers: row.speakers.map(({ speaker }) => speaker),
    cancelled: cancelledAt !== null,
  }
}

/** One page of the team's sessions, or of a conference's. One statement. */
export async function getSessionRecords(
  member: Member,
  { conference }: { conference?: string | undefined },
  page: Page,
) {
  const of = conference ? { conferenceId: conference } : {}
  const rows = await db.session.findMany({
    where: { AND: [visibleSessions(member), of, afterCursor(page)] },
    relationLoadStrategy: 'join',
    select: columns,
    ...keyset(page),
  })
  return rows.map(told)
}

export async function getSessionRecord(member: Member, id: string) {
  const row = await db.session.findFirst({
    where: { ...visibleSessions(member), id },
    relationLoadStrategy: 'join',
    select: columns,
  })
  return row && told(row)
}

const milliseconds = z.int().nullable().describe('api.fields.moment')

/** What was said in a session as programs are told of it; without times where the file has none. */
export const transcriptRecord = z.object({
  id: z.uuid(),
  session: z.uuid(),
  format: z.enum(transcriptFormats),
  fileName: z.string(),
  language: z.string().describe('api.fields.language'),
  addedBy: person,
  revision: z.int(),
  createdAt: instant,
  cues: z.array(
    z.object({ fromMs: milliseconds, toMs: milliseconds, speaker: z.string(), text: z.string() }),
  ),
})

export async function getTranscriptRecord(member: Member, sessionId: string) {
  const row = await db.transcript.findFirst({
    where: { ...visibleTranscripts(member), sessionId },
    relationLoadStrategy: 'join',
    include: {
      addedBy: { select: { user: { select: { id: true, name: true } } } },
      cues: { orderBy: { ordinal: 'asc' } },
    },
  })
  return row && { ...row, session: sessionId, addedBy: row.addedBy.user }
}
