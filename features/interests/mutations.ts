import 'server-only'
import { visibleConferences } from '@/features/conferences/policy'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { hashToken, newToken } from '@/lib/tokens'
import { ownFeeds, ownInterests } from './policy'
import type { InterestChange } from './schema'

// What a member wants leaves no event: much of it is for nobody else, and a log that tells of the rest
// would tell by its gaps of what is hidden.

/**
 * Says what a member wants of a session, or with null that they want nothing of it. The same again is
 * the same. Whoever may see a session may want it, whatever the role.
 */
export async function setInterest(
  member: Member,
  { id: sessionId, wish }: InterestChange,
): Promise<{ wish: InterestChange['wish']; at: Date }> {
  await db.$transaction(async (tx) => {
    const where = { AND: [visibleSessions(member), { id: sessionId }] }
    if ((await tx.session.count({ where })) === 0) {
      throw new AppError('NOT_FOUND', 'errors.notFound')
    }
    const own = { ...ownInterests(member), sessionId }
    if (wish) {
      await tx.interest.createMany({ data: { ...own, wish }, skipDuplicates: true })
      await tx.interest.updateMany({ where: { ...own, wish: { not: wish } }, data: { wish } })
    } else {
      await tx.interest.deleteMany({ where: own })
    }
  })
  return { wish, at: new Date() }
}

/** Whether colleagues are told what a member wants from now on, and of what they wanted so far. */
export async function hideInterests({ teamId, userId }: Member, hidden: boolean): Promise<void> {
  await db.membership.updateMany({
    where: { teamId, userId, leftAt: null },
    data: { hidesInterests: hidden },
  })
}

/**
 * Makes the secret address of what a member wants of a conference, for calendars; one that there was
 * before ends. Answers the token, which is kept nowhere.
 * @throws AppError NOT_FOUND for a conference that they do not see, or once they have left
 */
export async function createFeed(member: Member, conferenceId: string): Promise<string> {
  const [id, token] = [newId(), newToken()]
  await db.$transaction(async (tx) => {
    // Of two that are asked for at once the second ends the first; and nobody who leaves gets one
    const { teamId, userId } = member
    const here = await tx.$executeRaw`
      SELECT 1 FROM "Membership" WHERE "teamId" = ${teamId}::uuid AND "userId" = ${userId}::uuid
        AND "leftAt" IS NULL FOR NO KEY UPDATE`
    if (here === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    const where = { AND: [visibleConferences(member), { id: conferenceId }] }
    if ((await tx.conference.count({ where })) === 0) {
      throw new AppError('NOT_FOUND', 'errors.notFound')
    }
    const own = { ...ownFeeds(member), conferenceId }
    await tx.pickFeed.updateMany({ where: own, data: { revokedAt: new Date() } })
    await tx.pickFeed.create({ data: { ...own, id, tokenHash: hashToken(token) } })
    await record(tx, member, { verb: 'created', subject: { type: 'token', id }, audience: 'me' })
  })
  return token
}

/** Ends such an address at once, for good. */
export async function revokeFeed(member: Member, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.pickFeed.updateMany({
      where: { ...ownFeeds(member), id },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    await record(tx, member, { verb: 'revoked', subject: { type: 'token', id }, audience: 'me' })
  })
}
