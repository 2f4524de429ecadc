import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma } from '@/lib/db'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import type { LinkType } from '@/prisma/generated/client'
import { type Address, guessType, siteOf, titleFrom } from './address'
import { normaliserVersion } from './normalise'

// How an address becomes a link of the team, many in one statement.

export type Joining = {
  address: Address
  /** Empty: derived from the address */
  title?: string | undefined
  type?: LinkType | undefined
}

export type Joined = {
  id: string
  urlHash: string
  title: string
  /** Whether the team did not know it before */
  made: boolean
  /** Whether it was in the trash and has come back */
  back: boolean
  /** Whether its page waits to be read */
  waits: boolean
}

/**
 * The links of some addresses as a list of WITH clauses, of which `joined` has the columns of
 * `Joined`, one row per address. Who else writes the same address waits; all take them in one order.
 * A link in the trash comes back; one that was merged leads to the one that was kept. What nothing
 * brings any more, because the words that named it were changed or are only for their author now,
 * begins anew: no title tells that somebody had it before.
 */
export function joiningSql(
  { teamId, userId }: Pick<Member, 'teamId' | 'userId'>,
  links: Joining[],
): Prisma.Sql {
  const once = new Map(links.map((it) => [it.address.hash, it]))
  const rows = [...once.values()].map(({ address, title, type }) => ({
    ...address,
    id: newId(),
    title: title || titleFrom(address.url),
    titleTyped: Boolean(title),
    type: type ?? guessType(address.url),
    typeTyped: type !== undefined,
    site: siteOf(address.url),
  }))
  const column = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key])
  const state = Prisma.sql`${env.FETCH_LINKS === 'off' ? 'none' : 'waiting'}::"LinkFetch"`
  // Of the row that is there; none when a concurrent writer made it, who has brought it just now
  const former = (column: string) =>
    Prisma.raw(`coalesce((SELECT b."${column}" FROM before b WHERE b."id" = k."id"), false)`)
  const anew = former('alone')
  const comes = Prisma.sql`(${anew} OR ${former('trashed')})`
  const titled = Prisma.sql`(${anew} OR EXCLUDED."titleTyped" AND NOT k."titleTyped")`
  return Prisma.sql`
    given AS (
      SELECT * FROM unnest(
        ${column('id')}::uuid[], ${column('url')}::text[], ${column('normalised')}::text[],
        ${column('hash')}::text[], ${column('type')}::text[], ${column('typeTyped')}::boolean[],
        ${column('title')}::text[], ${column('titleTyped')}::boolean[], ${column('site')}::text[]
      ) AS g("id", "url", "normalisedUrl", "urlHash", "type", "typeTyped", "title", "titleTyped",
             "site")
    ), before AS (
      SELECT k."id", k."deletedAt" IS NOT NULL AND k."mergedIntoId" IS NULL AS "trashed",
        k."mergedIntoId" IS NULL AND NOT EXISTS (
          SELECT FROM "Entry" e WHERE e."teamId" = ${teamId}::uuid AND e."linkId" = k."id")
        AND NOT EXISTS (
          SELECT FROM "Citation" c WHERE c."teamId" = ${teamId}::uuid AND c."linkId" = k."id")
        AND NOT EXISTS (
          SELECT FROM "CommentCitation" c
          WHERE c."teamId" = ${teamId}::uuid AND c."linkId" = k."id")
        AS "alone"
      FROM "Link" k
      WHERE k."teamId" = ${teamId}::uuid AND k."urlHash" = ANY(${column('hash')}::text[])
    ), known AS (
      INSERT INTO "Link" AS k ("teamId", "id", "url", "normalisedUrl", "urlHash",
        "normaliserVersion", "type", "typeTyped", "title", "titleTyped", "site", "fetchState",
        "createdById", "updatedAt")
      SELECT ${teamId}::uuid, g."id", g."url", g."normalisedUrl", g."urlHash",
        ${normaliserVersion}, g."type"::"LinkType", g."typeTyped", g."title", g."titleTyped",
        g."site", ${state}, ${userId}::uuid, now()
      FROM given g ORDER BY g."urlHash"
      ON CONFLICT ("teamId", "urlHash") DO UPDATE SET
        "deletedAt" = CASE WHEN k."mergedIntoId" IS NULL THEN NULL ELSE k."deletedAt" END,
        "title" = CASE WHEN ${titled} THEN EXCLUDED."title" ELSE k."title" END,
        "titleTyped" = CASE WHEN ${titled} THEN EXCLUDED."titleTyped" ELSE k."titleTyped" END,
        "type" = CASE WHEN ${anew} THEN EXCLUDED."type" ELSE k."type" END,
        "typeTyped" = CASE WHEN ${anew} THEN EXCLUDED."typeTyped" ELSE k."typeTyped" END,
        "revision" = k."revision" + ${titled}::int,
        "fetchState" = CASE WHEN ${comes} THEN ${state} ELSE k."fetchState" END,
        "fetchError" = CASE WHEN ${comes} THEN NULL ELSE k."fetchError" END
      RETURNING k."id", k."urlHash", k."title", k."mergedIntoId",
        k."id" = ANY(${column('id')}::uuid[]) AS "made", ${former('trashed')} AS "trashed", ${comes} AS "comes"
    ), revived AS (
      UPDATE "Link" k SET "deletedAt" = NULL FROM known n
      WHERE k."teamId" = ${teamId}::uuid AND k."id" = n."mergedIntoId" AND k."deletedAt" IS NOT NULL
      RETURNING k."id"
    ), joined AS (
      SELECT coalesce(m."id", n."id") AS "id", n."urlHash", coalesce(m."title", n."title") AS "title",
        n."made", n."trashed" OR m."deletedAt" IS NOT NULL AS "back",
        ${env.FETCH_LINKS !== 'off'} AND (n."made" OR n."comes") AS "waits"
      FROM known n
      LEFT JOIN "Link" m ON m."teamId" = ${teamId}::uuid AND m."id" = n."mergedIntoId"
    )`
}
