import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { isoIn } from '@/lib/dates'
import { db, type Prisma } from '@/lib/db'
import { afterCursor, day, instant, keyset, type Page } from '@/lib/records'
import { visibleSessions } from './policy'

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
  return {
    ...row,
    conference: conferenceId,
    abstract: abstractSource,
    startsAt: at(row.startsAt),
    endsAt: at(row.endsAt),
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
