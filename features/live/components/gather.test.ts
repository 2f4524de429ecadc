import { beforeAll, expect, test, vi } from 'vitest'
import { newId } from '@/lib/ids'
import { gatherNews } from './gather'

// A page that shows none of what it hears of
beforeAll(() => void vi.stubGlobal('document', { getElementById: () => null }))

const [session, me, other] = [newId(), newId(), newId()]
const event = (seq: number, verb: string, type = 'annotation', actor: string | null = other) => ({
  ...{ seq: String(seq), verb, actor, on: null, place: { type: 'session', id: session } },
  subject: { type, id: type === 'session' ? session : newId() },
})

test('what changes waits for what is new to be asked for; what was taken back does not', () => {
  const news = gatherNews(session, me)
  news.take([event(2, 'created'), event(3, 'edited')], '1', true)
  expect(news.count()).toEqual({ annotation: 1, comment: 0 })
  expect(news.isStale('1', true)).toBe(false)
  news.take([event(4, 'withdrawn', 'session', null)], '1', true)
  expect(news.isStale('1', true)).toBe(true)
  // The page has come anew, and what was new is on it
  expect(news.settle('4')).toHaveLength(1)
  expect(news.isStale('4', true)).toBe(false)
})

test('one that others may see from now on is new, but not to its author', () => {
  const news = gatherNews(session, me)
  news.take([event(2, 'shown'), event(3, 'shown', 'annotation', me)], '1', true)
  expect(news.count()).toEqual({ annotation: 1, comment: 0 })
})
