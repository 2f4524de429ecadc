import { describe, expect, it } from 'vitest'
import { readersDay, untilWhen } from './later'

// A Saturday, 23:30 in Shanghai, 07:30 in Los Angeles
const now = new Date('2026-11-21T15:30:00Z')
const at = (later: string, zone: string, when = now) => untilWhen(later, zone, when)?.toISOString()

describe('putting off', () => {
  it('lasts until the morning of a day in the zone of the reader', () => {
    expect(at('tomorrow', 'Asia/Shanghai')).toBe('2026-11-21T20:00:00.000Z')
    expect(at('tomorrow', 'America/Los_Angeles')).toBe('2026-11-22T12:00:00.000Z')
    expect(at('2026-12-24', 'Europe/Berlin')).toBe('2026-12-24T03:00:00.000Z')
    expect(at('tomorrow', 'Nowhere/At-all')).toBe('2026-11-22T04:00:00.000Z')
  })

  it('takes the night for the day before', () => {
    const night = new Date('2026-11-21T18:00:00Z')
    expect(readersDay('Asia/Shanghai', night)).toBe('2026-11-21')
    expect(at('tomorrow', 'Asia/Shanghai', night)).toBe('2026-11-21T20:00:00.000Z')
  })

  it('knows next week as its Monday, on a Monday too', () => {
    expect(at('week', 'UTC')).toBe('2026-11-23T04:00:00.000Z')
    expect(at('week', 'UTC', new Date('2026-11-22T12:00:00Z'))).toBe('2026-11-23T04:00:00.000Z')
    expect(at('week', 'UTC', new Date('2026-11-23T12:00:00Z'))).toBe('2026-11-30T04:00:00.000Z')
  })

  it('refuses what is no day to come', () => {
    for (const day of [
      '2026-11-21',
      '2020-01-01',
      '2026-02-30',
      '2026-13-01',
      '9999-12-31',
      'soon',
      '',
    ]) {
      expect(untilWhen(day, 'UTC', now)).toBeNull()
    }
  })
})
