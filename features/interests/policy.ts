import type { Member } from '@/lib/actor'
import { Prisma } from '@/prisma/generated/client'

/** What one wants oneself, whatever the role. */
export function ownInterests({ teamId, userId }: Member) {
  return { teamId, userId } satisfies Prisma.InterestWhereInput
}

/** The same in SQL, as a condition on an "Interest" `i`. */
export function ownInterestsSql({ teamId, userId }: Member): Prisma.Sql {
  return Prisma.sql`(i."teamId" = ${teamId}::uuid AND i."userId" = ${userId}::uuid)`
}

/**
 * What colleagues want and show, as a condition on an "Interest" `i`: never what they skip, and
 * nothing of those who hide it or are gone.
 */
export function shownInterestsSql({ teamId, userId }: Member): Prisma.Sql {
  return Prisma.sql`(i."teamId" = ${teamId}::uuid AND i."userId" <> ${userId}::uuid
    AND i."wish" <> 'skip' AND EXISTS (
      SELECT FROM "Membership" m WHERE m."teamId" = ${teamId}::uuid AND m."userId" = i."userId"
        AND m."leftAt" IS NULL AND NOT m."hidesInterests"))`
}

/** The sessions that one wants now or later, as a condition on a "Session" `s`. */
export function pickedSessionsSql(member: Member): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM "Interest" i
    WHERE ${ownInterestsSql(member)} AND i."sessionId" = s."id" AND i."wish" <> 'skip')`
}

/** The addresses for one's own calendar that still work. */
export function ownFeeds({ teamId, userId }: Member) {
  return { teamId, userId, revokedAt: null } satisfies Prisma.PickFeedWhereInput
}
