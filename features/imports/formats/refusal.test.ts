import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'
import { problemCodes, refusalCodes } from './programme'
import { readProgramme } from './read'

const text = (content: string) => new TextEncoder().encode(content)
const calendar = (inside: string) => text(`BEGIN:VCALENDAR\r\n${inside}END:VCALENDAR\r\n`)

const cases: [string, Uint8Array, string][] = [
  ['nothing', new Uint8Array(0), 'empty'],
  ['blanks', text(' \n\t\n'), 'empty'],
  ['a zip archive', text('PK\x03\x04\x14\0\0\0schedule.xml'), 'is-archive'],
  ['a spreadsheet', text(`PK\x03\x04${'\x14'.repeat(26)}[Content_Types].xml`), 'is-office'],
  ['a PDF', text('%PDF-1.7\n'), 'is-pdf'],
  ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'is-image'],
  ['an SVG', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'is-image'],
  ['a film', text('\0\0\0 ftypisom'), 'is-media'],
  ['zero bytes', new Uint8Array(5_000), 'is-binary'],
  ['a page', text('<!DOCTYPE html>\n<html><body>Schedule</body></html>'), 'is-html'],
  ['a page in XML', text('<?xml version="1.0"?>\n<!-- hi --><html xmlns="x"/>'), 'is-html'],
  ['a feed', text('<rss version="2.0"><channel/></rss>'), 'is-feed'],
  [
    'xCal without a calendar',
    text("<iCalendar xmlns:xCal='x'><notes/></iCalendar>"),
    'is-other-xml',
  ],
  ['an empty xCal', text("<iCalendar xmlns:xCal='x'><vcalendar/></iCalendar>"), 'no-entries'],
  ['other XML', text('<note><to>you</to></note>'), 'is-other-xml'],
  [
    'another schedule',
    text('<schedule><day date="x"><entry id="1"/></day></schedule>'),
    'is-other-xml',
  ],
  ['XML cut off', text('<schedule><day>'), 'is-broken-xml'],
  ['an empty frab file', text('<schedule><conference/></schedule>'), 'no-entries'],
  ['other JSON', text('{"sessions":[],"speakers":[]}'), 'is-other-json'],
  ['JSON cut off', text('{"schedule":{"conference":'), 'is-broken-json'],
  ['an empty frab JSON', text('{"schedule":{"conference":{"days":[{}]}}}'), 'no-entries'],
  ['Markdown', text('# Notes\n\n[a talk](https://a.example) was good.\n'), 'is-text'],
  ['a Markdown link', text('[a talk](https://a.example) was good.\n'), 'is-text'],
  ['a table of nothing', text('one,two,three\nNets,Ropes,Quay\n'), 'is-csv'],
  ['YAML', text('---\ntitle: Nets\nstart: 10:00\nroom: Quay\n'), 'is-yaml'],
  ['an empty calendar', calendar(''), 'no-entries'],
  ['tasks', calendar('BEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO\r\n'), 'is-other-calendar'],
  ['damaged gzip', gzipSync('BEGIN:VCALENDAR').subarray(0, 20), 'unpack-failed'],
  ['a bomb', text('<!DOCTYPE s [<!ENTITY a "b">]><schedule>&a;</schedule>'), 'entities'],
  [
    'an unknown encoding',
    text('<?xml version="1.0" encoding="EBCDIC-9"?><schedule/>'),
    'encoding-unknown',
  ],
]

describe('what is no programme', () => {
  it.each(cases)('%s', async (_, bytes, code) => {
    expect(await readProgramme(bytes)).toMatchObject({ ok: false, code })
  })

  it('names what it saw', async () => {
    expect(await readProgramme(text('<schedule>\n<day>\n</schedule>'))).toMatchObject({
      params: { line: 3 },
    })
    expect(await readProgramme(text('{"talks":[],"rooms":[]}'))).toMatchObject({
      params: { keys: 'talks, rooms' },
    })
  })

  it('is refused beyond each limit', async () => {
    const two = calendar('BEGIN:VEVENT\r\nEND:VEVENT\r\n'.repeat(2))
    const deep = text(`<schedule>${'<a>'.repeat(5)}${'</a>'.repeat(5)}</schedule>`)
    const json = text('{"schedule":{"conference":{"days":[]}}}')
    const refused = async (bytes: Uint8Array, limits: object) => {
      const result = await readProgramme(bytes, { limits })
      return result.ok ? 'read' : result.code
    }
    expect(await refused(two, { bytes: 40 })).toBe('too-large')
    expect(await refused(gzipSync(two), { unpackedBytes: 40 })).toBe('unpacked-too-large')
    expect(await refused(two, { entries: 1 })).toBe('too-many-entries')
    expect(await refused(two, { entries: 2 })).toBe('read')
    expect(await refused(deep, { depth: 5 })).toBe('too-deep')
    expect(await refused(deep, { elements: 5 })).toBe('too-many-elements')
    expect(await refused(json, { depth: 3 })).toBe('too-deep')
  })
})

it('has a sentence for every code in both languages', () => {
  const codes = [...problemCodes, ...refusalCodes].sort()
  expect(Object.keys(en.importProblems).sort()).toEqual(codes)
  expect(Object.keys(zh.importProblems).sort()).toEqual(codes)
})

describe('encodings', () => {
  const schedule = (declared: string) =>
    `<?xml version="1.0"${declared}?><schedule><conference/><day date="2025-01-01"><event id="1"><title>Zoë – 港</title></event></day></schedule>`
  const titles = async (bytes: Uint8Array) => {
    const result = await readProgramme(bytes)
    return result.ok
      ? [result.programme.sessions[0]?.title, result.programme.problems[0]?.code]
      : result.code
  }

  it('are taken from the byte-order mark or the declaration', async () => {
    const utf16 = Buffer.from(`\ufeff${schedule(' encoding="UTF-16"')}`, 'utf16le')
    expect(await titles(utf16)).toEqual(['Zoë – 港', 'start-missing'])
    expect(await titles(Buffer.from(utf16).swap16())).toEqual(['Zoë – 港', 'start-missing'])
    expect(await titles(utf16.subarray(2))).toEqual(['Zoë – 港', 'start-missing'])
    expect(await titles(text(`\ufeff${schedule('')}`))).toEqual(['Zoë – 港', 'start-missing'])
    const latin = Buffer.from(schedule(" encoding='ISO-8859-1'").replace(' – 港', ''), 'latin1')
    expect(await titles(latin)).toEqual(['Zoë', 'start-missing'])
  })

  it('that lie are found out, and said', async () => {
    expect(await titles(text(schedule(' encoding="UTF-16"')))).toEqual([
      'Zoë – 港',
      'start-missing',
    ])
    const latin = Buffer.from(schedule('').replace(' – 港', ''), 'latin1')
    expect(await titles(latin)).toEqual(['Zoë', 'encoding-guessed'])
  })
})
