import 'server-only'
import { visibleAnnotationsSql } from '@/features/annotations/policy'
import {
  bringingSql,
  canEditLinks,
  citingCommentsSql,
  sessionOfThreadSql,
} from '@/features/links/policy'
import { type LibraryView, linksPerPage } from '@/features/links/schema'
import type { Member } from '@/lib/actor'
import { columnsOf, Prisma, readRows } from '@/lib/db'
import type { Link } from '@/prisma/generated/client'
import { visibleEntriesSql } from './policy'

/** Of what a filter offers: the most frequent ones. */
const mostOffered = 60

const columns = {
  id: true,
  url: true,
  title: true,
  type: true,
  site: true,
  author: true,
  durationSeconds: true,
  fetchState: true,
  deadAt: true,
  pictureHash: true,
} satisfies Prisma.LinkSelect

type Row = Pick<Link, keyof typeof columns> & {
  broughtBy: string
  broughtAt: Date
  lists: number
  annotations: number
  comments: number
  total: number
}

/**
 * A page of the links that a member sees, the newest first, each with how many lists it stands in and
 * how many annotations and comments name it, as far as the member sees these; and how many there are.
 * One statement.
 */
export async function getLibrary(member: Member, view: LibraryView) {
  const rows = await readRows<Row>(Prisma.sql`
    WITH found AS (
      SELECT k.*, b."who", b."at", (count(*) OVER ())::int AS "total"
      FROM ${brought(member)}
      WHERE ${Prisma.join(wanted(member, view), ' AND ')}
      ORDER BY b."at" DESC, k."id"
      LIMIT ${linksPerPage} OFFSET ${(view.page - 1) * linksPerPage}
    )
    SELECT ${columnsOf(columns, 'k')}, k."total", u."name" AS "broughtBy", k."at" AS "broughtAt",
      (SELECT count(*) FROM "Entry" e
       WHERE e."linkId" = k."id" AND ${visibleEntriesSql(member)})::int AS "lists",
      (SELECT count(*) ${citing(member)})::int AS "annotations",
      (SELECT count(*) FROM ${citingCommentsSql(member)})::int AS "comments"
    FROM found k JOIN "User" u ON u."id" = k."who"
    ORDER BY k."at" DESC, k."id"`)
  return { links: rows, total: rows[0]?.total ?? 0 }
}

export type LibraryLink = Awaited<ReturnType<typeof getLibrary>>['links'][number]

/** Every "Link" `k` that something the member sees brings, with who (`b`) did so first and when. */
const brought = (member: Member) => Prisma.sql`"Link" k CROSS JOIN LATERAL (
  SELECT * FROM (${bringingSql(member)}) bringing ORDER BY "at" LIMIT 1) b`

/** The annotations of a member's that name a "Link" `k`, from FROM on. */
const citing = (member: Member) => Prisma.sql`
  FROM "Citation" c
  JOIN "Annotation" a ON a."teamId" = c."teamId" AND a."id" = c."annotationId"
  WHERE c."teamId" = ${member.teamId}::uuid AND c."linkId" = k."id"
    AND ${visibleAnnotationsSql(member)}`

function wanted(member: Member, view: LibraryView): Prisma.Sql[] {
  const { type, site, by, conference, topic, state, q } = view
  const trash = view.view === 'trash' && canEditLinks(member)
  const all = [Prisma.sql`k."teamId" = ${member.teamId}::uuid`]
  if (trash) all.push(Prisma.sql`k."deletedAt" IS NOT NULL AND k."mergedIntoId" IS NULL`)
  else all.push(Prisma.sql`k."deletedAt" IS NULL`)
  if (type) all.push(Prisma.sql`k."type" = ${type}::"LinkType"`)
  if (site) all.push(Prisma.sql`k."site" = ${site}`)
  if (by) all.push(Prisma.sql`b."who" = ${by}::uuid`)
  if (state === 'failed') all.push(Prisma.sql`k."fetchState" = 'failed'`)
  if (state === 'dead') all.push(Prisma.sql`k."deadAt" IS NOT NULL`)
  if (conference) {
    const here = (session: Prisma.Sql) => Prisma.sql`EXISTS (
      SELECT FROM "Session" t WHERE t."teamId" = ${member.teamId}::uuid AND t."id" = ${session}
        AND t."conferenceId" = ${conference}::uuid)`
    const noted = Prisma.sql`SELECT ${citing(member)} AND ${here(Prisma.sql`a."sessionId"`)}`
    const said = Prisma.sql`SELECT FROM ${citingCommentsSql(member)} AND ${here(sessionOfThreadSql)}`
    all.push(Prisma.sql`(EXISTS (${noted}) OR EXISTS (${said}))`)
  }
  if (topic) {
    all.push(Prisma.sql`EXISTS (SELECT ${citing(member)} AND EXISTS (
      SELECT FROM "Mention" m WHERE m."teamId" = ${member.teamId}::uuid
        AND m."annotationId" = a."id" AND m."topicId" = ${topic}::uuid))`)
  }
  for (const word of q.split(/\s+/).filter(Boolean).slice(0, 8)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    all.push(Prisma.sql`concat_ws(' ', k."title", k."author", k."site", k."url") ILIKE ${pattern}`)
  }
  return all
}

type Offered = { of: 'site' | 'person' | 'conference' | 'topic'; id: string; name: string }

/** What the links that a member sees can be filtered by, each of it in the order of its names. */
export async function getLibraryFilters(member: Member) {
  const rows = await readRows<Offered>(Prisma.sql`
    WITH seen AS (
      SELECT k."id", k."site", b."who" FROM ${brought(member)}
      WHERE k."teamId" = ${member.teamId}::uuid AND k."deletedAt" IS NULL
    ), cited AS (
      SELECT c."linkId", a."id" AS "annotationId", a."sessionId" FROM seen
      JOIN "Citation" c ON c."teamId" = ${member.teamId}::uuid AND c."linkId" = seen."id"
      JOIN "Annotation" a ON a."teamId" = ${member.teamId}::uuid AND a."id" = c."annotationId"
      WHERE ${visibleAnnotationsSql(member)}
    ), of_talk AS (
      SELECT "linkId", "sessionId" FROM cited
      UNION ALL
      SELECT k."id", ${sessionOfThreadSql} FROM seen k, LATERAL (
        SELECT th.* FROM ${citingCommentsSql(member)}) th
    ), counted AS (
      SELECT 'site' AS "of", "site" AS "id", "site" AS "name", count(*) AS "count" FROM seen
      WHERE "site" <> '' GROUP BY 2
      UNION ALL
      SELECT 'person', u."id"::text, u."name", count(*) FROM seen
      JOIN "User" u ON u."id" = seen."who" GROUP BY u."id"
      UNION ALL
      SELECT 'conference', f."id"::text, f."title", count(*) FROM of_talk
      JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = of_talk."sessionId"
      JOIN "Conference" f ON f."teamId" = ${member.teamId}::uuid AND f."id" = s."conferenceId"
      GROUP BY f."id", f."title"
      UNION ALL
      SELECT 'topic', t."id"::text, t."name", count(*) FROM cited
      JOIN "Mention" m ON m."teamId" = ${member.teamId}::uuid
                      AND m."annotationId" = cited."annotationId"
      JOIN "Topic" t ON t."teamId" = ${member.teamId}::uuid AND t."id" = m."topicId"
      GROUP BY t."id", t."name"
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY "of" ORDER BY "count" DESC, "name") AS "rank"
      FROM counted
    )
    SELECT "of", "id", "name" FROM ranked WHERE "rank" <= ${mostOffered}
    ORDER BY lower("name"), "id"`)
  const offered = (of: Offered['of']) => rows.filter((row) => row.of === of)
  return {
    sites: offered('site'),
    people: offered('person'),
    conferences: offered('conference'),
    topics: offered('topic'),
  }
}

export type LibraryFilters = Awaited<ReturnType<typeof getLibraryFilters>>
