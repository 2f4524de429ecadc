import 'server-only'
import { linkReadersSql } from '@/features/links/policy'
import { listReadersSql } from '@/features/shares/audience'
import type { Member, System } from '@/lib/actor'
import { db, Prisma } from '@/lib/db'
import { toldSubjects } from './policy'
import type { LiveEvent, LivePresence } from './schema'

/** Beyond so many a page that fetches itself anew is cheaper than being told of each. */
export const mostEvents = 500
/** A page says every 20 seconds that it is still open. */
export const presenceSeconds = 45

type Row = {
  through: bigint
  seq: bigint | null
  verb: string
  subjectType: string
  subjectId: string
  placeType: string | null
  placeId: string | null
  actorId: string | null
  on: string | null
  onlyFor: string[] | null
}

export type HeardEvent = { onlyFor: string[] | null; subjectType: string; told: LiveEvent }

/**
 * What happened in a team after an event number (after now, when there is none), oldest first, and
 * up to which number that is everything. `events` is null when they are more than `mostEvents`.
 * For a member, what they may know of; for the system, all of it with `onlyFor`, so that one
 * statement serves every stream of a team: the caller asks `seesEvent` for each of them. One
 * statement, and so one snapshot: no event below `through` can turn up later.
 */
export async function getEventsAfter(
  reader: Member | (System & { teamId: string }),
  after: bigint | null,
): Promise<{ events: HeardEvent[] | null; through: bigint }> {
  const { teamId } = reader
  const seen =
    reader.kind === 'member'
      ? Prisma.sql`("onlyFor" IS NULL OR ${reader.userId}::uuid = ANY("onlyFor"))`
      : Prisma.sql`TRUE`
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT t."eventSeq" AS "through", found.*
    FROM "Team" t
    LEFT JOIN LATERAL (
      SELECT * FROM (
        SELECT e."seq", e."verb", e."subjectType", e."subjectId", e."placeType", e."placeId",
               e."actorId", h."annotationId" AS "on",
               CASE WHEN e."audience" = 'me' THEN ARRAY[e."actorId"]
                    WHEN a."audience" = 'me' THEN ARRAY[a."authorId"]
                    -- Whoever has it open and may no longer has to be told that it is gone
                    WHEN e."verb" = 'withdrawn' THEN NULL
                    WHEN l."id" IS NOT NULL THEN ${listReadersSql}
                    ELSE ${linkReadersSql} END AS "onlyFor"
        FROM "Event" e
        LEFT JOIN "Comment" c ON e."subjectType" = 'comment'
          AND c."teamId" = e."teamId" AND c."id" = e."subjectId"
        LEFT JOIN "Thread" h ON h."teamId" = e."teamId" AND h."id" =
          CASE e."subjectType" WHEN 'thread' THEN e."subjectId" WHEN 'comment' THEN c."threadId" END
        LEFT JOIN "Annotation" a ON a."teamId" = e."teamId" AND a."id" =
          CASE e."subjectType" WHEN 'annotation' THEN e."subjectId" ELSE h."annotationId" END
        LEFT JOIN "ReadingList" l ON e."placeType" = 'list'
          AND l."teamId" = e."teamId" AND l."id" = e."placeId"
        LEFT JOIN "Article" kept ON kept."teamId" = e."teamId" AND kept."id" =
          CASE WHEN e."placeType" = 'article' THEN e."placeId" ELSE a."articleId" END
        LEFT JOIN "Link" k ON k."teamId" = e."teamId" AND k."id" =
          CASE e."subjectType" WHEN 'link' THEN e."subjectId" ELSE kept."linkId" END
        WHERE e."teamId" = t."id" AND e."seq" > ${after}::bigint
          AND (e."audience" <> 'me' OR e."actorId" IS NOT NULL)
          AND e."subjectType" = ANY(${[...toldSubjects, 'member', 'team']}::text[])
      ) each
      WHERE ${seen}
      ORDER BY "seq"
      LIMIT ${mostEvents + 1}
    ) found ON TRUE
    WHERE t."id" = ${teamId}::uuid
    ORDER BY found."seq"`)
  const through = rows[0]?.through ?? 0n
  if (rows.length > mostEvents) return { events: null, through }
  return { events: rows.flatMap((row) => (row.seq === null ? [] : [heard(row)])), through }
}

function heard(row: Row): HeardEvent {
  const { seq, verb, subjectType, subjectId, placeType, placeId, actorId, on, onlyFor } = row
  const subject = { type: subjectType, id: subjectId }
  const place = placeType && placeId ? { type: placeType, id: placeId } : null
  // Who has taken something back is not told, no more than what it was
  const actor = verb === 'withdrawn' ? null : actorId
  const told = { seq: String(seq), verb, subject, place, on, actor }
  return { subjectType, onlyFor, told }
}

/** Which of some logins belong to somebody who is signed in and in the team at this moment. */
export async function getLoginsInTeam(
  { teamId }: System & { teamId: string },
  loginIds: string[],
): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT l."id" FROM "Login" l
    JOIN "User" u ON u."id" = l."userId" AND u."deletedAt" IS NULL
    JOIN "Membership" m ON m."teamId" = ${teamId}::uuid AND m."userId" = u."id" AND m."leftAt" IS NULL
    JOIN "Team" t ON t."id" = m."teamId" AND t."deletedAt" IS NULL
    WHERE l."id" = ANY(${loginIds}::uuid[]) AND l."revokedAt" IS NULL AND l."expiresAt" > now()`)
  return new Set(rows.map(({ id }) => id))
}

/** Who has which session of a team open now, and is writing for others to read. Every member sees all. */
export async function getPresence({
  teamId,
}: Member | (System & { teamId: string })): Promise<LivePresence[]> {
  const rows = await db.$queryRaw<
    { sessionId: string; id: string; name: string; writing: boolean }[]
  >(Prisma.sql`
    SELECT p."sessionId", p."userId" AS "id", u."name", bool_or(p."writing") AS "writing"
    FROM "Presence" p
    JOIN "Membership" m ON m."teamId" = p."teamId" AND m."userId" = p."userId" AND m."leftAt" IS NULL
    JOIN "User" u ON u."id" = p."userId"
    JOIN "Session" s ON s."teamId" = p."teamId" AND s."id" = p."sessionId" AND s."deletedAt" IS NULL
    WHERE p."teamId" = ${teamId}::uuid
      AND p."seenAt" > now() - make_interval(secs => ${presenceSeconds})
    GROUP BY p."sessionId", p."userId", u."name"
    ORDER BY p."sessionId", u."name", p."userId"`)
  const sessions = new Map<string, LivePresence>()
  for (const { sessionId: session, ...person } of rows) {
    const known = sessions.get(session) ?? { session, people: [] }
    sessions.set(session, known)
    known.people.push(person)
  }
  return [...sessions.values()]
}
