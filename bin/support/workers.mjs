// The server as several processes that share one port: pages are made on all processors, what keeps one
// process busy holds up nobody else's page, and one that dies is replaced while the others answer.
import cluster from 'node:cluster'
import { availableParallelism, totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { endProcess, identify } from './processes.mjs'
import { PlainError, root, say } from './project.mjs'

// A busy one grows to most of a gigabyte; with more than a few the database is what one waits for
const MEMORY = 2 ** 30
const MOST_BY_DEFAULT = 4
const REST_BEFORE_REPLACING = 1_000
// A process has 5 seconds to finish its answers, and its jobs have 4 more
const STOP_PATIENCE = 12_000

/** @typedef {{ ready: number } | { failed: string }} Told what a worker says once: its port, or why it cannot serve */

/**
 * How many processes serve, from the setting WORKERS: by default one for each processor and gigabyte
 * of memory, four at most.
 * @param {string | undefined} setting
 * @param {{ processors: number, memory: number }} [machine] memory in bytes
 */
export function workerCount(
  setting,
  { processors, memory } = { processors: availableParallelism(), memory: totalmem() },
) {
  const asked = Number(setting || 0)
  if (Number.isInteger(asked) && asked > 0) return asked
  return Math.max(1, Math.min(processors, Math.floor(memory / MEMORY), MOST_BY_DEFAULT))
}

/**
 * Serves with several processes of `bin/server.mjs`. The first one does the jobs as well.
 * @param {{ port: number, workers: number }} options port 0 takes any free one
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>} once all of them answer
 */
export async function serveWithWorkers({ port, workers }) {
  cluster.setupPrimary({ exec: path.join(root, 'bin', 'server.mjs'), args: [] })
  /** @type {Map<number, import('node:cluster').Worker>} */
  const running = new Map()
  let stopping = false

  /** @param {number} number @returns {Promise<number>} its port */
  const start = (number) =>
    new Promise((resolve, reject) => {
      const worker = cluster.fork({ PORT: String(port), WORKER: String(number) })
      running.set(number, worker)
      let ready = false
      worker.on('message', (/** @type {Told} */ told) => {
        if ('failed' in told) return reject(new PlainError(told.failed))
        ready = true
        resolve(told.ready)
      })
      worker.on('exit', (code, signal) => {
        running.delete(number)
        if (!ready) return reject(new PlainError('A server process ended before it could serve.'))
        if (stopping) return
        say(`A server process has ended (${signal ?? code}); another one takes its place.`)
        replace(number)
      })
    })

  /** @param {number} number */
  const replace = async (number) => {
    await wait(REST_BEFORE_REPLACING)
    if (stopping) return
    await start(number).catch((error) => {
      if (stopping) return
      say(error.message)
      return replace(number)
    })
  }

  const stop = async () => {
    stopping = true
    const ending = [...running.values()].map(({ process }) => identify(process.pid ?? 0))
    await Promise.all(ending.map((one) => endProcess(one, { patience: STOP_PATIENCE })))
  }
  try {
    const ports = await Promise.all(Array.from({ length: workers }, (_, n) => start(n + 1)))
    return { port: ports[0] ?? port, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
