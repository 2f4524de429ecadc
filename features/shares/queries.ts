import 'server-only'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { canRevoke, canSeeTeamShares, visibleShares } from './policy'
import type { ShareInput } from './schema'

const named = { id: true, slug: true, title: true } as const

const columns = {
  id: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  indexed: true,
  views: true,
  readingList: { select: named },
  session: { select: named },
  createdById: true,
  createdBy: { select: { user: { select: { name: true } } } },
} satisfies Prisma.ShareSelect

async function getSharesWhere(member: Member, where: Prisma.ShareWhereInput) {
  const rows = await db.share.findMany({
    where: { AND: [visibleShares(member), where] },
    relationLoadStrategy: 'join',
    select: columns,
    orderBy: { createdAt: 'desc' },
    take: 200,
  })
  return rows.map(({ createdBy, createdById, readingList, session, ...row }) => ({
    ...row,
    subject: readingList ? ('list' as const) : ('session' as const),
    of: readingList ?? session ?? { id: '', slug: '', title: '' },
    createdBy: createdBy.user.name,
    state: stateOf(row),
    can: { revoke: canRevoke(member, { ...row, createdById }) },
  }))
}

function stateOf({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date | null }) {
  if (revokedAt) return 'revoked' as const
  return expiresAt && expiresAt <= new Date() ? ('expired' as const) : ('live' as const)
}

/** The shares of one list or session, ended ones too, the latest first. */
export async function getShares(member: Member, subject: Subject, { id }: { id: string }) {
  return getSharesWhere(member, subject === 'list' ? { readingListId: id } : { sessionId: id })
}

/** All shares of the team, for owners; empty for others. */
export async function getTeamShares(member: Member) {
  return canSeeTeamShares(member) ? getSharesWhere(member, {}) : []
}

type Subject = ShareInput['subject']
export type ShareDetail = Awaited<ReturnType<typeof getShares>>[number]

/** Whether public pages may show the member's own name. */
export async function getNameOnPublic(member: Member): Promise<boolean> {
  const { teamId, userId } = member
  const row = await db.membership.findFirst({
    where: { teamId, userId, leftAt: null },
    select: { showNameOnPublic: true },
  })
  return row?.showNameOnPublic ?? false
}
