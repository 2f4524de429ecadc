import 'server-only'
import type { Member, Visitor } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { hashToken, newToken } from '@/lib/tokens'
import {
  canShare,
  revocableShares,
  shareableLists,
  shareableSessions,
  visibleShares,
} from './policy'
import type { ShareInput } from './schema'

/**
 * Opens a list, or the public notes of a session, to whoever has the address. The token is in the answer and nowhere else: only its
 * hash is kept. One for search engines says so in its first letters, which the door reads; a changed
 * prefix makes it another token, which opens nothing.
 */
export async function createShare(member: Member, { lifetime, indexed, ...of }: ShareInput) {
  const token = indexed ? `public-${newToken()}` : newToken()
  const id = newId()
  await db.$transaction(async (tx) => {
    if (!(await isThere(member, tx, of))) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (!canShare(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
    // Read here, not from the member: the switch may have been turned since the page was shown
    const { publicSharing } = await tx.team.findUniqueOrThrow({
      where: { id: member.teamId },
      select: { publicSharing: true },
    })
    if (!publicSharing) throw new AppError('FORBIDDEN', 'shares.switchedOff')
    const days = lifetime === 'never' ? null : Number(lifetime)
    await tx.share.create({
      data: {
        teamId: member.teamId,
        id,
        ...(of.subject === 'list' ? { readingListId: of.of } : { sessionId: of.of }),
        tokenHash: hashToken(token),
        createdById: member.userId,
        expiresAt: days === null ? null : new Date(Date.now() + days * 86_400_000),
        indexed,
      },
    })
    const place = { type: of.subject, id: of.of }
    await record(tx, member, { verb: 'shared', subject: { type: 'share', id }, place })
  })
  return { id, token }
}

async function isThere(
  member: Member,
  tx: Transaction,
  { subject, of: id }: Pick<ShareInput, 'subject' | 'of'>,
): Promise<boolean> {
  const count =
    subject === 'list'
      ? await tx.readingList.count({ where: { ...shareableLists(member), id } })
      : await tx.session.count({ where: { ...shareableSessions(member), id } })
  return count > 0
}

/** Ends a share at once, for good. Ended before: success. */
export async function revokeShare(member: Member, id: string) {
  await db.$transaction(async (tx) => {
    const share = await tx.share.findFirst({
      where: { ...visibleShares(member), id },
      select: { readingListId: true, sessionId: true, revokedAt: true },
    })
    if (!share) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (share.revokedAt) return
    const { count } = await tx.share.updateMany({
      where: { ...revocableShares(member), id },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw new AppError('FORBIDDEN', 'shares.notYours')
    const { readingListId, sessionId } = share
    const place = readingListId
      ? { type: 'list' as const, id: readingListId }
      : { type: 'session' as const, id: sessionId ?? '' }
    await record(tx, member, { verb: 'revoked', subject: { type: 'share', id }, place })
  })
}

/** Counts that a share was opened; nothing of who opened it. */
export async function countView({ teamId, shareId }: Visitor) {
  await db.share.updateMany({
    where: { teamId, id: shareId },
    data: { views: { increment: 1 } },
  })
}

/** Whether public pages may show the member's own name. */
export async function showNameOnPublic(member: Member, show: boolean) {
  const { teamId, userId } = member
  await db.$transaction(async (tx) => {
    await tx.membership.updateMany({
      where: { teamId, userId, leftAt: null },
      data: { showNameOnPublic: show },
    })
    const subject = { type: 'member' as const, id: userId }
    await record(tx, member, { verb: 'edited', subject, audience: 'me' })
  })
}
