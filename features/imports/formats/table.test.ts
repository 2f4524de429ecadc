import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Programme, TableReading } from './programme'
import { readAny } from './read-any'
import { namesIn, withOrganisations } from './table-people'
import { rolesByName } from './table-roles'
import { clockIn, countedDay, dateIn, lengthIn, orderOf } from './table-times'

async function read(source: string | Buffer, table: TableReading = {}): Promise<Programme> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const result = await readAny(bytes, { table, zone: 'Asia/Shanghai' })
  if (!result.ok || !('programme' in result)) throw new Error(JSON.stringify(result))
  return result.programme
}

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url))
const shown = ({ sessions }: Programme) =>
  sessions.map(({ title, startsAt, endsAt }) =>
    [title, startsAt?.toISOString().slice(5, 16), endsAt?.toISOString().slice(5, 16)].join(' '),
  )
const roles = ({ table }: Programme) => table?.columns.map(({ name, role }) => `${name}:${role}`)

describe('a table of sessions', () => {
  it("of Sched has Sched's columns; a guess of its visitors is no part of it", async () => {
    const programme = await read(fixture('sched.csv'))
    expect(programme.format).toBe('sched-csv')
    expect(programme.sessions[0]).toMatchObject({
      externalKey: '17',
      uniqueKey: true,
      abstract: { text: 'Fog, and\nmore of it' },
      startsAt: new Date('2025-06-02T14:00:00Z'),
      endsAt: new Date('2025-06-02T16:30:00Z'),
      rooms: ['Quay'],
      track: 'Weather',
      kind: 'Talk',
      url: 'https://harbour.example/fog',
      speakers: [{ name: 'Ada Example' }, { name: 'Ben "Salt" Sample' }, { name: 'Cléo Test' }],
    })
    expect(programme.problems).toContainEqual({
      line: 4,
      item: 'Nets',
      code: 'start-unreadable',
      params: {},
    })
  })

  it('in Chinese, also in GB 18030', async () => {
    const programme = await read(fixture('chinese.csv'))
    expect(roles(programme)?.slice(0, 6)).toEqual([
      '日期:day',
      '时间:start',
      '议题:title',
      '会场:room',
      '演讲嘉宾:speakers',
      '公司:organisation',
    ])
    expect(shown(programme)).toEqual(['雾中航行 06-02T01:30 06-02T02:15', '织网 06-02T06:00 '])
    expect(programme.sessions[0]?.speakers).toMatchObject([
      { name: '王小明', organisation: '港口' },
      { name: '李四', organisation: '码头' },
    ])
    // "日期,时间,议题,会场,嘉宾" and "2025-6-2,9:30,织网,一号厅,张三" in GB 18030
    const bytes = Buffer.from(
      'c8d5c6da2ccab1bce42cd2e9cce22cbbe1b3a12cbcceb1f60a323032352d362d322c393a33302cd6afcdf82cd2bbbac5ccfc2cd5c5c8fd0a',
      'hex',
    )
    const gb = await read(bytes)
    expect(gb.sessions).toMatchObject([
      { title: '织网', rooms: ['一号厅'], speakers: [{ name: '张三' }] },
    ])
    expect(gb.problems[0]).toMatchObject({ code: 'encoding-guessed' })
  })

  it('without names of columns is read by what stands in it, and can be corrected', async () => {
    const rows =
      'FRIDAY,,\n8:50-9:00,welcome,\n9:00-9:40,Nets and ropes,Ada Example\nSATURDAY,,\n22:00-1:00,night watch,\n'
    const guessed = await read(rows)
    expect(roles(guessed)).toEqual(['1:start', '2:title', '3:leave'])
    expect(guessed.table?.daysAreCounted).toBe(true)
    expect(guessed.sessions.every(({ startsAt }) => startsAt === null)).toBe(true)
    const told = await read(rows, {
      columns: { '1': 'start', '2': 'title', '3': 'speakers' },
      firstDay: '2025-06-06',
    })
    expect(shown(told)).toEqual([
      'welcome 06-06T00:50 06-06T01:00',
      'Nets and ropes 06-06T01:00 06-06T01:40',
      'night watch 06-07T14:00 06-07T17:00',
    ])
    expect(told.sessions[1]?.speakers).toMatchObject([{ name: 'Ada Example' }])
  })

  it('with dates that could be either is told by one that can only be', async () => {
    const table = (day: string) => `title,date,start\nNets,4/5/2025,9:00\nFog,${day},9 pm\n`
    expect(shown(await read(table('13/5/2025')))).toEqual(['Nets 05-04T01:00 ', 'Fog 05-13T13:00 '])
    expect(shown(await read(table('5/13/2025')))).toEqual(['Nets 04-05T01:00 ', 'Fog 05-13T13:00 '])
  })

  it('names rows that are broken and takes the others', async () => {
    const programme = await read(
      'title;start;end;room\nNets;2025-06-02 10:00;11:30;Deck;what\n;;;Quay\nFog;soon;;\ntitle;start;end;room\n',
    )
    expect(shown(programme)).toEqual(['Nets 06-02T02:00 06-02T03:30', 'Fog  '])
    expect(programme.problems.map(({ code, line }) => [code, line])).toEqual([
      ['row-uneven', 2],
      ['entry-unreadable', 3],
      ['start-unreadable', 4],
      ['key-missing', null],
      ['zone-unknown', null],
    ])
  })

  it('names its rows alike in whatever zone it is read', async () => {
    const bytes = new TextEncoder().encode('title,date,start\nNets,2025-06-02,9:00\n')
    const keys = ['Asia/Shanghai', 'Europe/Lisbon'].map(async (zone) => {
      const result = await readAny(bytes, { zone })
      return result.ok && 'programme' in result && result.programme.sessions[0]?.externalKey
    })
    expect(new Set(await Promise.all(keys))).toEqual(new Set(['Nets@2025-06-02T09:00:00.000Z']))
  })

  it('is not taken for links because it has addresses', async () => {
    const programme = await read(
      '标题,链接,会场,开始时间\n织网,https://a.example/1,一号厅,2025-06-02 10:00\n',
    )
    expect(programme.sessions).toMatchObject([{ url: 'https://a.example/1', title: '织网' }])
  })
})

describe('a column', () => {
  it('is what its name says best; the others of that kind are left', () => {
    expect(rolesByName(['Event', 'Talk title', 'Author', 'Presenter', 'x'])).toEqual([
      'leave',
      'title',
      'speakers',
      'speakers',
      'leave',
    ])
    expect(rolesByName(['Nets', 'Fog', 'title'])).toBeNull()
  })

  it('holds dates of many writers', () => {
    const day = (cell: string) => dateIn(cell, 'day-first')?.day ?? null
    expect(
      [
        ...['2019-05-03', '2019/5/3', '2019年5月3日', '3.5.2019', '3/5/2019', 'May 3, 2019'],
        ...['Friday, 3rd May 2019', 'Sunday - March 17, 2024', '31.2.2019', '2019', 'soon', ''],
      ].map(day),
    ).toEqual([...Array(7).fill('2019-05-03'), ...['2024-03-17', null, null, null, null]])
    expect(orderOf(['4/5/2019', '4/13/2019'])).toBe('month-first')
  })

  it('holds days that are counted', () => {
    const on = (cell: string) => countedDay(cell, '2025-06-06')
    expect(
      ['1', 'Day 2', '第3天', 'Friday', 'Sat', '周日', 'Wed 14:45', '0', 'Fog'].map(on),
    ).toEqual([
      ...['2025-06-06', '2025-06-07', '2025-06-08', '2025-06-06', '2025-06-07', '2025-06-08'],
      ...['2025-06-11', null, null],
    ])
    expect(countedDay('2', null)).toBeNull()
  })

  it('holds times and ranges', () => {
    const both = (cell: string) => {
      const found = clockIn(cell)
      return found && [found.from / 60, found.to === null ? null : found.to / 60]
    }
    expect(
      [
        ...['9:00', '09h30', '4 PM', '12am', '下午3:30', '上午9点', '8:30-9:00', '6–10PM'],
        ...['11-1PM', '8:30AMâ\u0080\u00936:30PM', '7PM–', '42', 'TBA', '25:00'],
      ].map(both),
    ).toEqual([
      ...[
        [9, null],
        [9.5, null],
        [16, null],
        [0, null],
        [15.5, null],
        [9, null],
        [8.5, 9],
      ],
      ...[[18, 22], [11, 13], [8.5, 18.5], [19, null], null, null, null],
    ])
  })

  it('holds lengths', () => {
    expect(['48 hours', '1.5 h', '50 min', '90分钟', '1 h 30', 'long', ''].map(lengthIn)).toEqual([
      ...[2880, 90, 50, 90, 90, null, null],
    ])
  })

  it('holds names, and organisations beside them', () => {
    expect(namesIn('Ada Example, Ben Sample and Cléo Test')).toHaveLength(3)
    expect(namesIn('Example, Ada; Sample, Ben')).toEqual(['Example, Ada', 'Sample, Ben'])
    expect(withOrganisations(['A', 'B'], 'Quay; Deck').map((one) => one.organisation)).toEqual([
      ...['Quay', 'Deck'],
    ])
    expect(withOrganisations(['A', 'B'], 'Nets and Ropes Ltd.')).toMatchObject([
      ...[{ organisation: 'Nets' }, { organisation: 'Ropes Ltd.' }],
    ])
  })

  it('never takes long, whatever it holds', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom('1', '0', ':', '/', '-', ' ', 'p', 'm', '下', '午'),
        maxLength: 200,
      }),
    )
    fc.assert(
      fc.property(cell, (text) => {
        const began = performance.now()
        const found = clockIn(text)
        if (found) expect(found.from).toBeLessThanOrEqual(24 * 60 + 59)
        expect(dateIn(text, 'day-first')?.day ?? '2000-01-01').toMatch(/^\d{4}-\d\d-\d\d$/)
        lengthIn(text)
        expect(performance.now() - began).toBeLessThan(2_000)
      }),
    )
  })
})
