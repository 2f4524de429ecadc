import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { ownNotices } from './policy'

/** How many notices the member has not read. */
export async function getUnreadCount(member: Member): Promise<number> {
  return db.notice.count({ where: { ...ownNotices(member), readAt: null } })
}
