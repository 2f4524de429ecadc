import 'server-only'
import { reattachArticlePassages } from '@/features/sessions/passages'
import { Prisma, type Transaction } from '@/lib/db'
import { renderMarkdown } from '@/lib/markdown'
import type { Entry } from '@/prisma/generated/client'

// What goes from one link to another when the two become one, and back when they are parted again.

export type Pair = { teamId: string; from: string; into: string }

/** What went over, by id. Kept in `Link.merged`. */
export type Moved = {
  entries: string[]
  /** Of two in one list, the older of which has stayed; `revision` is what that got */
  joined: { kept: string; lost: string; why: string; revision: number; was: string }[]
  threads: [id: string, entry: string][]
  notes: [id: string, entry: string][]
  citations: string[]
  /** Those of comments; of what was merged before they had any, absent */
  comments?: string[]
  progress: string[]
  annotations: string[]
  articles: string[]
  /** What was written on an article that stays behind, since there is one already: on which, and what */
  written?: { on: string; ids: string[] }
}

/** Makes one of two links, which are locked: what stood with the one, and its address, is the other's. */
export async function mergePair(tx: Transaction, pair: Pair): Promise<void> {
  const { teamId, from, into } = pair
  const merged = await moveOver(tx, pair)
  // One step from any address to its link
  const former = { teamId, mergedIntoId: from }
  await tx.link.updateMany({ where: former, data: { mergedIntoId: into } })
  await tx.link.update({
    where: { teamId_id: { teamId, id: from } },
    data: { deletedAt: new Date(), mergedIntoId: into, merged, revision: { increment: 1 } },
  })
}

/** Waits for the turn of the lists in which the two stand, and of the two, in one order. */
export async function lockPair(tx: Transaction, { teamId, from, into }: Pair): Promise<void> {
  await tx.$queryRaw(Prisma.sql`
    SELECT 1 FROM "ReadingList" WHERE "teamId" = ${teamId}::uuid AND "id" IN (
      SELECT e."readingListId" FROM "Entry" e
      WHERE e."teamId" = ${teamId}::uuid AND e."linkId" IN (${from}::uuid, ${into}::uuid))
    ORDER BY "id" FOR UPDATE`)
  await tx.$queryRaw(Prisma.sql`
    SELECT 1 FROM "Link" WHERE "teamId" = ${teamId}::uuid
      AND "id" IN (${from}::uuid, ${into}::uuid)
    ORDER BY "id" FOR UPDATE`)
}

/** Moves all that stands with one link to the other. Both are locked, with their lists. */
async function moveOver(tx: Transaction, pair: Pair): Promise<Moved> {
  const { teamId, from, into } = pair
  const all = await tx.entry.findMany({
    where: { teamId, linkId: { in: [from, into] } },
    orderBy: { createdAt: 'asc' },
  })
  const twinOf = (it: Entry) =>
    all.find(
      (other) =>
        other.readingListId === it.readingListId && other.linkId === into && !other.deletedAt,
    )
  const own = all.filter(({ linkId }) => linkId === from)
  const entries = own.filter((it) => it.deletedAt || !twinOf(it)).map(({ id }) => id)
  await tx.entry.updateMany({ where: { teamId, id: { in: entries } }, data: { linkId: into } })
  const moved: Moved = {
    ...{ entries, joined: [], threads: [], notes: [] },
    ...(await moveTheRest(tx, pair)),
  }
  for (const it of own) {
    const twin = it.deletedAt ? undefined : twinOf(it)
    if (!twin) continue
    const [kept, lost] = it.createdAt <= twin.createdAt ? [it, twin] : [twin, it]
    await join(tx, pair, kept, lost, moved)
  }
  return moved
}

/** Leaves the older of two entries of a list, in its place, with the words of both. */
async function join(tx: Transaction, { teamId, into }: Pair, kept: Entry, lost: Entry, to: Moved) {
  const key = (id: string) => ({ teamId_id: { teamId, id } })
  const whySource = joined(kept.whySource, lost.whySource)
  const { html, plain, rendererVersion } = renderMarkdown(whySource)
  await tx.entry.update({ where: key(lost.id), data: { deletedAt: new Date() } })
  const { revision } = await tx.entry.update({
    where: key(kept.id),
    data: {
      ...{ linkId: into, whySource, whyHtml: html, whyPlain: plain, rendererVersion },
      offsetSeconds: kept.offsetSeconds ?? lost.offsetSeconds,
      revision: { increment: 1 },
    },
  })
  const was = kept.linkId ?? into
  to.joined.push({ kept: kept.id, lost: lost.id, why: kept.whySource, revision, was })
  const of = { teamId, entryId: lost.id }
  const threads = await tx.thread.findMany({ where: of, select: { id: true } })
  await tx.thread.updateMany({ where: of, data: { entryId: kept.id } })
  for (const { id } of threads) to.threads.push([id, lost.id])
  // A member who has a note on both keeps one, with the words of both
  for (const note of await tx.entryNote.findMany({ where: of })) {
    const beside = { teamId, entryId: kept.id, userId: note.userId }
    const there = await tx.entryNote.findUnique({ where: { teamId_entryId_userId: beside } })
    if (!there) {
      await tx.entryNote.update({ where: key(note.id), data: { entryId: kept.id } })
      to.notes.push([note.id, lost.id])
    } else if (!note.deletedAt) {
      const bodySource = there.deletedAt
        ? note.bodySource
        : joined(there.bodySource, note.bodySource)
      const body = renderMarkdown(bodySource)
      const words = { bodySource, bodyHtml: body.html, bodyPlain: body.plain, deletedAt: null }
      await tx.entryNote.update({
        where: key(there.id),
        data: { ...words, rendererVersion: body.rendererVersion, revision: { increment: 1 } },
      })
    }
  }
}

function joined(one: string, other: string): string {
  return one.includes(other) ? one : [one, other].filter(Boolean).join('\n\n')
}

/** What has no order: citations, how far people are with it, and what is written on its article. */
async function moveTheRest(tx: Transaction, { teamId, from, into }: Pair) {
  const ids = async (sql: Prisma.Sql) =>
    (await tx.$queryRaw<{ id: string }[]>(sql)).map(({ id }) => id)
  // Those of the one that went stay behind: they are what its own address has brought
  const cited = (table: Prisma.Sql, by: Prisma.Sql) =>
    ids(Prisma.sql`
      INSERT INTO ${table} ("teamId", ${by}, "linkId", "createdAt")
      SELECT c."teamId", c.${by}, ${into}::uuid, c."createdAt" FROM ${table} c
      WHERE c."teamId" = ${teamId}::uuid AND c."linkId" = ${from}::uuid
      ON CONFLICT DO NOTHING RETURNING ${by} AS "id"`)
  const citations = await cited(Prisma.sql`"Citation"`, Prisma.sql`"annotationId"`)
  const comments = await cited(Prisma.sql`"CommentCitation"`, Prisma.sql`"commentId"`)
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Progress" p SET "state" = greatest(p."state", o."state"),
      "favouriteAt" = coalesce(p."favouriteAt", o."favouriteAt"), "updatedAt" = now()
    FROM "Progress" o
    WHERE p."teamId" = ${teamId}::uuid AND p."linkId" = ${into}::uuid
      AND o."teamId" = ${teamId}::uuid AND o."linkId" = ${from}::uuid AND o."userId" = p."userId"`)
  const progress = await ids(Prisma.sql`
    UPDATE "Progress" p SET "linkId" = ${into}::uuid
    WHERE p."teamId" = ${teamId}::uuid AND p."linkId" = ${from}::uuid AND NOT EXISTS (
      SELECT FROM "Progress" o WHERE o."teamId" = ${teamId}::uuid AND o."userId" = p."userId"
        AND o."linkId" = ${into}::uuid)
    RETURNING p."id"`)
  const annotations = await ids(Prisma.sql`
    UPDATE "Annotation" a SET "linkId" = ${into}::uuid
    WHERE a."teamId" = ${teamId}::uuid AND a."linkId" = ${from}::uuid RETURNING a."id"`)
  const articles = await ids(Prisma.sql`
    UPDATE "Article" t SET "linkId" = ${into}::uuid
    WHERE t."teamId" = ${teamId}::uuid AND t."linkId" = ${from}::uuid AND NOT EXISTS (
      SELECT FROM "Article" o WHERE o."teamId" = ${teamId}::uuid AND o."linkId" = ${into}::uuid)
    RETURNING t."id"`)
  const written = await moveWritten(tx, { teamId, from, into })
  return { citations, comments, progress, annotations, articles, ...(written && { written }) }
}

/** Where both links have an article, what is written on the one goes to the other. */
async function moveWritten(tx: Transaction, { teamId, from, into }: Pair) {
  const both = await tx.article.findMany({
    where: { teamId, linkId: { in: [from, into] } },
    select: { id: true, linkId: true, plain: true },
  })
  const [left, kept] = [from, into].map((id) => both.find(({ linkId }) => linkId === id))
  if (!left || !kept) return null
  const of = { teamId, articleId: left.id }
  const rows = await tx.annotation.findMany({ where: of, select: { id: true } })
  if (rows.length === 0) return null
  await tx.annotation.updateMany({ where: of, data: { articleId: kept.id } })
  await reattachArticlePassages({ teamId }, tx, kept.id, kept.plain)
  return { on: left.id, ids: rows.map(({ id }) => id) }
}

async function moveWrittenBack(
  tx: Transaction,
  { teamId, from, into }: Pair,
  { on, ids }: NonNullable<Moved['written']>,
) {
  const article = await tx.article.findFirst({ where: { teamId, id: on, linkId: from } })
  if (!article) return
  const where = { teamId, id: { in: ids }, article: { linkId: into } }
  await tx.annotation.updateMany({ where, data: { articleId: on } })
  await reattachArticlePassages({ teamId }, tx, on, article.plain)
}

/** Moves back what is still where it went. Both are locked, with their lists. */
export async function moveBack(tx: Transaction, pair: Pair, moved: Moved): Promise<void> {
  const { teamId, from, into } = pair
  const of = (ids: string[]) => ({ teamId, id: { in: ids }, linkId: into })
  const data = { linkId: from }
  await tx.entry.updateMany({ where: of(moved.entries), data })
  await tx.progress.updateMany({ where: of(moved.progress), data })
  await tx.annotation.updateMany({ where: of(moved.annotations), data })
  await tx.article.updateMany({ where: of(moved.articles), data })
  if (moved.written) await moveWrittenBack(tx, pair, moved.written)
  const cited = { teamId, linkId: into, annotationId: { in: moved.citations } }
  await tx.citation.deleteMany({ where: cited })
  const said = { teamId, linkId: into, commentId: { in: moved.comments ?? [] } }
  await tx.commentCitation.deleteMany({ where: said })
  for (const { kept, lost, why, revision, was } of moved.joined) {
    const there = { teamId, id: kept, linkId: into }
    const { html, plain, rendererVersion } = renderMarkdown(why)
    const words = { whySource: why, whyHtml: html, whyPlain: plain, rendererVersion }
    await tx.entry.updateMany({
      where: { ...there, revision },
      data: { ...words, revision: { increment: 1 } },
    })
    await tx.entry.updateMany({ where: there, data: { linkId: was } })
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Entry" e SET "deletedAt" = NULL
      WHERE e."teamId" = ${teamId}::uuid AND e."id" = ${lost}::uuid AND NOT EXISTS (
        SELECT FROM "Entry" o WHERE o."teamId" = ${teamId}::uuid AND o."deletedAt" IS NULL
          AND o."readingListId" = e."readingListId" AND o."linkId" = e."linkId")`)
  }
  const keptOf = new Map(moved.joined.map(({ kept, lost }) => [lost, kept]))
  for (const [id, entryId] of moved.threads) {
    const where = { teamId, id, entryId: keptOf.get(entryId) ?? '' }
    await tx.thread.updateMany({ where, data: { entryId } })
  }
  for (const [id, entryId] of moved.notes) {
    const where = { teamId, id, entryId: keptOf.get(entryId) ?? '' }
    await tx.entryNote.updateMany({ where, data: { entryId } })
  }
}
