import { describe, expect, it, test } from 'vitest'
import type { OutboundCode } from '@/lib/outbound'
import { afterLook, type Liveness, movedTo } from './liveness'

const start = new Date('2026-11-22T08:00:00Z')
const fresh: Liveness = { goneSince: null, goneCount: 0, deadAt: null }
const dayOf = (days: number) => new Date(start.getTime() + days * 86_400_000)

/** Looks at these days after the start, each with what it found. */
function looks(...found: [day: number, code: OutboundCode | null][]) {
  return found.reduce<Liveness & { checkAt: Date | null }>(
    (state, [day, code]) => afterLook(state, code, dayOf(day)),
    { ...fresh, checkAt: null },
  )
}

describe('a link that is not found', () => {
  it('is dead after three looks over three days', () => {
    expect(looks([0, 'missing'], [1, 'nohost'], [3, 'missing'])).toMatchObject({
      goneSince: start,
      goneCount: 3,
      deadAt: dayOf(3),
    })
  })

  it('is not dead when somebody asks again and again', () => {
    const asked = looks([0, 'missing'], [0, 'missing'], [0.1, 'missing'], [2.9, 'missing'])
    expect(asked.deadAt).toBeNull()
    expect(looks([0, 'missing'], [5, 'missing']).deadAt).toBeNull()
  })

  it('is looked for by itself just as often as that takes', () => {
    let [state, now] = [fresh, start]
    for (let n = 0; n < 3; n += 1) {
      const next = afterLook(state, 'missing', now)
      now = next.checkAt
      state = next
    }
    expect(state.deadAt).toEqual(dayOf(3))
    expect(now).toEqual(dayOf(33))
  })

  it('is alive again as soon as it answers, and keeps its date until then', () => {
    const dead = looks([0, 'missing'], [1, 'missing'], [3, 'missing'])
    expect(afterLook(dead, 'missing', dayOf(40)).deadAt).toEqual(dayOf(3))
    expect(afterLook(dead, null, dayOf(50))).toMatchObject({ ...fresh, checkAt: dayOf(64) })
  })
})

test.each(['denied', 'broken', 'timeout', 'unreachable', 'certificate', 'refused'] as const)(
  '%s says nothing of death, and nothing of life',
  (code) => {
    expect(looks([0, code], [4, code], [9, code])).toMatchObject(fresh)
    const doubted = looks([0, 'missing'], [1, code])
    expect(doubted).toMatchObject({ goneSince: start, goneCount: 1, deadAt: null })
    expect(looks([0, 'missing'], [1, code], [2, 'missing'], [4, 'missing']).deadAt).not.toBeNull()
  },
)

test.each([
  ['https://a.example/old', 'https://a.example/new', 'https://a.example/new'],
  ['https://a.example/', 'https://b.example/', 'https://b.example/'],
  ['https://a.example/old', 'https://a.example/old?utm_source=x', null],
  ['http://a.example/old', 'https://a.example/old#there', null],
  ['https://a.example/old', 'https://a.example/', null],
  ['https://a.example/old', 'https://a.example/login?next=/old', null],
  ['https://a.example/old', 'https://me:secret@a.example/new', null],
  ['https://a.example/old', `https://a.example/${'x'.repeat(3_000)}`, null],
])('%s that leads to %s is offered as %s', (from, to, offered) => {
  expect(movedTo(from, to)).toBe(offered)
})
