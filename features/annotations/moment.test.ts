import { describe, expect, test } from 'vitest'
import { readMoment, showMoment } from './moment'

describe('readMoment', () => {
  test.each([
    ['12:34 seccomp', 754_000, null, 'seccomp'],
    ['1:02:03 late', 3_723_000, null, 'late'],
    ['7:05', 425_000, null, ''],
    ['90:15 long talk', 5_415_000, null, 'long talk'],
    ['12:34\nnext line', 754_000, null, 'next line'],
    ['12：34 全角冒号', 754_000, null, '全角冒号'],
    ['12:34安全镜像', 754_000, null, '安全镜像'],
    ['[12:34] bracketed', 754_000, null, 'bracketed'],
    ['（12：34）括号', 754_000, null, '括号'],
    ['19:40–24:00 too sleepy', 1_180_000, 1_440_000, 'too sleepy'],
    ['19:40 - 1:24:00 too sleepy', 1_180_000, 5_040_000, 'too sleepy'],
  ])('%s', (text, fromMs, toMs, rest) => {
    expect(readMoment(text)).toEqual({ moment: { fromMs, toMs }, rest })
  })

  test.each([
    'no moment',
    'at 12:34 in the middle',
    '12:34pm is a time of day',
    '12:75 has no such second',
    '1:62:03 has no such minute',
    '12:345',
    '12:34:56:07',
    '24:00–19:40 runs backwards',
    '3.14',
    '',
  ])('is not read from %j', (text) => {
    expect(readMoment(text)).toEqual({ moment: null, rest: text })
  })
})

test('showMoment writes what readMoment reads', () => {
  for (const text of ['07:52', '00:00', '59:59', '1:02:03', '19:40–24:00', '10:00:00–11:01:01']) {
    const { moment } = readMoment(text)
    expect(showMoment(moment?.fromMs ?? null, moment?.toMs)).toBe(text)
  }
  expect(showMoment(null)).toBe('')
})
