import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSamePart, rangeOf } from './range'

test.each([
  ['bytes=0-', { start: 0, end: 999 }],
  ['bytes=0-499', { start: 0, end: 499 }],
  ['bytes=500-', { start: 500, end: 999 }],
  ['bytes=990-2000', { start: 990, end: 999 }],
  ['bytes=999-999', { start: 999, end: 999 }],
  ['Bytes= 5-6 ', { start: 5, end: 6 }],
  ['bytes=-1', { start: 999, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=1000-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  // Whole: nothing asked, several parts, not understood
  [null, null],
  ['bytes=0-1,5-6', null],
  ['bytes=6-5', null],
  ['bytes=-', null],
  ['bytes=a-b', null],
  ['items=0-5', null],
  ['', null],
] as const)('%s of 1,000 bytes', (header, range) => {
  expect(rangeOf(header, 1000)).toEqual(range)
})

test('never leaves the file', () => {
  const part = fc.constantFrom('', '0', '1', '7', '99', '12345678901234567890')
  fc.assert(
    fc.property(part, part, fc.nat(100), (from, to, size) => {
      const range = rangeOf(`bytes=${from}-${to}`, size)
      if (range === null || range === 'unsatisfiable') return
      expect(range.start).toBeGreaterThanOrEqual(0)
      expect(range.end).toBeGreaterThanOrEqual(range.start)
      expect(range.end).toBeLessThan(size)
    }),
  )
})

test('goes on only with the very same content', () => {
  expect(isSamePart(null, '"a"')).toBe(true)
  expect(isSamePart('"a"', '"a"')).toBe(true)
  expect(isSamePart('W/"a"', '"a"')).toBe(false)
  expect(isSamePart('Sun, 22 Nov 2026 05:00:00 GMT', '"a"')).toBe(false)
})
