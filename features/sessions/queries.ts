import 'server-only'
import { cache } from 'react'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { sessionsCan, visibleSessions } from './policy'

const resources = z.array(z.object({ title: z.string(), url: z.string() })).catch([])

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
    select: { room: { select: { id: true, name: true } } },
    orderBy: [{ room: { position: 'asc' } }, { room: { name: 'asc' } }],
  },
  speakers: {
    select: { speaker: { select: { id: true, name: true, organisation: true } } },
    orderBy: { position: 'asc' },
  },
} satisfies Prisma.SessionSelect

/**
 * Everything that the head of a talk page shows, or null. One statement, once per request.
 * `day` is the conference day, `YYYY-MM-DD`.
 */
export const getSession = cache(async (member: Member, id: string) => {
  const row = await db.session.findFirst({
    where: { ...visibleSessions(member), id },
    relationLoadStrategy: 'join',
    select: detail,
  })
  if (!row) return null
  return {
    ...row,
    day: row.day?.toISOString().slice(0, 10) ?? null,
    resources: resources.parse(row.resources),
    rooms: row.rooms.map(({ room }) => room),
    speakers: row.speakers.map(({ speaker }) => speaker),
    can: sessionsCan(member),
  }
})

export type SessionDetail = NonNullable<Awaited<ReturnType<typeof getSession>>>
