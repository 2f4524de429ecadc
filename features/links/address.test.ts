import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressAt, guessType, longestAddress, parseAddress, siteOf, titleFrom } from './address'

function read(text: string) {
  const address = parseAddress(text)
  if (!address.ok) throw new Error(`refused: ${address.code}`)
  return address
}

/** Pairs of the table: an address, another, and whether they are the same link. */
const pairs: [string, string, boolean][] = []
let subject = ''
for (const line of readFileSync(join(import.meta.dirname, 'fixtures/addresses.txt'), 'utf8').split(
  '\n',
)) {
  if (line === '' || line.startsWith('#')) continue
  if (/^[=!]/.test(line)) pairs.push([subject, line.slice(2), line.startsWith('=')])
  else subject = line
}

describe('the table of pairs', () => {
  it('is long', () => expect(pairs.length).toBeGreaterThanOrEqual(300))

  it('tells the same links from different ones', () => {
    const wrong = pairs.filter(
      ([one, other, same]) => (read(one).hash === read(other).hash) !== same,
    )
    expect(wrong.map(([one, other]) => [read(one).normalised, read(other).normalised])).toEqual([])
  })

  it('holds for what is compared with, too', () => {
    const again = pairs.flatMap((pair) =>
      pair.slice(0, 2).map((text) => read(`${text}`).normalised),
    )
    expect(again.filter((text) => read(text).normalised !== text)).toEqual([])
  })
})

describe('parseAddress', () => {
  const watch = 'https://youtube.com/watch?v=dQw4w9WgXcQ'
  it.each([
    ['example.org', 'https://example.org'],
    ['  <https://example.org/>  ', 'https://example.org'],
    ['//example.org/a', 'https://example.org/a'],
    ['http://Example.ORG:80/a/', 'https://example.org/a'],
    ['https://example.org:443', 'https://example.org'],
    ['example.org:8443/x', 'https://example.org:8443/x'],
    ['http://wiki/page', 'https://wiki/page'],
    ['https://example.org./a', 'https://example.org/a'],
    ['https://example.org/a/../b', 'https://example.org/b'],
    ['https://example.org/%7euser/%e6%b8%af', 'https://example.org/~user/%E6%B8%AF'],
    ['https://example.org/港', 'https://example.org/%E6%B8%AF'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example'],
    ['https://例子.中国/a', 'https://xn--fsqu00a.xn--fiqs8s/a'],
    ['https://example.org/a#part-2', 'https://example.org/a'],
    ['https://example.org/a#:~:text=words', 'https://example.org/a'],
    ['https://example.org/#!/topic/1', 'https://example.org#!/topic/1'],
    ['https://example.org/#/talks/1', 'https://example.org#/talks/1'],
    [
      'https://example.org/?b=2&a=1',
      'https://example.org/?b=2&a=1'.replace('/?b=2&a=1', '?a=1&b=2'),
    ],
    ['https://example.org/a?utm_source=x&utm_Medium=y&id=3&fbclid=z', 'https://example.org/a?id=3'],
    ['https://example.org/a?gclid=1&mc_eid=2', 'https://example.org/a'],
    // names that mean something elsewhere
    ['https://example.org/a?feature=x&t=5', 'https://example.org/a?feature=x&t=5'],
    ['https://youtu.be/dQw4w9WgXcQ?si=abc', watch],
    ['https://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&ab_channel=CNCF', watch],
    ['youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&index=3', watch],
    ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=30', watch],
    ['https://www.youtube.com/live/dQw4w9WgXcQ', watch],
    ['https://www.youtube.com/playlist?list=PL1', 'https://youtube.com/playlist?list=PL1'],
    [
      'https://www.bilibili.com/video/BV1x?p=2&t=9&spm_id_from=a',
      'https://bilibili.com/video/BV1x?p=2',
    ],
  ])('%s is compared as %s', (text, normalised) => {
    expect(read(text).normalised).toBe(normalised)
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['two words', 'unreadable'],
    ['https://', 'unreadable'],
    ['https://exa mple.org', 'unreadable'],
    ['https://example.org\\@evil.example', 'unreadable'],
    ['javascript:alert(1)', 'scheme'],
    ['JavaScript:alert(1)', 'scheme'],
    ['data:text/html,hello', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['mailto:someone@example.org', 'scheme'],
    ['view-source:https://example.org', 'scheme'],
    ['java\nscript:alert(1)', 'unreadable'],
    ['\u200bjavascript:alert(1)', 'scheme'],
    ['\u202ejavascript:alert(1)', 'scheme'],
    ['javascript://example.org/%0aalert(1)', 'scheme'],
    ['vbscript:x', 'scheme'],
    ['blob:https://example.org/1', 'scheme'],
    ['ftp://example.org', 'scheme'],
    ['https://example.org:99999', 'unreadable'],
    ['https://[::1', 'unreadable'],
    ['word', 'host'],
    ['https://user@example.org', 'credentials'],
    ['https://user:secret@example.org', 'credentials'],
    ['user@example.org', 'credentials'],
    [`https://example.org/${'a'.repeat(longestAddress)}`, 'tooLong'],
    [`https://example.org/?q=${'a'.repeat(8_192)}`, 'tooLong'],
    // short as typed, too long as sent
    [`https://example.org/${'港'.repeat(700)}`, 'tooLong'],
  ])('%s is refused: %s', (text, code) => {
    expect(parseAddress(text)).toEqual({ ok: false, code })
  })

  it.each([
    ['https://youtu.be/dQw4w9WgXcQ?t=90', 90],
    ['https://youtu.be/dQw4w9WgXcQ?t=00h01m20s', 80],
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1h2m3s', 3723],
    ['https://www.youtube.com/embed/dQw4w9WgXcQ?start=12', 12],
    ['https://vimeo.com/123456#t=1m30s', 90],
    ['https://media.ccc.de/v/38c3-x#t=1:02:03', 3723],
    ['https://youtu.be/dQw4w9WgXcQ?t=0', null],
    ['https://youtu.be/dQw4w9WgXcQ?t=soon', null],
    ['https://example.org/a?t=90', null],
  ])('%s starts at %s seconds', (text, offset) => {
    expect(read(text).offsetSeconds).toBe(offset)
  })

  it('keeps the address as given for opening', () => {
    expect(read('Example.org/a?b=2&a=1&utm_source=x#part').url).toBe(
      'https://example.org/a?b=2&a=1&utm_source=x#part',
    )
  })

  it('hashes equal addresses alike and different ones differently', () => {
    expect(read('https://youtu.be/dQw4w9WgXcQ').hash).toBe(read(`${watch}&t=9`).hash)
    expect(read('https://example.org/a').hash).not.toBe(read('https://example.org/A').hash)
    expect(read('example.org').hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('answers any text with an http address or a code, and normalises only once', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl({ withQueryParameters: true, withFragments: true }),
        ),
        (text) => {
          const address = parseAddress(text)
          if (!address.ok) return
          expect(new URL(address.url).protocol).toMatch(/^https?:$/)
          expect(read(address.normalised).normalised).toBe(address.normalised)
          expect(titleFrom(address.url)).not.toBe('')
        },
      ),
      { numRuns: 500 },
    )
  })
})

it.each([
  ['https://youtu.be/abcdefg?t=5', 90, 'https://youtu.be/abcdefg?t=90'],
  ['https://youtu.be/abcdefg?t=5', null, 'https://youtu.be/abcdefg'],
  ['https://vimeo.com/1', 61, 'https://vimeo.com/1#t=61'],
  ['https://example.org/talk.mp4#x', 61, 'https://example.org/talk.mp4#t=61'],
  ['https://example.org/a?t=1', null, 'https://example.org/a?t=1'],
])('%s opens at %s as %s', (url, offset, opened) => {
  expect(addressAt(url, offset)).toBe(opened)
})

it.each([
  ['https://youtu.be/abcdefg', 'video'],
  ['https://media.ccc.de/v/38c3-x', 'video'],
  ['https://github.com/goharbor/harbor', 'repository'],
  ['https://gitlab.com/a/b/-/tree/main', 'repository'],
  ['https://github.com/goharbor', 'product'],
  ['https://arxiv.org/abs/2301.00001', 'paper'],
  ['https://example.org/whitepaper.pdf', 'paper'],
  ['https://static.sched.com/hosted_files/kccnceu/ab/talk.pdf', 'slides'],
  ['https://example.org/slides/talk.pdf', 'slides'],
  ['https://docs.google.com/presentation/d/1', 'slides'],
  ['https://kubernetes.io/docs/concepts/', 'docs'],
  ['https://docs.cilium.io/en/stable/', 'docs'],
  ['https://goharbor.io/', 'product'],
  ['https://goharbor.io/blog/what-is-new', 'article'],
])('%s is taken for: %s', (url, type) => {
  expect(guessType(url)).toBe(type)
})

it.each([
  [
    'https://kubernetes.io/blog/2020/12/02/dont-panic-kubernetes-and-docker/',
    'Dont panic kubernetes and docker · kubernetes.io',
  ],
  ['https://github.com/goharbor/harbor/tree/main', 'goharbor/harbor'],
  ['https://example.org/%E6%B8%AF%E5%8F%A3', '港口 · example.org'],
  ['https://www.youtube.com/watch?v=abcdefg', 'youtube.com'],
  ['https://example.org/2020/12/', 'example.org'],
  ['https://example.org/%E2%80%AEgpj.exe%0A%07hidden', 'Gpj.exe hidden · example.org'],
  ['https://example.org/%E0%A4%A', 'example.org'],
])('%s is called "%s"', (url, title) => {
  expect(titleFrom(url)).toBe(title)
})

it('takes an address as it was copied, with marks that nobody sees', () => {
  expect(read('\ufeff\u2068https://example.org/a\u2069\u200b').url).toBe('https://example.org/a')
})

it('shows Chinese hosts as they read and lookalike ones in Punycode', () => {
  expect(siteOf('https://www.例子.中国/a')).toBe('例子.中国')
  expect(siteOf('https://аррӏе.example')).toBe('xn--80ak6aa92e.example')
  expect(siteOf('http://localhost:8080/')).toBe('localhost:8080')
})
