import ICAL from 'ical.js'
import { expect, it } from 'vitest'
import { calendarOf } from './calendar'

it('says what it is called in one line, whatever that holds', () => {
  const options = { zone: 'UTC', host: 'h', sessionAt: () => '' }
  const title = 'Cloud, Days; 2026\\\r\nBEGIN:VEVENT\nUID:x\0\u0007'
  const text = calendarOf([], { ...options, title })
  const calendar = new ICAL.Component(ICAL.parse(text))
  expect(calendar.getAllSubcomponents()).toEqual([])
  expect(text).toContain('\r\nX-WR-CALNAME:Cloud\\, Days\\; 2026\\\\\\nBEGIN:VEVENT\\nUID:x\r\n')
})
