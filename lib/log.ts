import pino from 'pino'
import { env } from './env'

// With a row that it refuses, PostgreSQL tells all that is in it
const tellRows = ['detail', 'where']

function withoutRows(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > 8) return value
  if (Array.isArray(value)) return value.map((it) => withoutRows(it, depth + 1))
  const told = Object.entries(value).filter(([name]) => !tellRows.includes(name))
  return Object.fromEntries(told.map(([name, it]) => [name, withoutRows(it, depth + 1)]))
}

/** An error as it stands in the log: with where it came from, and of rows of the database nothing. */
export const errorInLog = (error: Error) => withoutRows(pino.stdSerializers.err(error))

/**
 * The one log. JSON lines on standard output; secrets and people's words never go in.
 * Addresses of shares, calendars, invitations and resets carry tokens: log paths through `withoutToken`.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  serializers: { err: errorInLog },
  redact: {
    paths: ['password', 'token', 'secret', 'cookie', 'authorization', '*.password', '*.token'],
    censor: '…',
  },
})

/** A path with the token of a share, invitation or mailed link cut out. */
export function withoutToken(path: string): string {
  return path.replace(
    /(^|next=)(\/|%2F)(s|calendar|join|reset-password|confirm-email)(\/|%2F)[^/?#&%]+/gi,
    '$1$2$3$4…',
  )
}
