import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import { env } from '@/lib/env'
import { plainText } from '@/lib/markdown'
import type { Audience } from '@/prisma/generated/client'
import { parseAddress } from './address'
import { type Joined, type Joining, joiningSql } from './joining'
import { queueReadings } from './reading'

// What writing an address in an annotation or comment does; runs inside the transaction that writes
// the words.

/** Distinct addresses of one text; what comes after them stays words. */
const mostAddresses = 50

/** The web addresses that rendered HTML leads to, each once, with the words of a link that has some. */
export function addressesIn(html: string): Joining[] {
  if (!html.includes('<a href="http')) return []
  const found = new Map<string, Joining>()
  const own = env.PUBLIC_URL?.replace(/\/*$/, '/')
  for (const [, href = '', inner = ''] of html.matchAll(
    /<a href="(https?:[^"]*)"[^>]*>(.*?)<\/a>/gs,
  )) {
    const address = parseAddress(plainText(href))
    if (!address.ok || (own && address.url.startsWith(own))) continue
    const words = plainText(inner).replace(/\s+/g, ' ').slice(0, 300)
    const title = /^https?:\/\//i.test(words) ? '' : words
    if (!found.has(address.hash)) found.set(address.hash, { address, title })
  }
  return [...found.values()].slice(0, mostAddresses)
}

/** An annotation with its answer, as far as it brings links. */
type Citing = { html: string; audience: Audience; kind: string }
/** A comment; the audience is that of the annotation it hangs on, if it does. */
export type CitingComment = Pick<Citing, 'html' | 'audience'>

type Writer = Pick<Member, 'teamId' | 'userId'>
type Way = { table: Prisma.Sql; column: Prisma.Sql }

const inAnnotations: Way = { table: Prisma.sql`"Citation"`, column: Prisma.sql`"annotationId"` }
const inComments: Way = { table: Prisma.sql`"CommentCitation"`, column: Prisma.sql`"commentId"` }

/**
 * Ties an annotation to the links of the addresses in its words, and to no others; unknown ones join
 * the library. Of an only-me annotation there is none, nor of the comments on it. Nothing is asked of
 * the database where no address has come or gone.
 */
export async function keepCitations(
  member: Member,
  tx: Transaction,
  annotationId: string,
  now: Citing,
  before: Citing | null,
): Promise<void> {
  await keep(inAnnotations, member, tx, annotationId, [now, before])
  if (before && (before.audience === 'me') !== (now.audience === 'me')) {
    await keepDiscussed(member, tx, annotationId, now.audience)
  }
}

/** The same of a comment. */
export async function keepCommentCitations(
  member: Member,
  tx: Transaction,
  commentId: string,
  now: CitingComment,
  before: CitingComment | null,
): Promise<void> {
  const kind = 'comment'
  await keep(inComments, member, tx, commentId, [{ ...now, kind }, before && { ...before, kind }])
}

async function keep(
  way: Way,
  member: Member,
  tx: Transaction,
  id: string,
  [now, before]: [Citing, Citing | null],
): Promise<void> {
  const named = citedBy(now)
  const earlier = before ? citedBy(before).map(({ address }) => address.hash) : []
  const hashes = named.map(({ address }) => address.hash)
  const come = named.filter(({ address }) => !earlier.includes(address.hash))
  if (come.length === 0 && earlier.every((hash) => hashes.includes(hash))) return
  const { teamId } = member
  // Words around an address in a text are no title; in an annotation of a link they are
  const joining = come.map((it, index) =>
    now.kind === 'link' && index === 0 ? it : { address: it.address },
  )
  const rows = await tx.$queryRaw<Joined[]>(Prisma.sql`
    WITH ${joiningSql(member, joining)}, kept AS (
      SELECT coalesce(k."mergedIntoId", k."id") AS "id" FROM "Link" k
      WHERE k."teamId" = ${teamId}::uuid AND k."urlHash" = ANY(${hashes}::text[])
      UNION SELECT j."id" FROM joined j
    ), gone AS (
      DELETE FROM ${way.table} c
      WHERE c."teamId" = ${teamId}::uuid AND c.${way.column} = ${id}::uuid
        AND c."linkId" NOT IN (SELECT "id" FROM kept)
    ), cited AS (
      INSERT INTO ${way.table} ("teamId", ${way.column}, "linkId")
      SELECT DISTINCT ${teamId}::uuid, ${id}::uuid, j."id" FROM joined j
      ON CONFLICT DO NOTHING
    )
    SELECT * FROM joined`)
  const waiting = rows.filter(({ waits }) => waits).map(({ id }) => id)
  await queueReadings(member, tx, waiting)
}

function citedBy({ html, audience }: Citing): Joining[] {
  return audience === 'me' ? [] : addressesIn(html)
}

/** What the comments on an annotation bring, once that is for others, or no longer. */
async function keepDiscussed(
  member: Member,
  tx: Transaction,
  annotationId: string,
  audience: Audience,
) {
  const { teamId } = member
  const on = { teamId, thread: { teamId, annotationId } }
  if (audience === 'me') {
    await tx.commentCitation.deleteMany({ where: { teamId, comment: on } })
    return
  }
  const alive = { ...on, deletedAt: null, bodyHtml: { contains: '<a href="http' } }
  const select = { id: true, bodyHtml: true } as const
  const comments = await tx.comment.findMany({ where: alive, select })
  // Those in the trash, when they come back
  await tx.comment.updateMany({
    where: { ...on, NOT: { deletedAt: null } },
    data: { cited: false },
  })
  const citing = comments.map(({ id, bodyHtml: html }) => ({ id, html, audience }))
  await keepManyCommentCitations(member, tx, citing)
}

/**
 * Ties many annotations that are new. Answers the links that the team did not have before: new ones,
 * and those back from the trash. Two statements.
 */
export async function keepManyCitations(
  member: Member,
  tx: Transaction,
  annotations: (Citing & { id: string })[],
): Promise<string[]> {
  return keepMany(inAnnotations, member, tx, annotations)
}

/** The same of comments. `revive`: false where a link that is in the trash stays there, untied. */
export async function keepManyCommentCitations(
  writer: Writer,
  tx: Transaction,
  comments: (CitingComment & { id: string })[],
  { revive = true } = {},
): Promise<void> {
  const citing = comments.map((it) => ({ ...it, kind: 'comment' }))
  await keepMany(inComments, writer, tx, citing, revive)
}

async function keepMany(
  way: Way,
  writer: Writer,
  tx: Transaction,
  all: (Citing & { id: string })[],
  revive = true,
): Promise<string[]> {
  const given = all.flatMap((one) =>
    citedBy(one).map(({ address, title }, index) => {
      const titled = one.kind === 'link' && index === 0
      return { by: one.id, address, title: titled ? title : '' }
    }),
  )
  if (given.length === 0) return []
  const hashes = given.map(({ address }) => address.hash)
  const trashed = revive ? [] : await trashedAmong(writer, tx, hashes)
  const named = given.filter(({ address }) => !trashed.includes(address.hash))
  if (named.length === 0) return []
  // Of several that name one address, the last counts
  const joining = named.toSorted((a, b) => Number(!!a.title) - Number(!!b.title))
  const rows = await tx.$queryRaw<Joined[]>(
    Prisma.sql`WITH ${joiningSql(writer, joining)} SELECT * FROM joined`,
  )
  const ids = new Map(rows.map(({ urlHash, id }) => [urlHash, id]))
  const cited = named.map(({ by, address }) => ({ by, linkId: ids.get(address.hash) }))
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO ${way.table} ("teamId", ${way.column}, "linkId")
    SELECT ${writer.teamId}::uuid, r."by", r."linkId"
    FROM json_to_recordset(${JSON.stringify(cited)}::json) r("by" uuid, "linkId" uuid)
    ON CONFLICT DO NOTHING`)
  await queueReadings(
    writer,
    tx,
    rows.filter(({ waits }) => waits).map(({ id }) => id),
  )
  return rows.filter(({ made, back }) => made || back).map(({ id }) => id)
}

/** The addresses whose link, or the one it was merged into, is in the trash. */
async function trashedAmong({ teamId }: Writer, tx: Transaction, hashes: string[]) {
  const gone = { deletedAt: { not: null } }
  const rows = await tx.link.findMany({
    where: {
      ...{ teamId, urlHash: { in: hashes } },
      OR: [{ ...gone, mergedIntoId: null }, { mergedInto: gone }],
    },
    select: { urlHash: true },
  })
  return rows.map(({ urlHash }) => urlHash)
}
