import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Programme } from './programme'
import { readProgramme } from './read'

const samples = process.env.HALLWAY_SAMPLES ?? ''

async function result(path: string, zone?: string) {
  return readProgramme(readFileSync(join(samples, path)), zone ? { zone } : {})
}

async function read(path: string, zone?: string): Promise<Programme> {
  const answer = await result(path, zone)
  if (!answer.ok) throw new Error(`${path}: ${answer.code}`)
  return answer.programme
}

const distinct = (values: (string | null)[]) => new Set(values).size
const starts = ({ sessions }: Programme) =>
  sessions.map(({ startsAt }) => startsAt?.toISOString().slice(0, 16) ?? '').sort()

// file, events, days, rooms with events, distinct speaker names, first and last start in UTC, zone
// supplied where the file has none.
type Schedule = [string, number, number, number, number, string, string, string?]
const schedules: Schedule[] = [
  ['fosdem-2026.xml', 883, 2, 30, 927, '2026-01-31T08:30', '2026-02-01T16:50'],
  ['fosdem-2012.xml', 442, 2, 23, 430, '2012-02-04T09:30', '2012-02-05T16:50', 'Europe/Brussels'],
  ['fosdem-2007.xml', 215, 2, 18, 204, '2007-02-25T09:00', '2007-02-26T16:30', 'Europe/Brussels'],
  ['38c3.xml', 1007, 4, 72, 567, '2024-12-27T09:30', '2024-12-30T17:15'],
  ['31c3.xml', 138, 4, 4, 197, '2014-12-27T10:00', '2014-12-30T17:30'],
  ['ccc-camp-2011.xml', 73, 5, 2, 75, '2011-08-10T10:00', '2011-08-14T14:30', 'Europe/Berlin'],
  ['debconf23.xml', 117, 8, 5, 87, '2023-09-10T01:30', '2023-09-17T13:30'],
  ['good-2025.xml', 72, 4, 5, 63, '2025-03-17T17:00', '2025-03-20T18:00'],
  ['good-2025.json', 72, 4, 5, 63, '2025-03-17T17:00', '2025-03-20T18:00'],
  ['good-2025.ics', 72, 4, 5, 63, '2025-03-17T17:00', '2025-03-20T18:00'],
  ['democon-2022.xml', 35, 3, 2, 31, '2022-09-05T23:50', '2022-09-08T13:00'],
  ['democon-2022.json', 35, 3, 2, 31, '2022-09-05T23:50', '2022-09-08T13:00'],
  ['democon-2022.ics', 36, 4, 2, 31, '2022-09-05T23:50', '2022-09-24T07:00'],
  ['ccc-camp-2019.json', 79, 5, 2, 90, '2019-08-21T09:00', '2019-08-25T16:00'],
  ['rc3-2020.json', 48, 4, 5, 56, '2020-12-27T10:30', '2020-12-30T15:00'],
  ['invalid-example.json', 1, 1, 1, 1, '2022-12-28T13:00', '2022-12-28T13:00'],
  ['hub-schedule2.json', 2, 1, 2, 4, '2024-12-27T09:30', '2024-12-27T23:15'],
]

// file, events, distinct keys that are the file's own, places, first and last start in UTC.
type Calendar = [string, number, number, number, string, string]
const calendars: Calendar[] = [
  ['kubecon-eu-2026-all-march22.ics', 596, 596, 51, '2026-03-22T07:00', '2026-03-27T08:00'],
  ['kubecon-eu-2026-all-march23.ics', 596, 596, 52, '2026-03-22T07:00', '2026-03-27T08:00'],
  ['kubecon-eu-2026-all-gzipped.ics', 596, 596, 51, '2026-03-22T07:00', '2026-03-27T08:00'],
  ['kubecon-eu-2026-day-20260322.ics', 4, 4, 3, '2026-03-22T07:00', '2026-03-22T07:30'],
  ['kubecon-eu-2026-day-20260323.ics', 94, 94, 28, '2026-03-23T06:00', '2026-03-23T15:48'],
  ['kubecon-eu-2026-day-20260327.ics', 1, 1, 1, '2026-03-27T08:00', '2026-03-27T08:00'],
  ['jococruise-2019-sched.ics', 395, 395, 35, '2020-01-09T12:00', '2020-01-16T03:00'],
  ['jococruise-2023v1-sched.ics', 411, 411, 30, '2023-03-05T13:00', '2023-03-12T04:00'],
  ['jococruise-2023v2-sched.ics', 424, 424, 30, '2023-03-05T13:00', '2023-03-12T04:00'],
  ['jococruise-2025-sched.ics', 463, 463, 33, '2025-03-02T11:00', '2025-03-09T04:30'],
  ['pycon-us-2025-all.ics', 224, 224, 21, '2025-05-14T11:00', '2025-05-19T00:00'],
  ['pycon-us-2025-open-spaces.ics', 146, 141, 21, '2025-05-16T15:00', '2025-05-18T22:00'],
  ['moca-2024.ics', 88, 5, 4, '2024-09-13T10:00', '2024-09-15T13:00'],
  ['linux-conf-au-2020.ics', 262, 262, 7, '2020-01-12T05:00', '2020-01-17T06:40'],
  ['kielux-2020.ics', 24, 24, 4, '2020-09-18T09:00', '2020-09-19T15:00'],
  ['pycon-uk-2015.ics', 162, 162, 11, '2015-09-18T07:00', '2015-09-21T16:00'],
  ['bristol-data-week-2025.ics', 21, 21, 6, '2025-06-02T08:30', '2025-06-06T13:00'],
  ['nightlybuild-2014.ics', 1, 1, 1, '2014-09-26T16:30', '2014-09-26T16:30'],
  ['machbar-2019-rrule-vtimezone.ics', 64, 58, 20, '2017-06-29T17:00', '2019-06-22T09:00'],
]

// file, sessions, rooms with sessions, distinct speaker names, sessions without a speaker, first and
// last start on the conference's own clock; read as if that were UTC.
type Listed = [string, number, number, number, number, string, string]
const lists: Listed[] = [
  ['sessionize-global-azure-linz-2020.json', 29, 4, 28, 1, '2020-04-24T09:00', '2020-04-24T16:00'],
  ['sessionize-global-azure-linz-2024.json', 15, 4, 16, 0, '2024-04-20T09:00', '2024-04-20T14:30'],
  ['sessionize-droidkaigi-2018.json', 9, 6, 10, 0, '2018-02-08T10:20', '2018-02-08T12:50'],
  ['kotlinconf-2025.json', 112, 12, 105, 21, '2025-05-21T08:00', '2025-05-23T17:15'],
  ['penguicon-2019-sched-export.csv', 401, 26, 238, 34, '2019-05-03T12:00', '2019-05-05T15:00'],
  ['penguicon-2019-fullschedule.csv', 398, 26, 237, 31, '2019-05-03T12:00', '2019-05-05T15:00'],
  ['penguicon-2019-google-calendar.csv', 398, 26, 0, 398, '2019-05-03T12:00', '2019-05-05T15:00'],
  ['kubecon-eu-2024-parties.csv', 26, 24, 0, 26, '2024-03-17T08:30', '2024-03-22T12:30'],
]

// Tables whose days are numbers or weekdays: file, first day, sessions, first and last start on
// the table's clock, what could not be read.
type Counted = [string, string, number, string, string, Record<string, number>]
const always = { 'key-missing': 1, 'zone-unknown': 1 }
const counted: Counted[] = [
  ['salt30-handmade.csv', '2020-08-17', 37, '2020-08-21T01:30', '2020-08-23T12:20', { ...always }],
  [
    'eurobioc-2025-schedule.csv',
    '2025-09-17',
    26,
    '2025-09-17T09:00',
    '2025-09-19T12:45',
    { ...always, 'title-missing': 18 },
  ],
  [
    'eurobioc-2025-sessions.csv',
    '2025-09-17',
    98,
    '2025-09-17T00:00',
    '2025-09-18T14:45',
    { ...always, 'all-day': 66, 'start-missing': 2 },
  ],
]

describe.skipIf(!samples)('real files', () => {
  it.each(lists)('%s', async (file, count, rooms, speakers, without, first, last) => {
    const programme = await read(`4-sched-csv-and-sessionize/${file}`)
    const { sessions } = programme
    const placed = starts(programme).filter(Boolean)
    expect({
      count: sessions.length,
      rooms: distinct(sessions.flatMap((session) => session.rooms)),
      speakers: distinct(sessions.flatMap((session) => session.speakers.map(({ name }) => name))),
      without: sessions.filter((session) => session.speakers.length === 0).length,
      first: placed[0],
      last: placed.at(-1),
    }).toEqual({ count, rooms, speakers, without, first, last })
  })

  it.each(counted)('%s', async (file, firstDay, count, first, last, told) => {
    const bytes = readFileSync(join(samples, '4-sched-csv-and-sessionize', file))
    const answer = await readProgramme(bytes, { table: { firstDay } })
    if (!answer.ok) throw new Error(answer.code)
    const { programme } = answer
    const placed = starts(programme).filter(Boolean)
    expect(programme.table?.daysAreCounted).toBe(true)
    expect([programme.sessions.length, placed[0], placed.at(-1)]).toEqual([count, first, last])
    const codes: Record<string, number> = {}
    for (const { code } of programme.problems) codes[code] = (codes[code] ?? 0) + 1
    expect(codes).toEqual(told)
  })

  it.each(schedules)('%s', async (file, events, days, rooms, speakers, first, last, zone) => {
    const programme = await read(`1-frab-pretalx/${file}`, zone)
    const { sessions } = programme
    expect({
      events: sessions.length,
      days: distinct(sessions.map(({ day }) => day)),
      rooms: distinct(sessions.flatMap((session) => session.rooms)),
      speakers: distinct(sessions.flatMap((session) => session.speakers.map(({ name }) => name))),
      first: starts(programme)[0],
      last: starts(programme).at(-1),
    }).toEqual({ events, days, rooms, speakers, first, last })
  })

  it.each(calendars)('%s', async (file, events, ids, places, first, last) => {
    const programme = await read(`2-icalendar/${file}`)
    const { sessions } = programme
    expect({
      events: sessions.length,
      ids: distinct(sessions.map(({ externalKey }) => externalKey.replace(/~.*$/, ''))),
      places: distinct(sessions.flatMap(({ rooms }) => rooms)),
      first: starts(programme)[0],
      last: starts(programme).at(-1),
    }).toEqual({ events, ids, places, first, last })
  })

  it.each([
    ['europython-2014.xml', 'is-other-xml'],
    ['pyconfr-2025.json', 'is-other-json'],
    ['sitcon-2021.json', 'is-other-json'],
    ['coscup-2025.json', 'is-other-json'],
  ])('%s is refused', async (file, code) => {
    expect(await result(`1-frab-pretalx/${file}`)).toMatchObject({ ok: false, code })
  })

  it('one event is the same in four formats', async () => {
    const [xml, json, ics, xcal] = await Promise.all(
      ['xml', 'json', 'ics', 'xcal'].map(async (ending) => {
        const zone = 'America/New_York'
        const { sessions } = await read(`1-frab-pretalx/good-2025.${ending}`, zone)
        return sessions
          .map(({ title, startsAt, endsAt, rooms, speakers, day }) =>
            [
              title,
              startsAt?.toISOString(),
              endsAt?.toISOString(),
              day,
              rooms,
              speakers.map((one) => one.name).sort(),
            ].join('|'),
          )
          .sort()
      }),
    )
    expect(json).toEqual(xml)
    expect(ics).toEqual(xml)
    expect(xcal).toEqual(xml)
  })

  it.each([
    ['kubecon-eu-2026-all-march22', 'kubecon-eu-2026-all-march23', 0, 0, 12],
    ['kubecon-eu-2026-all-march22', 'kubecon-eu-2026-day-20260323', 0, 502, 3],
    ['jococruise-2023v1-sched', 'jococruise-2023v2-sched', 21, 8, 35],
  ])('%s and %s differ in what changed', async (one, other, added, removed, changed) => {
    const keyed = async (file: string) => {
      const { sessions } = await read(`2-icalendar/${file}.ics`)
      return new Map(sessions.map((session) => [session.externalKey, JSON.stringify(session)]))
    }
    const [before, after] = [await keyed(one), await keyed(other)]
    const seen = [...after].filter(([key]) => before.has(key))
    expect({
      added: after.size - seen.length,
      removed: before.size - seen.length,
      changed: seen.filter(([key, value]) => before.get(key) !== value).length,
    }).toEqual({ added, removed, changed })
  })

  it('days follow the zone that a user chooses', async () => {
    const cruise = await read('2-icalendar/jococruise-2023v1-sched.ics', 'America/New_York')
    expect(distinct(cruise.sessions.map(({ day }) => day))).toBe(7)
    expect([cruise.zoneCertain, cruise.usedZone]).toEqual([false, 'America/New_York'])
    expect(cruise.dayEndsAtMinutes).toBeLessThanOrEqual(360)
  })
})
