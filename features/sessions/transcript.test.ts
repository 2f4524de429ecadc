import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paragraphsOf } from './paragraphs'
import { readTranscript } from './transcript'

function read(source: string | Uint8Array) {
  const result = readTranscript(source)
  if (!result.ok) throw new Error(result.problem)
  return result
}
const said = (source: string | Uint8Array) => read(source).cues.map(({ text }) => text)

test('WebVTT: voices, styling, notes, settings, entities, times without hours', () => {
  const source = [
    '\uFEFFWEBVTT - A talk',
    'Kind: captions',
    '',
    'STYLE',
    '::cue { color: red }',
    '',
    'NOTE not said',
    '00 this neither',
    '',
    'first',
    '00:01.500 --> 00:03.000 align:start position:0%',
    '<v.loud Ana Lima>Hello <i>R&amp;D</i>,',
    'a &lt; b',
    '',
    '01:02:03.004 --> 01:02:04.000',
    '2020',
    '',
  ].join('\r\n')
  expect(read(source)).toEqual({
    ok: true,
    format: 'webvtt',
    read: 2,
    cues: [
      { fromMs: 1500, toMs: 3000, speaker: 'Ana Lima', text: 'Hello R&D, a < b' },
      { fromMs: 3723004, toMs: 3724000, speaker: '', text: '2020' },
    ],
  })
})

test('SubRip: commas, numbers, a blank line inside a cue, an end before its start, no order', () => {
  const source = `2
00:00:09,000 --> 00:00:08,000
{\\an8}<font color="red">later</font>

1
00:00:01,5 --> 00:00:02,000
ANA LIMA: first

still the first
3
00:00:10,000 --> 00:00:11,000
>> Speaker 2: last`
  expect(read(source)).toEqual({
    ok: true,
    format: 'srt',
    read: 3,
    cues: [
      { fromMs: 1500, toMs: 2000, speaker: 'ANA LIMA', text: 'first still the first' },
      { fromMs: 9000, toMs: 9000, speaker: '', text: 'later' },
      { fromMs: 10000, toMs: 11000, speaker: 'Speaker 2', text: 'last' },
    ],
  })
})

test('text with times before or above what is said, and without any', () => {
  const cues = [
    { fromMs: 5000, toMs: 62000, speaker: '', text: 'Hello there' },
    { fromMs: 62000, toMs: 62000, speaker: '', text: 'And now' },
  ]
  expect(read('[0:05] Hello there\n(1:02) And now').cues).toEqual(cues)
  expect(read('0:05\nHello there\n\n1:02\nAnd now\n').cues).toEqual(cues)
  expect(read('We begin\nat 12:30\n\n12:30 it is').cues).toEqual([
    { fromMs: null, toMs: null, speaker: '', text: 'We begin at 12:30' },
    { fromMs: null, toMs: null, speaker: '', text: '12:30 it is' },
  ])
})

describe('repeats', () => {
  test('captions that roll are told once', () => {
    const source = `WEBVTT

00:00:00.000 --> 00:00:02.000

so<00:00:00.500><c> today</c> we look

00:00:02.000 --> 00:00:02.010
so today we look

00:00:02.010 --> 00:00:04.000
so today we look
at<00:00:03.000><c> isolation</c>

00:00:04.000 --> 00:00:04.010
at isolation

00:00:04.010 --> 00:00:06.000
at isolation
of tenants`
    expect(said(source)).toEqual(['so today we look', 'at isolation', 'of tenants'])
  })

  test('a line that grows adds its new words; what is said twice after a pause stays', () => {
    const cue = (from: number, to: number, text: string) =>
      `00:00:${from}.000 --> 00:00:${to}.000\n${text}\n`
    const source = [
      cue(10, 11, 'we look'),
      cue(11, 12, 'we look at it'),
      cue(20, 21, 'Thank you.'),
      cue(30, 31, 'Thank you.'),
    ]
    expect(said(source.join('\n'))).toEqual(['we look', 'at it', 'Thank you.', 'Thank you.'])
  })
})

test('other encodings', () => {
  const latin = Uint8Array.from('0:01 déjà vu\n0:02 là', (letter) => letter.charCodeAt(0))
  expect(said(latin)).toEqual(['déjà vu', 'là'])
  // 你好 in GB 18030
  expect(said(new Uint8Array([0xc4, 0xe3, 0xba, 0xc3, 0x0a]))).toEqual(['你好'])
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('你好 there', 'utf16le')])
  expect(said(wide)).toEqual(['你好 there'])
})

test('any bytes give cues that can be stored, or a plain problem, in good time', () => {
  const pieces = [
    ...['WEBVTT\n', '\n\n', '00:01.000 --> 00:02.000\n', '1\n', '00:00:01,000 --> 9:99:99,999'],
    ...[
      '<v ',
      '<v A>',
      '>>',
      '<',
      '&amp;',
      '{\\',
      '\0',
      '\ud800',
      '12:34 ',
      '[a](https://b?t=1s)',
      '[a](https://b',
    ],
    ...['JANE: ', '\u0001', 'NOTE', '99999999999999:00:00.000 --> 1', '\r', '你好', '️👩‍🚀'],
  ]
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(noise, (source) => {
      const result = readTranscript(source)
      if (!result.ok) return
      expect(result.cues.length).toBeGreaterThan(0)
      for (const { fromMs, toMs, speaker, text } of result.cues) {
        expect(text.trim()).toBe(text)
        expect(text).not.toBe('')
        expect(text + speaker).not.toMatch(/\p{Cs}/u)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
        expect(text + speaker).not.toMatch(/[\u0000-\u0008]/)
        if (fromMs === null || toMs === null) continue
        expect(toMs).toBeGreaterThanOrEqual(fromMs)
        expect(toMs).toBeLessThan(2 ** 31)
      }
    }),
    { numRuns: 1_000, examples: [['>>\u0001JANE: WEBVTT\n'], ['>><v A>JANE: WEBVTT\n']] },
  )
  // Whatever is repeated, the time grows with the length alone
  for (const piece of pieces) {
    const began = performance.now()
    readTranscript(piece.repeat(300_000 / piece.length))
    expect(performance.now() - began, piece).toBeLessThan(2_000)
  }
})

test('paragraphs hold every cue once, in order, and stay of a readable length', () => {
  const cue = fc.record({
    fromMs: fc.nat(10_000_000),
    speaker: fc.constantFrom('', '', 'Ana', 'Ben'),
    text: fc.constantFrom('so this is it.', 'and', '隔离是不够的。', '你好', 'x'.repeat(90)),
  })
  fc.assert(
    fc.property(fc.array(cue), (some) => {
      const cues = some
        .sort((a, b) => a.fromMs - b.fromMs)
        .map((one) => ({ ...one, toMs: one.fromMs + 3_000 }))
      const squeeze = (all: { text: string }[]) => all.map(({ text }) => text).join('')
      const paragraphs = paragraphsOf(cues)
      expect(squeeze(paragraphs).replaceAll(' ', '')).toBe(squeeze(cues).replaceAll(' ', ''))
      for (const { text } of paragraphs) expect(text.length).toBeLessThan(1_400)
    }),
  )
  const chinese = ['你好', '世界', 'Harbor', '港'].map((text, i) => {
    return { text, speaker: '', fromMs: i * 1000, toMs: i * 1000 + 1000 }
  })
  expect(paragraphsOf(chinese)).toEqual([{ fromMs: 0, speaker: '', text: '你好世界 Harbor 港' }])
})

const samples = join(process.env.HALLWAY_SAMPLES ?? '', '7-transcripts')
describe.runIf(process.env.HALLWAY_SAMPLES && existsSync(samples))('what others published', () => {
  const file = (name: string) => read(readFileSync(join(samples, name)))

  test('every cue is read', () => {
    const talks = readdirSync(join(samples, 'emacsconf-2024'))
    const counts = talks.map((name) => {
      const { read: cues } = file(`emacsconf-2024/${name}`)
      return [name.split('-')[2], cues]
    })
    expect(Object.fromEntries(counts)).toEqual({
      ...{ blee: 339, guile: 164, julia: 87, mcclim: 222, project: 165, shell: 273, writing: 141 },
    })
    expect(file('wearedevelopers-2025-panel.vtt')).toMatchObject({ format: 'webvtt', read: 474 })
    expect(file('nvidia-keynote.srt')).toMatchObject({ format: 'srt', read: 63 })
    expect(file('pyconjp-tv-15-japanese.srt')).toMatchObject({ format: 'srt', read: 919 })
    expect(file('youtube-captions-as-timestamp-links.md')).toMatchObject({
      format: 'text',
      read: 1266,
    })
  })

  test('times, repeats and paragraphs', () => {
    const panel = file('wearedevelopers-2025-panel.vtt')
    expect([panel.cues[0]?.fromMs, panel.cues.at(-1)?.toMs]).toEqual([175, 1835035])
    const stuck = file('pyconjp-tv-15-japanese.srt')
    expect(stuck.cues.at(-1)?.toMs).toBe(9_300_000)
    expect(stuck.cues.length).toBe(21)
    expect(paragraphsOf(panel.cues)[1]?.text).toMatch(/^So hello and thank you for attending/)
    expect(paragraphsOf(panel.cues)).toHaveLength(33)
  })
})
