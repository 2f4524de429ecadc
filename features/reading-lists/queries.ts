import 'server-only'
import { cache } from 'react'
import { type ListFacts, listFactsSql, listRights, roleInList } from '@/features/shares/audience'
import { liveSharesSql } from '@/features/shares/policy'
import type { Member } from '@/lib/actor'
import { columnsOf, db, Prisma, readByKeys } from '@/lib/db'
import {
  listsCan,
  ownFollowsSql,
  restorableLists,
  visibleEntries,
  visibleEntriesSql,
  visibleLists,
  visibleListsSql,
} from './policy'

export {
  getEntries,
  getRemovedEntries,
  getRemovedSections,
  getTicked,
} from './entries'
export type { EntryDetail } from './entry'
export { entriesPerPage } from './schema'

const summary = (member: Member) =>
  ({
    id: true,
    slug: true,
    title: true,
    descriptionPlain: true,
    updatedAt: true,
    createdBy: { select: { user: { select: { name: true } } } },
    _count: { select: { entries: { where: visibleEntries(member) } } },
  }) satisfies Prisma.ReadingListSelect

type SummaryRow = Prisma.ReadingListGetPayload<{ select: ReturnType<typeof summary> }>

function listed({ _count, createdBy, ...row }: SummaryRow) {
  return { ...row, createdBy: createdBy.user.name, entryCount: _count.entries }
}

export type ListSummary = ReturnType<typeof listed>

/** All lists of the team, the latest changed first. */
export async function getLists(member: Member) {
  const rows = await db.readingList.findMany({
    where: visibleLists(member),
    relationLoadStrategy: 'join',
    select: summary(member),
    orderBy: [{ updatedAt: 'desc' }, { title: 'asc' }],
  })
  return rows.map(listed)
}

/** The lists in the trash, for those who may bring them back. */
export async function getTrashedLists(member: Member) {
  if (!listsCan(member).edit) return []
  const rows = await db.readingList.findMany({
    where: restorableLists(member),
    relationLoadStrategy: 'join',
    select: summary(member),
    orderBy: [{ deletedAt: 'desc' }, { title: 'asc' }],
  })
  return rows.map(listed)
}

/** A list with what the member may do to it, or null. Without its entries. */
export const getList = cache(async (member: Member, id: string) => {
  const team = Prisma.sql`${member.teamId}::uuid`
  const [row] = await readByKeys<ListRow>(Prisma.sql`
    WITH "list" AS (
      SELECT l.*, ${listFactsSql(member)} FROM "ReadingList" l
      WHERE ${visibleListsSql(member)} AND l."id" = ${id}::uuid),
    "counted" AS (
      SELECT e."sectionId", count(*)::int AS "count" FROM "Entry" e
      WHERE ${visibleEntriesSql(member)} AND e."readingListId" = ${id}::uuid
      GROUP BY e."sectionId")
    SELECT ${columnsOf(columns, 'r')}, u."name" AS "createdBy",
      coalesce((SELECT sum("count")::int FROM "counted"), 0) AS "entryCount",
      coalesce((
        SELECT json_agg(json_build_object('id', x."id", 'title', x."title",
                                          'revision', x."revision", 'count', coalesce(n."count", 0))
                        ORDER BY x."orderKey", x."createdAt")
        FROM "Section" x LEFT JOIN "counted" n ON n."sectionId" = x."id"
        WHERE x."teamId" = ${team} AND x."readingListId" = r."id" AND x."deletedAt" IS NULL
      ), '[]') AS "sections", (
        SELECT json_build_object('id', l."id", 'slug', l."slug", 'title', l."title")
        FROM "ReadingList" l WHERE l."id" = r."copiedFromId" AND ${visibleListsSql(member)}
      ) AS "copiedFrom",
      EXISTS (SELECT FROM "Follow" f
              WHERE ${ownFollowsSql(member)} AND f."readingListId" = r."id") AS "followed",
      EXISTS (SELECT FROM "Thread" th JOIN "Comment" co
                ON co."teamId" = ${team} AND co."threadId" = th."id" AND co."deletedAt" IS NULL
              WHERE th."teamId" = ${team} AND th."readingListId" = r."id") AS "discussed", (
        SELECT count(*)::int FROM "Share" sh
        WHERE ${liveSharesSql(member)} AND sh."readingListId" = r."id") AS "shareCount"
    FROM "list" r JOIN "User" u ON u."id" = r."createdById"`)
  if (!row) return null
  const { audience, createdById, named, shareCount, ...list } = row
  const facts = { audience, createdById, named, orphaned: list.orphaned }
  return {
    ...list,
    audience,
    /** What the member is in it */
    role: roleInList(member, facts) ?? ('viewer' as const),
    shareCount: member.team.publicSharing ? shareCount : 0,
    can: { ...listsCan(member), ...listRights(member, facts) },
  }
})

const columns = {
  ...{ id: true, slug: true, title: true, revision: true, updatedAt: true },
  ...{ descriptionSource: true, descriptionHtml: true, descriptionPlain: true },
  ...{ audience: true, createdById: true, named: true, orphaned: true },
}

type ListRow = Pick<
  Prisma.ReadingListGetPayload<object>,
  | ('id' | 'slug' | 'title' | 'revision' | 'updatedAt')
  | ('descriptionSource' | 'descriptionHtml' | 'descriptionPlain')
> &
  ListFacts & {
    createdBy: string
    entryCount: number
    sections: { id: string; title: string; revision: number; count: number }[]
    copiedFrom: ListTitle | null
    followed: boolean
    /** Whether anything is said of the list itself */
    discussed: boolean
    shareCount: number
  }

export type ListDetail = NonNullable<Awaited<ReturnType<typeof getList>>>

/**
 * The lists that one sees, the latest changed first, each with whether a session stands in it and
 * whether the member may add it.
 */
export async function getListsForSession(member: Member, sessionId: string) {
  const rows = await readByKeys<ListForSessionRow>(Prisma.sql`
    SELECT l."id", l."slug", l."title", l."audience", l."createdById", ${listFactsSql(member)},
      l."id" IN (
        SELECT e."readingListId" FROM "Entry" e
        WHERE ${visibleEntriesSql(member)} AND e."sessionId" = ${sessionId}::uuid) AS "contains"
    FROM "ReadingList" l WHERE ${visibleListsSql(member)}
    ORDER BY l."updatedAt" DESC, l."title"`)
  return rows.map(({ audience, createdById, named, orphaned, ...list }) => {
    const rights = listRights(member, { audience, createdById, named, orphaned })
    return { ...list, can: { add: rights.add } }
  })
}

type ListForSessionRow = ListTitle & ListFacts & { contains: boolean }

export type ListForSession = Awaited<ReturnType<typeof getListsForSession>>[number]

/** Titles and slugs of lists by id, for the inbox and the activity. */
export async function getReadingListTitles(member: Member, ids: string[]) {
  if (ids.length === 0) return new Map<string, ListTitle>()
  const rows = await db.readingList.findMany({
    where: { AND: [visibleLists(member), { id: { in: ids } }] },
    select: { id: true, slug: true, title: true },
  })
  return new Map<string, ListTitle>(rows.map((row) => [row.id, row]))
}

type ListTitle = { id: string; slug: string; title: string }
