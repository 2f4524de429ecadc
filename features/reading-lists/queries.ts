import 'server-only'
import { cache } from 'react'
import { listFacts, listFactsOf, listRights, roleInList } from '@/features/shares/audience'
import { liveShares } from '@/features/shares/policy'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { listsCan, ownFollows, restorableLists, visibleEntries, visibleLists } from './policy'

export {
  getEntries,
  getRemovedEntries,
  getRemovedSections,
  getTicked,
} from './entries'
export type { EntryDetail } from './entry'
export { entriesPerPage } from './schema'

const byOrder = [
  { orderKey: 'asc' },
  { createdAt: 'asc' },
] satisfies Prisma.SectionOrderByWithRelationInput[]

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
      sections: {
        where: { deletedAt: null },
        select: {
          id: true,
          title: true,
          revision: true,
          _count: { select: { entries: { where: visibleEntries(member) } } },
        },
        orderBy: byOrder,
      },
      copiedFrom: {
        select: { id: true, slug: true, title: true, deletedAt: true, ...listFactsOf(member) },
      },
      ...listFactsOf(member),
      follows: { where: ownFollows(member), select: { createdAt: true } },
      _count: {
        select: {
          ...listFactsOf(member)._count.select,
          entries: { where: visibleEntries(member) },
          shares: { where: liveShares(member) },
          threads: { where: { comments: { some: { deletedAt: null } } } },
        },
      },
    },
  })
  if (!row) return null
  const {
    _count,
    createdBy,
    follows,
    copiedFrom,
    sections,
    members: _,
    createdById: __,
    ...list
  } = row
  const facts = listFacts(row)
  return {
    ...list,
    /** What the member is in it */
    role: roleInList(member, facts) ?? ('viewer' as const),
    orphaned: facts.orphaned,
    createdBy: createdBy.user.name,
    followed: follows.length > 0,
    entryCount: _count.entries,
    sections: sections.map(({ _count, ...section }) => ({ ...section, count: _count.entries })),
    copiedFrom: copiedFrom && isSeen(member, copiedFrom) ? copiedFrom : null,
    /** Whether anything is said of the list itself */
    discussed: _count.threads > 0,
    shareCount: member.team.publicSharing ? _count.shares : 0,
    can: { ...listsCan(member), ...listRights(member, facts) },
  }
})

type CopiedFrom = Parameters<typeof listFacts>[0] & { deletedAt: Date | null }

function isSeen(member: Member, list: CopiedFrom): boolean {
  return !list.deletedAt && roleInList(member, listFacts(list)) !== null
}

export type ListDetail = NonNullable<Awaited<ReturnType<typeof getList>>>

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
