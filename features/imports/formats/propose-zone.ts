import { isZone, zoneOffset } from '@/lib/dates'
import type { Programme } from './programme'

/** All IANA zones that this machine knows, sorted by name. */
export function allZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
}

// Where conferences are often held, and zones whose name is no city that a programme would hold.
const places: Record<string, string> = {
  'san francisco': 'America/Los_Angeles',
  'salt lake city': 'America/Denver',
  'san diego': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  'las vegas': 'America/Los_Angeles',
  pittsburgh: 'America/New_York',
  atlanta: 'America/New_York',
  boston: 'America/New_York',
  austin: 'America/Chicago',
  hamburg: 'Europe/Berlin',
  munich: 'Europe/Berlin',
  barcelona: 'Europe/Madrid',
  valencia: 'Europe/Madrid',
  'san juan': 'America/Puerto_Rico',
  beijing: 'Asia/Shanghai',
  北京: 'Asia/Shanghai',
  上海: 'Asia/Shanghai',
  深圳: 'Asia/Shanghai',
  shenzhen: 'Asia/Shanghai',
  台北: 'Asia/Taipei',
  bengaluru: 'Asia/Kolkata',
  hyderabad: 'Asia/Kolkata',
  melbourne: 'Australia/Melbourne',
}

const usual = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Chicago']
usual.push('America/Denver', 'America/Los_Angeles', 'Asia/Shanghai', 'Asia/Tokyo', 'Asia/Kolkata')
usual.push('Australia/Sydney', 'America/Sao_Paulo', 'UTC')

/**
 * The zone to offer where a file leaves it open: that of a city which its rooms or title name, else
 * a usual one whose clocks agree with the offsets that its times carry, else that of the team's
 * last conference, else that of the person who imports, else UTC.
 */
export function proposeZone(programme: Programme, last: string | null, own: string | null): string {
  if (programme.zone && programme.zone !== 'UTC' && isZone(programme.zone)) return programme.zone
  const named = zoneOfPlace(programme)
  if (named) return named
  const starts = programme.sessions.flatMap(({ startsAt }) => (startsAt ? [startsAt] : []))
  const offsets = programme.offsets.filter((offset) => offset !== 0)
  const agreeing = usual.find(
    (zone) =>
      offsets.length > 0 &&
      starts.slice(0, 50).every((at) => offsets.includes(zoneOffset(at, zone))),
  )
  return agreeing ?? last ?? (own && isZone(own) ? own : 'UTC')
}

function zoneOfPlace({ title, sessions }: Programme): string | null {
  const cities = new Map<string, string>(Object.entries(places))
  for (const zone of allZones()) {
    const city = zone.split('/').at(-1)?.replaceAll('_', ' ').toLowerCase()
    if (city && zone.includes('/') && !cities.has(city)) cities.set(city, zone)
  }
  const counts = new Map<string, number>()
  const count = (text: string, weight: number) => {
    for (const part of text.toLowerCase().split(/[,|/()]|\s-\s/)) {
      const zone = cities.get(part.trim())
      if (zone) counts.set(zone, (counts.get(zone) ?? 0) + weight)
    }
  }
  for (const { rooms } of sessions) for (const room of rooms) count(room, 1)
  for (const word of (title ?? '').split(/[\s,]+/)) count(word, sessions.length)
  const [best] = [...counts].sort(([, a], [, b]) => b - a)
  return best ? best[0] : null
}
