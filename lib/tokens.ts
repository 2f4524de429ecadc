import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import bs58 from 'bs58'
import { env } from './env'

// Apart from lib/ids.ts, which browsers use too.

/** A new unguessable token of 32 random bytes for shares, invitations and mailed links. */
export function newToken(): string {
  return bs58.encode(randomBytes(32))
}

/** What is stored of a token: SHA-256 in hex. Tokens have 256 random bits, so no salt is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * What somebody brings along who has entered the password of a share: only this installation can have
 * made it, and for another password, also when that is the same word again, it is another.
 */
export function passFor({ shareId, passwordHash }: { shareId: string; passwordHash: string }) {
  if (!env.AUTH_SECRET) throw new Error('A share cannot be unlocked without AUTH_SECRET')
  const seal = createHmac('sha256', env.AUTH_SECRET)
  return seal.update(`share ${shareId} ${passwordHash}`).digest('base64url')
}

/** Whether two secrets are the same, in a time that does not tell how far. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
