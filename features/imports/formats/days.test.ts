import { describe, expect, it } from 'vitest'
import { fixedZone, type Placed, proposeDayEnd } from './days'

const at = (...times: string[]): Placed[] =>
  times.map((time) => {
    const [start = '', listedDay = null] = time.split(' ')
    return { startsAt: new Date(`${start}:00Z`), listedDay }
  })

describe('proposeDayEnd', () => {
  it('is 04:00 for a conference by daylight, or without times', () => {
    expect(proposeDayEnd(at('2025-01-01T09:00', '2025-01-01T18:00'), 'UTC')).toBe(240)
    expect(proposeDayEnd([{ startsAt: null }], 'UTC')).toBe(240)
  })

  it('keeps a night that is listed under its day together', () => {
    const night = at(
      '2025-01-01T12:00 2025-01-01',
      '2025-01-02T04:30 2025-01-01',
      '2025-01-02T11:00 2025-01-02',
    )
    const end = proposeDayEnd(night, 'UTC')
    expect(end).toBeGreaterThan(270)
    expect(end).toBeLessThanOrEqual(540)
  })

  it('cuts before early talks that are listed under their own date', () => {
    const early = at('2025-01-01T01:50 2025-01-01', '2025-01-01T12:00 2025-01-01')
    expect(proposeDayEnd(early, 'UTC')).toBeLessThanOrEqual(110)
  })

  it('does not believe days that are all wrong', () => {
    const shifted = at('2025-01-02T09:00 2025-01-01', '2025-01-03T09:00 2025-01-02')
    expect(proposeDayEnd(shifted, 'UTC')).toBe(240)
  })

  it('takes a hint that fits, and none of the late morning', () => {
    const day = at('2025-01-01T10:00', '2025-01-01T18:00')
    expect(proposeDayEnd(day, 'UTC', [360])).toBe(360)
    expect(proposeDayEnd(day, 'UTC', [540])).toBe(240)
    expect(proposeDayEnd(at('2025-01-01T05:45'), 'UTC', [360])).not.toBe(360)
  })

  it('looks at the clocks of the zone', () => {
    const cruise = at('2025-01-01T14:00', '2025-01-02T03:45')
    expect(proposeDayEnd(cruise, 'America/New_York')).toBe(240)
    expect(proposeDayEnd(cruise, 'UTC')).not.toBe(240)
  })
})

it('fixedZone turns one offset in whole hours into a zone', () => {
  expect([[60], [-300], [0], [330], [60, 120], []].map(fixedZone)).toEqual([
    'Etc/GMT-1',
    'Etc/GMT+5',
    'UTC',
    null,
    null,
    null,
  ])
})
