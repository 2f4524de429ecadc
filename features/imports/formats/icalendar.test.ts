import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Programme, ReadOptions } from './programme'
import { readProgramme } from './read'

async function parse(bytes: Uint8Array, options: ReadOptions = {}): Promise<Programme> {
  const result = await readProgramme(bytes, options)
  if (!result.ok) throw new Error(result.code)
  return result.programme
}

const file = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url))

const event = (lines: string[]) =>
  new TextEncoder().encode(
    ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'),
  )

describe('a calendar from sched.com', () => {
  it('has no zone, speakers in its titles and the town in its rooms', async () => {
    const programme = await parse(file('sched.ics'))
    expect(programme).toMatchObject({
      title: 'CloudHarbour Europe 2025',
      zone: null,
      zoneCertain: false,
      usedZone: 'UTC',
      sourceHint: 'sched',
      timesDependOnZone: false,
      url: 'http://cloudharbour25.sched.com',
    })
    const [badge, talk, extra] = programme.sessions
    expect(badge).toMatchObject({ title: 'Badge Pick-Up', abstract: null, rooms: ['Entrance C'] })
    expect(talk).toMatchObject({
      title: '🚢 Containers on Ships - A Field Report',
      abstract: {
        format: 'text',
        text: 'Bring your own ship.\u00a0 We have the "containers".\nSee you.',
      },
      rooms: ['Hall 8 | Room E'],
      track: '⚓ OPERATIONS',
      speakers: [
        { name: 'Ada Example', key: null, organisation: 'Harbour Works' },
        { name: 'Ben van der Sample', key: null, organisation: 'Harbour Works' },
        { name: 'Cléo Test', key: null, organisation: 'Quay & Sons' },
      ],
    })
    expect(extra).toMatchObject({
      title: 'Half Day - Tickets Extra | PASS REQUIRED',
      cancelled: true,
    })
    expect(extra?.endsAt).toEqual(extra?.startsAt)
  })

  it('is read the same when it was saved packed', async () => {
    expect(await parse(gzipSync(file('sched.ics')))).toEqual(await parse(file('sched.ics')))
  })
})

describe('a calendar written by hand', () => {
  it('is read with all its oddities', async () => {
    const programme = await parse(file('odd.ics'))
    expect(programme).toMatchObject({ zone: 'Europe/Berlin', zoneCertain: true })
    const seen = programme.sessions.map((one) => [
      one.externalKey,
      one.uniqueKey,
      one.title,
      one.startsAt?.toISOString().slice(0, 16) ?? null,
      one.endsAt?.toISOString().slice(0, 16) ?? null,
    ])
    expect(seen).toEqual([
      ['1', false, 'Folded title of a talk', '2024-09-13T10:00', '2024-09-13T11:30'],
      ['1~2', false, 'Second with the same UID', '2024-09-13T12:00', '2024-09-13T13:00'],
      ['2', true, 'Weekly meeting', '2024-09-13T16:00', '2024-09-13T17:00'],
      ['2~20240920T180000', true, 'Weekly meeting, moved', '2024-09-20T18:00', '2024-09-20T19:00'],
      ['3', true, 'Excursion', '2024-09-13T22:00', '2024-09-14T22:00'],
      ['4', true, 'Only a text', '2024-09-14T09:00', null],
      ['No such month@', false, 'No such month', null, null],
    ])
    const [first, second] = programme.sessions
    expect(first?.abstract).toEqual({
      format: 'text',
      text: 'First line\na line that lost its break',
    })
    expect(second?.abstract).toBeNull()
    expect(first?.rooms).toEqual(['Sala A'])
    expect(programme.sessions.flatMap(({ speakers }) => speakers.map(({ name }) => name))).toEqual([
      'Luca Esempio',
      'Mia Esempio',
      'Noor Esempio',
    ])
    expect(programme.sessions[4]).toMatchObject({ allDay: true, day: '2024-09-14' })
    expect(programme.sessions[5]?.rooms).toEqual(['Elsewhere'])
    expect(programme.problems.map(({ code, line }) => [code, line])).toEqual([
      ['zone-misnamed', null],
      ['repeats', 27],
      ['all-day', 42],
      ['title-missing', 47],
      ['end-before-start', 47],
      ['start-unreadable', 54],
      ['key-missing', null],
      ['key-repeated', null],
    ])
  })

  it('may mix line endings, hold no fold at all and stop in the middle', async () => {
    const text = `BEGIN:VCALENDAR\nBEGIN:VEVENT\r\nUID:1\nDTSTART:20250101T100000Z\rSUMMARY:${'long '.repeat(80)}\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:cut o`
    const programme = await parse(new TextEncoder().encode(text))
    expect(programme.sessions.map(({ title }) => title)).toEqual(['long '.repeat(80).trim()])
    expect(programme.problems[0]).toMatchObject({ code: 'entry-unreadable', line: 7 })
  })
})

describe('times', () => {
  const start = async (lines: string[], options: ReadOptions = {}) => {
    const programme = await parse(event(lines), options)
    return [
      programme.sessions[0]?.startsAt?.toISOString() ?? null,
      programme.zone,
      programme.timesDependOnZone,
    ]
  }

  it('float into the chosen zone, else stand in UTC', async () => {
    const lines = ['DTSTART:20250701T100000']
    expect(await start(lines)).toEqual(['2025-07-01T10:00:00.000Z', null, true])
    expect(await start(lines, { zone: 'Asia/Shanghai' })).toEqual([
      '2025-07-01T02:00:00.000Z',
      null,
      true,
    ])
  })

  it('keep their own zone whatever is chosen', async () => {
    const lines = ['DTSTART;TZID=US/Eastern:20250317T130000']
    const wanted = ['2025-03-17T17:00:00.000Z', 'US/Eastern', false]
    expect(await start(lines)).toEqual(wanted)
    expect(await start(lines, { zone: 'Asia/Shanghai' })).toEqual(wanted)
  })

  it('that no calendar has are no times', async () => {
    for (const bad of ['20250230T100000Z', '00010101T000000Z', '99990101', 'tomorrow', '']) {
      expect((await start([`DTSTART:${bad}`]))[0], bad).toBeNull()
    }
  })
})

it('takes no guests and no addresses for speakers', async () => {
  const guest = 'ATTENDEE;CN=Guest One;PARTSTAT=ACCEPTED:mailto:g@example.org'
  const address = 'ATTENDEE;CN=a@example.org:mailto:a@example.org'
  const speaker = 'ATTENDEE;CN="Ada Example";ROLE=REQ-PARTICIPANT:invalid:nomail'
  const owner = 'ORGANIZER;CN=Calendar Owner:mailto:o@example.org'
  const { sessions } = await parse(event([guest, address, speaker, owner]))
  expect(sessions[0]?.speakers.map(({ name }) => name)).toEqual(['Ada Example'])
})
