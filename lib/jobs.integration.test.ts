import { afterAll, expect, test, vi } from 'vitest'
import { db } from './db'
import { enqueue, type Job, startJobs } from './jobs'

const done: string[] = []
let failures = 1

const greet: Job<{ name: string }> = {
  name: 'test-greet',
  retries: 2,
  pause: 0,
  keep: 60,
  async run({ name }) {
    if (name === 'at the second try' && failures-- > 0) throw new Error('not yet')
    done.push(name)
  },
}

afterAll(async () => {
  const hooks: unknown = Reflect.get(globalThis, Symbol.for('hallway.stop'))
  if (hooks instanceof Set) await Promise.all([...hooks].map((stop) => stop()))
})

test('work is done once it is committed, and again when it fails', async () => {
  // Sent before any process works: nothing is lost
  await enqueue(greet, { name: 'early' })
  await startJobs([greet])
  await expect(
    db.$transaction(async (tx) => {
      await enqueue(greet, { name: 'rolled back' }, tx)
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  await db.$transaction((tx) => enqueue(greet, { name: 'committed' }, tx))
  await enqueue(greet, { name: 'at the second try' })
  await vi.waitFor(
    () => expect(new Set(done)).toEqual(new Set(['early', 'committed', 'at the second try'])),
    { timeout: 20_000 },
  )
})
