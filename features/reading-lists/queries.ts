import 'server-only'
import { cache } from 'react'
import { listFacts, listFactsOf, listRights, roleInList } from '@/features/shares/audience'
import { liveShares } from '@/features/shares/policy'
import type { Member } from '@/lib/actor'
import { columnsOf, db, jsonOf, Prisma, readRows } from '@/lib/db'
import { entryColumns, entryFrom, type RawEntry, shown } from './entry'
import {
  editableLists,
  listsCan,
  ownFollows,
  restorableEntries,
  restorableLists,
  visibleEntries,
  visibleEntriesSql,
  visibleLists,
} from './policy'
import { doneSql, mineColumnsSql } from './progress'

export type { EntryDetail } from './entry'

/** Entries of one page; the rest stand behind plain links. */
export const entriesPerPage = 50

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

type ListRow = Prisma.ReadingListGetPayload<{ select: ReturnType<typeof summary> }>

function listed({ _count, createdBy, ...row }: ListRow) {
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
  const row = await db.readingList.findFirst({
    where: { ...visibleLists(member), id },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      slug: true,
      title: true,
      descriptionSource: true,
      descriptionHtml: true,
      descriptionPlain: true,
      revision: true,
      updatedAt: true,
      createdBy: { select: { user: { select: { name: true } } } },
      ...listFactsOf(member),
      follows: { where: ownFollows(member), select: { createdAt: true } },
      _count: {
        select: {
          ...listFactsOf(member)._count.select,
          entries: { where: visibleEntries(member) },
          shares: { where: liveShares(member) },
        },
      },
    },
  })
  if (!row) return null
  const { _count, createdBy, follows, members: _, createdById: __, ...list } = row
  const facts = listFacts(row)
  return {
    ...list,
    /** What the member is in it */
    role: roleInList(member, facts) ?? ('viewer' as const),
    orphaned: facts.orphaned,
    createdBy: createdBy.user.name,
    followed: follows.length > 0,
    entryCount: _count.entries,
    shareCount: member.team.publicSharing ? _count.shares : 0,
    can: { ...listsCan(member), ...listRights(member, facts) },
  }
})

export type ListDetail = NonNullable<Awaited<ReturnType<typeof getList>>>

/**
 * One page of a list's entries, counted from 1, with the ids of the entries just before and after
 * it, past which its first and last one can be moved.
 */
export async function getEntries(member: Member, list: { id: string }, page: number) {
  const start = (page - 1) * entriesPerPage
  const before = start > 0 ? 1 : 0
  const found = await readRows<RawEntry & { done: number }>(Prisma.sql`
    SELECT ${columnsOf(entryColumns, 'e')}, ${jsonOf(entryColumns.link.select, 'k')} AS "link",
      ${jsonOf(entryColumns.session.select, 's')} AS "session",
      json_build_object('title', c."title", 'zone', c."zone") AS "conference", u."name" AS "addedBy",
      ${mineColumnsSql(member)}, (
        SELECT count(*)::int FROM "Entry" e
        WHERE ${visibleEntriesSql(member)} AND e."readingListId" = ${list.id}::uuid
          AND ${doneSql(member)}) AS "done"
    FROM "Entry" e
    JOIN "User" u ON u."id" = e."addedById"
    LEFT JOIN "Link" k ON k."teamId" = ${member.teamId}::uuid AND k."id" = e."linkId"
    LEFT JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = e."sessionId"
    LEFT JOIN "Conference" c ON c."teamId" = ${member.teamId}::uuid AND c."id" = s."conferenceId"
    WHERE ${visibleEntriesSql(member)} AND e."readingListId" = ${list.id}::uuid
    ORDER BY e."orderKey", e."createdAt"
    LIMIT ${before + entriesPerPage + 1} OFFSET ${start - before}`)
  const rows = found.map(({ done: _, ...row }) => entryFrom(row))
  return {
    /** How many entries of the whole list the member is done with */
    done: found[0]?.done ?? 0,
    before: (before > 0 && rows[0]?.id) || null,
    after: rows[before + entriesPerPage]?.id ?? null,
    entries: rows.slice(before, before + entriesPerPage).map(shown),
  }
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

/**
 * The lists that one sees, the latest changed first, each with whether a session stands in it and
 * whether the member may add it.
 */
export async function getListsForSession(member: Member, sessionId: string) {
  const rows = await db.readingList.findMany({
    where: visibleLists(member),
    relationLoadStrategy: 'join',
    select: {
      id: true,
      slug: true,
      title: true,
      audience: true,
      createdById: true,
      members: { where: { userId: member.userId }, select: { role: true } },
      entries: { where: { ...visibleEntries(member), sessionId }, select: { id: true } },
    },
    orderBy: [{ updatedAt: 'desc' }, { title: 'asc' }],
  })
  return rows.map(({ entries, audience, createdById, members, ...list }) => {
    const named = members[0]?.role ?? null
    // An owner of the team who is not named sees only a list that has nobody else
    const rights = listRights(member, { audience, createdById, named, orphaned: named === null })
    return { ...list, contains: entries.length > 0, can: { add: rights.add } }
  })
}

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
