import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillMarks, marksIn, peopleIn, readMarkdown } from '@/lib/markdown'
import { markReader, normaliseTopic, writtenNames } from './marks'

const id = (digit: string) => `0199a000-0000-7000-8000-00000000${digit.repeat(4)}`
const people = [
  { id: id('1'), name: 'Ada' },
  { id: id('2'), name: 'Ada Lovelace' },
  { id: id('3'), name: '小明' },
  { id: id('4'), name: '小明明' },
  { id: id('5'), name: 'Lin Wei' },
  { id: id('6'), name: 'Lin Wei' },
  { id: id('7'), name: 'Lin' },
  { id: id('8'), name: 'Zoë O’Hara (SRE)' },
]
const reader = markReader(people)

/** What is marked in a text: people by the digit of their id, topics as written. */
const found = (text: string) =>
  readMarkdown(text, reader).marks.map(({ type, key }) =>
    type === 'person' ? `@${key.at(-1)}` : `#${key}`,
  )

describe('people', () => {
  test.each([
    ['@Ada', ['@1']],
    ['see @Ada Lovelace, please', ['@2']],
    ['@ada  LOVELACE', ['@2']],
    ['@Ada Lovelaces', ['@1']],
    ['@Adam', []],
    ['@Ada-Marie', []],
    ['@Ada@mastodon.example', []],
    ['(@Ada) “@Ada” @Ada’s', ['@1', '@1', '@1']],
    ['mail ada@Ada.example or x+@Ada', ['@1']],
    ['谢谢@小明，#服务网格 不错', ['@3', '#服务网格']],
    ['@小明你好', ['@3']],
    ['@小明明你好', ['@4']],
    ['@Ada你好', ['@1']],
    ['@zoë o’hara (sre)!', ['@8']],
    ['**@Ada**, - @Ada\n- @小明', ['@1', '@1', '@3']],
  ])('%s', (text, marks) => {
    expect(found(text)).toEqual(marks)
  })

  test('a name that two have means neither, and never a shorter one; the tail tells them apart', () => {
    expect(found('@Lin Wei')).toEqual([])
    expect(found('@Lin Wei~5555 and @lin wei~6666.')).toEqual(['@5', '@6'])
    expect(found('@Lin Wei~7777')).toEqual([])
    expect(found('@Lin')).toEqual(['@7'])
    const written = writtenNames(people).map((person) => person.written)
    expect(written).toContain('Lin Wei~5555')
    expect(written).toContain('Ada Lovelace')
  })

  test('nothing in code, addresses, links and escapes', () => {
    for (const text of [
      '`@Ada #etcd`',
      '```\n@Ada #etcd\n```',
      '    @Ada #etcd',
      'https://example.org/@Ada#etcd',
      '<https://example.org/#etcd>',
      'https://example.org/?a=#etcd',
      '[@Ada #etcd](https://example.org/#etcd)',
      '![@Ada #etcd](https://example.org/#etcd)',
      '\\@Ada \\#etcd',
    ]) {
      expect(found(text), text).toEqual([])
    }
  })
})

describe('topics', () => {
  test.each([
    ['#etcd and #cloud-native.', ['#etcd', '#cloud-native']],
    ['# heading', []],
    ['## about #etcd', ['#etcd']],
    ['#123 and #2026-11', []],
    ['#k8s #3d-printing #C11', ['#k8s', '#3d-printing', '#C11']],
    ['C#10 a#b issue#12 &#35;x', []],
    ['_#etcd_ *#etcd* ~~#etcd~~', ['#etcd', '#etcd', '#etcd']],
    ['今天#服务网格#不错', ['#服务网格']],
    ['#etcd#raft', ['#etcd']],
    ['/#path a/#b', []],
    [`#${'长'.repeat(61)}`, []],
  ])('%s', (text, marks) => {
    expect(found(text)).toEqual(marks)
  })

  test('are one whatever their capitals, width and joints', () => {
    const same = ['Cloud-Native', 'cloud_native', 'CLOUD.NATIVE', 'ｃｌｏｕｄ-native']
    expect(new Set(same.map(normaliseTopic))).toEqual(new Set(['cloud-native']))
    expect(normaliseTopic('服务网格')).toBe('服务网格')
  })
})

describe('what is stored and shown', () => {
  const stored = (text: string) =>
    readMarkdown(text, reader).render(({ type, key }) => (type === 'person' ? key : id('a')))

  test('the HTML holds no name, the plain text what was typed', () => {
    const { html, plain } = stored('Ask @Ada Lovelace~2222 about #etcd')
    expect(html).not.toContain('Ada')
    expect(plain).toBe('Ask @Ada Lovelace about #etcd')
    expect(marksIn(html, 'person')).toEqual([id('2')])
    expect(marksIn(html, 'topic')).toEqual([id('a')])
  })

  test('what was typed for a person is found again in the plain text', () => {
    const read = stored(
      '@Ada @Ada Lovelace @Ada\n\n- **@Ada Lovelace** & @小明@Ada\n\n| @Ada |\n|-|\n| `@Ada` @小明 |',
    )
    expect(peopleIn(read).map(({ id: found, words }) => found.at(-1) + words)).toEqual([
      ...[
        '1@Ada',
        '2@Ada Lovelace',
        '1@Ada',
        '2@Ada Lovelace',
        '3@小明',
        '1@Ada',
        '1@Ada',
        '3@小明',
      ],
    ])
  })

  test('each reader gets the name of today, or none; their own stands out', () => {
    const { html } = stored('@Ada and @小明')
    const names = new Map([[id('1'), 'Ada <King> "x"']])
    expect(fillMarks(html, { names, someone: 'somebody', you: id('1') })).toBe(
      '<p><span class="mention mention-you">@Ada &lt;King&gt; &quot;x&quot;</span> and ' +
        '<span class="mention">@somebody</span></p>',
    )
  })

  test('a topic is a link where there is a page for it, else its words', () => {
    const { html } = stored('#服务网格')
    const reading = { names: new Map(), someone: '' }
    expect(fillMarks(html, reading)).toBe('<p>#服务网格</p>')
    const topicAt = (topic: string, words: string) => `/t/${words}/"${topic.at(-1)}`
    expect(fillMarks(html, { ...reading, topicAt })).toContain('href="/t/#服务网格/&quot;a"')
  })

  test('nobody can type a marker', () => {
    const typed = `<x-person id="${id('1')}"></x-person> &lt;x-topic id="${id('1')}"&gt;`
    expect(marksIn(stored(typed).html, 'person')).toEqual([])
    expect(stored(typed).html).not.toContain('<x-')
  })

  test('what is not marked is rendered as ever, and nothing is lost', () => {
    const pieces = fc.constantFrom(
      ...[
        '@',
        '#',
        'Ada',
        ' ',
        '小明',
        'Lovelace',
        '\n',
        '`',
        '*',
        '_',
        '[',
        ']',
        '(',
        ')',
        '~',
        '<',
      ],
      ...['#服务网格', '@Ada', '\\', '&amp;', 'https://a.example/', '![', '|', '-'],
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 25 }), (parts) => {
        const text = parts.join('')
        const unmarked = readMarkdown(text, () => null).render(() => null)
        const read = readMarkdown(text, reader)
        const { html, plain } = read.render(({ type }) => (type === 'person' ? id('1') : id('a')))
        const shown = fillMarks(html, { names: new Map(), someone: '' })
        expect(shown).not.toMatch(/<x-|<\/x-|<script/)
        expect(plain.replace(/\s+/g, ' ')).toBe(read.render(() => null).plain.replace(/\s+/g, ' '))
        if (read.marks.length === 0) expect(html).toBe(unmarked.html)
        const people = read.marks.filter(({ type }) => type === 'person')
        const again = peopleIn({ html, plain }).map(({ words }) => words.replace(/\s+/g, ' '))
        expect(again).toEqual(people.map(({ words }) => words.replace(/\s+/g, ' ')))
        for (const { words } of read.marks) expect(plain).toContain(words.replace(/\s+/g, ' '))
      }),
      { numRuns: 500 },
    )
  })
})
