import 'server-only'
import { cache } from 'react'
import { inConference, listed, type ProgrammeFilter } from '@/features/sessions/programme'
import { getProgrammeDay, type ProgrammeSession, readSession } from '@/features/sessions/queries'
import { type Guest, type Member, memberFor } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { hashToken } from '@/lib/tokens'
import {
  ownFeeds,
  ownInterests,
  ownInterestsSql,
  pickedSessionsSql,
  shownInterestsSql,
} from './policy'
import type { Wish } from './schema'

// What is wanted of sessions is read with them, by the statements that there are.

/** What the reader wants of a session, and how many colleagues want it and show that. */
type Interest = { wish: Wish | null; wanted: number }

/** Both as columns of the sessions that a programme lists, joined once for all of them. */
function interestParts(member: Member) {
  return {
    columns: Prisma.sql`, w."wish", coalesce(w."wanted", 0)::int AS "wanted"`,
    joins: Prisma.sql`
      LEFT JOIN (
        SELECT i."sessionId", max(i."wish"::text) FILTER (WHERE ${ownInterestsSql(member)}) AS "wish",
               count(*) FILTER (WHERE ${shownInterestsSql(member)}) AS "wanted"
        FROM "Interest" i
        WHERE i."teamId" = ${member.teamId}::uuid
          AND i."sessionId" = ANY (ARRAY(SELECT "id" FROM "picked"))
        GROUP BY 1) w ON w."sessionId" = s."id"`,
  }
}

/** The sessions that the reader wants, as a condition for a programme. */
export const mineAlone = (member: Member): ProgrammeFilter => ({ also: pickedSessionsSql(member) })

/** A day of a programme with what is wanted of its sessions. One statement. */
export async function getWantedDay(
  member: Member,
  conferenceId: string,
  day: string | null,
  filter: ProgrammeFilter,
) {
  const more = interestParts(member)
  const rows = await getProgrammeDay<Interest>(member, conferenceId, day, filter, more)
  const picks = new Map(rows.flatMap(({ id, wish }) => (wish ? [[id, wish] as const] : [])))
  const wanted = new Map(rows.flatMap((row) => (row.wanted ? [[row.id, row.wanted] as const] : [])))
  return { sessions: rows, picks, wanted }
}

/** Beyond so many, names say no more than their number. */
const mostNames = 60

/** A talk with what the reader wants of it, and who else wants it and shows that. One statement. */
export const getWantedSession = cache(async (member: Member, id: string) =>
  readSession<{ wish: Wish | null; wantedBy: { name: string; wish: Wish }[] }>(
    member,
    id,
    Prisma.sql`,
      (SELECT i."wish" FROM "Interest" i
       WHERE ${ownInterestsSql(member)} AND i."sessionId" = s."id") AS "wish",
      (SELECT coalesce(json_agg(json_build_object('name', n."name", 'wish', n."wish")), '[]') FROM (
         SELECT u."name", i."wish" FROM "Interest" i JOIN "User" u ON u."id" = i."userId"
         WHERE ${shownInterestsSql(member)} AND i."sessionId" = s."id"
         ORDER BY i."wish", u."name" LIMIT ${mostNames}) n) AS "wantedBy"`,
  ),
)

/** A session that the reader wants; `day` is the conference day, `YYYY-MM-DD`. */
export type Pick = ProgrammeSession & { wish: 'now' | 'later'; day: string | null }

/** What the reader wants of a conference, now or later, in the order of the programme. One statement. */
export async function getPicks(member: Member, conferenceId: string): Promise<Pick[]> {
  const scope = Prisma.sql`${inConference(member, conferenceId)} AND ${pickedSessionsSql(member)}`
  const { columns, joins } = interestParts(member)
  const day = Prisma.sql`, (SELECT d."day" FROM "Session" d
    WHERE d."teamId" = ${member.teamId}::uuid AND d."id" = s."id") AS "day"`
  const more = { columns: Prisma.sql`${columns}${day}`, joins }
  return readRows<Pick>(listed(member, scope, more))
}

/** Whether colleagues are not told what the member wants. */
export async function hidesInterests(member: Member): Promise<boolean> {
  const where = ownInterests(member)
  const row = await db.membership.findFirst({ where, select: { hidesInterests: true } })
  return row?.hidesInterests ?? false
}

/** The member's own address of a conference for calendars, without its secret; null if there is none. */
export async function getFeed(member: Member, conferenceId: string) {
  return db.pickFeed.findFirst({
    where: { ...ownFeeds(member), conferenceId },
    orderBy: { createdAt: 'desc' },
    select: { id: true, createdAt: true, lastUsedAt: true },
  })
}

/**
 * The member whose picks of a conference a secret address tells their calendar. Null: unknown or
 * revoked, or its member has left.
 */
export async function feedReaderOf(_guest: Guest, token: string) {
  const feed = await db.pickFeed.findFirst({
    where: { tokenHash: hashToken(token), revokedAt: null },
    select: { teamId: true, id: true, userId: true, conferenceId: true, lastUsedAt: true },
  })
  const member = feed && (await memberFor(feed.userId, feed.teamId))
  if (!member) return null
  const { teamId, id, conferenceId, lastUsedAt } = feed
  // To the minute is enough, and keeps most requests free of a write
  if (Date.now() - (lastUsedAt?.getTime() ?? 0) > 60_000) {
    const where = { teamId_id: { teamId, id } }
    db.pickFeed.update({ where, data: { lastUsedAt: new Date() } }).catch(() => {})
  }
  return { feedId: id, conferenceId, member }
}
