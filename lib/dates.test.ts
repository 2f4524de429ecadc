import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  conferenceDay,
  dayOffset,
  formatDay,
  formatDays,
  formatRange,
  formatTime,
  isZone,
  localDate,
  localTime,
  zonedInstant,
  zoneName,
  zoneOffset,
} from './dates'

const utc = (local: string, zone: string) => zonedInstant(local, zone).toISOString()

describe('zones', () => {
  it('knows IANA names and their aliases, nothing else', () => {
    for (const zone of ['UTC', 'US/Eastern', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires']) {
      expect(isZone(zone), zone).toBe(true)
    }
    for (const zone of [
      '',
      '+01:00',
      'Europe/Nowhere',
      'W. Europe Standard Time',
      '../etc',
      ' UTC',
    ]) {
      expect(isZone(zone), zone).toBe(false)
    }
  })

  it('gives offsets in minutes', () => {
    expect(zoneOffset(new Date('2023-09-10T05:00:00Z'), 'Asia/Kolkata')).toBe(330)
    expect(zoneOffset(new Date('2025-01-01T00:00:00.500Z'), 'America/New_York')).toBe(-300)
  })

  it('names a zone in the language of the reader', () => {
    const july = new Date('2025-07-01T00:00:00Z')
    expect(zoneName(july, 'Europe/Berlin', 'en')).toBe('Central European Summer Time')
    expect(zoneName(july, 'Europe/Berlin', 'zh-CN')).toBe('中欧夏令时间')
  })
})

describe('zonedInstant', () => {
  it('reads a local time', () => {
    expect(utc('2014-09-26T18:30', 'Europe/Berlin')).toBe('2014-09-26T16:30:00.000Z')
    expect(utc('2025-03-17T13:00:07', 'US/Eastern')).toBe('2025-03-17T17:00:07.000Z')
    expect(utc('2025-03-17T00:00', 'UTC')).toBe('2025-03-17T00:00:00.000Z')
  })

  it('moves a skipped time on and takes the first of a repeated one', () => {
    expect(utc('2025-03-30T02:30', 'Europe/Berlin')).toBe('2025-03-30T01:30:00.000Z')
    expect(utc('2025-10-26T02:30', 'Europe/Berlin')).toBe('2025-10-26T00:30:00.000Z')
    expect(utc('2025-03-09T02:30', 'America/New_York')).toBe('2025-03-09T07:30:00.000Z')
    expect(utc('2025-11-02T01:30', 'America/New_York')).toBe('2025-11-02T05:30:00.000Z')
  })

  it('refuses what is no time', () => {
    for (const bad of [
      '',
      '2025-02-29T10:00',
      '2025-01-01T24:00',
      '2025-01-01',
      '2025-13-01T00:00',
    ]) {
      expect(() => zonedInstant(bad, 'UTC'), bad).toThrow(RangeError)
    }
  })

  it('undoes localTime wherever the clocks show a time once', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'Pacific/Apia',
    )
    const minutes = fc.integer({ min: 0, max: 130 * 365 * 1440 })
    fc.assert(
      fc.property(zones, minutes, (zone, count) => {
        const instant = new Date(count * 60_000)
        const again = zonedInstant(localTime(instant, zone), zone)
        expect(localTime(again, zone)).toBe(localTime(instant, zone))
        expect(again.getTime()).toBeLessThanOrEqual(instant.getTime())
      }),
    )
  })
})

describe('days', () => {
  it('counts the night to the day before', () => {
    const night = new Date('2014-12-28T01:30:00Z')
    expect(conferenceDay(night, 'Europe/Berlin', 240)).toBe('2014-12-27')
    expect(conferenceDay(night, 'Europe/Berlin', 0)).toBe('2014-12-28')
    expect(localDate(night, 'America/New_York')).toBe('2014-12-27')
  })

  it('marks how far a time lies after its day', () => {
    expect(dayOffset(new Date('2014-12-28T01:30:00Z'), 'Europe/Berlin', '2014-12-27')).toBe(1)
    expect(dayOffset(new Date('2014-12-27T12:00:00Z'), 'Europe/Berlin', '2014-12-27')).toBe(0)
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  })

  it('writes days and times in both languages', () => {
    const start = new Date('2018-11-14T01:05:00Z')
    const end = new Date('2018-11-14T01:50:00Z')
    expect(formatDay('2018-11-14', 'en')).toBe('Wed, Nov 14')
    expect(formatDay('2018-11-14', 'zh-CN')).toBe('11月14日周三')
    expect(formatDays('2020-11-18', '2020-11-20', 'en')).toMatch(/^Nov 18.+20, 2020$/)
    expect(formatDays('2020-11-18', '2020-11-18', 'zh-CN')).toBe('2020年11月18日')
    expect(formatDays('2020-11-18', '2020-11-20', 'zh-CN')).toBe('2020年11月18日至20日')
    expect(formatDays('2020-11-30', '2020-12-02', 'zh-CN')).toBe('2020年11月30日至12月2日')
    expect(formatDays('2020-12-30', '2021-01-02', 'zh-CN')).toBe('2020年12月30日至2021年1月2日')
    expect(formatTime(start, 'Asia/Shanghai', 'en')).toBe('09:05')
    expect(formatTime(new Date('2018-11-13T16:00:00Z'), 'Asia/Shanghai', 'zh-CN')).toBe('00:00')
    expect(formatRange(start, end, 'Asia/Shanghai', 'zh-CN')).toBe('09:05–09:50')
    expect(formatRange(start, start, 'Asia/Shanghai', 'en')).toBe('09:05')
    expect(formatRange(start, null, 'Asia/Shanghai', 'en')).toBe('09:05')
  })
})
