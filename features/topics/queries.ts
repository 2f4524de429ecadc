import 'server-only'
import { cache } from 'react'
import { visibleMembers } from '@/features/teams/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { writtenNames } from './marks'
import { visibleTopicsSql } from './policy'

/** How many topics are offered while one types. */
const topicsOffered = 1000

/** A topic that the member sees something about; null otherwise. */
export const getTopic = cache(async (member: Member, id: string) => {
  const [topic] = await readRows<{ id: string; slug: string; name: string }>(Prisma.sql`
    SELECT t."id", t."slug", t."name" FROM "Topic" t
    WHERE t."id" = ${id}::uuid AND ${visibleTopicsSql(member)}`)
  return topic ?? null
})

/** Whom and what the member can mention: everybody else in the team, and the topics they see. */
export async function getCompletions(member: Member) {
  const [rows, topics] = await Promise.all([
    db.membership.findMany({
      where: visibleMembers(member),
      select: { userId: true, role: true, user: { select: { name: true } } },
      orderBy: { user: { name: 'asc' } },
      relationLoadStrategy: 'join',
    }),
    readRows<{ name: string }>(Prisma.sql`
      SELECT t."name" FROM "Topic" t WHERE ${visibleTopicsSql(member)}
      ORDER BY t."normalisedName" LIMIT ${topicsOffered}`),
  ])
  const people = writtenNames(
    rows.map(({ userId, role, user }) => ({ id: userId, name: user.name, role })),
  )
  return {
    people: people.filter(({ id }) => id !== member.userId),
    topics: topics.map(({ name }) => name),
  }
}

export type Completions = Awaited<ReturnType<typeof getCompletions>>

/**
 * The people whom stored HTML marks, with their names of today, as one json object by id; null where
 * there are none. `html` is a column in a statement by hand.
 */
export function namesInSql(member: Member, html: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${html} LIKE '%<x-person %' THEN (
    SELECT json_object_agg(u."id", u."name")
    FROM regexp_matches(${html}, '<x-person id="([0-9a-f-]{36})">', 'g') AS found(ids)
    JOIN "Membership" mm ON mm."teamId" = ${member.teamId}::uuid AND mm."userId" = found.ids[1]::uuid
    JOIN "User" u ON u."id" = mm."userId") END`
}
