import 'server-only'
import { provePassword } from '@/features/users/mutations'
import { memberFor, type Person } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'

/**
 * Deletes an account. What was written for teams stays, with the name; what was written for
 * oneself alone goes, with every way to sign in. Teams of which one is the only member go too.
 * Refused, with the names of the teams, while others would be left without an owner.
 */
export async function deleteAccount(
  person: Person,
  typed: { currentPassword: string; email: string },
): Promise<void> {
  await proveIntent(person, typed)
  const { userId } = person
  await db.$transaction(async (tx) => {
    const teams = await holdTeams(tx, userId)
    const orphaned = teams.filter(({ others, otherOwners }) => others > 0 && otherOwners === 0)
    if (orphaned.length > 0) {
      const params = { teams: orphaned.map(({ name }) => name).join(', ') }
      throw new AppError('CONFLICT', 'teams.account.lastOwner', { params })
    }
    await deletePrivateWords(tx, userId)
    for (const { teamId, others } of teams) {
      const member = await memberFor(userId, teamId, tx)
      if (!member) continue
      const where = { teamId_userId: { teamId, userId } }
      await tx.membership.update({ where, data: { leftAt: new Date() } })
      await tx.listMember.deleteMany({ where: { teamId, userId } })
      await record(tx, member, { verb: 'left', subject: { type: 'member', id: userId } })
      if (others > 0) continue
      await tx.team.update({ where: { id: teamId }, data: { deletedAt: new Date() } })
    }
    await tx.invitation.updateMany({
      where: { createdById: userId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    await tx.account.deleteMany({ where: { userId } })
    await tx.userToken.deleteMany({ where: { userId } })
    await tx.login.deleteMany({ where: { userId } })
    await tx.user.update({
      where: { id: userId },
      data: {
        email: `${userId}@deleted.invalid`,
        emailVerified: null,
        passwordHash: null,
        deletedAt: new Date(),
      },
    })
  })
}

async function proveIntent(person: Person, typed: { currentPassword: string; email: string }) {
  if (await provePassword(person, typed.currentPassword)) return
  if (typed.email.toLowerCase() === person.email.toLowerCase()) return
  const fieldErrors = { email: 'teams.account.addressDiffers' }
  throw new AppError('INVALID', 'errors.check', { fieldErrors })
}

type TeamLeft = { teamId: string; name: string; others: number; otherOwners: number }

/** The person's teams, held still (in one order, so that two who leave do not block each other). */
async function holdTeams(tx: Transaction, userId: string): Promise<TeamLeft[]> {
  await tx.$executeRaw`
    SELECT 1 FROM "Team" t
    JOIN "Membership" m ON m."teamId" = t."id" AND m."userId" = ${userId}::uuid AND m."leftAt" IS NULL
    WHERE t."deletedAt" IS NULL
    ORDER BY t."id" FOR NO KEY UPDATE OF t`
  return tx.$queryRaw<TeamLeft[]>`
    SELECT t."id" AS "teamId", t."name",
           count(o."userId")::int AS "others",
           (count(o."userId") FILTER (WHERE o."role" = 'owner'))::int AS "otherOwners"
    FROM "Membership" m
    JOIN "Team" t ON t."id" = m."teamId" AND t."deletedAt" IS NULL
    LEFT JOIN "Membership" o
      ON o."teamId" = m."teamId" AND o."userId" <> m."userId" AND o."leftAt" IS NULL
    WHERE m."userId" = ${userId}::uuid AND m."leftAt" IS NULL
    GROUP BY t."id", t."name"
    ORDER BY t."name"`
}

/**
 * Annotations for oneself, in the trash too, with their history; drafts of what became open; and what
 * they made of the team's reading and wanted of its sessions.
 */
async function deletePrivateWords(tx: Transaction, userId: string): Promise<void> {
  await tx.revision.deleteMany({ where: { authorId: userId, audience: 'me' } })
  const mine = { annotation: { is: { authorId: userId, audience: 'me' as const } } }
  await tx.comment.deleteMany({ where: { thread: mine } })
  await tx.thread.deleteMany({ where: mine })
  await tx.annotation.deleteMany({ where: { authorId: userId, audience: 'me' } })
  await tx.entryNote.deleteMany({ where: { userId } })
  await tx.progress.deleteMany({ where: { userId } })
  await tx.interest.deleteMany({ where: { userId } })
  await tx.pickFeed.deleteMany({ where: { userId } })
  await tx.follow.deleteMany({ where: { userId } })
  await tx.smartList.deleteMany({ where: { createdById: userId, forTeam: false } })
}
