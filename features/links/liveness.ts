import type { OutboundCode } from '@/lib/outbound'
import { parseAddress } from './address'
import { isSignIn } from './metadata'

/** What is known of whether a link's page is still there. */
export type Liveness = {
  /** Of the first look that found nothing, in a row of such */
  goneSince: Date | null
  goneCount: number
  deadAt: Date | null
}

const day = 86_400_000
const enoughLooks = 3
const enoughTime = 3 * day
const often = { alive: 14, unclear: 7, dead: 30 }

/**
 * What a look at a link's page changes, and when to look again. Dead is what three looks in a row,
 * over three days at least, did not find: a server that says so, or a host that does not exist. An
 * error, a closed door or a slow answer says nothing of the kind. What answers is alive, at once.
 * @param found why it could not be fetched; null when it could
 */
export function afterLook(
  before: Liveness,
  found: OutboundCode | null,
  now: Date,
): Liveness & { checkAt: Date } {
  const inDays = (days: number) => new Date(now.getTime() + days * day)
  if (found === null) {
    return { goneSince: null, goneCount: 0, deadAt: null, checkAt: inDays(often.alive) }
  }
  if (found !== 'missing' && found !== 'nohost') {
    const { goneSince, goneCount, deadAt } = before
    return { goneSince, goneCount, deadAt, checkAt: inDays(deadAt ? often.dead : often.unclear) }
  }
  const goneSince = before.goneSince ?? now
  const goneCount = before.goneCount + 1
  const sure = goneCount >= enoughLooks && now.getTime() - goneSince.getTime() >= enoughTime
  const deadAt = before.deadAt ?? (sure ? now : null)
  // Tomorrow, two days after that, and so on
  const wait = deadAt ? often.dead : Math.min(2 ** (goneCount - 1), often.unclear)
  return { goneSince, goneCount, deadAt, checkAt: inDays(wait) }
}

/**
 * The address that redirects for good lead to, where it is worth a person's look: another one, no
 * form to sign in, and not the front page, to which servers send whoever asks for what is gone.
 * @param to where redirects that all were for good have ended
 */
export function movedTo(from: string, to: string): string | null {
  const [old, now] = [parseAddress(from), parseAddress(to)]
  if (!old.ok || !now.ok || old.hash === now.hash) return null
  if (isSignIn(now.url) && !isSignIn(old.url)) return null
  const isFront = (url: string) => new URL(url).pathname === '/' && !new URL(url).search
  return isFront(now.url) && !isFront(old.url) ? null : now.url
}
