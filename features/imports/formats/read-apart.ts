import { readFile, stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { defaultLimits, type ReadOptions } from './programme'
import { type AnyResult, readAny } from './read-any'

/** The reader ran out of time or memory, beyond its own limits. */
export class ReaderFailed extends Error {}

const longestMs = 30_000
const memoryMb = 512
const atOnce = 2
/** Bytes of an archive, most of which is pictures that are not unpacked here. */
const largestArchive = 64 * 2 ** 20

let running = 0
const waiting: (() => void)[] = []

/**
 * Reads the file at `path`, a programme or links, in a thread of its own, with a limit of memory and time,
 * so that no file can hang or exhaust the server. At most two files are read at once.
 * @throws ReaderFailed
 */
export async function readApart(path: string, options: ReadOptions = {}): Promise<AnyResult> {
  const { size } = await stat(path)
  const archive = /\.zip$/i.test(options.name ?? '')
  const limit = archive ? largestArchive : (options.limits?.bytes ?? defaultLimits.bytes)
  // Refused by the reader as well, but that would take its bytes into memory first
  if (size > limit) return { ok: false, code: 'too-large', params: inMegabytes({ size, limit }) }
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await readInThread(path, options)
  } finally {
    running--
    waiting.shift()?.()
  }
}

function inMegabytes({ size, limit }: { size: number; limit: number }) {
  return { size: Math.round((size / 2 ** 20) * 10) / 10, limit: Math.round(limit / 2 ** 20) }
}

async function readInThread(path: string, options: ReadOptions): Promise<AnyResult> {
  const thread = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData: { path, options },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  try {
    return await new Promise<AnyResult>((resolve, reject) => {
      const clock = setTimeout(() => reject(new ReaderFailed('out of time')), longestMs)
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', () => reject(new ReaderFailed('ended without an answer')))
      thread.once('exit', () => clearTimeout(clock))
    })
  } catch (error) {
    // Outside of the build (tests, scripts) Node meets TypeScript and has no thread for it
    if (hasCode(error, 'ERR_UNKNOWN_FILE_EXTENSION')) {
      return readAny(await readFile(path), options)
    }
    if (error instanceof ReaderFailed) throw error
    throw new ReaderFailed('broke off', { cause: error })
  } finally {
    await thread.terminate()
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
