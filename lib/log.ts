import pino from 'pino'
import { env } from './env'

/**
 * The one log. JSON lines on standard output; secrets and people's words never go in.
 * Addresses of shares, calendars, invitations and resets carry tokens: log paths through `withoutToken`.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
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
