import 'server-only'
import type { Member, Visitor } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record, type Verb } from '@/lib/live'
import { hashPassword } from '@/lib/passwords'
import { hashToken, newToken } from '@/lib/tokens'
import { listsFor } from './audience'
import {
  canShare,
  manageableShares,
  reopenableShares,
  shareableLists,
  shareableRecaps,
  shareableSessions,
  visibleShares,
} from './policy'
import { endingOf, type ShareEdit, type ShareInput } from './schema'

/**
 * Opens a list, the public notes of a session, or a recap, to whoever has the address. The token is in the
 * answer and nowhere else: only its hash is kept.
 */
export async function createShare(member: Member, { password, indexed, ...input }: ShareInput) {
  const token = newToken()
  const id = newId()
  const passwordHash = password === undefined ? null : await hashPassword(password)
  await db.$transaction(async (tx) => {
    const { subject, of } = input
    await mustBeTheirs(member, tx, input)
    await mustBeOn(member, tx)
    await tx.share.create({
      data: {
        teamId: member.teamId,
        id,
        ...subjectOf(subject, of),
        tokenHash: hashToken(token),
        passwordHash,
        createdById: member.userId,
        expiresAt: endingOf(input),
        indexed: indexed && !passwordHash,
      },
    })
    await tell(member, tx, 'shared', { id, ...subjectOf(subject, of) })
  })
  return { id, token }
}

function subjectOf(subject: ShareInput['subject'], of: string) {
  return {
    readingListId: subject === 'list' ? of : null,
    sessionId: subject === 'session' ? of : null,
    recapId: subject === 'recap' ? of : null,
  }
}

// Read here, not from the member: the switch may have been turned since the page was shown
async function mustBeOn({ teamId: id }: Member, tx: Transaction) {
  const team = await tx.team.findUniqueOrThrow({ where: { id }, select: { publicSharing: true } })
  if (!team.publicSharing) throw new AppError('FORBIDDEN', 'shares.switchedOff')
}

/** Not seen: not found; seen, but not theirs to share: forbidden. */
async function mustBeTheirs(
  member: Member,
  tx: Transaction,
  { subject, of: id }: Pick<ShareInput, 'subject' | 'of'>,
) {
  const count = {
    list: () => tx.readingList.count({ where: { ...listsFor(member), deletedAt: null, id } }),
    session: () => tx.session.count({ where: { ...shareableSessions(member), id } }),
    recap: () => tx.recap.count({ where: { ...shareableRecaps(member), id } }),
  }
  if ((await count[subject]()) === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
  const theirs =
    subject !== 'list' || (await tx.readingList.count({ where: { ...shareableLists(member), id } }))
  if (!canShare(member) || !theirs) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

/**
 * Changes when a share ends, whether it asks for a password and whether search engines may have it.
 * The address stays as it is; a page that was opened with the password before has to be opened anew.
 */
export async function editShare(member: Member, edit: ShareEdit) {
  const { id, lifetime, password, withoutPassword, indexed } = edit
  const passwordHash = withoutPassword ? null : password && (await hashPassword(password))
  await db.$transaction(async (tx) => {
    const [share] = await theirShares(member, tx, [id])
    if (!share || share.revokedAt) throw new AppError('NOT_FOUND', 'errors.notFound')
    const locked = passwordHash === undefined ? share.passwordHash !== null : passwordHash !== null
    await tx.share.update({
      where: { teamId_id: { teamId: member.teamId, id } },
      data: {
        ...(lifetime !== 'keep' && { expiresAt: endingOf(edit) }),
        ...(passwordHash !== undefined && { passwordHash }),
        indexed: indexed && !locked,
      },
    })
    await tell(member, tx, 'edited', share)
  })
}

/** Ends shares at once. Ended before: success. Answers those that were open until now. */
export async function revokeShares(member: Member, ids: string[]): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const open = (await theirShares(member, tx, ids)).filter(({ revokedAt }) => !revokedAt)
    await tx.share.updateMany({
      where: { teamId: member.teamId, id: { in: open.map(({ id }) => id) } },
      data: { revokedAt: new Date() },
    })
    for (const share of open) await tell(member, tx, 'revoked', share)
    return open.map(({ id }) => id)
  })
}

/** Takes a revocation back, for a few minutes after it. Open already: success. */
export async function reopenShares(member: Member, ids: string[]) {
  await db.$transaction(async (tx) => {
    await mustBeOn(member, tx)
    const closed = (await theirShares(member, tx, ids)).filter(({ revokedAt }) => revokedAt)
    const { count } = await tx.share.updateMany({
      where: { AND: [reopenableShares(member), { id: { in: closed.map(({ id }) => id) } }] },
      data: { revokedAt: null },
    })
    if (count < closed.length) throw new AppError('FORBIDDEN', 'shares.tooLate')
    for (const share of closed) await tell(member, tx, 'restored', share)
  })
}

/** Shares that the member may change. Unseen: not found; seen, but somebody else's: forbidden. */
async function theirShares(member: Member, tx: Transaction, ids: string[]) {
  const found = await tx.share.findMany({
    where: { AND: [manageableShares(member), { id: { in: ids } }] },
    select: {
      id: true,
      readingListId: true,
      sessionId: true,
      recapId: true,
      revokedAt: true,
      passwordHash: true,
    },
  })
  if (found.length === new Set(ids).size) return found
  const seen = await tx.share.count({
    where: { AND: [visibleShares(member), { id: { in: ids } }] },
  })
  if (seen < new Set(ids).size) throw new AppError('NOT_FOUND', 'errors.notFound')
  throw new AppError('FORBIDDEN', 'shares.notYours')
}

type Told = { id: string } & ReturnType<typeof subjectOf>

async function tell(member: Member, tx: Transaction, verb: Verb, share: Told) {
  const { id, readingListId, sessionId, recapId } = share
  const recap = { teamId: member.teamId, id: recapId ?? '' }
  const place = readingListId
    ? { type: 'list' as const, id: readingListId }
    : sessionId
      ? { type: 'session' as const, id: sessionId }
      : { type: 'conference' as const, id: await conferenceOf(tx, recap) }
  await record(tx, member, { verb, subject: { type: 'share', id }, place })
}

async function conferenceOf(tx: Transaction, teamId_id: { teamId: string; id: string }) {
  const select = { conferenceId: true }
  return (await tx.recap.findUniqueOrThrow({ where: { teamId_id }, select })).conferenceId
}

/** Views that came while an earlier one of their share was being written, by share. */
const waiting = new Map<string, number>()

/**
 * Counts that a share was opened; nothing of who opened it. Many who open one at once take one row to
 * be written, so they are written together.
 */
export async function countView({ teamId, shareId: id }: Visitor) {
  const more = waiting.get(id)
  if (more !== undefined) {
    waiting.set(id, more + 1)
    return
  }
  waiting.set(id, 1)
  try {
    for (let views = 1; views > 0; views = waiting.get(id) ?? 0) {
      waiting.set(id, 0)
      await db.share.updateMany({ where: { teamId, id }, data: { views: { increment: views } } })
    }
  } finally {
    waiting.delete(id)
  }
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
