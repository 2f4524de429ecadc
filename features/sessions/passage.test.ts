import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attach, describePassage, inkOf, type Selector } from './passage'

const graphemes = (text: string) =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  )

function described(text: string, from: number, to: number): Selector {
  const selector = describePassage(text, from, to)
  if (!selector) throw new Error('nothing selected')
  return selector
}

function quoted(text: string, words: string): Selector {
  const at = text.indexOf(words)
  return described(text, at, at + words.length)
}

function found(text: string, selector: Selector): string | null {
  const place = attach(text, selector)
  return place && text.slice(place.start, place.end)
}

const words = [
  ...[
    '隔离',
    '是',
    '不够的',
    '。',
    '港',
    '👩‍🚀',
    '🇨🇳',
    '👍🏽',
    'e\u0301',
    'नि',
    'שלום',
    'مرحبا',
    '\u200f',
  ],
  ...['isolation', 'of', 'tenants', 'the', 'host', 'kernel', '𝒜', '\n\n', ' ', ' ', ' ', '\u00a0'],
]
const prose = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 120 })
  .map((some) => some.join(''))
  .filter((text) => text.trim() !== '')

test('a description cuts nowhere through a character, and finds its own place', () => {
  fc.assert(
    fc.property(prose, fc.nat(), fc.nat(), (text, one, two) => {
      const [from, to] = [one % text.length, two % text.length].sort((a, b) => a - b)
      const selector = describePassage(text, from ?? 0, (to ?? 0) + 1)
      if (!selector) return
      const { start, end, exact, prefix, suffix } = selector
      expect(text.slice(start, end)).toBe(exact)
      expect(exact.trim()).not.toBe('')
      const edges = new Set([0])
      let at = 0
      for (const one of graphemes(text)) {
        at += one.length
        edges.add(at)
      }
      for (const edge of [start, end, start - prefix.length, end + suffix.length]) {
        expect(edges).toContain(edge)
      }
      // Where the same stands in the same surroundings twice, the nearer one is meant
      expect(attach(text, selector)).toEqual({ start, end })
    }),
    { numRuns: 500 },
  )
})

test('one single ideograph, and one emoji of several code points', () => {
  const text = '我们用港来存镜像，港口不远。👩‍🚀 flies'
  expect(described(text, 3, 4)).toMatchObject({ exact: '港', start: 3, end: 4 })
  const at = text.indexOf('👩')
  expect(described(text, at + 1, at + 2).exact).toBe('👩‍🚀')
  expect(found(`前言：${text}`, described(text, 3, 4))).toBe('港')
  expect(attach(`前言：${text}`, described(text, 9, 10))?.start).toBe(12)
  expect(found('完全不同的港', described(text, 3, 4))).toBe(null)
})

const gap = fc.array(fc.constantFrom('new', 'words', '另外', '🙂', 'ו', ' '), { maxLength: 12 })
const joined = gap.map((some) => some.join(' '))

test('the words are found wherever edits around them have moved them', () => {
  const quote = fc.constantFrom(
    ...[
      'untrusted code runs here',
      '不可信的代码在此运行',
      '👩‍🚀 e\u0301 नि שלום مرحبا 🇨🇳',
      'a𝒜b𝒜c𝒜d𝒜',
    ],
  )
  fc.assert(
    fc.property(prose, prose, quote, joined, joined, joined, (left, right, exact, a, b, c) => {
      const selector = quoted(`${left} ${exact} ${right}`, exact)
      const half = Math.floor(left.length / 2)
      const before = `${a} ${left.slice(0, half)}${b}${left.slice(half)}`
      const text = `${before} ${exact.replaceAll(' ', '\n')} ${c}${right.slice(3)}`
      expect(found(text, selector)?.replace(/\s/g, '')).toBe(exact.replace(/\s/g, ''))
    }),
  )
})

test('the words are found after edits inside of them', () => {
  const exact = 'Three mechanisms carry the weight: seccomp, namespaces and a user-space kernel'
  const edits = fc.array(fc.tuple(fc.nat(exact.length - 1), fc.constantFrom('', 'x', '隔', ' ')), {
    maxLength: 7,
  })
  fc.assert(
    fc.property(prose, prose, edits, (left, right, changes) => {
      const selector = quoted(`${left} ${exact} ${right}`, exact)
      let now = exact
      for (const [at, letter] of changes) now = now.slice(0, at) + letter + now.slice(at + 1)
      const text = `${left} ${now} ${right}`
      const place = attach(text, selector)
      expect(place).not.toBe(null)
      const start = text.indexOf(now, left.length)
      expect(Math.abs((place?.start ?? 0) - start)).toBeLessThanOrEqual(12)
      expect(Math.abs((place?.end ?? 0) - start - now.length)).toBeLessThanOrEqual(12)
    }),
  )
})

test('of several the one in the same surroundings, not the nearest', () => {
  const text = 'We say it is fast here. We measured: it is fast enough. Then it is fast to build.'
  const start = text.indexOf('it is fast enough')
  const selector = described(text, start, start + 'it is fast'.length)
  // Where it stood there are the same words now, with others around them
  const moved = `Somebody else says it is fast, too. So? ${text}`
  for (const prefix of ['it is fast. ', 'No: it is fast. Or it is fast. ', 'x'.repeat(24)]) {
    expect(attach(prefix + moved, selector)?.start).toBe(
      (prefix + moved).indexOf('it is fast enough'),
    )
  }
})

test('what is gone is not found somewhere', () => {
  const gone = quoted('We sandbox every tenant in its own process', 'sandbox every tenant')
  expect(attach('Reading lists, interests and the programme of a conference in Berlin', gone)).toBe(
    null,
  )
  expect(attach('', gone)).toBe(null)
})

test('long quotes end after 2,000, and a long text takes no long time', () => {
  const text = 'So what we did was to look at every call. '.repeat(2_000)
  expect(described(text, 0, text.length).exact.length).toBeLessThanOrEqual(2_000)
  const selector = { ...described(text, 40_000, 42_000), exact: 'unlike anything '.repeat(120) }
  const began = performance.now()
  attach(text, selector)
  attach(text, described(text, 5_002, 5_004))
  expect(performance.now() - began).toBeLessThan(3_000)
})

test('positions go between a text and its letters', () => {
  const ink = inkOf(' a\n b ')
  expect([ink.letters, ink.indexAt(0), ink.indexAt(2), ink.indexAt(9)]).toEqual(['ab', 0, 1, 2])
  expect(ink.place({ start: 0, end: 2 })).toEqual({ start: 1, end: 5 })
})
