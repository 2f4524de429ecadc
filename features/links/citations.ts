import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import { env } from '@/lib/env'
import { plainText } from '@/lib/markdown'
import type { Audience } from '@/prisma/generated/client'
import { parseAddress } from './address'
import { type Joined, type Joining, joiningSql } from './joining'
import { queueReadings } from './reading'

// What writing an address in an annotation does; runs inside the transaction that writes the words.

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

/**
 * Ties an annotation to the links of the addresses in its words, and to no others; unknown ones join
 * the library. Of an only-me annotation there is none. Nothing is asked of the database where no
 * address has come or gone.
 */
export async function keepCitations(
  member: Member,
  tx: Transaction,
  annotationId: string,
  now: Citing,
  before: Citing | null,
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
      DELETE FROM "Citation" c
      WHERE c."teamId" = ${teamId}::uuid AND c."annotationId" = ${annotationId}::uuid
        AND c."linkId" NOT IN (SELECT "id" FROM kept)
    ), cited AS (
      INSERT INTO "Citation" ("teamId", "annotationId", "linkId")
      SELECT DISTINCT ${teamId}::uuid, ${annotationId}::uuid, j."id" FROM joined j
      ON CONFLICT DO NOTHING
    )
    SELECT * FROM joined`)
  const waiting = rows.filter(({ waits }) => waits).map(({ id }) => id)
  await queueReadings(member, tx, waiting)
}

function citedBy({ html, audience }: Citing): Joining[] {
  return audience === 'me' ? [] : addressesIn(html)
}

/**
 * The same of many annotations that are new. Answers the links that the team did not have before: new ones,
 * and those back from the trash. Two statements.
 */
export async function keepManyCitations(
  member: Member,
  tx: Transaction,
  annotations: (Citing & { id: string })[],
): Promise<string[]> {
  const named = annotations.flatMap((one) =>
    citedBy(one).map(({ address, title }, index) => {
      const titled = one.kind === 'link' && index === 0
      return { annotationId: one.id, address, title: titled ? title : '' }
    }),
  )
  if (named.length === 0) return []
  // Of several that name one address, the last counts
  const joining = named.toSorted((a, b) => Number(!!a.title) - Number(!!b.title))
  const rows = await tx.$queryRaw<Joined[]>(
    Prisma.sql`WITH ${joiningSql(member, joining)} SELECT * FROM joined`,
  )
  const ids = new Map(rows.map(({ urlHash, id }) => [urlHash, id]))
  const cited = named.map(({ annotationId, address }) => {
    return { annotationId, linkId: ids.get(address.hash) }
  })
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Citation" ("teamId", "annotationId", "linkId")
    SELECT ${member.teamId}::uuid, r."annotationId", r."linkId"
    FROM json_to_recordset(${JSON.stringify(cited)}::json) r("annotationId" uuid, "linkId" uuid)
    ON CONFLICT DO NOTHING`)
  await queueReadings(
    member,
    tx,
    rows.filter(({ waits }) => waits).map(({ id }) => id),
  )
  return rows.filter(({ made, back }) => made || back).map(({ id }) => id)
}
