import { expect, test } from 'vitest'
import type { Programme, ProgrammeSession } from './programme'
import { proposeZone } from './propose-zone'

const session = (startsAt: string, rooms: string[] = []): ProgrammeSession => ({
  externalKey: startsAt,
  uniqueKey: true,
  title: 'Talk',
  subtitle: null,
  abstract: null,
  startsAt: new Date(startsAt),
  endsAt: null,
  allDay: false,
  day: null,
  rooms,
  track: null,
  kind: null,
  language: null,
  speakers: [],
  url: null,
  links: [],
  recordingUrl: null,
  doNotRecord: false,
  cancelled: false,
})

const programme = (sessions: ProgrammeSession[], more: Partial<Programme> = {}): Programme => ({
  format: 'icalendar',
  title: 'Cloud Days',
  zone: null,
  zoneCertain: false,
  usedZone: 'UTC',
  timesDependOnZone: false,
  offsets: [],
  dayEndsAtMinutes: 240,
  firstDay: null,
  lastDay: null,
  sessions,
  problems: [],
  sourceHint: null,
  url: null,
  ...more,
})

/** A day of talks from the given hour (UTC) on. */
const day = (from: number, rooms?: string[]) =>
  Array.from({ length: 10 }, (_, hour) =>
    session(new Date(Date.UTC(2026, 10, 10, from + hour)).toISOString(), rooms),
  )

test('a city in the rooms or the title decides', () => {
  expect(proposeZone(programme(day(1, ['Hall 8, Amsterdam'])), null, null)).toBe('Europe/Amsterdam')
  expect(proposeZone(programme(day(1), { title: 'Cloud Days Salt Lake City' }), null, null)).toBe(
    'America/Denver',
  )
  expect(proposeZone(programme(day(1), { title: '云原生大会 上海' }), null, null)).toBe(
    'Asia/Shanghai',
  )
})

test('offsets in the file decide where there is no city', () => {
  const file = programme(day(8), { offsets: [60] })
  expect(proposeZone(file, 'Europe/Paris', 'Asia/Shanghai')).toBe('Europe/Paris')
  expect(proposeZone(file, null, 'Asia/Shanghai')).toBe('Europe/Berlin')
})

test('hours of the day decide where there is neither', () => {
  expect(proposeZone(programme(day(8)), null, 'Europe/Madrid')).toBe('Europe/Madrid')
  // Talks from 21:00 to 06:00 in Shanghai are not held in Shanghai
  expect(proposeZone(programme(day(13)), null, 'Asia/Shanghai')).toBe('America/New_York')
  expect(proposeZone(programme(day(0)), 'Europe/Berlin', null)).toBe('Asia/Shanghai')
})

test('local times without a zone are taken for those of the last conference', () => {
  const file = programme(day(0), { timesDependOnZone: true })
  expect(proposeZone(file, 'Europe/Berlin', 'Asia/Shanghai')).toBe('Europe/Berlin')
  expect(proposeZone(file, null, null)).toBe('UTC')
})
