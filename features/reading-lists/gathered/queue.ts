import 'server-only'
import { visibleAnnotationsSql } from '@/features/annotations/policy'
import { addressAt } from '@/features/links/address'
import { citingCommentsSql, sessionOfThreadSql } from '@/features/links/policy'
import type { Member } from '@/lib/actor'
import { db, jsonOf, Prisma, readRows } from '@/lib/db'
import { entryColumns, type Mine } from '../entry'
import {
  ownNotesSql,
  ownProgressSql,
  visibleEntriesSql,
  visibleLists,
  visibleListsSql,
} from '../policy'
import type { Gathering } from './filter'

// What the team has gathered in all its lists, each link and session once, with what the reader has
// made of it: the queue of one's own reading, and what a smart list holds.

/** Items of one page. */
const gatheredPerPage = 50

type Times = 'startsAt' | 'endsAt' | 'day'
type Raw = {
  total: number
  link: {
    id: string
    url: string
    site: string
    title: string
    type: keyof typeof import('@/prisma/generated/enums').LinkType
    author: string
    durationSeconds: number | null
  } | null
  session: ({ id: string; slug: string; title: string } & Record<Times, string | null>) | null
  conference: { title: string; zone: string }
  mine: (Omit<Mine, 'later'> & { later: string | null }) | null
  note: { source: string; html: string; revision: number } | null
  in: { id: string; slug: string; title: string; entry: string; why: string }[] | null
  offsetSeconds: number | null
}

/** One page of it, counted from 1, and how much there is. One statement. */
export async function getGathered(member: Member, asked: Gathering, page: number) {
  const rows = await readRows<Raw>(Prisma.sql`
    WITH item AS (${itemsSql(member, asked)}),
    found AS (
      SELECT item.*, coalesce(p."state", 'todo') AS "state", p."position", p."favouriteAt",
        CASE WHEN p."snoozedUntil" > now() THEN p."snoozedUntil" END AS "later"
      FROM item
      LEFT JOIN "Progress" p ON ${ownProgressSql(member)}
        AND coalesce(p."linkId", p."sessionId") = coalesce(item."linkId", item."sessionId")
    ),
    shown AS (
      SELECT found.*, k."id" AS "kid", count(*) OVER ()::int AS "total",
        row_number() OVER (${orderSql(asked)}) AS "place"
      FROM found
      LEFT JOIN "Link" k ON k."teamId" = ${member.teamId}::uuid AND k."id" = found."linkId"
      WHERE ${ofReaderSql(asked)} AND ${ofTypeSql(asked)}
      ORDER BY "place"
      LIMIT ${gatheredPerPage} OFFSET ${(page - 1) * gatheredPerPage}
    )
    SELECT f."total", ${jsonOf(entryColumns.link.select, 'k')} AS "link",
      ${jsonOf(entryColumns.session.select, 's')} AS "session",
      json_build_object('title', c."title", 'zone', c."zone") AS "conference",
      json_build_object('state', f."state", 'position', coalesce(f."position", ''),
        'favourite', f."favouriteAt" IS NOT NULL, 'later', f."later") AS "mine",
      own."in", own."note", own."offsetSeconds"
    FROM shown f
    LEFT JOIN "Link" k ON k."teamId" = ${member.teamId}::uuid AND k."id" = f."linkId"
    LEFT JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = f."sessionId"
    LEFT JOIN "Conference" c ON c."teamId" = ${member.teamId}::uuid AND c."id" = s."conferenceId"
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', l."id", 'slug', l."slug", 'title', l."title",
          'entry', e."id", 'why', e."whyPlain") ORDER BY l."title", e."id") AS "in",
        min(e."offsetSeconds") AS "offsetSeconds",
        (array_agg((SELECT json_build_object('source', n."bodySource", 'html', n."bodyHtml",
            'revision', n."revision")
          FROM "EntryNote" n WHERE ${ownNotesSql(member)} AND n."entryId" = e."id")
          ORDER BY l."title", e."id"))[1] AS "note"
      FROM "Entry" e
      JOIN "ReadingList" l ON l."id" = e."readingListId" AND ${visibleListsSql(member)}
      WHERE e."teamId" = ${member.teamId}::uuid AND e."deletedAt" IS NULL
        AND (e."linkId" = f."linkId" OR e."sessionId" = f."sessionId")
    ) own ON TRUE
    ORDER BY f."place"`)
  const total = rows[0]?.total ?? 0
  return { total, pages: Math.ceil(total / gatheredPerPage), items: rows.map(shown) }
}

/** Titles of the lists a member sees, for choices. */
export async function getListNames(member: Member) {
  return db.readingList.findMany({
    where: visibleLists(member),
    select: { id: true, title: true },
    orderBy: { title: 'asc' },
  })
}

export type Gathered = ReturnType<typeof shown>

function shown({ link, session, conference, mine, in: lists, note, offsetSeconds }: Raw) {
  const date = (text: string | null) => (text === null ? null : new Date(text))
  return {
    link: link && { ...link, url: addressAt(link.url, offsetSeconds) },
    session: session && {
      ...session,
      startsAt: date(session.startsAt),
      endsAt: date(session.endsAt),
      conference,
    },
    mine: mine && { ...mine, later: date(mine.later) },
    offsetSeconds,
    note,
    lists: lists ?? [],
  }
}

/** The links and sessions asked for, each once, with when it came. */
function itemsSql(member: Member, asked: Gathering): Prisma.Sql {
  const { teamId } = member
  const { list, by, conference, topic } = asked
  // As the library has it: what stands in a list that is for the reader, or in the team's words
  const cited = Prisma.sql`
    SELECT e."linkId", e."sessionId", e."createdAt" AS "at", e."addedById" AS "by",
      e."sessionId" AS "of", l."title" AS "list", e."readingListId"
    FROM "Entry" e
    JOIN "ReadingList" l ON l."teamId" = ${teamId}::uuid AND l."id" = e."readingListId"
    WHERE ${visibleEntriesSql(member)}`
  const brought = Prisma.sql`
    UNION ALL
    SELECT ci."linkId", NULL, ci."createdAt", a."authorId", a."sessionId", NULL, NULL
    FROM "Citation" ci
    JOIN "Annotation" a ON a."id" = ci."annotationId" AND ${visibleAnnotationsSql(member)}
      AND a."audience" IN ('team', 'public')
    JOIN "Link" k ON k."teamId" = ${teamId}::uuid AND k."id" = ci."linkId"
      AND k."deletedAt" IS NULL
    WHERE ci."teamId" = ${teamId}::uuid
    UNION ALL
    SELECT k."id", NULL, said."createdAt", said."authorId", said."of", NULL, NULL
    FROM "Link" k, LATERAL (
      SELECT co."createdAt", co."authorId", ${sessionOfThreadSql} AS "of"
      FROM ${citingCommentsSql(member)}) said
    WHERE k."teamId" = ${teamId}::uuid AND k."deletedAt" IS NULL`
  const wanted = [
    list && Prisma.sql`g."readingListId" = ${list}::uuid`,
    by && Prisma.sql`g."by" = ${by}::uuid`,
    conference &&
      Prisma.sql`EXISTS (SELECT FROM "Session" s WHERE s."teamId" = ${teamId}::uuid
        AND s."id" = g."of" AND s."conferenceId" = ${conference}::uuid)`,
    topic &&
      Prisma.sql`EXISTS (SELECT FROM "Mention" m
        JOIN "Annotation" a ON a."id" = m."annotationId" AND ${visibleAnnotationsSql(member)}
        WHERE m."teamId" = ${teamId}::uuid AND m."topicId" = ${topic}::uuid
          AND (a."sessionId" = g."sessionId" OR EXISTS (SELECT FROM "Citation" ci
            WHERE ci."teamId" = ${teamId}::uuid AND ci."annotationId" = a."id"
              AND ci."linkId" = g."linkId")))`,
  ].filter((one): one is Prisma.Sql => one instanceof Prisma.Sql)
  const where = wanted.length > 0 ? Prisma.sql`WHERE ${Prisma.join(wanted, ' AND ')}` : Prisma.empty
  return Prisma.sql`
    SELECT g."linkId", g."sessionId", max(g."at") AS "at", min(g."list") AS "list"
    FROM (${cited} ${asked.from === 'all' ? brought : Prisma.empty}) g
    ${where}
    GROUP BY g."linkId", g."sessionId"`
}

/** As a condition on `found`. */
function ofReaderSql({ state, favourites, later }: Gathering): Prisma.Sql {
  const states = {
    open: Prisma.sql`"state" <> 'done'`,
    todo: Prisma.sql`"state" = 'todo'`,
    doing: Prisma.sql`"state" = 'doing'`,
    done: Prisma.sql`"state" = 'done'`,
    all: Prisma.sql`TRUE`,
  }
  const when = {
    now: Prisma.sql`"later" IS NULL`,
    later: Prisma.sql`"later" IS NOT NULL`,
    any: Prisma.sql`TRUE`,
  }
  return Prisma.sql`(${states[state]} AND ${when[later]}
    AND ${favourites ? Prisma.sql`"favouriteAt" IS NOT NULL` : Prisma.sql`TRUE`})`
}

/** As a condition on `found` with its link `k`. */
function ofTypeSql({ type }: Gathering): Prisma.Sql {
  if (!type) return Prisma.sql`TRUE`
  if (type === 'session') return Prisma.sql`found."sessionId" IS NOT NULL`
  return Prisma.sql`k."type" = ${type}::"LinkType"`
}

function orderSql({ order }: Gathering): Prisma.Sql {
  const id = Prisma.sql`coalesce(found."linkId", found."sessionId")`
  if (order === 'new') return Prisma.sql`ORDER BY found."at" DESC, ${id}`
  const within = order === 'list' ? Prisma.sql`found."list" NULLS LAST,` : Prisma.empty
  return Prisma.sql`ORDER BY (found."state" = 'doing') DESC, ${within} found."at" DESC, ${id}`
}
