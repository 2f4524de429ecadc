import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { visibleLinks } from './policy'

/** A link that the member may see, or null. */
export async function getLink(member: Member, id: string) {
  return db.link.findFirst({
    where: { AND: [visibleLinks(member), { id }] },
    select: { id: true, url: true, site: true, title: true, type: true, revision: true },
  })
}
