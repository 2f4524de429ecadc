import { expect, test, vi } from 'vitest'
import { db } from './db'
import { enqueue, enqueueAll, type Job, startJobs } from './jobs'

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

let tidied = 0
const tidy: Job<Record<string, never>> = {
  name: 'test-tidy',
  retries: 0,
  pause: 0,
  keep: 7_200,
  every: 3_600,
  async run() {
    tidied++
  },
}

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

test('much that comes at once is done without pauses', async () => {
  const names = ['one', 'two', 'three', 'four', 'five']
  await db.$transaction((tx) =>
    enqueueAll(
      greet,
      names.map((name) => ({ name })),
      tx,
    ),
  )
  // A poll for each would take 20 seconds
  await vi.waitFor(() => expect(done).toEqual(expect.arrayContaining(names)), { timeout: 10_000 })
})

test('what is done every so often is done by itself, and once however many processes ask', async () => {
  const before = new Date()
  await startJobs([tidy])
  await vi.waitFor(() => expect(tidied).toBe(1), { timeout: 20_000 })
  await startJobs([tidy])
  await enqueue(greet, { name: 'later' })
  const asked = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM pgboss.job WHERE name = 'test-tidy' AND created_on > ${before}`
  expect(asked).toHaveLength(1)
})
