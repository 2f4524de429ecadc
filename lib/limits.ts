import 'server-only'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { pool } from './db'
import { AppError } from './errors'

/** What is limited: points per duration in seconds, counted per key in PostgreSQL. */
const rules = {
  signInPerAddress: { points: 50, duration: 900 },
  signInPerAccount: { points: 10, duration: 900 },
  signUpPerAddress: { points: 20, duration: 3600 },
  resetPerAddress: { points: 20, duration: 3600 },
  resetPerAccount: { points: 5, duration: 3600 },
  invitationPerAddress: { points: 60, duration: 3600 },
  exportPerMember: { points: 6, duration: 3600 },
  importPerMember: { points: 60, duration: 3600 },
  photoPerMember: { points: 600, duration: 3600 },
  recordingPerMember: { points: 60, duration: 3600 },
  readLinkPerMember: { points: 120, duration: 3600 },
  sharePasswordPerAddress: { points: 10, duration: 900 },
  sharePasswordPerShare: { points: 300, duration: 900 },
  calendarPerFeed: { points: 60, duration: 60 },
  apiPerToken: { points: 1200, duration: 60 },
} as const

export type Limit = keyof typeof rules

const limiters = new Map<Limit, RateLimiterPostgres>()

function limiter(name: Limit): RateLimiterPostgres {
  const made =
    limiters.get(name) ??
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'RateLimit',
      tableCreated: true,
      keyPrefix: name,
      ...rules[name],
    })
  limiters.set(name, made)
  return made
}

/**
 * Counts one attempt.
 * @param key whose attempt it is: a network address, an e-mail address, a user id
 * @throws AppError RATE_LIMITED with the minutes (and seconds) to wait, once the limit is passed
 */
export async function limit(name: Limit, key: string): Promise<void> {
  try {
    await limiter(name).consume(key.toLowerCase())
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000))
    const minutes = Math.ceil(seconds / 60)
    throw new AppError('RATE_LIMITED', 'errors.tooMany', { params: { minutes, seconds } })
  }
}

/** Forgets the attempts counted for a key, after a success. */
export async function forgive(name: Limit, key: string): Promise<void> {
  await limiter(name).delete(key.toLowerCase())
}
