import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference, type Part } from './difference'

const shown = (parts: Part[]) =>
  parts
    .map(({ change, text }) =>
      change === 'same' ? text : `${change === 'added' ? '+' : '-'}[${text}]`,
    )
    .join('')

test.each([
  ['the same', 'the same', 'the same'],
  ['', 'all new', '+[all new]'],
  ['all gone', '', '-[all gone]'],
  ['eat the apple now', 'eat the pear now', 'eat the -[apple]+[pear] now'],
  // Neighbours that only a blank parts are one change
  ['the small cat sleeps', 'a big cat sleeps', '-[the small]+[a big] cat sleeps'],
  // A word that stands in both by chance does not part them
  [
    'ask them about the salary of people',
    'we run all of the clusters',
    '-[ask them about the salary of people]+[we run all of the clusters]',
  ],
  // A list keeps its lines apart
  ['one\ntwo\n', 'three\nfour\n', '-[one]+[three]\n-[two]+[four]\n'],
  ['安全镜像仓库用 Harbor', '安全镜像仓库用 Dragonfly', '安全镜像仓库用 -[Harbor]+[Dragonfly]'],
  ['我们下周试试容器网络', '我们明天试试容器网络', '我们-[下周]+[明天]试试容器网络'],
  // A family is one sign, and so is an e with its accent
  ['hi 👨‍👩‍👧', 'hi 👨‍👩‍👦', 'hi -[👨‍👩‍👧]+[👨‍👩‍👦]'],
  ['caf\u0065\u0301', 'cafe', '-[caf\u0065\u0301]+[cafe]'],
])('%j to %j', (before, after, expected) => {
  expect(shown(difference(before, after))).toBe(expected)
})

const text = fc.array(
  fc.constantFrom(
    'the ',
    'a',
    ' ',
    '\n',
    ', ',
    '容器',
    '网',
    '👍🏽',
    'e\u0301',
    'سلام',
    '\ud800',
    '12:34',
  ),
  { maxLength: 60 },
)

test('both texts can be read from the difference, whatever they are', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [before, after] = [one.join(''), other.join('')]
      const parts = difference(before, after)
      const without = (change: Part['change']) =>
        parts.map((part) => (part.change === change ? '' : part.text)).join('')
      expect(without('added')).toBe(before)
      expect(without('removed')).toBe(after)
      expect(parts.every((part) => part.text !== '')).toBe(true)
    }),
  )
})

test('two long texts with nothing in common are compared as a whole', () => {
  const long = (word: string) => Array.from({ length: 4_000 }, (_, n) => `${word}${n}`).join(' ')
  expect(difference(long('a'), long('b')).map(({ change }) => change)).toEqual(['removed', 'added'])
})

test('a long text rewritten line by line is compared by its lines', () => {
  const line = (word: string) => `${Array.from({ length: 100 }, (_, n) => word + n).join(' ')}\n`
  const before = [line('a'), line('b'), line('c'), line('d'), line('e')].join('')
  const after = [line('v'), line('b'), line('x'), line('d'), line('z')].join('')
  const same = difference(before, after).filter(({ change }) => change === 'same')
  expect(same.map((part) => part.text)).toEqual([line('b'), line('d')])
})
