import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry, Values } from '../formats/values'
import { type Item, isEmpty, measure, type Plan, planHash, planImport } from './plan'

const placing = { zone: 'Europe/Amsterdam', dayEndsAtMinutes: 240 }

const blank: Values = {
  title: 'Keynote',
  subtitle: '',
  abstract: '',
  abstractFormat: 'markdown',
  startsAt: '2026-03-23T08:00:00.000Z',
  endsAt: '2026-03-23T08:30:00.000Z',
  rooms: ['Hall 1'],
  track: 'Platform',
  kind: 'talk',
  language: 'en',
  speakers: [{ name: 'Mei Tanaka', organisation: 'Example GmbH' }],
  url: null,
  links: [],
  recordingUrl: null,
  neverRecorded: false,
  cancelled: false,
}

const entry = (key: string, values: Partial<Values> = {}, unique = true): Entry => ({
  key,
  unique,
  values: { ...blank, title: `Talk ${key}`, ...values },
})

const item = (of: Entry, more: Partial<Item> = {}): Item => ({
  ...of,
  sessionId: `session of ${of.key}`,
  vanished: false,
  editedFields: [],
  deleted: false,
  ...more,
})

/** What the source holds once the plan was carried out. */
function applied(items: Item[], plan: Plan): Item[] {
  const rewritten = [...plan.changed, ...plan.unchanged.filter(({ rewrite }) => rewrite)]
  const replaced = new Set(rewritten.map(({ oldKey }) => oldKey))
  const gone = new Set(plan.vanished.map(({ key }) => key))
  const editedOf = new Map(items.map((one) => [one.sessionId, one.editedFields]))
  return [
    ...items
      .filter(({ key }) => !replaced.has(key))
      .map((one) => (gone.has(one.key) ? { ...one, vanished: true } : one)),
    ...rewritten.map(({ key, unique, values, sessionId }) =>
      item({ key, unique, values }, { sessionId, editedFields: editedOf.get(sessionId) ?? [] }),
    ),
    ...plan.added.map(({ key, unique, values }) => item({ key, unique, values })),
  ]
}

const titles = (list: { values: Values }[]) => list.map(({ values }) => values.title).sort()

describe('a first import', () => {
  test('makes a session of every entry, on its conference day', () => {
    const party = entry('b', { startsAt: '2026-03-24T00:30:00.000Z' })
    const plan = planImport([entry('a'), party, entry('c', { startsAt: null })], [], placing)
    expect(plan.added.map(({ key, day }) => [key, day])).toEqual([
      ['a', '2026-03-23'],
      // 01:30 in Amsterdam belongs to the evening before
      ['b', '2026-03-23'],
      ['c', null],
    ])
    expect([plan.changed, plan.unchanged, plan.vanished]).toEqual([[], [], []])
  })

  test('measures what the file holds', () => {
    const second = { startsAt: '2026-03-24T09:00:00.000Z', rooms: ['Hall 1', 'Hall 2'] }
    const speakers = [{ name: 'Mei  Tanaka', organisation: '' }]
    const entries = [entry('a'), entry('b', { ...second, speakers })]
    expect(measure(entries, placing)).toEqual({ sessions: 2, speakers: 1, rooms: 2, days: 2 })
    expect(measure(entries, null).days).toBeNull()
  })
})

describe('matching', () => {
  test('goes by a key that is unique in both, wherever the talk has moved', () => {
    const moved = entry('a', { title: 'Renamed', startsAt: '2026-03-25T08:00:00.000Z' })
    const plan = planImport([moved], [item(entry('a'))], placing)
    expect(plan.changed.map(({ sessionId }) => sessionId)).toEqual(['session of a'])
    expect(plan.changed[0]?.changes.map(({ field }) => field)).toEqual(['title', 'startsAt'])
  })

  test('goes by title and start where keys are made anew with every download', () => {
    const before = [
      item(entry('x1', { title: 'Opening' })),
      item(entry('x2', { title: 'Closing' })),
    ]
    const now = [entry('y1', { title: 'opening' }), entry('y2', { title: 'Closing' })]
    const plan = planImport(now, before, placing)
    expect(plan.added).toEqual([])
    expect(plan.unchanged.map(({ sessionId, key, rewrite }) => [sessionId, key, rewrite])).toEqual([
      ['session of x2', 'y2', true],
    ])
    // Only the spelling of the title differs
    expect(plan.changed.map(({ sessionId, key }) => [sessionId, key])).toEqual([
      ['session of x1', 'y1'],
    ])
  })

  test('goes by title at last, but not among the days that the file does not hold', () => {
    const monday = item(entry('m', { title: 'Coffee' }))
    const tuesday = item(
      entry('t', { title: 'Coffee', startsAt: '2026-03-24T10:00:00.000Z' }, false),
    )
    const later = entry('n', { title: 'Coffee', startsAt: '2026-03-24T11:00:00.000Z' }, false)
    const plan = planImport([later], [monday, tuesday], placing)
    expect(plan.changed.map(({ sessionId }) => sessionId)).toEqual(['session of t'])
    expect(plan.vanished).toEqual([])
  })

  test('takes each session once, also where a file uses one id for all', () => {
    const same = (n: number) => entry(n === 1 ? 'id' : `id~${n}`, { title: `Part ${n}` }, false)
    const items = [1, 2, 3].map((n) => item(same(n)))
    const plan = planImport([same(3), same(1), same(2)], items, placing)
    expect(isEmpty(plan)).toBe(true)
    expect(plan.unchanged).toHaveLength(3)
  })

  test('gives an entry another key where the file of another day has used it', () => {
    const first = item(entry('id', { title: 'One' }, false))
    const second = entry('id', { title: 'Two', startsAt: '2026-03-24T08:00:00.000Z' }, false)
    const plan = planImport([second], [first], placing)
    expect(plan.added.map(({ key }) => key)).toEqual(['id~2'])
    expect(isEmpty(planImport([second], applied([first], plan), placing))).toBe(true)
  })
})

describe('a later version', () => {
  test('cancels what is missing on its days, and says nothing of other days', () => {
    const other = item(entry('c', { startsAt: '2026-03-24T08:00:00.000Z' }))
    const plan = planImport([entry('a')], [item(entry('a')), item(entry('b')), other], placing)
    expect(plan.vanished.map(({ sessionId }) => sessionId)).toEqual(['session of b'])
  })

  test('brings back what had vanished', () => {
    const plan = planImport([entry('a')], [item(entry('a'), { vanished: true })], placing)
    expect(plan.changed[0]?.changes).toEqual([{ field: 'cancelled', from: true, to: false }])
  })

  test('keeps fields that a member has edited, start and end together', () => {
    const edited = item(entry('a'), { editedFields: ['title', 'endsAt'] })
    const now = entry('a', {
      title: 'From the file',
      startsAt: '2026-03-23T09:00:00.000Z',
      rooms: ['Hall 2'],
    })
    const plan = planImport([now], [edited], placing)
    expect(plan.changed[0]?.changes.map(({ field }) => field)).toEqual(['rooms'])
    expect(plan.changed[0]?.kept.map(({ field }) => field)).toEqual(['title', 'startsAt'])
  })

  test('leaves alone what a member has moved to the trash', () => {
    const trashed = item(entry('a'), { deleted: true })
    const plan = planImport([entry('a', { title: 'New title' })], [trashed], placing)
    expect(isEmpty(plan)).toBe(true)
    expect(plan.unchanged[0]?.values.title).toBe('Talk a')
    expect(planImport([entry('b')], [trashed], placing).vanished).toEqual([])
  })

  test('does not cancel against a member who has decided on it', () => {
    const items = [item(entry('a'), { editedFields: ['cancelledAt'] }), item(entry('b'))]
    const [gone] = planImport([entry('b')], items, placing).vanished
    expect(gone).toMatchObject({ sessionId: 'session of a', cancels: false })
  })

  test('takes values that differ only in the order of their keys as equal', () => {
    const stored = { ...blank, title: 'Talk a' }
    stored.speakers = [{ organisation: 'Example GmbH', name: 'Mei Tanaka' }]
    const plan = planImport([entry('a')], [item({ ...entry('a'), values: stored })], placing)
    expect(isEmpty(plan)).toBe(true)
  })
})

test('the hash names the plan and what it aims at', () => {
  const plan = planImport([entry('a')], [], placing)
  const other = planImport([entry('a', { title: 'Other' })], [], placing)
  expect(planHash(plan, { conferenceId: null })).toBe(planHash(plan, { conferenceId: null }))
  expect(planHash(other, { conferenceId: null })).not.toBe(planHash(plan, { conferenceId: null }))
  expect(planHash(plan, { conferenceId: 'x' })).not.toBe(planHash(plan, { conferenceId: null }))
})

describe('whatever two files hold', () => {
  // Few titles, times and keys, so that they collide often
  const entries = fc
    .array(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c', 'd'),
        title: fc.constantFrom('Coffee', 'coffee', 'Keynote', '主题演讲'),
        start: fc.constantFrom(null, ...[7, 8, 9, 31, 32].map((hour) => hour)),
        room: fc.constantFrom('Hall 1', 'Hall 2'),
      }),
      { maxLength: 8 },
    )
    .map((drafts) => {
      const seen = new Map<string, number>()
      return drafts.map(({ key, title, start, room }) => {
        const ordinal = (seen.get(key) ?? 0) + 1
        seen.set(key, ordinal)
        const startsAt = start && new Date(Date.UTC(2026, 2, 23, start)).toISOString()
        const unique = drafts.filter((draft) => draft.key === key).length === 1
        const own = ordinal === 1 ? key : `${key}~${ordinal}`
        return entry(own, { title, startsAt: startsAt || null, rooms: [room] }, unique)
      })
    })

  test('applying a file and planning it again changes nothing', () => {
    fc.assert(
      fc.property(entries, entries, (first, second) => {
        const before = applied([], planImport(first, [], placing))
        const after = applied(before, planImport(second, before, placing))
        const again = planImport(second, after, placing)
        expect(isEmpty(again)).toBe(true)
        // Entries that are alike but for ids of which a file uses one for several can change places
        // among themselves once more, which nobody sees
        const third = planImport(second, applied(after, again), placing)
        expect(third.unchanged.filter(({ rewrite }) => rewrite)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('every entry comes in once, every item is used once, and no key is given twice', () => {
    fc.assert(
      fc.property(entries, entries, (first, second) => {
        const before = applied([], planImport(first, [], placing))
        const plan = planImport(second, before, placing)
        const known = [...plan.changed, ...plan.unchanged]
        expect(titles([...plan.added, ...known])).toEqual(titles(second))
        const used = known.map(({ oldKey }) => oldKey)
        expect(new Set(used).size).toBe(used.length)
        const keys = applied(before, plan).map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 500 },
    )
  })
})
