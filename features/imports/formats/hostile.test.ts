import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReadResult, refusalCodes } from './programme'
import { readProgramme } from './read'

const text = (content: string) => new TextEncoder().encode(content)
const mega = 1024 * 1024
const folder = new URL('./fixtures/', import.meta.url)
const fixtures = readdirSync(folder).map((name) => readFileSync(new URL(name, folder)))

/** What holds of every answer, whatever the bytes were. */
function check(result: ReadResult): void {
  if (!result.ok) {
    expect(refusalCodes).toContain(result.code)
    return
  }
  const { sessions, firstDay, lastDay, dayEndsAtMinutes, problems } = result.programme
  expect(sessions.length).toBeGreaterThan(0)
  expect(new Set(sessions.map(({ externalKey }) => externalKey)).size).toBe(sessions.length)
  expect(problems.length).toBeLessThanOrEqual(501)
  expect(dayEndsAtMinutes).toBeGreaterThanOrEqual(0)
  for (const session of sessions) {
    expect(session.title.trim()).not.toBe('')
    expect(session.day === null).toBe(session.startsAt === null)
    for (const time of [session.startsAt, session.endsAt]) expect(time?.getTime()).not.toBeNaN()
    if (session.endsAt) expect(session.endsAt >= (session.startsAt ?? 0)).toBe(true)
    if (session.day)
      expect(session.day >= (firstDay ?? '') && session.day <= (lastDay ?? '')).toBe(true)
    for (const line of [
      session.title,
      ...session.rooms,
      ...session.speakers.map((one) => one.name),
    ]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may get through
      expect(line).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/)
    }
    for (const url of [session.url, session.recordingUrl, ...session.links.map((one) => one.url)]) {
      if (url) expect(url).toMatch(/^https?:/)
    }
  }
}

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\0',
    '\u202e',
    '&#0;',
    '&amp;#38;',
    '20250230T250000Z',
    '2025-10-26T02:30',
    '-1',
  ),
)
const icsLine = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'BEGIN',
        'END',
        'UID',
        'DTSTART',
        'DTEND',
        'DURATION',
        'RRULE',
        'SUMMARY',
        'LOCATION',
        'ATTENDEE',
        'RECURRENCE-ID',
        'CATEGORIES',
        'URL',
      ),
      fc.constantFrom('', ';TZID=Europe/Berlin', ';TZID="', ';VALUE=DATE', ';=', ';CN=A B'),
      fc.oneof(
        fc.constantFrom(
          'VEVENT',
          'VCALENDAR',
          'VALARM',
          '20250101T100000Z',
          '20250101',
          'PT1H',
          '-P1W',
          'FREQ=SECONDLY',
        ),
        strange,
      ),
    )
    .map(([name, parameter, value]) => `${name}${parameter}:${value}`),
  strange,
)
const tag = fc.constantFrom(
  ...['properties', 'summary', 'dtstart', 'text', 'date-time', 'recur', 'parameters', 'attendee'],
  'schedule',
  'conference',
  'day',
  'room',
  'event',
  'title',
  'date',
  'start',
  'persons',
  'person',
  'links',
  'link',
  '__proto__',
  'constructor',
)
const xml = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      tag,
      fc.constantFrom(
        '',
        ' date="2025-01-01"',
        " id='1'",
        ' name="a<b"',
        ' href="data:x"',
        ' __proto__="x"',
      ),
      fc.oneof(
        { maxDepth: 5 },
        strange,
        fc.array(tie('element'), { maxLength: 4 }).map((parts) => parts.join('')),
      ),
    )
    .map(([name, attributes, inside]) => `<${name}${attributes}>${inside}</${name}>`),
})).element

describe('any bytes give a programme or a plain refusal', () => {
  it('random ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) =>
        check(await readProgramme(bytes)),
      ),
    )
  })

  it('real ones with damage', async () => {
    const damage = fc.record({
      file: fc.constantFrom(...fixtures),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      put: fc.uint8Array({ maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(damage, fc.boolean(), async ({ file, cut, at, put }, whole) => {
        const bytes = Buffer.from(
          file.subarray(0, whole ? file.length : Math.floor(file.length * cut)),
        )
        bytes.set(
          put.subarray(0, bytes.length),
          Math.floor(Math.max(0, bytes.length - put.length) * at),
        )
        check(await readProgramme(bytes))
      }),
      { numRuns: 300 },
    )
  })

  it('calendars, schedules and JSON made up', async () => {
    const ics = fc
      .array(icsLine, { maxLength: 20 })
      .map((lines) => `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${lines.join('\r\n')}\r\nEND:VEVENT\r\n`)
    const frab = fc
      .array(xml, { maxLength: 4 })
      .map((parts) => `<schedule><conference/>${parts.join('')}</schedule>`)
    const event = fc.dictionary(
      fc.constantFrom(
        'title',
        'date',
        'start',
        'end',
        'duration',
        'room',
        'persons',
        'links',
        'guid',
        '__proto__',
      ),
      fc.jsonValue(),
    )
    const json = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.oneof(event, fc.jsonValue())).map((a) => ({
        schedule: { conference: { days: [{ date: '2025-01-01', rooms: { a } }] }, events: a },
      })),
    )
    const session = fc.dictionary(
      fc.constantFrom(
        ...['title', 'startsAt', 'endsAt', 'speakers', 'roomId', 'room', 'categories', 'id'],
        ...['categoryItems', 'questionAnswers', 'isPlenumSession', 'recordingUrl', '__proto__'],
      ),
      fc.oneof(fc.jsonValue(), fc.constantFrom('2025-01-01T10:00', true, 1)),
    )
    const parts = fc.record({
      sessions: fc.array(fc.oneof(session, fc.jsonValue())),
      speakers: fc.array(fc.jsonValue()),
      rooms: fc.array(fc.oneof(fc.jsonValue(), fc.record({ sessions: fc.array(session) }))),
      categories: fc.array(fc.jsonValue()),
    })
    const sessionize = fc
      .oneof(parts, fc.array(parts))
      .map((value) => JSON.stringify(value).replace('"sessions":[', sure))
    const cell = fc.oneof(
      strange,
      fc.constantFrom('2025-01-01', '1/2/2025', '9:00', '9-10pm', '1', 'Fri', 'TBA', '"', '"a\nb"'),
    )
    const names = fc.constantFrom('title', 'date', 'start', 'end', 'speakers', 'company', 'id', 'x')
    const table = fc
      .tuple(
        fc.array(names, { minLength: 3, maxLength: 6 }),
        fc.array(fc.array(cell, { maxLength: 7 }), { minLength: 1, maxLength: 6 }),
      )
      .map(([head, rows]) => [head, ...rows].map((row) => row.join(',')).join('\n'))
    const xcal = fc
      .array(xml, { maxLength: 4 })
      .map(
        (some) => `<iCalendar><vcalendar><vevent>${some.join('')}</vevent></vcalendar></iCalendar>`,
      )
    const made = fc.oneof(
      sessionize,
      table,
      xcal,
      ics,
      frab,
      json.map((value) => JSON.stringify(value)),
    )
    await fc.assert(
      fc.asyncProperty(made, async (content) => check(await readProgramme(text(content)))),
      { numRuns: 500 },
    )
  })
})

// So that a made-up file is taken for one of Sessionize
const sure = '"sessions":[{"id":"0","title":"x","startsAt":"2025-01-01T10:00"},'

const event = (lines: string) => `BEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT\r\n`
const inDay = (events: string) =>
  `<schedule><conference/><day date="2025-01-01">${events}</day></schedule>`

const hostile: [string, () => Uint8Array, string][] = [
  [
    '10 MB of entities',
    () =>
      text(
        `<!DOCTYPE s [<!ENTITY a "${'a'.repeat(99)}">]><schedule>${'&a;'.repeat(3.3 * mega)}</schedule>`,
      ),
    'entities',
  ],
  [
    '10 MB of references',
    () => text(inDay(`<event id="1"><title>${'&amp;'.repeat(2 * mega)}</title></event>`)),
    'ok',
  ],
  ['100,000 nested elements', () => text(`<schedule>${'<a>'.repeat(100_000)}`), 'too-deep'],
  ['100,000 nested arrays', () => text('['.repeat(100_000)), 'too-deep'],
  [
    '100,000 events',
    () =>
      text(
        `BEGIN:VCALENDAR\r\n${event('UID:1\r\nDTSTART:20250101T100000Z\r\nSUMMARY:x').repeat(100_000)}`,
      ),
    'too-many-entries',
  ],
  [
    '20,000 events with one id',
    () =>
      text(
        `BEGIN:VCALENDAR\r\n${event('UID:1\r\nDTSTART:20250101T100000Z\r\nSUMMARY:x').repeat(20_000)}`,
      ),
    'ok',
  ],
  [
    'one line of 10 MB',
    () => text(`BEGIN:VCALENDAR\r\n${event(`SUMMARY:${'x'.repeat(10 * mega)}`)}`),
    'ok',
  ],
  [
    'a line folded 3 million times',
    () => text(`BEGIN:VCALENDAR\r\n${event(`SUMMARY:x${'\n x'.repeat(3 * mega)}`)}`),
    'ok',
  ],
  [
    'a place of 8 MB of commas',
    () => text(`BEGIN:VCALENDAR\r\n${event(`LOCATION:${', '.repeat(4 * mega)}x`)}`),
    'ok',
  ],
  [
    'untitled texts of angle brackets',
    () => text(`BEGIN:VCALENDAR\r\n${event(`DESCRIPTION:${'<'.repeat(48_000)}`).repeat(200)}`),
    'ok',
  ],
  [
    'half a million attributes',
    () => text(`<schedule ${'a="" '.repeat(600_000)}/>`),
    'too-many-elements',
  ],
  [
    'processing instructions',
    () => text(`<schedule>${'<?a?>'.repeat(mega)}</schedule>`),
    'too-many-elements',
  ],
  ['unclosed comments', () => text('<!--'.repeat(2 * mega)), 'is-broken-xml'],
  [
    'a table of 100,000 rows',
    () => text(`title,date,room\n${'Nets,2025-01-01,Deck\n'.repeat(100_000)}`),
    'too-many-entries',
  ],
  ['a table of a million columns', () => text(`title,date,room\n${'x,'.repeat(mega)}\n`), 'ok'],
  [
    'a table of times without end',
    () => text(`title,date,start,end\n${`${`${'1:'.repeat(1_000)},`.repeat(4)}\n`.repeat(1_000)}`),
    'ok',
  ],
  [
    'a table that never ends its quotes',
    () => text(`title,date,room\n${'"Nets,2025-01-01,Deck\n'.repeat(200_000)}`),
    'too-many-entries',
  ],
  [
    '100,000 sessions of Sessionize',
    () =>
      text(
        `{"speakers":[],"sessions":[${'{"title":"x","startsAt":null},'.repeat(100_000)}{"title":"x"}]}`,
      ),
    'too-many-entries',
  ],
  [
    '100,000 events of xCal',
    () => text(`<icalendar><vcalendar>${'<vevent/>'.repeat(100_000)}</vcalendar></icalendar>`),
    'too-many-entries',
  ],
  ['10 MB of <', () => text('<'.repeat(10 * mega)), 'is-broken-xml'],
  ['backslashes in JSON', () => text(`{"a":"${'\\'.repeat(8 * mega)}"}`), 'is-other-json'],
  ['10 MB of blanks', () => text(`BEGIN${' '.repeat(10 * mega)}x`), 'is-text'],
  ['10 MB of zeros', () => new Uint8Array(10 * mega), 'is-binary'],
  ['a gzip bomb', () => gzipSync(Buffer.alloc(100 * mega)), 'unpacked-too-large'],
  ['50 MB', () => new Uint8Array(50 * mega).fill(60), 'too-large'],
]

describe('large hostile files end within ten seconds', () => {
  it.each(hostile)(
    '%s',
    async (_, make, wanted) => {
      const bytes = make()
      const began = performance.now()
      const result = await readProgramme(bytes)
      expect(performance.now() - began).toBeLessThan(10_000)
      expect(result.ok ? 'ok' : result.code).toBe(wanted)
    },
    30_000,
  )
})
