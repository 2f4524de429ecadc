import 'server-only'
import { isPublicAddress, resolveName } from './addresses'
import { bodyOf, codeOf, type OutboundCode, OutboundError, send, type Way } from './connection'
import { readUrl } from './paths'
import { inTurn } from './turns'

export { type OutboundCode, OutboundError, type Way } from './connection'

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
 * 2,000,000 bytes, unpacked, unless `asking` says otherwise. A host name is resolved once, and the
 * connection goes to the address that was checked. One request at a time to the host first asked, four
 * in all, per process.
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
  const { method, types, way, asking } = question
  const { etag: knownTag, lastModified: knownDate } = asking
  const demand = { method, types, way, etag: knownTag, lastModified: knownDate }
  const seen = new Set<string>()
  let forGood = true
  for (let url = first; seen.size <= mostRedirects && !seen.has(url.href); ) {
    seen.add(url.href)
    const response = await send(url, demand, signal)
    const { statusCode = 0, headers } = response
    if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location) {
      response.destroy()
      forGood &&= statusCode === 301 || statusCode === 308
      url = webAddress(headers.location, url)
      continue
    }
    const unchanged = statusCode === 304 && !!(knownTag || knownDate)
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
    const wanted = !type || types.includes(anyType) || types.includes(fetched.type)
    if (method === 'HEAD' || unchanged || !wanted) {
      response.destroy()
      return { ...fetched, bytes: Buffer.alloc(0), cut: true }
    }
    return { ...fetched, ...(await bodyOf(response, asking.limit)) }
  }
  throw new OutboundError('redirects')
}

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

function codeOfStatus(status: number): OutboundCode {
  if (status === 404 || status === 410) return 'missing'
  return [401, 402, 403, 407, 451].includes(status) ? 'denied' : 'broken'
}
