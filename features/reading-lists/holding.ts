import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { visibleLists } from './policy'

/** The entries in which a link stands, those added last first, also while it is in the trash. */
export async function getHolding(member: Member, linkId: string) {
  const rows = await db.entry.findMany({
    where: { teamId: member.teamId, linkId, deletedAt: null, readingList: visibleLists(member) },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      whyHtml: true,
      offsetSeconds: true,
      createdAt: true,
      readingList: { select: { id: true, slug: true, title: true } },
      section: { select: { title: true } },
      addedBy: { select: { user: { select: { name: true } } } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  })
  return rows.map(({ addedBy, section, ...row }) => ({
    ...row,
    addedBy: addedBy.user.name,
    section: section?.title ?? null,
  }))
}

export type Holding = Awaited<ReturnType<typeof getHolding>>[number]
