import 'server-only'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { hashToken, newToken } from '@/lib/tokens'
import { visibleTokens } from './policy'
import type { TokenInput } from './schema'

/** More would not be looked through by anybody. */
const most = 100

/**
 * Makes a token with which a program asks in the member's name. Answers the secret, which is kept
 * nowhere; its first letters let people and scanners know it for what it is.
 */
export async function createToken(
  member: Member,
  { name, scope, lifetime }: TokenInput,
): Promise<string> {
  const { teamId, userId } = member
  const [id, token] = [newId(), `hw_${newToken()}`]
  const expiresAt = lifetime === null ? null : new Date(Date.now() + lifetime * 86_400_000)
  await db.$transaction(async (tx) => {
    const held = await tx.apiToken.count({ where: { AND: [visibleTokens(member), { userId }] } })
    if (held >= most) throw new AppError('CONFLICT', 'tokens.tooMany', { params: { most } })
    const secret = { tokenHash: hashToken(token), expiresAt }
    await tx.apiToken.create({ data: { teamId, id, userId, name, scope, ...secret } })
    await record(tx, member, { verb: 'created', subject: { type: 'token', id }, audience: 'me' })
  })
  return token
}

/** Ends a token at once, for good. */
export async function revokeToken(member: Member, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { AND: [visibleTokens(member), { id }] },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    await record(tx, member, { verb: 'revoked', subject: { type: 'token', id }, audience: 'me' })
  })
}
