import type { Member } from '@/lib/actor'
import { Prisma } from '@/prisma/generated/client'

/**
 * What happened is seen by whoever sees its audience: the team's events by every member, those of
 * only-me annotations by their author alone. What the event was about is fetched through its own
 * policy besides, since it may have been narrowed or deleted since.
 */
export function visibleEvents(member: Member) {
  return {
    teamId: member.teamId,
    OR: [{ audience: { in: ['team', 'public'] } }, { actorId: member.userId }],
  } satisfies Prisma.EventWhereInput
}

/** One's own notices, whatever the role. */
export function ownNotices(member: Member) {
  return { teamId: member.teamId, userId: member.userId } satisfies Prisma.NoticeWhereInput
}

/** The same in SQL, as a condition on a "Notice" `n`. */
export function ownNoticesSql(member: Member): Prisma.Sql {
  return Prisma.sql`(n."teamId" = ${member.teamId}::uuid AND n."userId" = ${member.userId}::uuid)`
}
