import { isZone, zoneOffset } from '@/lib/dates'

/** Names of the cookies: the browser's IANA zone, and the clock its user chose. */
export const zoneCookie = 'zone'
export const clockCookie = 'clock'

export type Clock = {
  /** The IANA zone in which times are shown */
  zone: string
  /** Whether that is the reader's own instead of the conference's */
  mine: boolean
  /** The reader's zone, where it differs from the conference's; null offers no choice */
  own: string | null
}

/**
 * Which clock a reader sees. Only the clock: days are the conference's in any zone. Zones that show
 * the same time at `at` (Berlin and Paris) count as one.
 * @param reader what the address asks for and what the browser's cookies hold, unchecked
 */
export function pickClock(
  conferenceZone: string,
  reader: { asked?: string | undefined; zone?: string | undefined; clock?: string | undefined },
  at: Date,
): Clock {
  const zone = reader.zone ?? ''
  const differs = isZone(zone) && zoneOffset(at, zone) !== zoneOffset(at, conferenceZone)
  if (!differs) return { zone: conferenceZone, mine: false, own: null }
  const mine = (reader.asked ?? reader.clock) === 'mine'
  return { zone: mine ? zone : conferenceZone, mine, own: zone }
}
