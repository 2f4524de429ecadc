import 'server-only'
import { cache } from 'react'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { canEditLinks, linksCan, restorableLinks, visibleLinks } from './policy'

/** A link that the member may see, or null. */
export async function getLink(member: Member, id: string) {
  return db.link.findFirst({
    where: { AND: [visibleLinks(member), { id }] },
    select: { id: true, url: true, site: true, title: true, type: true, revision: true },
  })
}

/** A link with all that is known of it, or null; in the trash for those who may bring it back. */
export const getLinkDetail = cache(async (member: Member, id: string) => {
  const seen = canEditLinks(member)
    ? { OR: [visibleLinks(member), restorableLinks(member)] }
    : visibleLinks(member)
  const row = await db.link.findFirst({
    where: { AND: [seen, { id }] },
    relationLoadStrategy: 'join',
    include: { createdBy: { select: { user: { select: { name: true } } } } },
  })
  if (!row) return null
  const { createdBy, ...link } = row
  return { ...link, createdBy: createdBy.user.name, can: linksCan(member) }
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
