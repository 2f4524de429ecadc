import 'server-only'
import { type InsertOptions, PgBoss } from 'pg-boss'
import type { Transaction } from './db'
import { env } from './env'
import { log } from './log'

type Data = Record<string, unknown>

/** Background work: what is done, under which name, and how often it is tried. */
export type Job<T extends Data> = {
  name: string
  /** Throws to be tried again. May run twice for the same data, when a process dies in between. */
  run: (data: T) => Promise<void>
  /** Tries after the first, with growing pauses from `pause` seconds to an hour. */
  retries: number
  pause: number
  /** Seconds for which a finished job, and with it its data, is kept. At least `every`, if that is set. */
  keep: number
  /** Seconds after which it is done anew by itself, without data, once for all processes. */
  every?: number
  /** Also whenever a process begins to work, which may have died in the middle of something. */
  atStart?: boolean
  /**
   * Seconds without a sign of life, at least 10, after which the process that does it is taken for
   * dead and another one tries. A quarter of an hour for the whole work, unless said otherwise.
   */
  alive?: number
  /** How many of it one process does at the same time; one, unless said otherwise. */
  atOnce?: number
}

/** For a job of every hour: what fails is done an hour later anyway. */
export const hourly = { retries: 0, pause: 0, keep: 7_200, every: 3_600 } as const

type Work = { boss: PgBoss; queues: Set<string> }

// Next's dev server loads modules anew, and the server process tells us when it ends (bin/server.mjs)
const held = globalThis as typeof globalThis & {
  hallwayJobs?: Promise<Work>
  [key: symbol]: Set<() => Promise<void>> | undefined
}

async function open(options: { supervise: boolean; useListenNotify: boolean }): Promise<Work> {
  if (!env.DATABASE_URL) throw new Error('Jobs need a database: DATABASE_URL is not set')
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    application_name: 'hallway jobs',
    max: 2,
    schedule: false,
    ...options,
  })
  boss.on('error', (error) => log.warn({ error: error.message }, 'jobs'))
  await boss.start()
  return { boss, queues: new Set() }
}

async function ensureQueue({ boss, queues }: Work, job: Omit<Job<never>, 'run'>) {
  if (queues.has(job.name)) return
  await boss.createQueue(job.name, {
    retryLimit: job.retries,
    retryDelay: job.pause,
    retryBackoff: job.pause > 0,
    ...(job.pause > 0 ? { retryDelayMax: 3600 } : {}),
    deleteAfterSeconds: job.keep,
    ...(job.alive ? { heartbeatSeconds: job.alive } : {}),
    notify: true,
  })
  queues.add(job.name)
}

/**
 * Puts work into the queue, to be done soon by any process that serves this database.
 * @param tx the transaction on whose commit the work depends; without it the work is sure at once
 */
export async function enqueue<T extends Data>(
  job: Job<T>,
  data: T,
  tx?: Transaction,
): Promise<void> {
  await enqueueAll(job, [data], tx)
}

/** The same of much work at once, in one statement; none for none. */
export async function enqueueAll<T extends Data>(
  job: Job<T>,
  all: T[],
  tx?: Transaction,
): Promise<void> {
  if (all.length === 0) return
  // A process that does no jobs itself (the admin command, a test) only sends
  held.hallwayJobs ??= open({ supervise: false, useListenNotify: false })
  const work = await held.hallwayJobs.catch((error: unknown) => {
    delete held.hallwayJobs
    throw error
  })
  await ensureQueue(work, job)
  const options: InsertOptions = tx ? { db: inside(tx) } : {}
  const jobs = all.map((data) => ({ data }))
  await work.boss.insert(job.name, jobs, options)
}

/** Prisma's transaction as pg-boss wants to see it. */
function inside(tx: Transaction) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const rows = await tx.$queryRawUnsafe<unknown[]>(text, ...values)
      return { rows: Array.isArray(rows) ? rows : [] }
    },
  }
}

/** Every process asks, now and each hour; the database lets one of them have it in each period. */
async function repeat({ boss }: Work, name: string, singletonSeconds: number): Promise<void> {
  const ask = () => boss.send(name, {}, { singletonSeconds })
  await ask()
  setInterval(() => ask().catch(() => {}), 3_600_000).unref()
}

/** New work announces itself; the poll is for what is tried again. */
async function workOn({ boss }: Work, { name, run }: Job<never>): Promise<void> {
  const worker = await boss.work(name, { notifyPollingIntervalSeconds: 5 }, async (batch) => {
    for (const { data } of batch) await run(data as never)
    // Much that came at once was announced once: whoever is done looks for more
    boss.notifyWorker(worker)
  })
}

/**
 * Begins to work through the queues; called once per server process. A database that is away delays
 * the work, not the server.
 */
export async function startJobs(jobs: Job<never>[]): Promise<void> {
  try {
    const sender = await held.hallwayJobs?.catch(() => undefined)
    await sender?.boss.stop()
    held.hallwayJobs = open({ supervise: true, useListenNotify: true })
    const work = await held.hallwayJobs
    for (const job of jobs) {
      await ensureQueue(work, job)
      // Before anybody looks for the first time, so that it is found at once
      if (job.atStart) await work.boss.send(job.name, {})
      for (let n = 0; n < (job.atOnce ?? 1); n++) await workOn(work, job)
      if (job.every) await repeat(work, job.name, job.every)
    }
    const key = Symbol.for('hallway.stop')
    held[key] ??= new Set()
    held[key].add(() => work.boss.stop({ graceful: true, timeout: 4_000 }))
  } catch (error) {
    delete held.hallwayJobs
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'jobs wait')
    setTimeout(() => startJobs(jobs), 10_000).unref()
  }
}
