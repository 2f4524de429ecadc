import 'server-only'
import { cache } from 'react'
import type { Member } from '@/lib/actor'
import { columnsOf, db, Prisma, readByKeys } from '@/lib/db'
import type { Link } from '@/prisma/generated/client'
import { parseAddress } from './address'
import { bringingSql, canEditLinks, linksCan, visibleLinks } from './policy'

/** A link that the member may see, or null. */
export async function getLink(member: Member, id: string) {
  return db.link.findFirst({
    where: { AND: [visibleLinks(member), { id }] },
    select: { id: true, url: true, site: true, title: true, type: true, revision: true },
  })
}

const columns = {
  id: true,
  url: true,
  type: true,
  typeTyped: true,
  title: true,
  titleTyped: true,
  site: true,
  author: true,
  description: true,
  durationSeconds: true,
  fetchState: true,
  fetchError: true,
  fetchedAt: true,
  deadAt: true,
  movedTo: true,
  revision: true,
  deletedAt: true,
} satisfies Prisma.LinkSelect

type Row = Pick<Link, keyof typeof columns> & {
  broughtBy: string
  broughtAt: Date
  /** What has been merged into it */
  merged: { id: string; url: string; title: string }[] | null
}

/**
 * A link with all that is known of it, and who brought it first as far as the member may know, or
 * null; in the trash for those who may bring it back. One statement.
 */
export const getLinkDetail = cache(async (member: Member, id: string) => {
  const trashed = canEditLinks(member) ? Prisma.sql`k."mergedIntoId" IS NULL` : Prisma.sql`false`
  const [row] = await readByKeys<Row>(Prisma.sql`
    SELECT ${columnsOf(columns, 'k')}, u."name" AS "broughtBy", b."at" AS "broughtAt",
      (SELECT json_agg(json_build_object('id', m."id", 'url', m."url", 'title', m."title")
                       ORDER BY m."deletedAt")
       FROM "Link" m WHERE m."teamId" = ${member.teamId}::uuid AND m."mergedIntoId" = k."id")
      AS "merged"
    FROM "Link" k
    CROSS JOIN LATERAL (
      SELECT * FROM (${bringingSql(member)}) bringing ORDER BY "at" LIMIT 1) b
    JOIN "User" u ON u."id" = b."who"
    WHERE k."teamId" = ${member.teamId}::uuid AND k."id" = ${id}::uuid
      AND (k."deletedAt" IS NULL OR ${trashed})`)
  return row ? { ...row, can: linksCan(member) } : null
})

export type LinkDetail = NonNullable<Awaited<ReturnType<typeof getLinkDetail>>>

/** The link that this one was merged into, as far as the member sees it; else null. */
export async function getMergedInto(member: Member, id: string): Promise<string | null> {
  const row = await db.link.findFirst({
    where: { teamId: member.teamId, id, mergedInto: visibleLinks(member) },
    select: { mergedIntoId: true },
  })
  return row?.mergedIntoId ?? null
}

/**
 * What is kept of a link beside what its page says of itself: whether it still answers, where else it
 * can be found, its picture, and how the keeping of its text went. One statement.
 */
export async function getKept(member: Member, id: string) {
  return db.link.findFirst({
    where: { AND: [visibleLinks(member), { id }] },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, url: true, site: true, title: true, type: true },
      ...{ checkAt: true, checkedAt: true, goneSince: true, goneCount: true, deadAt: true },
      ...{ movedTo: true, archiveUrl: true },
      picture: { select: { hash: true, width: true, height: true } },
      article: {
        select: {
          ...{ state: true, error: true, words: true, keptAt: true, deletedAt: true },
          updatedAt: true,
          keptBy: { select: { user: { select: { name: true } } } },
        },
      },
    },
  })
}

export type Kept = NonNullable<Awaited<ReturnType<typeof getKept>>>

/** Links that may be the same as another: where its server says it has moved, or one of its title. */
export async function getLikelySame(member: Member, link: LinkDetail) {
  const moved = link.movedTo ? parseAddress(link.movedTo) : null
  return db.link.findMany({
    where: {
      AND: [
        visibleLinks(member),
        { id: { not: link.id } },
        {
          OR: [
            { urlHash: moved?.ok ? moved.hash : '' },
            { title: { equals: link.title, mode: 'insensitive' } },
          ],
        },
      ],
    },
    select: { id: true, title: true, url: true },
    orderBy: { createdAt: 'asc' },
    take: 5,
  })
}
