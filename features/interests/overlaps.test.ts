import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlapsOf } from './overlaps'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 9, minutes))
const span = (name: string, from: number, to: number | null) => ({
  ...{ name, startsAt: at(from), endsAt: to === null ? null : at(to) },
})
const told = (spans: ReturnType<typeof span>[]) =>
  overlapsOf(spans).map(({ pair: [a, b], from, to }) => [
    ...[a.name, b.name],
    ...[(from.getTime() - at(0).getTime()) / 60_000, (to.getTime() - at(0).getTime()) / 60_000],
  ])

describe('overlaps', () => {
  it('are told in pairs with the time shared', () => {
    const spans = [span('c', 50, 70), span('a', 0, 60), span('b', 30, 45), span('d', 70, 80)]
    expect(told(spans)).toEqual([
      ['a', 'b', 30, 45],
      ['a', 'c', 50, 60],
    ])
  })

  it('know what has no end by its beginning alone', () => {
    expect(told([span('a', 0, 30), span('b', 10, null)]).map((it) => it.slice(0, 2))).toEqual([
      ['a', 'b'],
    ])
    expect(overlapsOf([span('a', 5, null), span('b', 5, null)])).toHaveLength(1)
    expect(overlapsOf([span('a', 0, 30), span('b', 30, null)])).toEqual([])
  })

  it('are the same as comparing everything with everything', () => {
    const minutes = fc.integer({ min: 0, max: 40 })
    const spans = fc.array(
      fc.tuple(minutes, fc.option(fc.integer({ min: 1, max: 20 }))).map(([from, length]) => ({
        ...{ startsAt: at(from), endsAt: length === null ? null : at(from + length) },
      })),
      { maxLength: 30 },
    )
    const until = (it: { startsAt: Date; endsAt: Date | null }) =>
      Math.max(it.endsAt?.getTime() ?? 0, it.startsAt.getTime() + 1)
    fc.assert(
      fc.property(spans, (all) => {
        const pairs = all.flatMap((a, i) =>
          all.slice(i + 1).filter((b) => +a.startsAt < until(b) && +b.startsAt < until(a)),
        )
        const found = overlapsOf(all)
        expect(found).toHaveLength(pairs.length)
        for (const { from, to } of found) expect(+to).toBeGreaterThan(+from)
      }),
    )
  })
})
