import { createHash, randomBytes } from 'node:crypto'
import bs58 from 'bs58'

// Apart from lib/ids.ts, which browsers use too.

/** A new unguessable token of 32 random bytes for shares, invitations and mailed links. */
export function newToken(): string {
  return bs58.encode(randomBytes(32))
}

/** What is stored of a token: SHA-256 in hex. Tokens have 256 random bits, so no salt is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
