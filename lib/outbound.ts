import 'server-only'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, constants as zlib } from 'node:zlib'
import { isPublicAddress, resolveName } from './addresses'
import { readUrl } from './paths'
import { inTurn } from './turns'

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

/** The only error of this module. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  constructor(
    readonly code: OutboundCode,
    cause?: unknown,
  ) {
    super(`outbound: ${code}`, { cause })
  }
}

export type Fetched = {
  /** Where the redirects ended. */
  url: string
  /** Whether there were any, and each of them was said to be for good. */
  moved: boolean
  /** The media type as the server says, small letters, without parameters; '' when it says nothing. */
  type: string
  /** As the server says, or null. */
  charset: string | null
  /** Empty when `type` is none of those asked for. */
  bytes: Buffer
  /** Whether there would have been more: too long, too slow, or broken off. */
  cut: boolean
  /** The server says that nothing has changed since what `Asking` named. */
  unchanged: boolean
  /** What to name the next time, as the server says it. */
  etag: string | null
  lastModified: string | null
}

/** How a file is asked for that may be larger than a page, and may be known already. */
export type Asking = {
  /** Bytes, unpacked */
  limit: number
  /** Milliseconds for everything */
  patience: number
  etag?: string | null
  lastModified?: string | null
}

/** Asked for among the types, this takes any. */
export const anyType = '*/*'

/** How addresses are found and which may be connected to. A test names its own; nothing else does. */
export type Way = {
  /** IP addresses of a host name; none when there is no such host. Throws when nobody can tell. */
  resolve: (hostname: string, signal: AbortSignal) => Promise<string[]>
  allows: (address: string, port: number) => boolean
  /** Milliseconds for everything, redirects and body included, at most. */
  patience: number
}

const page: Asking = { limit: 2_000_000, patience: 5_000 }
const mostRedirects = 5

const openWeb: Way = {
  resolve: resolveName,
  // Below 1024 are mail, shells and directories, which would take a request for something else
  allows: (address, port) =>
    (port === 80 || port === 443 || port >= 1024) && isPublicAddress(address),
  patience: 60_000,
}

/**
 * Fetches an address that somebody gave: the only way out to such. Without cookies or names; http and
 * https to public addresses alone, each redirect (at most 5) checked anew; at most 5 seconds and
 * 2,000,000 bytes, unpacked, unless `asking` says otherwise. A host name is resolved once, and the connection goes to the address
 * that was checked. One request at a time to the host first asked, four in all, per process.
 * @param types media types whose body is wanted; of others only the type is answered
 * @throws OutboundError
 */
export async function fetchOutside(
  address: string,
  types: readonly string[],
  way: Way = openWeb,
  asking: Asking = page,
): Promise<Fetched> {
  return ask({ method: 'GET', types, way, asking }, address)
}

/**
 * Whether an address leads to anything, without taking what is there: asks for the headers alone, and
 * for the page where a server does not answer that well. Within the limits of `fetchOutside`.
 * @throws OutboundError
 */
export async function probeOutside(address: string, way: Way = openWeb): Promise<Fetched> {
  const unsure: OutboundCode[] = ['missing', 'denied', 'broken', 'unreachable', 'unreadable']
  return ask({ method: 'HEAD', types: [], way, asking: page }, address).catch((error: unknown) => {
    if (!(error instanceof OutboundError && unsure.includes(error.code))) throw error
    return ask({ method: 'GET', types: [], way, asking: page }, address)
  })
}

type Question = { method: 'GET' | 'HEAD'; types: readonly string[]; way: Way; asking: Asking }

function ask(question: Question, address: string): Promise<Fetched> {
  const first = webAddress(address)
  return inTurn(first.host, async () => {
    const { way, asking } = question
    const signal = AbortSignal.timeout(Math.min(way.patience, asking.patience))
    try {
      return await follow(first, question, signal)
    } catch (error) {
      if (error instanceof OutboundError) throw error
      throw new OutboundError(signal.aborted ? 'timeout' : codeOf(error), error)
    }
  })
}

async function follow(first: URL, question: Question, signal: AbortSignal): Promise<Fetched> {
  const seen = new Set<string>()
  let forGood = true
  for (let url = first; seen.size <= mostRedirects && !seen.has(url.href); ) {
    seen.add(url.href)
    const response = await send(url, question, signal)
    const { statusCode = 0, headers } = response
    if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location) {
      response.destroy()
      forGood &&= statusCode === 301 || statusCode === 308
      url = webAddress(headers.location, url)
      continue
    }
    const unchanged = statusCode === 304 && isKnown(question.asking)
    if (!unchanged && (statusCode < 200 || statusCode > 299)) {
      response.destroy()
      throw new OutboundError(codeOfStatus(statusCode))
    }
    const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';')
    const charset = /charset\s*=\s*["']?([\w.:-]+)/.exec(parameters.join(';'))?.[1] ?? null
    const moved = forGood && seen.size > 1
    const { etag = null, 'last-modified': lastModified = null } = headers
    const known = { unchanged, etag, lastModified }
    const fetched = { url: url.href, moved, type: type.trim(), charset, ...known }
    const { types } = question
    const wanted = !type || types.includes(anyType) || types.includes(fetched.type)
    if (question.method === 'HEAD' || unchanged || !wanted) {
      response.destroy()
      return { ...fetched, bytes: Buffer.alloc(0), cut: true }
    }
    return { ...fetched, ...(await bodyOf(response, question.asking.limit)) }
  }
  throw new OutboundError('redirects')
}

const isKnown = ({ etag, lastModified }: Asking) => !!(etag || lastModified)

/** Without name and password, which are nobody's business here. */
function webAddress(text: string, base?: URL): URL {
  const url = readUrl(text, base)
  if (!url) throw new OutboundError('refused')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutboundError('refused')
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}

async function send(url: URL, question: Question, signal: AbortSignal) {
  const { method, types, way, asking } = question
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
      ...(asking.etag && { 'if-none-match': asking.etag }),
      ...(asking.lastModified && { 'if-modified-since': asking.lastModified }),
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

async function bodyOf(response: IncomingMessage, limit: number) {
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

function codeOfStatus(status: number): OutboundCode {
  if (status === 404 || status === 410) return 'missing'
  return [401, 402, 403, 407, 451].includes(status) ? 'denied' : 'broken'
}

function codeOf(error: unknown): OutboundCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|^UNABLE_TO_|^ERR_TLS_/.test(code)) return 'certificate'
  return /^(HPE_|Z_|ERR__ERROR_|ERR_INVALID|ERR_UNESCAPED)/.test(code)
    ? 'unreadable'
    : 'unreachable'
}
