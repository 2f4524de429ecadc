import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysForEnd, keysForPlace, keysForReturn, type NewKeys, type Ordered } from './order'

const byKey = (a: Ordered, b: Ordered) => (a.orderKey < b.orderKey ? -1 : 1)

function applied(entries: Ordered[], keys: NewKeys): Ordered[] {
  const known = new Map(entries.map((entry) => [entry.id, entry.orderKey]))
  for (const [id, key] of keys) known.set(id, key)
  return [...known].map(([id, orderKey]) => ({ id, orderKey })).sort(byKey)
}

const ids = (entries: Ordered[]) => entries.map(({ id }) => id).join('')

function listOf(letters: string): Ordered[] {
  let entries: Ordered[] = []
  for (const id of letters) entries = applied(entries, keysForEnd(entries, id))
  return entries
}

describe('keysForPlace', () => {
  it.each([
    ['between two', 'a', { after: 'b', before: 'c' }, 'bacd'],
    ['to the start', 'd', { before: 'a' }, 'dabc'],
    ['to the end', 'a', { after: 'd' }, 'bcda'],
    ['behind the first where both are there but apart', 'd', { after: 'a', before: 'c' }, 'adbc'],
    ['before the second when the first has gone', 'a', { after: 'x', before: 'd' }, 'bcad'],
    ['where it stands', 'b', { after: 'a', before: 'c' }, 'abcd'],
  ])('moves %s', (_case, id, place, order) => {
    const entries = listOf('abcd')
    const keys = keysForPlace(entries, id, place)
    expect(ids(applied(entries, keys ?? new Map()))).toBe(order)
  })

  it('does nothing the second time', () => {
    const entries = listOf('abcd')
    const place = { after: 'b', before: 'c' }
    const moved = applied(entries, keysForPlace(entries, 'a', place) ?? new Map())
    expect(keysForPlace(moved, 'a', place)).toEqual(new Map())
  })

  it('says so when neither neighbour is there', () => {
    expect(keysForPlace(listOf('abcd'), 'a', { after: 'x', before: 'y' })).toBeNull()
    expect(keysForPlace(listOf('abcd'), 'a', {})).toBeNull()
  })

  it('parts equal keys', () => {
    const entries = ['a', 'b', 'c'].map((id) => ({ id, orderKey: 'a0' }))
    const keys = keysForPlace(entries, 'c', { after: 'a', before: 'b' })
    expect(ids(applied(entries, keys ?? new Map()))).toBe('acb')
  })

  it('never lets keys grow without end', () => {
    let entries = listOf('abcd')
    for (let turn = 0; turn < 2000; turn++) {
      const [id, after] = turn % 2 ? ['c', 'a'] : ['b', 'a']
      entries = applied(entries, keysForPlace(entries, id, { after }) ?? new Map())
    }
    expect(Math.max(...entries.map(({ orderKey }) => orderKey.length))).toBeLessThanOrEqual(64)
    expect([...ids(entries)].sort().join('')).toBe('abcd')
  })
})

it('returns an entry to its place, or right behind what has its key by now', () => {
  const entries = listOf('abc')
  const b = entries[1] ?? { id: '', orderKey: '' }
  const without = entries.filter(({ id }) => id !== 'b')
  expect(ids(applied(without, keysForReturn(without, b)))).toBe('abc')
  const taken = applied(without, new Map([['x', b.orderKey]]))
  expect(ids(applied(taken, keysForReturn(taken, b)))).toBe('axbc')
})

it('loses and doubles nothing, whatever is moved where', () => {
  const letters = 'abcdefgh'
  const letter = fc.constantFrom(...letters, 'gone')
  const move = fc.record({ id: fc.constantFrom(...letters), after: letter, before: letter })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      let entries = listOf(letters)
      for (const { id, ...place } of moves) {
        const keys = keysForPlace(entries, id, place)
        if (!keys) continue
        entries = applied(entries, keys)
        if (place.after !== id && place.after !== 'gone') {
          expect(ids(entries)).toContain(`${place.after}${id}`)
        }
      }
      expect([...ids(entries)].sort().join('')).toBe(letters)
      expect(new Set(entries.map(({ orderKey }) => orderKey)).size).toBe(letters.length)
    }),
  )
})
