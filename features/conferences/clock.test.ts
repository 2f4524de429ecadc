import { describe, expect, test } from 'vitest'
import { pickClock } from './clock'

const at = new Date('2026-11-10T12:00:00Z')

describe('the clock a reader sees', () => {
  test("is the conference's until they choose their own, and the choice is remembered", () => {
    const zone = 'Asia/Shanghai'
    const own = { own: zone }
    const pick = (reader: object) => pickClock('Europe/Berlin', { zone, ...reader }, at)
    expect(pick({})).toEqual({ zone: 'Europe/Berlin', mine: false, ...own })
    expect(pick({ asked: 'mine' })).toEqual({ zone, mine: true, ...own })
    expect(pick({ clock: 'mine' })).toEqual({ zone, mine: true, ...own })
    expect(pick({ asked: 'conference', clock: 'mine' })).toMatchObject({ mine: false })
  })

  test('is no choice where both clocks show the same, whatever the zones are called', () => {
    const same = { zone: 'Europe/Berlin', mine: false, own: null }
    expect(pickClock('Europe/Berlin', { zone: 'Europe/Paris', asked: 'mine' }, at)).toEqual(same)
    const newYork = pickClock('US/Eastern', { zone: 'America/New_York' }, at)
    expect(newYork.own).toBeNull()
  })

  test('is never a zone that does not exist', () => {
    for (const zone of ['Mars/Olympus', '+01:00', '', '<script>', undefined]) {
      const clock = pickClock('Europe/Berlin', { zone, asked: 'mine' }, at)
      expect(clock).toEqual({ zone: 'Europe/Berlin', mine: false, own: null })
    }
  })
})
