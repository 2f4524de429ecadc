import 'server-only'
import { cache } from 'react'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { keptWhileQuiet } from '@/lib/kept'
import {
  canEditConferences,
  conferencesCan,
  restorableConferences,
  visibleConferences,
} from './policy'

const columns = {
  id: true,
  slug: true,
  title: true,
  zone: true,
  dayEndsAtMinutes: true,
  firstDay: true,
  lastDay: true,
  place: true,
  url: true,
  revision: true,
} satisfies Prisma.ConferenceSelect

type ConferenceRow = Prisma.ConferenceGetPayload<{ select: typeof columns }>

const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

function shown({ firstDay, lastDay, ...row }: ConferenceRow) {
  return { ...row, firstDay: day(firstDay), lastDay: day(lastDay) }
}

/** A conference with what the member may do to it, or null. Days are `YYYY-MM-DD`. */
export const getConference = cache(async (member: Member, id: string) => {
  const row = await db.conference.findFirst({
    where: { ...visibleConferences(member), id },
    select: columns,
  })
  return row && { ...shown(row), can: conferencesCan(member) }
})

export type ConferenceDetail = NonNullable<Awaited<ReturnType<typeof getConference>>>

/** All conferences of the team, the latest first, with the number of their sessions. */
export async function getConferences(member: Member) {
  const rows = await db.conference.findMany({
    where: visibleConferences(member),
    relationLoadStrategy: 'join',
    select: { ...columns, _count: { select: { sessions: { where: { deletedAt: null } } } } },
    orderBy: [{ firstDay: { sort: 'desc', nulls: 'last' } }, { title: 'asc' }],
  })
  return rows.map(({ _count, ...row }) => ({ ...shown(row), sessionCount: _count.sessions }))
}

export type ConferenceSummary = Awaited<ReturnType<typeof getConferences>>[number]

/**
 * The conferences worth a place in the navigation: those on now or to come within 60 days, else
 * the two latest. At most four.
 */
export async function getCurrentConferences(member: Member, now: Date) {
  const dayMs = 86_400_000
  const rows = await readRows<{ id: string; slug: string; title: string; near: boolean }>(
    Prisma.sql`
      SELECT "id", "slug", "title",
             coalesce("lastDay" >= ${new Date(now.getTime() - 2 * dayMs)}::date
                      AND "firstDay" <= ${new Date(now.getTime() + 60 * dayMs)}::date, false) AS "near"
      FROM "Conference"
      WHERE "teamId" = ${member.teamId}::uuid AND "deletedAt" IS NULL
      ORDER BY "near" DESC, "firstDay" DESC NULLS LAST, "title"
      LIMIT 4`,
  )
  const near = rows.filter((row) => row.near)
  return (near.length > 0 ? near : rows.slice(0, 2)).map(({ near: _, ...row }) => row)
}

/** The same as of now, kept while nothing happens: every page's frame asks for them. */
export function getConferencesNear(member: Member) {
  return keptWhileQuiet(member, 'conferences', () => getCurrentConferences(member, new Date()))
}

/** A conference that the member moved to the trash, to offer it back. */
export async function getTrashedConference(member: Member, id: string) {
  if (!canEditConferences(member)) return null
  const where = { ...restorableConferences(member), id }
  return db.conference.findFirst({ where, select: { id: true, title: true } })
}

/** Titles and slugs of conferences by id, for the inbox and the activity. */
export async function getConferenceTitles(member: Member, ids: string[]) {
  if (ids.length === 0) return new Map<string, Named>()
  const rows = await db.conference.findMany({
    where: { AND: [visibleConferences(member), { id: { in: ids } }] },
    select: { id: true, slug: true, title: true },
  })
  return new Map<string, Named>(rows.map((row) => [row.id, row]))
}

type Named = { id: string; slug: string; title: string }
