import 'server-only'
import { openAsBlob } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { env } from './env'

// Where stored files lie: in the data folder, or in a bucket of an S3 service where the settings name
// one. For lib/storage.ts alone, through which everything else stores and reads.

/** Bytes of a file from `start` to `end`, both included. */
export type Part = { start: number; end: number }

/** A stored file, or a part of it, on its way out; bytes. */
export type Outgoing = { size: number; body: ReadableStream<Uint8Array> }

/** Keeps files by the SHA-256 of their content, hex. */
export type Store = {
  /** Where a file lies on this machine, where files do. */
  pathOf?: (hash: string) => string
  /** Takes over the file at a path of ours. */
  take: (hash: string, path: string) => Promise<void>
  has: (hash: string) => Promise<boolean>
  /** @throws if there is no such content */
  fetch: (hash: string, part?: Part) => Promise<Outgoing>
  remove: (hash: string) => Promise<void>
}

/** Bytes per millisecond that a service may be expected to take. */
const slowest = 500

/** A place in the data folder's part for files. */
export function folder(...parts: string[]): string {
  return path.resolve(env.HALLWAY_DATA, 'files', ...parts)
}

function placeOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new TypeError('not a content hash')
  return `${hash.slice(0, 2)}/${hash}`
}

const disk: Store = {
  pathOf: (hash) => folder(placeOf(hash)),
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

/** Where this installation keeps its files. */
export const store: Store = bucket() ?? disk
