import { describe, expect, it } from 'vitest'
import { pressesOf } from './pressed'

const [early, late] = ['2026-01-01T10:00:00.000Z', '2026-01-01T11:00:00.000Z']

/** A press whose answer a test gives when it likes: when it was saved, or null. */
function answering() {
  let answer: (savedAt: string | null) => void = () => {}
  const answered = new Promise<string | null>((resolve) => {
    answer = resolve
  })
  return { send: () => answered, answer }
}

describe('what is pressed', () => {
  it('shows at once, and stays until a page knows of it', async () => {
    const { press, latest, settle } = pressesOf<string>()
    const one = answering()
    const saving = press('a', 'now', one.send)
    expect([latest('a', late), latest('b')]).toEqual(['now', undefined])
    one.answer(early)
    expect(await saving).toBe(true)
    expect([latest('a'), latest('a', late)]).toEqual(['now', undefined])
    settle(late)
    expect(latest('a')).toBeUndefined()
  })

  it('shows what was saved last, if what came after was not', async () => {
    const { press, latest } = pressesOf<string>()
    const [one, two, three] = [answering(), answering(), answering()]
    const first = press('a', 'now', one.send)
    const second = press('a', 'later', two.send)
    one.answer(early)
    two.answer(null)
    expect([await first, await second]).toEqual([true, false])
    // Saved before the page was drawn: that says the latest itself
    expect([latest('a'), latest('a', late)]).toEqual(['now', undefined])
    const third = press('a', 'skip', three.send)
    three.answer(null)
    expect(await third).toBe(false)
    expect(latest('a')).toBe('now')
  })

  it('shows nothing of what was never saved, however often it was pressed', async () => {
    const { press, latest } = pressesOf<string>()
    const [one, two] = [answering(), answering()]
    const both = [() => press('a', 'now', one.send), () => press('a', 'later', two.send)]
    const ends = both.map((begin) => begin())
    one.answer(null)
    two.answer(null)
    expect(await Promise.all(ends)).toEqual([false, false])
    expect(latest('a')).toBeUndefined()
  })
})
