import 'server-only'
import { type Guest, type Visitor, visitorFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { forgive, limit } from '@/lib/limits'
import { isPassword } from '@/lib/passwords'
import { hashToken, passFor } from '@/lib/tokens'

/** Whether an address opens something to whoever enters its password. */
export async function isLocked(_guest: Guest, token: string): Promise<boolean> {
  return (await lockOf(token)) !== null
}

/**
 * The pass and the visitor for whoever enters the password of a share; null for a wrong one, and for
 * an address that has none.
 * @throws AppError RATE_LIMITED after too many attempts of one address, or on one share
 */
export async function unlock(
  guest: Guest,
  token: string,
  password: string,
): Promise<{ pass: string; visitor: Visitor } | null> {
  const lock = await lockOf(token)
  if (!lock) return null
  const { shareId, passwordHash } = lock
  await limit('sharePasswordPerAddress', `${guest.address} ${shareId}`)
  await limit('sharePasswordPerShare', shareId)
  if (!(await isPassword(passwordHash, password))) return null
  await forgive('sharePasswordPerAddress', `${guest.address} ${shareId}`)
  const pass = passFor(lock)
  const visitor = await visitorFor(token, pass)
  return visitor && { pass, visitor }
}

/** The lock of a share that opens something to whoever has its pass. */
async function lockOf(token: string) {
  const share = await db.share.findFirst({
    where: { tokenHash: hashToken(token), passwordHash: { not: null } },
    select: { id: true, passwordHash: true },
  })
  if (!share?.passwordHash) return null
  const lock = { shareId: share.id, passwordHash: share.passwordHash }
  return (await visitorFor(token, passFor(lock))) ? lock : null
}
