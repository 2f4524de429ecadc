import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { zonedInstant } from '@/lib/dates'
import { dayToShow, type Grid, type GridSession, isQuiet, layOut } from './grid'

const at = (time: string, day = '2026-11-10') => zonedInstant(`${day}T${time}`, 'Europe/Berlin')

function session(id: string, start: string, end: string | null, ...roomIds: string[]): GridSession {
  const endsAt = end === null ? null : +at(end)
  return { id, startsAt: +at(start), endsAt, roomIds, quiet: false }
}

/** Cells as "id: rows × columns", with CSS lines: from/to. */
function drawn({ cells }: Grid): Set<string> {
  return new Set(
    cells.map(({ sessionId, row, rows, column, columns }) => {
      return `${sessionId}: ${row}/${row + rows} × ${column}/${column + columns}`
    }),
  )
}

describe('columns', () => {
  test('follow the order of the rooms, and rooms without a session take none', () => {
    const { columns } = layOut(
      [session('a', '10:00', '10:30', 'B'), session('b', '10:00', '10:30', 'A')],
      ['A', 'empty', 'B'],
    )
    expect(columns).toEqual([
      { roomId: 'A', from: 1, lanes: 1 },
      { roomId: 'B', from: 2, lanes: 1 },
    ])
  })

  test('split where sessions of one room overlap; what is alone keeps the whole width', () => {
    const grid = layOut(
      [
        session('long', '10:00', '11:00', 'A'),
        session('short', '10:30', '11:00', 'A'),
        session('after', '11:00', '11:30', 'A'),
        session('other', '10:00', '11:00', 'B'),
      ],
      ['A', 'B'],
    )
    expect(grid.columns).toEqual([
      { roomId: 'A', from: 1, lanes: 2 },
      { roomId: 'B', from: 3, lanes: 1 },
    ])
    expect(drawn(grid)).toEqual(
      new Set(['long: 1/3 × 1/2', 'short: 2/3 × 2/3', 'after: 3/4 × 1/3', 'other: 1/3 × 3/4']),
    )
  })

  test('a session in several rooms spans those side by side and repeats where they are not', () => {
    const grid = layOut(
      [
        session('both', '09:00', '10:00', 'A', 'B'),
        session('apart', '10:00', '11:00', 'A', 'C'),
        session('b', '10:00', '11:00', 'B'),
      ],
      ['A', 'B', 'C'],
    )
    expect(drawn(grid)).toEqual(
      new Set(['both: 1/2 × 1/3', 'apart: 2/3 × 1/2', 'apart: 2/3 × 3/4', 'b: 2/3 × 2/3']),
    )
  })

  test('sessions without a room have a column of their own, at the end', () => {
    const { columns } = layOut(
      [session('a', '10:00', '11:00', 'A'), session('walk', '10:00', '11:00')],
      ['A'],
    )
    expect(columns.map(({ roomId }) => roomId)).toEqual(['A', null])
  })
})

describe('breaks', () => {
  const coffee = { ...session('coffee', '11:00', '11:30', 'Foyer'), quiet: true }
  const talks = [session('a', '10:00', '11:00', 'A'), session('b', '10:00', '11:00', 'B')]

  test('lie across all rooms when nothing else is on', () => {
    const { cells, columns } = layOut([...talks, coffee], ['A', 'B', 'Foyer'])
    expect(cells.find(({ sessionId }) => sessionId === 'coffee')).toMatchObject({
      across: true,
      column: 1,
      columns: 2,
    })
    expect(columns.map(({ roomId }) => roomId)).toEqual(['A', 'B'])
  })

  test('stay in their room while something else is on', () => {
    const late = session('late', '11:15', '12:00', 'A')
    const { cells } = layOut([...talks, coffee, late], ['A', 'B', 'Foyer'])
    expect(cells.find(({ sessionId }) => sessionId === 'coffee')).toMatchObject({
      across: false,
      column: 3,
    })
  })

  test('are known by kind or by what they are called, in English and Chinese', () => {
    const quiet = (title: string, kind = '') => isQuiet({ kind, title })
    expect(quiet('Coffee, sponsored')).toBe(true)
    expect(quiet('茶歇')).toBe(true)
    expect(quiet('Anything', 'Break')).toBe(true)
    expect(quiet('How we lunch a rocket')).toBe(false)
    expect(quiet('Registration and coffee')).toBe(true)
    expect(quiet('Lunch 午餐')).toBe(true)
    expect(quiet('Breaking TLS')).toBe(false)
    expect(quiet('Break the monolith')).toBe(false)
    expect(quiet('注册中心的演进')).toBe(false)
  })
})

describe('rows', () => {
  test('say whether they hold sessions, a break or nothing', () => {
    const { rows } = layOut(
      [session('a', '10:00', '10:30', 'A'), { ...session('lunch', '12:00', '13:00'), quiet: true }],
      ['A'],
    )
    expect(rows.map(({ holds, begins, minutes }) => [holds, begins, minutes])).toEqual([
      ['sessions', true, 30],
      ['nothing', false, 90],
      ['break', true, 60],
    ])
  })

  test('a session without an end lasts until the next begins, at most half an hour', () => {
    const { rows } = layOut(
      [session('a', '10:00', null, 'A'), session('b', '10:20', null, 'A')],
      ['A'],
    )
    expect(rows.map(({ minutes }) => minutes)).toEqual([20, 30])
  })

  test('go on past midnight', () => {
    const party = { ...session('party', '23:00', null, 'A'), endsAt: +at('02:00', '2026-11-11') }
    const jam = { ...session('jam', '23:00', null, 'B'), startsAt: +at('01:00', '2026-11-11') }
    const grid = layOut([jam, party], ['A', 'B'])
    expect(drawn(grid)).toEqual(new Set(['party: 1/4 × 1/2', 'jam: 2/3 × 2/3']))
  })

  test('keep their order and length when clocks go back during the day', () => {
    // In Berlin 25 October 2026 has 02:00–03:00 twice
    const first = Date.parse('2026-10-25T00:30:00Z')
    const again = Date.parse('2026-10-25T01:30:00Z')
    const on = (id: string, startsAt: number): GridSession => {
      return { id, startsAt, endsAt: startsAt + 1_800_000, roomIds: ['A'], quiet: false }
    }
    const grid = layOut([on('again', again), on('first', first)], ['A'])
    expect(grid.rows.map(({ startsAt, minutes }) => [startsAt, minutes])).toEqual([
      [first, 30],
      [first + 1_800_000, 30],
      [again, 30],
    ])
  })
})

test('whatever the programme, every session is drawn and no two cards cover each other', () => {
  const rooms = ['A', 'B', 'C', 'D']
  const any = fc.record({
    startsAt: fc.integer({ min: 0, max: 40 }).map((n) => n * 300_000),
    length: fc.option(fc.integer({ min: 0, max: 30 }).map((n) => n * 300_000)),
    roomIds: fc.uniqueArray(fc.constantFrom(...rooms), { maxLength: 3 }),
    quiet: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 25 }), (list) => {
      const sessions = list.map(({ length, ...it }, i) => {
        return { ...it, id: `${i}`, endsAt: length === null ? null : it.startsAt + length }
      })
      const { cells } = layOut(sessions, rooms)
      expect(new Set(cells.map(({ sessionId }) => sessionId))).toEqual(
        new Set(sessions.map(({ id }) => id)),
      )
      const taken = new Set<string>()
      for (const { row, rows, column, columns } of cells) {
        for (let y = row; y < row + rows; y++) {
          for (let x = column; x < column + columns; x++) {
            expect(taken.has(`${x} ${y}`)).toBe(false)
            taken.add(`${x} ${y}`)
          }
        }
      }
    }),
  )
})

describe('the day to show', () => {
  const days = [
    { day: '2026-11-10', hits: 0 },
    { day: '2026-11-11', hits: 2 },
    { day: null, hits: 1 },
  ]
  test('is the one asked for, if it is there', () => {
    expect(dayToShow(days, '2026-11-10', '2026-11-11')).toBe('2026-11-10')
    expect(dayToShow(days, null, '2026-11-11')).toBe(null)
    expect(dayToShow(days, '2031-01-01', '2026-11-11')).toBe('2026-11-11')
  })
  test('else today, else the first, among those with hits', () => {
    expect(dayToShow(days, undefined, '2026-11-10')).toBe('2026-11-11')
    const all = days.map((it) => ({ ...it, hits: 1 }))
    expect(dayToShow(all, undefined, '2026-11-11')).toBe('2026-11-11')
    expect(dayToShow(all, undefined, '2027-01-01')).toBe('2026-11-10')
    expect(dayToShow([], undefined, '2027-01-01')).toBeUndefined()
  })
})
