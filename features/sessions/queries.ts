import 'server-only'
import { cache } from 'react'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { columnsOf, db, jsonOf, Prisma, readByKeys, readRows } from '@/lib/db'
import { typedSession } from './edited'
import {
  canEditSessions,
  restorableSessions,
  sessionsCan,
  visibleSessions,
  visibleSessionsSql,
} from './policy'
import { inConference, type ListedMore, listed, matches, type ProgrammeFilter } from './programme'

const resources = z.array(z.object({ title: z.string(), url: z.string() })).catch([])

const room = { id: true, name: true } satisfies Prisma.RoomSelect
const speaker = { id: true, name: true, organisation: true } satisfies Prisma.SpeakerSelect

const detail = {
  id: true,
  slug: true,
  title: true,
  subtitle: true,
  abstractPlain: true,
  abstractHtml: true,
  startsAt: true,
  endsAt: true,
  day: true,
  kind: true,
  language: true,
  url: true,
  resources: true,
  slidesUrl: true,
  recordingUrl: true,
  recordingState: true,
  recordingStartsAt: true,
  cancelledAt: true,
  revision: true,
  conference: {
    select: { id: true, slug: true, title: true, zone: true, dayEndsAtMinutes: true },
  },
  track: { select: { id: true, name: true, colour: true } },
  rooms: {
    select: { room: { select: room } },
    orderBy: [{ room: { position: 'asc' } }, { room: { name: 'asc' } }],
  },
  speakers: {
    select: { speaker: { select: speaker } },
    orderBy: { position: 'asc' },
  },
} satisfies Prisma.SessionSelect

type Detail = Prisma.SessionGetPayload<{ select: typeof detail }>
type DetailRow = Omit<Detail, 'day' | 'rooms' | 'speakers'> & {
  day: string | null
  rooms: Detail['rooms'][number]['room'][]
  speakers: Detail['speakers'][number]['speaker'][]
  transcribed: boolean
  /** The recording that a member has uploaded */
  uploaded: { id: string; mediaType: string } | null
}

/**
 * Everything that the head of a talk page shows, or null. One statement, once per request.
 * `day` is the conference day, `YYYY-MM-DD`.
 */
export const getSession = cache(async (member: Member, id: string) => readSession(member, id))

/** The same with what a later feature adds of a "Session" `s`, as columns after the others. */
export async function readSession<More = unknown>(member: Member, id: string, more = Prisma.empty) {
  const [row] = await readByKeys<DetailRow & More>(Prisma.sql`
    SELECT ${columnsOf(detail, 's')}, ${jsonOf(detail.conference.select, 'c')} AS "conference",
      ${jsonOf(detail.track.select, 't')} AS "track",
      EXISTS (SELECT FROM "Transcript" w WHERE w."teamId" = ${member.teamId}::uuid
                AND w."sessionId" = s."id" AND w."deletedAt" IS NULL) AS "transcribed",
      (SELECT json_build_object('id', r."id", 'mediaType', r."mediaType")
       FROM "Recording" r WHERE r."teamId" = ${member.teamId}::uuid
         AND r."sessionId" = s."id" AND r."deletedAt" IS NULL) AS "uploaded",
      (SELECT coalesce(json_agg(${jsonOf(room, 'o')} ORDER BY o."position", o."name"), '[]')
       FROM "SessionRoom" sr JOIN "Room" o ON o."teamId" = ${member.teamId}::uuid AND o."id" = sr."roomId"
       WHERE sr."teamId" = ${member.teamId}::uuid AND sr."sessionId" = s."id") AS "rooms",
      (SELECT coalesce(json_agg(${jsonOf(speaker, 'p')} ORDER BY ss."position"), '[]')
       FROM "SessionSpeaker" ss
       JOIN "Speaker" p ON p."teamId" = ${member.teamId}::uuid AND p."id" = ss."speakerId"
       WHERE ss."teamId" = ${member.teamId}::uuid AND ss."sessionId" = s."id") AS "speakers"
      ${more}
    FROM "Session" s
    JOIN "Conference" c ON c."teamId" = ${member.teamId}::uuid AND c."id" = s."conferenceId"
    LEFT JOIN "Track" t ON t."teamId" = ${member.teamId}::uuid AND t."id" = s."trackId"
    WHERE ${visibleSessionsSql(member)} AND s."id" = ${id}::uuid`)
  if (!row) return null
  return { ...row, resources: resources.parse(row.resources), can: sessionsCan(member) }
}

export type SessionDetail = NonNullable<Awaited<ReturnType<typeof getSession>>>

/** A session as its form begins, with its revision; null for whoever may not edit it. */
export const getSessionToEdit = cache(async (member: Member, id: string) => {
  if (!canEditSessions(member)) return null
  const row = await db.session.findFirst({
    where: { ...visibleSessions(member), id },
    relationLoadStrategy: 'join',
    select: { ...detail, abstractSource: true, abstractFormat: true },
  })
  if (!row) return null
  const { slug, title, revision, abstractFormat, conference } = row
  return { id, slug, title, revision, abstractFormat, conference, typed: typedSession(row) }
})

/** A session that the member moved to the trash, to offer it back. */
export async function getTrashedSession(member: Member, id: string) {
  if (!canEditSessions(member)) return null
  const where = { ...restorableSessions(member), id }
  return db.session.findFirst({ where, select: { id: true, title: true } })
}

/** Rooms, tracks and languages of a conference, by name: what a session's form proposes. */
export async function getProposals(member: Member, conferenceId: string) {
  const of = { teamId: member.teamId, conferenceId, conference: { deletedAt: null } }
  const [rooms, tracks] = await Promise.all([
    db.room.findMany({ where: of, select: { name: true }, orderBy: { position: 'asc' } }),
    db.track.findMany({ where: of, select: { name: true }, orderBy: { name: 'asc' } }),
  ])
  return { rooms: rooms.map(({ name }) => name), tracks: tracks.map(({ name }) => name) }
}

type OutlineRow = {
  hours: [day: string | null, hour: number | null, count: number, hits: number][]
  rooms: { id: string; name: string }[]
  tracks: { id: string; name: string; colour: number }[]
}

/**
 * What a programme holds: per conference day (null: without a time) how many sessions begin in each
 * hour and how many match the filter; rooms in their order and tracks. One statement.
 */
export async function getProgrammeOutline(
  member: Member,
  conferenceId: string,
  filter: ProgrammeFilter,
) {
  const of = Prisma.sql`"teamId" = ${member.teamId}::uuid AND "conferenceId" = ${conferenceId}::uuid`
  const [row] = await readByKeys<OutlineRow>(Prisma.sql`
    SELECT
      (SELECT coalesce(json_agg(json_build_array("day", "hour", "count", "hits")
                                ORDER BY "day", "hour"), '[]')
       FROM (SELECT s."day"::text, floor(extract(epoch FROM s."startsAt") / 3600)::int AS "hour",
                    count(*)::int AS "count", count(*) FILTER (WHERE ${matches(filter)})::int AS "hits"
             FROM "Session" s WHERE ${inConference(member, conferenceId)} GROUP BY 1, 2) h) AS "hours",
      (SELECT coalesce(json_agg(json_build_object('id', "id", 'name', "name")
                                ORDER BY "position", "name"), '[]')
       FROM "Room" WHERE ${of}) AS "rooms",
      (SELECT coalesce(json_agg(json_build_object('id', "id", 'name', "name", 'colour', "colour")
                                ORDER BY "name"), '[]')
       FROM "Track" WHERE ${of}) AS "tracks"`)
  const days = new Map<string | null, ProgrammeDay>()
  for (const [day, hour, count, hits] of row?.hours ?? []) {
    const known = days.get(day) ?? { day, count: 0, hits: 0, hours: [] }
    known.count += count
    known.hits += hits
    if (hour !== null) known.hours.push([hour, count])
    days.set(day, known)
  }
  return { days: [...days.values()], rooms: row?.rooms ?? [], tracks: row?.tracks ?? [] }
}

/** `hours`: since the epoch, with the number of sessions that begin in each. */
export type ProgrammeDay = {
  day: string | null
  count: number
  hits: number
  hours: [hour: number, count: number][]
}

/** A session as a programme lists it: names only, nothing long. */
export type ProgrammeSession = {
  id: string
  slug: string
  title: string
  kind: string
  language: string
  startsAt: Date | null
  endsAt: Date | null
  cancelled: boolean
  recorded: boolean
  track: string | null
  colour: number | null
  roomIds: string[]
  rooms: string
  speakers: string
}

/**
 * The sessions of a conference day (null: those without a time) that match; `more` adds what a later
 * feature knows of them. One statement.
 */
export async function getProgrammeDay<More = unknown>(
  member: Member,
  conferenceId: string,
  day: string | null,
  filter: ProgrammeFilter,
  more?: ListedMore,
): Promise<(ProgrammeSession & More)[]> {
  const onDay = day ? Prisma.sql`s."day" = ${day}::date` : Prisma.sql`s."day" IS NULL`
  const scope = inConference(member, conferenceId)
  const condition = Prisma.sql`${scope} AND ${onDay} AND ${matches(filter)}`
  return readRows<ProgrammeSession & More>(listed(member, condition, more))
}

export type SessionOnNow = ProgrammeSession & {
  startsAt: Date
  on: boolean
  conference: { id: string; slug: string; title: string; zone: string }
}

/**
 * What is on at `now` in the conferences of the team, and what each begins with next within twelve
 * hours. Cancelled sessions are left out. At most 60, by time.
 */
export async function getSessionsNowAndNext(
  member: Member,
  now: Date,
): Promise<{ now: SessionOnNow[]; next: SessionOnNow[] }> {
  const condition = Prisma.sql`${visibleSessionsSql(member)} AND s."cancelledAt" IS NULL
    AND (s."startsAt" BETWEEN ${now}::timestamptz - interval '24 hours' AND ${now}::timestamptz
         AND coalesce(s."endsAt", s."startsAt" + interval '30 minutes') > ${now}::timestamptz
      OR s."startsAt" = (
         SELECT min(n."startsAt") FROM "Session" n
         WHERE n."teamId" = s."teamId" AND n."conferenceId" = s."conferenceId"
           AND n."deletedAt" IS NULL AND n."cancelledAt" IS NULL AND n."startsAt" > ${now}::timestamptz
           AND n."startsAt" < ${now}::timestamptz + interval '12 hours'))`
  const more = {
    columns: Prisma.sql`, s."startsAt" <= ${now}::timestamptz AS "on", json_build_object(
      'id', c."id", 'slug', c."slug", 'title', c."title", 'zone', c."zone") AS "conference"`,
    joins: Prisma.sql`
      JOIN "Conference" c ON c."teamId" = ${member.teamId}::uuid AND c."id" = s."conferenceId"`,
  }
  const rows = await readRows<SessionOnNow>(Prisma.sql`${listed(member, condition, more)} LIMIT 60`)
  return { now: rows.filter(({ on }) => on), next: rows.filter(({ on }) => !on) }
}

/** Titles and slugs of sessions by id, for the inbox and the activity. */
export async function getSessionTitles(member: Member, ids: string[]) {
  if (ids.length === 0) return new Map<string, Named>()
  const rows = await db.session.findMany({
    relationLoadStrategy: 'join',
    where: { AND: [visibleSessions(member), { id: { in: ids } }] },
    select: { id: true, slug: true, title: true },
  })
  return new Map<string, Named>(rows.map((row) => [row.id, row]))
}

type Named = { id: string; slug: string; title: string }
