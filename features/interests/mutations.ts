import 'server-only'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { ownInterests } from './policy'
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
  return db.$transaction(async (tx) => {
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
    return { wish, at: new Date() }
  })
}
