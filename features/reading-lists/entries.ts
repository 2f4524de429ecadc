import 'server-only'
import type { Member } from '@/lib/actor'
import { columnsOf, db, jsonOf, Prisma, readByKeys } from '@/lib/db'
import { entryColumns, entryFrom, type RawEntry, shown } from './entry'
import { doneSql, mineColumnsSql } from './mine/progress'
import { editableLists, restorableEntries, visibleEntries, visibleEntriesSql } from './policy'
import { entriesPerPage, type ListView } from './schema'

const ownOrder = 'x."orderKey" NULLS FIRST, x."createdAt" NULLS FIRST, e."orderKey", e."createdAt"'
const orders: Record<ListView, Prisma.Sql> = {
  cards: Prisma.raw(ownOrder),
  table: Prisma.raw(ownOrder),
  type: Prisma.raw(`k."type"::text NULLS LAST, ${ownOrder}`),
  people: Prisma.raw(`u."name", u."id", ${ownOrder}`),
  newest: Prisma.raw('e."createdAt" DESC, e."id" DESC'),
}

/**
 * One page of a list's entries, counted from 1, with the ids of the entries just before and after
 * it, past which its first and last one can be moved.
 */
export async function getEntries(
  member: Member,
  list: { id: string },
  page: number,
  view: ListView = 'cards',
) {
  const start = (page - 1) * entriesPerPage
  const before = start > 0 ? 1 : 0
  const team = Prisma.sql`${member.teamId}::uuid`
  // Which they are is found out first: what is joined and made of each is made of those shown alone
  const found = await readByKeys<RawEntry & { done: number }>(Prisma.sql`
    WITH page AS (
      SELECT e."id" FROM "Entry" e
      LEFT JOIN "User" u ON u."id" = e."addedById"
      LEFT JOIN "Section" x ON x."teamId" = ${team} AND x."id" = e."sectionId"
      LEFT JOIN "Link" k ON k."teamId" = ${team} AND k."id" = e."linkId"
      WHERE ${visibleEntriesSql(member)} AND e."readingListId" = ${list.id}::uuid
      ORDER BY ${orders[view]}
      LIMIT ${before + entriesPerPage + 1} OFFSET ${start - before})
    SELECT ${columnsOf(entryColumns, 'e')}, ${jsonOf(entryColumns.link.select, 'k')} AS "link",
      ${jsonOf(entryColumns.session.select, 's')} AS "session",
      json_build_object('title', c."title", 'zone', c."zone") AS "conference", u."name" AS "addedBy",
      ${mineColumnsSql(member)}, (
        SELECT count(*)::int FROM "Entry" e
        WHERE ${visibleEntriesSql(member)} AND e."readingListId" = ${list.id}::uuid
          AND ${doneSql(member)}) AS "done", (
        SELECT count(*)::int FROM "Thread" th JOIN "Comment" co
          ON co."teamId" = ${team} AND co."threadId" = th."id" AND co."deletedAt" IS NULL
        WHERE th."teamId" = ${team} AND th."entryId" = e."id") AS "comments"
    FROM page
    JOIN "Entry" e ON e."teamId" = ${team} AND e."id" = page."id"
    JOIN "User" u ON u."id" = e."addedById"
    LEFT JOIN "Section" x ON x."teamId" = ${team} AND x."id" = e."sectionId"
    LEFT JOIN "Link" k ON k."teamId" = ${team} AND k."id" = e."linkId"
    LEFT JOIN "Session" s ON s."teamId" = ${team} AND s."id" = e."sessionId"
    LEFT JOIN "Conference" c ON c."teamId" = ${team} AND c."id" = s."conferenceId"
    ORDER BY ${orders[view]}`)
  const rows = found.map(({ done: _, ...row }) => entryFrom(row))
  return {
    /** How many entries of the whole list the member is done with */
    done: found[0]?.done ?? 0,
    before: (before > 0 && rows[0]?.id) || null,
    after: rows[before + entriesPerPage]?.id ?? null,
    entries: rows.slice(before, before + entriesPerPage).map(shown),
  }
}

/** Some entries of a list by their titles, and the other lists that the member may bring them to. */
export async function getTicked(member: Member, list: { id: string }, ids: string[]) {
  if (ids.length === 0) return { entries: [], lists: [] }
  const [entries, lists] = await Promise.all([
    db.entry.findMany({
      where: { AND: [visibleEntries(member), { readingListId: list.id, id: { in: ids } }] },
      relationLoadStrategy: 'join',
      select: { id: true, link: { select: { title: true } }, session: { select: { title: true } } },
      orderBy: [{ orderKey: 'asc' }, { createdAt: 'asc' }],
    }),
    db.readingList.findMany({
      where: { AND: [editableLists(member), { id: { not: list.id } }] },
      select: { id: true, title: true },
      orderBy: [{ updatedAt: 'desc' }, { title: 'asc' }],
    }),
  ])
  const titled = entries.map(({ id, link, session }) => ({
    id,
    title: link?.title ?? session?.title ?? '',
  }))
  return { entries: titled, lists }
}

/** What was taken out of a list, the latest first, for those who may put it back. */
export async function getRemovedEntries(member: Member, list: { id: string }) {
  const rows = await db.entry.findMany({
    where: {
      AND: [restorableEntries(member), { readingList: { ...editableLists(member), id: list.id } }],
    },
    relationLoadStrategy: 'join',
    select: entryColumns,
    orderBy: { deletedAt: 'desc' },
    take: 100,
  })
  return rows.map(shown)
}

/** Its sections that were deleted, the latest first, with how many entries come back with each. */
export async function getRemovedSections(member: Member, list: { id: string }) {
  const rows = await db.section.findMany({
    where: {
      teamId: member.teamId,
      deletedAt: { not: null },
      readingList: { ...editableLists(member), id: list.id },
    },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      title: true,
      _count: { select: { formerEntries: { where: { deletedAt: null } } } },
    },
    orderBy: { deletedAt: 'desc' },
    take: 100,
  })
  return rows.map(({ _count, ...section }) => ({ ...section, count: _count.formerEntries }))
}
