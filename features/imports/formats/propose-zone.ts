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
 * one whose clocks agree with the offsets that its times carry, else one in which the conference
 * begins and ends its days at sensible hours: that of the team's last conference or the person's
 * own if it does, or the best of the usual ones.
 */
export function proposeZone(programme: Programme, last: string | null, own: string | null): string {
  if (programme.zone && programme.zone !== 'UTC' && isZone(programme.zone)) return programme.zone
  const named = zoneOfPlace(programme)
  if (named) return named
  const known = [last, own].filter((zone): zone is string => zone !== null && isZone(zone))
  const candidates = [...known, ...usual]
  const starts = programme.sessions
    .filter(({ allDay }) => !allDay)
    .flatMap(({ startsAt }) => startsAt ?? [])
  const offsets = programme.offsets.filter((offset) => offset !== 0)
  const agreeing = candidates.find(
    (zone) => offsets.length > 0 && starts.every((at) => offsets.includes(zoneOffset(at, zone))),
  )
  // Local times without a zone say nothing of where they are
  if (agreeing || programme.timesDependOnZone) return agreeing ?? known[0] ?? 'UTC'
  const sensible = new Map(candidates.map((zone) => [zone, shareByDay(starts, zone)]))
  const best = Math.max(...sensible.values())
  const fits = (zone: string) => (sensible.get(zone) ?? 0) >= best - 0.15
  return known.find(fits) ?? usual.find((zone) => sensible.get(zone) === best) ?? 'UTC'
}

/** How many of the starts lie between 08:00 and 18:00 in a zone, as a share. */
function shareByDay(starts: Date[], zone: string): number {
  const byDay = starts.filter((at) => {
    const minutes = at.getUTCHours() * 60 + at.getUTCMinutes() + zoneOffset(at, zone) + 1440
    const hour = Math.floor(minutes / 60) % 24
    return hour >= 8 && hour < 18
  })
  return byDay.length / Math.max(1, starts.length)
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
  const words = (title ?? '').split(/[\s,]+/)
  for (const [at] of words.entries()) {
    for (const length of [1, 2, 3]) count(words.slice(at, at + length).join(' '), sessions.length)
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a)
  return best ? best[0] : null
}
