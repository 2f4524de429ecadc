import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandsOf, type Timed } from './bands'

const minute = 60_000
const at = (startedAt: number, fromMs: number | null = null) => ({
  fromMs: fromMs === null ? null : fromMs * minute,
  startedAt: new Date(startedAt * minute),
})

test('what was written within three minutes of the first stands in one band', () => {
  const [first, second, third, fourth] = [at(0), at(2), at(3), at(4)]
  expect(bandsOf([first, second, third, fourth])).toEqual([[first, second, third], [fourth]])
})

test('moments of the recording count more than when somebody wrote', () => {
  const [live, later, other] = [at(5, 1), at(5_000, 2), at(6, 20)]
  expect(bandsOf([live, later, other])).toEqual([[live, later], [other]])
})

test('without a moment an annotation is placed by the clock, before as after', () => {
  const [timed, clock, earlier] = [at(10, 1), at(12), at(1)]
  expect(bandsOf([timed, clock, earlier])).toEqual([[timed, clock], [earlier]])
})

test('none is lost or moved, and those of a band are near its first', () => {
  const some = fc.array(
    fc.record({
      fromMs: fc.option(fc.integer({ min: 0, max: 40 * minute })),
      startedAt: fc.integer({ min: 0, max: 90 * minute }).map((ms) => new Date(ms)),
    }),
  )
  const near = (one: Timed, other: Timed) =>
    one.fromMs !== null && other.fromMs !== null
      ? Math.abs(one.fromMs - other.fromMs)
      : Math.abs(Number(one.startedAt) - Number(other.startedAt))
  fc.assert(
    fc.property(some, (annotations) => {
      const bands = bandsOf(annotations)
      expect(bands.flat()).toEqual(annotations)
      for (const [first, ...others] of bands) {
        for (const it of others) expect(near(first as Timed, it)).toBeLessThanOrEqual(3 * minute)
      }
      bands.slice(1).forEach(([first], index) => {
        const before = bands[index]?.[0]
        expect(near(before as Timed, first as Timed)).toBeGreaterThan(3 * minute)
      })
    }),
  )
})
