import 'server-only'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { AppError } from './errors'
import { storable } from './records'

// What a request sends that no page of ours makes: by its address, its head and its body.

/** What is sent and what the address says; an address that can name nothing is not found. */
export function checked<Schema extends z.ZodType>(schema: Schema, sent: object, address: object) {
  try {
    return schema.parse({ ...sent, ...address })
  } catch (error) {
    const wrong = error instanceof z.ZodError ? error.issues.map(({ path }) => path[0]) : []
    if (wrong.some((field) => typeof field === 'string' && field in address)) {
      throw new AppError('NOT_FOUND', 'errors.notFound')
    }
    throw error
  }
}

/** The revision that `If-Match` says was seen, in one of our ETags. */
export function seenRevision(request: Request): { revision?: number } {
  const [, revision] = /^(?:W\/)?"(\d+)-/.exec(request.headers.get('if-match') ?? '') ?? []
  return revision === undefined ? {} : { revision: Number(revision) }
}

/** Whether the caller has what an ETag names (RFC 9110, 13.1.2), by however weak a tag. */
export function isHeld(request: Request, etag: string): boolean {
  const held = request.headers.get('if-none-match')?.split(/,\s*/) ?? []
  return held.some((tag) => tag.replace(/^W\//, '') === etag)
}

/** What stands behind the question mark; of a name that comes twice, the last. */
export function queryOf(request: Request): Record<string, string> {
  const pairs = [...new URL(request.url).searchParams]
  return Object.fromEntries(pairs.map(([name, value]) => [name, storable(value)]))
}

/** Bytes of a body as its sender says; NaN where that is silent, 0 where there is no body. */
export function lengthOf({ headers }: Request): number {
  // Without the one and the other there is no body (RFC 9112)
  const none = headers.has('transfer-encoding') ? Number.NaN : 0
  return Number(headers.get('content-length') ?? none)
}

/**
 * A body as an object.
 * @throws AppError INVALID when it is none
 */
export function jsonObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text, (_, it) => (typeof it === 'string' ? storable(it) : it))
    if (typeof value === 'object' && value !== null) return value
  } catch {}
  throw new AppError('INVALID', 'errors.invalid')
}

/** Bytes on their way in; how many there will be as the sender says, NaN if it does not. */
export type Arriving = { stream: Readable; length: number }

/**
 * All of a body that is short enough to be held in memory.
 * @throws AppError TOO_LARGE when it has more than `limit` bytes, as soon as that is known
 */
export async function bytesOf(
  { stream, length }: Arriving,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new AppError('TOO_LARGE', 'errors.tooLarge')
  if (length > limit) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
