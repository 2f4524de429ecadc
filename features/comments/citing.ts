import 'server-only'
import { keepManyCommentCitations } from '@/features/links/citations'
import { namesInSql } from '@/features/topics/queries'
import { type Member, type System, systemFor } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import type { Job } from '@/lib/jobs'
import type { Audience } from '@/prisma/generated/client'
import { visibleCommentsSql } from './policy'
import type { CommentSubject } from './schema'

// Comments that name the address of a link.

/** Of one page. */
const perPage = 20
/** Comments looked at by one transaction. */
const batch = 500

type Named = { id: string; slug: string; title: string }

type Row = {
  id: string
  authorId: string
  author: string
  /** With marks that the page fills in */
  html: string
  names: Record<string, string> | null
  createdAt: Date
  on: CommentSubject['type']
  /** The annotation that it hangs on, if on one */
  annotationId: string | null
  /** The talk or article whose page shows it, or else the list */
  place: (Named & { link: string | null }) | null
  list: Named | null
  /** Of a talk */
  conference: string | null
  total: number
}

/**
 * A page of the comments that name the address of a link, as far as the member sees them, the newest
 * first, each with the page on which it stands; and how many there are. One statement.
 */
export async function getCitingComments(member: Member, linkId: string, page: number) {
  const team = Prisma.sql`${member.teamId}::uuid`
  const rows = await readRows<Row>(Prisma.sql`
    SELECT co."id", co."authorId", u."name" AS "author", co."bodyHtml" AS "html", co."createdAt",
      ${namesInSql(member, Prisma.sql`co."bodyHtml"`)} AS "names", th."annotationId",
      CASE WHEN th."sessionId" IS NOT NULL THEN 'session'
           WHEN th."annotationId" IS NOT NULL THEN 'annotation'
           WHEN th."entryId" IS NOT NULL THEN 'entry' ELSE 'list' END AS "on",
      CASE WHEN s."id" IS NOT NULL OR t."id" IS NOT NULL THEN json_build_object(
        'id', coalesce(s."id", t."id"), 'slug', coalesce(s."slug", ''), 'link', t."linkId",
        'title', coalesce(s."title", nullif(t."title", ''), tl."title")) END AS "place",
      CASE WHEN l."id" IS NOT NULL THEN
        json_build_object('id', l."id", 'slug', l."slug", 'title', l."title") END AS "list",
      f."title" AS "conference", (count(*) OVER ())::int AS "total"
    FROM "CommentCitation" c
    JOIN "Comment" co ON co."teamId" = ${team} AND co."id" = c."commentId"
    JOIN "Thread" th ON th."teamId" = ${team} AND th."id" = co."threadId"
    JOIN "User" u ON u."id" = co."authorId"
    LEFT JOIN "Annotation" a ON a."teamId" = ${team} AND a."id" = th."annotationId"
    LEFT JOIN "Session" s ON s."teamId" = ${team} AND s."id" = coalesce(th."sessionId", a."sessionId")
    LEFT JOIN "Conference" f ON f."teamId" = ${team} AND f."id" = s."conferenceId"
    LEFT JOIN "Article" t ON t."teamId" = ${team} AND t."id" = a."articleId"
    LEFT JOIN "Link" tl ON tl."teamId" = ${team} AND tl."id" = t."linkId"
    LEFT JOIN "Entry" e ON e."teamId" = ${team} AND e."id" = th."entryId"
    LEFT JOIN "ReadingList" l ON l."teamId" = ${team}
      AND l."id" = coalesce(th."readingListId", e."readingListId")
    WHERE c."teamId" = ${team} AND c."linkId" = ${linkId}::uuid AND ${visibleCommentsSql(member)}
    ORDER BY co."createdAt" DESC, co."id"
    LIMIT ${perPage} OFFSET ${(page - 1) * perPage}`)
  const total = rows[0]?.total ?? 0
  return { comments: rows, total, more: total > page * perPage }
}

export type CitingComments = Awaited<ReturnType<typeof getCitingComments>>

/** Old rows when a new version starts; nothing to do afterwards. */
export const citeCommentsJob: Job<Record<string, never>> = {
  name: 'cite-comments',
  retries: 3,
  pause: 60,
  keep: 86_400,
  every: 86_400,
  run: async () => {
    await citeComments(systemFor('addresses in comments join the library'))
  },
}

type Key = { teamId: string; id: string; authorId: string }
type Waiting = Key & { html: string; audience: Audience | null }

/**
 * Has the addresses of those comments join the library that were written before they did so by
 * themselves; those in the trash when they come back. A link that is in the trash by now stays there,
 * and they are not tied to it. Answers how many comments it has looked at.
 */
export async function citeComments(_: System): Promise<number> {
  const nobody = '00000000-0000-0000-0000-000000000000'
  let last = { teamId: nobody, id: nobody }
  let seen = 0
  for (;;) {
    const keys = await db.$queryRaw<Key[]>(Prisma.sql`
      SELECT co."teamId", co."id", co."authorId" FROM "Comment" co
      WHERE NOT co."cited" AND co."deletedAt" IS NULL
        AND (co."teamId", co."id") > (${last.teamId}::uuid, ${last.id}::uuid)
      ORDER BY co."teamId", co."id" LIMIT ${batch}`)
    const writers = new Map<string, Key[]>()
    for (const key of keys) {
      const writer = `${key.teamId} ${key.authorId}`
      writers.set(writer, [...(writers.get(writer) ?? []), key])
    }
    for (const theirs of writers.values()) await citeTheirs(theirs)
    seen += keys.length
    if (keys.length < batch) return seen
    last = keys.at(-1) ?? last
  }
}

/** Those of one author; apart from others', so that who writes meanwhile finds links in one order. */
async function citeTheirs(keys: Key[]): Promise<void> {
  const [{ teamId, authorId: userId }] = keys as [Key]
  const ids = keys.map(({ id }) => id)
  await db.$transaction(async (tx) => {
    // Whoever changes one of them has to wait, and finds it seen to
    const rows = await tx.$queryRaw<Waiting[]>(Prisma.sql`
      SELECT co."id", co."bodyHtml" AS "html",
        (SELECT a."audience"::text FROM "Thread" th
         JOIN "Annotation" a ON a."teamId" = th."teamId" AND a."id" = th."annotationId"
         WHERE th."teamId" = co."teamId" AND th."id" = co."threadId") AS "audience"
      FROM "Comment" co
      WHERE co."teamId" = ${teamId}::uuid AND co."id" = ANY(${ids}::uuid[])
        AND NOT co."cited" AND co."deletedAt" IS NULL
      ORDER BY co."id" FOR UPDATE OF co`)
    const comments = rows.map((it) => ({ ...it, audience: it.audience ?? ('team' as const) }))
    await keepManyCommentCitations({ teamId, userId }, tx, comments, { revive: false })
    const done = { teamId, id: { in: rows.map(({ id }) => id) } }
    await tx.comment.updateMany({ where: done, data: { cited: true } })
  })
}
