import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import busboy from 'busboy'
import { folder, type Outgoing, type Part, store } from './stores'

export type { Outgoing, Part } from './stores'

/**
 * Files by the SHA-256 of their content: equal files are kept once, and a stored file never changes.
 * A file comes in as `Incoming`, outside the store; `keep` moves it in at once, so that nobody ever
 * sees half of it.
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
  return { hash, size, path: temporary, keep: () => store.take(hash, temporary), drop }
}

/** What a form sent: its files, as far as they were not too large, and its fields. */
export type SentForm = {
  files: { name: string; file: Incoming; tooLarge: boolean }[]
  fields: Map<string, string>
}

/**
 * Takes in a plain form with files (multipart/form-data) while it streams. The caller drops the files.
 * @param limits bytes of a file and of a field, which are cut there; how many files count
 * @throws if it is no such form, or the sender goes away; nothing is left behind then
 */
export async function receiveForm(
  request: Request,
  { fieldSize = 1_000, ...limits }: { fileSize: number; files: number; fieldSize?: number },
): Promise<SentForm> {
  if (!request.body) throw new TypeError('no body')
  const parser = busboy({
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    defParamCharset: 'utf8',
    limits: { ...limits, fields: 10, fieldSize, parts: limits.files + 11 },
  })
  const fields = new Map<string, string>()
  const arriving: Promise<SentForm['files'][number]>[] = []
  let broken: (error: unknown) => void = () => {}
  parser.on('field', (name, value) => fields.set(name, value))
  parser.on('file', (_field, stream, { filename }) => {
    // Past the limit busboy reads on without keeping, so that the answer reaches the browser
    let tooLarge = false
    stream.once('limit', () => {
      tooLarge = true
    })
    const file = receive(stream, limits.fileSize)
    arriving.push(file.then((file) => ({ name: filename ?? '', file, tooLarge })))
    file.catch((error) => broken(error))
  })
  const body = Readable.fromWeb(request.body as ReadableStream)
  try {
    await new Promise<void>((resolve, reject) => {
      broken = reject
      parser.once('close', resolve)
      parser.once('error', reject)
      body.once('error', reject)
      body.once('close', () => body.readableEnded || reject(new Error('the sender went away')))
      body.pipe(parser)
    })
    return { files: await Promise.all(arriving), fields }
  } catch (error) {
    parser.destroy()
    body.destroy()
    for (const it of await Promise.allSettled(arriving)) {
      if (it.status === 'fulfilled') await it.value.file.drop()
    }
    throw error
  }
}

/** Under which name bytes are stored: their SHA-256, hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Stores bytes that are in memory already; answers their hash. */
export async function storeBytes(bytes: Uint8Array): Promise<string> {
  const hash = hashOf(bytes)
  if (await store.has(hash)) return hash
  await mkdir(folder('incoming'), { recursive: true })
  const temporary = folder('incoming', randomUUID())
  await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600 })
  await store.take(hash, temporary)
  return hash
}

/** Whether the content with this SHA-256 (hex) is stored. */
export async function isStored(hash: string): Promise<boolean> {
  return store.has(hash)
}

/**
 * Opens a stored file, or a part of it, by its SHA-256 (hex).
 * @throws if it is not there, or the service that keeps it cannot be reached
 */
export async function openStored(hash: string, part?: Part): Promise<Outgoing> {
  return store.fetch(hash, part)
}

/**
 * Runs something that reads a stored file by its path on this machine, where a file of a bucket
 * lies for as long as that takes.
 * @throws if the file is not there, and what `use` throws
 */
export async function withStored<T>(hash: string, use: (path: string) => Promise<T>): Promise<T> {
  if (store.pathOf) return use(store.pathOf(hash))
  const { body } = await store.fetch(hash)
  const copy = await receive(Readable.fromWeb(body), Number.POSITIVE_INFINITY)
  try {
    return await use(copy.path)
  } finally {
    await copy.drop()
  }
}

/** Removes a stored file; one that is not there is removed already. */
export async function removeStored(hash: string): Promise<void> {
  await store.remove(hash)
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
