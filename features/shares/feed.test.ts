import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { atomFeed, type Feed, type FeedEntry } from './feed'

const entry = (given: Partial<FeedEntry> = {}): FeedEntry => ({
  key: 'entry',
  title: 'Entry',
  url: 'https://example.org/?a=1&b=2',
  author: null,
  category: 'article',
  published: new Date('2026-11-10T09:00:00Z'),
  updated: new Date('2026-11-11T09:00:00Z'),
  html: '<p>Why &amp; <em>how</em></p>',
  ...given,
})
const feed = (given: Partial<Feed> = {}): Feed => ({
  key: 'feed',
  title: 'List',
  subtitle: 'About',
  updated: new Date('2026-11-11T09:00:00Z'),
  language: 'zh-CN',
  author: null,
  self: 'https://hallway.example/s/token.atom',
  page: 'https://hallway.example/s/token',
  entries: [entry()],
  ...given,
})

const parser = new XMLParser({
  ignoreAttributes: false,
  htmlEntities: true,
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => ['entry', 'link'].includes(name),
})
const read = (xml: string) => {
  expect(XMLValidator.validate(xml)).toBe(true)
  // What XML 1.0 has no characters for
  expect(xml).not.toMatch(/(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]|\p{Cs}/u)
  return parser.parse(xml).feed
}

describe('a feed', () => {
  test('has what RFC 4287 asks for', () => {
    const found = read(atomFeed(feed({ entries: [entry(), entry({ key: 'two', url: null })] })))
    expect(found['@_xmlns']).toBe('http://www.w3.org/2005/Atom')
    for (const one of [found, ...found.entry]) {
      expect(one.id).toMatch(
        /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
      expect(one.title).toBeTruthy()
      expect(Date.parse(one.updated)).toBeGreaterThan(0)
    }
    expect(found.author.name).toBe('Hallway')
    expect(
      found.link.map((link: Record<string, string>) => [link['@_rel'], link['@_href']]),
    ).toEqual([
      ['self', 'https://hallway.example/s/token.atom'],
      ['alternate', 'https://hallway.example/s/token'],
    ])
    const [first, second] = found.entry
    expect(first.link[0]['@_href']).toBe('https://example.org/?a=1&b=2')
    expect(second.link[0]['@_href']).toBe('https://hallway.example/s/token')
    expect(first.content['#text']).toBe('<p>Why &amp; <em>how</em></p>')
    expect(first.id).not.toBe(second.id)
  })

  test('keeps the id of an entry whatever becomes of it', () => {
    const id = (given: Partial<FeedEntry>) =>
      read(atomFeed(feed({ entries: [entry(given)] }))).entry[0].id
    expect(id({ title: 'x', html: '' })).toBe(id({}))
    expect(id({ key: 'other' })).not.toBe(id({}))
  })

  test('is well-formed whatever stands in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '</title>',
        ']]>',
        '<![CDATA[',
        '&#0;',
        '\u0000\u0008\ufffe',
        '\ud800',
        '"\'<&>',
      ),
    )
    fc.assert(
      fc.property(text, text, text, text, (title, name, html, url) => {
        const { entry: entries, ...found } = read(
          atomFeed(
            feed({
              title,
              subtitle: name,
              author: name,
              entries: [entry({ title, author: name, html, url })],
            }),
          ),
        )
        expect(entries).toHaveLength(1)
        expect(Object.keys(found)).toContain('title')
      }),
    )
  })

  test('lets no title turn the direction of what follows it', () => {
    const { title } = read(atomFeed(feed({ title: 'safe\u202egnp.exe\u2066\u2069\u202a' })))
    expect(title).toBe('safegnp.exe')
    // The marks that a text in Hebrew or Arabic needs have no such reach
    expect(read(atomFeed(feed({ title: 'שלום\u200f!' }))).title).toBe('שלום\u200f!')
  })
})
