import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { durationMinutes } from './frab'
import type { Programme, ReadOptions } from './programme'
import { readProgramme } from './read'

async function read(name: string, options: ReadOptions = {}): Promise<Programme> {
  const result = await readProgramme(
    readFileSync(new URL(`./fixtures/${name}`, import.meta.url)),
    options,
  )
  if (!result.ok) throw new Error(result.code)
  return result.programme
}

const codes = (programme: Programme) => programme.problems.map(({ code, line }) => [code, line])

describe('schedule.xml', () => {
  it('reads a talk with all that it has', async () => {
    const programme = await read('classic.xml')
    expect(programme).toMatchObject({
      format: 'frab-xml',
      title: 'Harbour Days 2025',
      zone: 'Europe/Berlin',
      zoneCertain: true,
      usedZone: 'Europe/Berlin',
      timesDependOnZone: false,
      sourceHint: 'pretalx',
      dayEndsAtMinutes: 240,
      firstDay: '2025-10-25',
      lastDay: '2025-10-26',
      url: 'https://harbour.example/schedule/',
    })
    expect(programme.sessions[0]).toEqual({
      externalKey: 'aaaaaaaa-0000-4000-8000-000000000001',
      uniqueKey: true,
      title: "Nets & knots: don't panic",
      subtitle: 'For <beginners>',
      abstract: {
        format: 'html',
        text: '<p>All about <em>nets</em>.</p>\n<p>Second &lt; part.</p>',
      },
      startsAt: new Date('2025-10-25T07:30:00Z'),
      endsAt: new Date('2025-10-25T08:15:00Z'),
      allDay: false,
      day: '2025-10-25',
      rooms: ['Quay'],
      track: 'Networks',
      kind: 'Talk',
      language: 'de, en',
      speakers: [
        { name: 'Ada Example', key: '1', organisation: null },
        { name: 'Zoë Müller', key: '2', organisation: null },
      ],
      url: 'https://harbour.example//talk/AAAAAA/',
      links: [
        { title: 'Home of nets', url: 'https://nets.example/a?b=1&c=2' },
        { title: 'Slides', url: 'https://harbour.example/schedule/slides/1.pdf' },
        { title: 'Film', url: 'https://harbour.example/talk.webm' },
      ],
      recordingUrl: 'https://harbour.example/talk.webm',
      doNotRecord: true,
      cancelled: false,
    })
  })

  it('puts the night before and tells what it could not read, with lines', async () => {
    const programme = await read('classic.xml')
    const [, night, dive, lunch] = programme.sessions
    expect(night).toMatchObject({ day: '2025-10-25', cancelled: true, speakers: [] })
    expect(night?.abstract).toEqual({ format: 'text', text: 'Tags are written <b> here' })
    expect(dive?.endsAt).toEqual(new Date('2025-10-27T09:30:00Z'))
    expect(dive?.rooms).toEqual(['Mole'])
    expect(lunch).toMatchObject({ title: 'Lunch for all who dive', endsAt: null })
    expect([dive, lunch].map((one) => [one?.externalKey.slice(-3), one?.uniqueKey])).toEqual([
      ['003', false],
      ['3~2', false],
    ])
    expect(codes(programme)).toEqual([
      ['longer-than-a-day', 66],
      ['title-missing', 72],
      ['end-unreadable', 72],
      ['link-refused', null],
      ['key-repeated', null],
    ])
  })

  it('reads events under the day, without dates, in the zone that is given', async () => {
    const programme = await read('pentabarf.xml', { zone: 'Europe/Berlin' })
    expect(
      programme.sessions.map(({ startsAt, endsAt, day }) => [
        startsAt?.toISOString(),
        endsAt?.toISOString(),
        day,
      ]),
    ).toEqual([
      ['2011-08-10T12:00:00.000Z', '2011-08-10T13:00:00.000Z', '2011-08-10'],
      ['2011-08-10T22:30:00.000Z', '2011-08-10T23:15:00.000Z', '2011-08-10'],
      ['2011-08-11T09:15:00.000Z', '2011-08-11T10:45:00.000Z', '2011-08-11'],
    ])
    expect(programme).toMatchObject({
      zone: null,
      zoneCertain: false,
      timesDependOnZone: true,
      dayEndsAtMinutes: 360,
    })
    expect(programme.sessions[0]).toMatchObject({ externalKey: '0', track: null, kind: null })
    expect((await read('pentabarf.xml')).sessions[0]?.startsAt).toEqual(
      new Date('2011-08-10T14:00:00Z'),
    )
  })

  it('trusts instants over the day and the local time beside them', async () => {
    const { sessions } = await read('wafer.xml')
    expect(sessions.map(({ startsAt, day }) => [startsAt?.toISOString(), day])).toEqual([
      ['2023-09-10T05:00:00.000Z', '2023-09-10'],
      ['2023-09-11T03:30:00.000Z', '2023-09-11'],
    ])
  })

  it('knows the forms of a duration', () => {
    const forms = ['00:45', '1:30', '00:45:00', '2:00:30', '90', '', 'soon', '00:4x', '9999:00']
    expect(forms.map(durationMinutes)).toEqual([45, 90, 45, 2910, 90, null, null, null, null])
  })
})

describe('schedule.json', () => {
  it('reads translated names, ids of any type and events without a date', async () => {
    const programme = await read('schedule.json')
    const [nets, undated] = programme.sessions
    expect(nets).toMatchObject({
      externalKey: 'aaaaaaaa-0000-4000-8000-000000000001',
      title: "Nets & knots: don't panic",
      abstract: { format: 'text', text: 'All about nets. And knots.' },
      startsAt: new Date('2025-10-25T07:30:00Z'),
      endsAt: new Date('2025-10-25T08:15:00Z'),
      rooms: ['Quay'],
      track: 'Networks',
      doNotRecord: true,
      links: [
        { title: 'Home of nets', url: 'https://nets.example/' },
        { title: 'Slides', url: 'https://harbour.example/slides/1.pdf' },
      ],
    })
    expect(nets?.speakers.map(({ name, key }) => [name, key])).toEqual([
      ['Ada Example', 'XYZ'],
      ['Zoë Müller', 'dsadf'],
    ])
    expect(undated).toMatchObject({
      externalKey: '2',
      rooms: ['Mole'],
      startsAt: new Date('2025-10-25T08:15:00Z'),
    })
    expect(codes(programme)).toEqual([['entry-unreadable', null]])
  })

  it('reads the one list of events of "schedule 2"', async () => {
    const programme = await read('schedule2.json')
    expect(programme.dayEndsAtMinutes).toBe(360)
    expect(programme.sessions).toHaveLength(1)
    expect(programme.sessions[0]).toMatchObject({
      rooms: ['Quay'],
      track: 'Networks',
      startsAt: new Date('2025-10-25T07:30:00Z'),
      endsAt: new Date('2025-10-25T08:15:00Z'),
      speakers: [{ name: 'Ada Example' }],
      links: [{ title: 'Home of nets', url: 'https://nets.example/' }],
    })
  })
})
