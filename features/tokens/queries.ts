import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { visibleTokens } from './policy'

/** The tokens that the member may see, their own first, then the latest; never a secret. At most 500. */
export async function getTokens(member: Member) {
  const rows = await db.apiToken.findMany({
    where: visibleTokens(member),
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      scope: true,
      userId: true,
      createdAt: true,
      lastUsedAt: true,
      expiresAt: true,
      membership: { select: { user: { select: { name: true } } } },
    },
    orderBy: { createdAt: 'desc' },
    take: 500,
  })
  const all = rows.map(({ membership, userId, ...row }) => ({
    ...row,
    by: membership.user.name,
    own: userId === member.userId,
  }))
  return all.sort((a, b) => Number(b.own) - Number(a.own))
}

export type TokenRow = Awaited<ReturnType<typeof getTokens>>[number]
