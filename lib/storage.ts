import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import busboy from 'busboy'
import { env } from './env'

/**
 * Files by the SHA-256 of their content: equal files are kept once, and a stored file never changes.
 * They lie on disk, in the data folder, or in a bucket of an S3 service where the settings name one.
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

/** Bytes of a file from `start` to `end`, both included. */
export type Part = { start: number; end: number }

/** A stored file, or a part of it, on its way out; bytes. */
export type Outgoing = { size: number; body: ReadableStream<Uint8Array> }

/** The file has more bytes than the caller allows. */
export class TooLarge extends Error {}

type Store = {
  /** Takes over the file at a path of ours. */
  take: (hash: string, path: string) => Promise<void>
  has: (hash: string) => Promise<boolean>
  /** @throws if there is no such content */
  fetch: (hash: string, part?: Part) => Promise<Outgoing>
  remove: (hash: string) => Promise<void>
}

const staleAfter = 3_600_000

/** Bytes per millisecond that a service may be expected to take. */
const slowest = 500

function folder(...parts: string[]): string {
  return path.resolve(env.HALLWAY_DATA, 'files', ...parts)
}

function placeOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new TypeError('not a content hash')
  return `${hash.slice(0, 2)}/${hash}`
}

const disk: Store = {
  async take(hash, from) {
    const place = folder(placeOf(hash))
    await mkdir(path.dirname(place), { recursive: true })
    await rename(from, place)
  },
  async has(hash) {
    return stat(folder(placeOf(hash))).then(
      () => true,
      () => false,
    )
  },
  async fetch(hash, part) {
    const file = await open(folder(placeOf(hash)))
    const size = part ? part.end - part.start + 1 : (await file.stat()).size
    return { size, body: Readable.toWeb(file.createReadStream(part)) }
  },
  async remove(hash) {
    await rm(folder(placeOf(hash)), { force: true })
  },
}

const store = bucket() ?? disk

/** The S3 service of the settings, path-style; null where none is set. */
function bucket(): Store | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION } = env
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null
  const client = new AwsClient({
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    region: S3_REGION,
    service: 's3',
    retries: 2,
  })
  async function ask(method: string, hash: string, given: { body?: Blob; part?: Part } = {}) {
    const { body, part } = given
    const address = `${S3_ENDPOINT?.replace(/\/+$/, '')}/${S3_BUCKET}/${placeOf(hash)}`
    // For its answer to begin; what is watched for an hour comes for an hour
    const patience = new AbortController()
    const late = setTimeout(() => patience.abort(), 60_000 + (body?.size ?? 0) / slowest)
    const response = await client
      .fetch(address, {
        method,
        // The service checks what it got against the hash, which is the file's name anyway
        ...(body && { body, headers: { 'x-amz-content-sha256': hash } }),
        ...(part && { headers: { range: `bytes=${part.start}-${part.end}` } }),
        signal: patience.signal,
      })
      .finally(() => clearTimeout(late))
    if (response.ok || (response.status === 404 && method === 'HEAD')) return response
    await response.body?.cancel()
    throw new Error(`The S3 service answered ${method} with ${response.status}`)
  }
  return {
    async take(hash, from) {
      await ask('PUT', hash, { body: await openAsBlob(from) })
      await rm(from, { force: true })
    },
    has: async (hash) => (await ask('HEAD', hash)).ok,
    async fetch(hash, part) {
      const { status, headers, body } = await ask('GET', hash, { ...(part && { part }) })
      if (part && status !== 206) throw new Error('The S3 service sends no parts of files')
      if (!body) throw new Error('The S3 service answered GET without a body')
      return { size: Number(headers.get('content-length')), body: body as Outgoing['body'] }
    },
    remove: async (hash) => void (await ask('DELETE', hash)),
  }
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
  if (store === disk) return use(folder(placeOf(hash)))
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
