import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { ownNotices } from './policy'

/**
 * Marks one's own notices as read, up to an event number. Reading is no change that others could
 * see, so it leaves no event.
 */
export async function readNotices(member: Member, through: bigint) {
  const { teamId, userId } = member
  await db.$transaction([
    db.notice.updateMany({
      where: { ...ownNotices(member), readAt: null, seq: { lte: through } },
      data: { readAt: new Date() },
    }),
    db.membership.update({
      where: { teamId_userId: { teamId, userId } },
      data: { noticesVersion: { increment: 1 } },
    }),
  ])
}
