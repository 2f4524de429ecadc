import { describe, expect, test } from 'vitest'
import { Problems } from '../formats/problems'
import { stagedNotes } from '../formats/staged-notes'
import type { Programmed } from '../matching/match'
import { nothingChosen } from './pieces'
import { type Matches, planNotes } from './plan'

const text = `# 2018-11-13

## Sandboxes in production - Ada Byron
- Memory can be limited

## Rust in the kernel
- A second implementation
`
const notes = stagedNotes([{ name: 'notes.md', text }], { name: 'notes.md' }, new Problems(10))
const talk = (id: string, title: string): Programmed => {
  return { id, title, speakers: ['Ada Byron'], day: '2018-11-13' }
}
const sessions = [talk('a', 'Sandboxes in production'), talk('b', 'Rust in the kernel')]
const plan = (matches: Matches | null, changed: Partial<Parameters<typeof planNotes>[2]> = {}) =>
  planNotes(notes, nothingChosen, { sessions, brought: new Map(), matches, ...changed })
const goals = ({ sections }: ReturnType<typeof plan>) =>
  sections.map(({ goal }) => (goal.kind === 'session' ? goal.id : goal.kind))

describe('what sections are matched with', () => {
  const fresh = plan(null)
  // What nobody would find again: it shows whether it was looked for
  const marked: Matches = { ...fresh.matches, found: [[['b', 0.9]], [['a', 0.8]]] }

  test('is kept, and leads to the same plan', () => {
    expect(goals(fresh)).toEqual(['a', 'b'])
    const again = plan(JSON.parse(JSON.stringify(fresh.matches)))
    expect({ ...again, matches: null }).toEqual({ ...fresh, matches: null })
    expect(goals(plan(marked))).toEqual(['b', 'a'])
    expect(plan(marked).sections[0]?.goal).toMatchObject({ title: 'Rust in the kernel' })
  })

  test.each([
    ['a talk more', [...sessions, talk('c', 'Another')]],
    ['a talk less', sessions.slice(1)],
    ['another title', [{ ...talk('a', 'Sandboxes in production'), title: 'Sandbox' }, sessions[1]]],
    ['another day', [{ ...talk('a', 'Sandboxes in production'), day: null }, sessions[1]]],
    ['another speaker', [{ ...talk('a', 'Sandboxes in production'), speakers: [] }, sessions[1]]],
  ])('is looked for anew after %s', (_, others) => {
    const changed = plan(marked, { sessions: others as Programmed[] })
    expect(changed.matches.key).not.toBe(marked.key)
    expect(goals(changed)[1]).toBe('b')
  })

  test('is looked for anew when a day is said to be another', () => {
    const line = notes.days[0]?.line ?? 0
    const chosen = { ...nothingChosen, days: { [line]: '2018-11-14' } }
    const changed = planNotes(notes, chosen, { sessions, brought: new Map(), matches: marked })
    expect(goals(changed)).toEqual(['a', 'b'])
  })
})

test('pieces of sections that nobody asks for are left out, and nothing else', () => {
  const [whole, part] = [plan(null), plan(null, { only: new Set([1]) })]
  expect(part.sections.map(({ pieces }) => pieces.length)).toEqual([0, 1])
  expect(goals(part)).toEqual(goals(whole))
  expect(part.sections[1]).toEqual(whole.sections[1])
})
