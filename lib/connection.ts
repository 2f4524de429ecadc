import 'server-only'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, constants as zlib } from 'node:zlib'

// One question to one server, at an address that was checked: for lib/outbound.ts alone, which is the
// only way out.

/** Why nothing came back; each has a sentence in messages, `links.fetchErrors.<code>`. */
export type OutboundCode =
  | 'refused'
  | 'nohost'
  | 'unreachable'
  | 'certificate'
  | 'timeout'
  | 'redirects'
  | 'missing'
  | 'denied'
  | 'broken'
  | 'unreadable'

/** The only error that lib/outbound.ts throws. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  constructor(
    readonly code: OutboundCode,
    cause?: unknown,
  ) {
    super(`outbound: ${code}`, { cause })
  }
}

/** How addresses are found and which may be connected to. A test names its own; nothing else does. */
export type Way = {
  /** IP addresses of a host name; none when there is no such host. Throws when nobody can tell. */
  resolve: (hostname: string, signal: AbortSignal) => Promise<string[]>
  allows: (address: string, port: number) => boolean
  /** Milliseconds for everything, redirects and body included, at most. */
  patience: number
}

/** What is asked of one server. */
export type Demand = {
  method: 'GET' | 'HEAD'
  /** Media types that are wanted most */
  types: readonly string[]
  way: Way
  /** What is known of the answer already */
  etag?: string | null | undefined
  lastModified?: string | null | undefined
}

/**
 * Asks for one address, and answers as soon as the head of the answer is there.
 * @throws OutboundError, and what Node throws; `codeOf` tells what that means
 */
export async function send(url: URL, demand: Demand, signal: AbortSignal) {
  const { method, types, way, etag, lastModified } = demand
  const secure = url.protocol === 'https:'
  const port = Number(url.port || (secure ? 443 : 80))
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(hostname) ? [hostname] : await way.resolve(hostname, signal)
  signal.throwIfAborted()
  if (found.length === 0) throw new OutboundError('nohost')
  const checked = found.filter((address) => way.allows(address, port))
  if (checked.length === 0) throw new OutboundError('refused')
  const options = {
    method,
    hostname,
    port,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'user-agent': 'Hallway/1 (reads the titles of links)',
      accept: [...types, '*/*;q=0.1'].join(', '),
      'accept-encoding': 'gzip, br',
      ...(etag && { 'if-none-match': etag }),
      ...(lastModified && { 'if-modified-since': lastModified }),
    },
    agent: false,
    signal,
    lookup: pinnedTo(checked),
  }
  return new Promise<IncomingMessage>((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)(options, resolve)
    request.on('error', reject)
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        if (way.allows(socket.remoteAddress ?? '', port)) return
        request.destroy(new OutboundError('refused'))
      })
    })
    request.end()
  })
}

/** A look-up that knows only the addresses that were checked: a second answer of the DNS is not asked. */
function pinnedTo(addresses: string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_hostname, { all }, done) => {
    const [first] = found
    if (all || !first) done(null, found)
    else done(null, first.address, first.family)
  }
}

/** The body of an answer, unpacked, as far as it comes and at most `limit` bytes of it. */
export async function bodyOf(response: IncomingMessage, limit: number) {
  const chunks: Buffer[] = []
  let size = 0
  let cut = false
  try {
    for await (const chunk of unpacked(response) as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size <= limit) continue
      cut = true
      break
    }
  } catch (error) {
    // The beginning of a page is what it says of itself
    if (size === 0) throw error
    cut = true
  } finally {
    response.destroy()
  }
  return { bytes: Buffer.concat(chunks).subarray(0, limit), cut }
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return response
  // A stream that breaks off is unpacked as far as it goes
  const gentle = { finishFlush: zlib.Z_SYNC_FLUSH }
  if (encoding === 'gzip' || encoding === 'x-gzip') {
    return pipeline(response, createGunzip(gentle), () => {})
  }
  if (encoding !== 'br') throw new OutboundError('unreadable')
  const brotli = createBrotliDecompress({ finishFlush: zlib.BROTLI_OPERATION_FLUSH })
  return pipeline(response, brotli, () => {})
}

/** What an error of Node's means to whoever asked. */
export function codeOf(error: unknown): OutboundCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|^UNABLE_TO_|^ERR_TLS_/.test(code)) return 'certificate'
  return /^(HPE_|Z_|ERR__ERROR_|ERR_INVALID|ERR_UNESCAPED)/.test(code)
    ? 'unreadable'
    : 'unreachable'
}
