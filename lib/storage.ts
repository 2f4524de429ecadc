import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { env } from './env'

/**
 * Files on disk, in the data folder, by the SHA-256 of their content: equal files are kept once,
 * and a stored file never changes. A file comes in as `Incoming`, outside the store; `keep` moves
 * it in by one rename, so that nobody ever sees half of it.
 */
export type Incoming = {
  /** SHA-256 of the content, hex */
  hash: string
  /** Bytes */
  size: number
  /** Where it lies until it is kept or dropped */
  path: string
  keep: () => Promise<void>
  drop: () => Promise<void>
}

/** The file has more bytes than the caller allows. */
export class TooLarge extends Error {}

const staleAfter = 3_600_000

function folder(...parts: string[]): string {
  return path.resolve(env.HALLWAY_DATA, 'files', ...parts)
}

/** Where the content with this SHA-256 (hex) is stored, whether or not it is there. */
export function storedPath(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new TypeError('not a content hash')
  return folder(hash.slice(0, 2), hash)
}

/**
 * Takes a file in, counting and hashing while it streams: memory use does not depend on its size.
 * @param limit bytes
 * @throws TooLarge as soon as the limit is passed; nothing is left behind then, nor when the
 *   sender goes away
 */
export async function receive(source: Readable, limit: number): Promise<Incoming> {
  await mkdir(folder('incoming'), { recursive: true })
  await sweep()
  const temporary = folder('incoming', randomUUID())
  const sum = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > limit) return done(new TooLarge())
      sum.update(chunk)
      done(null, chunk)
    },
  })
  const drop = () => rm(temporary, { force: true })
  try {
    await pipeline(source, meter, createWriteStream(temporary, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await drop()
    throw error
  }
  const hash = sum.digest('hex')
  const keep = async () => {
    await mkdir(path.dirname(storedPath(hash)), { recursive: true })
    await rename(temporary, storedPath(hash))
  }
  return { hash, size, path: temporary, keep, drop }
}

/** Whether the content with this SHA-256 (hex) is stored. */
export async function isStored(hash: string): Promise<boolean> {
  return stat(storedPath(hash)).then(
    () => true,
    () => false,
  )
}

// What a killed process left half written. An upload that still runs is younger than an hour.
async function sweep(): Promise<void> {
  for (const name of await readdir(folder('incoming'))) {
    const found = await stat(folder('incoming', name)).catch(() => null)
    if (found && Date.now() - found.mtimeMs > staleAfter) {
      await rm(folder('incoming', name), { force: true })
    }
  }
}
