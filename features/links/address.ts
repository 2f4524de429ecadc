import { createHash } from 'node:crypto'
import { domainToUnicode } from 'node:url'
import { readUrl } from '@/lib/paths'
import type { LinkType } from '@/prisma/generated/enums'
import { isVideoHost, normalise, videoOffset } from './normalise'
import { clean, withoutUnseen } from './words'

/** Longest address taken, in characters; what browsers and servers carry without trouble. */
export const longestAddress = 2048

/** Each has a sentence in messages, `links.refusals.<code>`. */
export type AddressRefusal = 'empty' | 'tooLong' | 'unreadable' | 'scheme' | 'host' | 'credentials'

export type Address = {
  ok: true
  /** As given, with the scheme that was missing: what a click opens. */
  url: string
  /** For comparison only: two addresses are one link when these are equal. Never opened. */
  normalised: string
  /** SHA-256 of `normalised`, hex. */
  hash: string
  /** Where in a video the address points, in whole seconds; null when at the beginning. */
  offsetSeconds: number | null
}

/**
 * Reads a web address as a person types or pastes it. http and https only; an address with a name
 * or password in it is refused, because a list shows its addresses to the team.
 */
export function parseAddress(text: string): Address | { ok: false; code: AddressRefusal } {
  // What was copied from elsewhere comes with marks that nobody sees
  const typed = withoutUnseen(text)
    .trim()
    .replace(/^<(.*)>$/, '$1')
  if (typed === '') return { ok: false, code: 'empty' }
  if (typed.length > longestAddress) return { ok: false, code: 'tooLong' }
  if (/[\s\p{Cc}\\]/u.test(typed)) return { ok: false, code: 'unreadable' }

  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(typed)?.[1]?.toLowerCase()
  const hasScheme = scheme === 'http' || scheme === 'https'
  // "example.org:8080/x" has a port, not a scheme
  const hasPort = /^[a-z0-9.-]+:\d{1,5}(\/|\?|#|$)/i.test(typed)
  if (scheme && !hasScheme && !hasPort) return { ok: false, code: 'scheme' }
  const given = hasScheme ? typed : `https://${typed.replace(/^\/\//, '')}`

  const url = readUrl(given)
  if (!url) return { ok: false, code: hasScheme ? 'unreadable' : 'host' }
  if (url.username || url.password) return { ok: false, code: 'credentials' }
  // A lone word is no address, unless it was plainly meant as one (a host of one's own network)
  if (!hasScheme && !hasPort && !url.hostname.includes('.')) return { ok: false, code: 'host' }
  if (url.href.length > longestAddress) return { ok: false, code: 'tooLong' }

  const offsetSeconds = offsetOf(url)
  const normalised = normalise(url)
  const hash = createHash('sha256').update(normalised).digest('hex')
  return { ok: true, url: url.href, normalised, hash, offsetSeconds }
}

function offsetOf(url: URL): number | null {
  const query = isVideoHost(url.hostname)
    ? videoOffset.map((key) => url.searchParams.get(key)).find((value) => value)
    : undefined
  // A media fragment (W3C Media Fragments 1.0): #t=90 or #t=90,120
  const fragment = /^#(?:.*&)?t=([^&,]+)/.exec(url.hash)?.[1]
  return seconds(query ?? fragment ?? '')
}

/** Seconds of `90`, `90s`, `1h02m03s` or `1:02:03`; null for nothing, zero and 100 hours or more. */
function seconds(text: string): number | null {
  const named = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})(?:\.\d+)?s?)?$/i.exec(text)
  const clock = /^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:\.\d+)?$/.exec(text)
  const [, h, m, s] = named ?? clock ?? []
  const total = Number(h ?? 0) * 3600 + Number(m ?? 0) * 60 + Number(s ?? 0)
  return total > 0 && total < 360_000 ? total : null
}

/** The address to open at `offsetSeconds` of a video; without an offset from the beginning. */
export function addressAt(url: string, offsetSeconds: number | null): string {
  const at = new URL(url)
  if (!isVideoHost(at.hostname))
    return offsetSeconds ? `${url.split('#')[0]}#t=${offsetSeconds}` : url
  for (const key of videoOffset) at.searchParams.delete(key)
  if (/^#(.*&)?t=/.test(at.hash)) at.hash = ''
  if (offsetSeconds && /vimeo|media\.ccc/.test(at.hostname)) at.hash = `t=${offsetSeconds}`
  else if (offsetSeconds) at.searchParams.set('t', String(offsetSeconds))
  return at.href
}

/**
 * The host as a person reads it: without `www.`, Chinese, Japanese and Korean names in their own
 * script. Other scripts stay in Punycode, since their letters can pass for Latin ones.
 */
export function siteOf(url: string): string {
  const host = new URL(url).host.replace(/^www\./, '')
  const read = domainToUnicode(host.replace(/:\d+$/, ''))
  const safe = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}a-z0-9.-]+$/u
  return read && safe.test(read) ? host.replace(/^[^:]+/, read) : host
}

const typesByHost: [RegExp, LinkType][] = [
  [
    /(^|\.)(speakerdeck\.com|slideshare\.net|slides\.com|slideslive\.com|static\.sched\.com)$/,
    'slides',
  ],
  [
    /(^|\.)(arxiv\.org|doi\.org|dl\.acm\.org|ieeexplore\.ieee\.org|openreview\.net|eprint\.iacr\.org)$/,
    'paper',
  ],
  [
    /(^|\.)(readthedocs\.io|readthedocs\.org|docs\.rs|pkg\.go\.dev|developer\.mozilla\.org)$/,
    'docs',
  ],
]

/** What an address probably leads to. A guess from the address alone; people correct it. */
export function guessType(url: string): LinkType {
  const { hostname, pathname, search } = new URL(url)
  const host = hostname.replace(/^www\./, '')
  const parts = pathname.split('/').filter(Boolean)
  if (/\.(pptx?|key|odp)$/i.test(pathname) || /^\/presentation\//.test(pathname)) return 'slides'
  if (/\.(mp4|webm|m4v|mov)$/i.test(pathname)) return 'video'
  if (isVideoHost(host)) return 'video'
  for (const [hosts, type] of typesByHost) if (hosts.test(host)) return type
  if (/\.pdf$/i.test(pathname))
    return /slides?|deck|presentation/i.test(pathname) ? 'slides' : 'paper'
  if (/^(github\.com|gitlab\.com|codeberg\.org|gitee\.com|bitbucket\.org|git\.sr\.ht)$/.test(host))
    return parts.length >= 2 ? 'repository' : 'product'
  if (/^(docs?|developers?|wiki|manual|learn)\./.test(host)) return 'docs'
  if (/^(docs?|documentation|manual|reference)$/i.test(parts[0] ?? '')) return 'docs'
  return parts.length === 0 && !search ? 'product' : 'article'
}

/** A title from the address alone, until somebody types a better one: its last words, its host. */
export function titleFrom(url: string): string {
  const site = siteOf(url)
  const { pathname } = new URL(url)
  const parts = pathname.split('/').filter(Boolean).map(readable)
  if (guessType(url) === 'repository') return parts.slice(0, 2).join('/')
  const words = parts
    .map((part) =>
      part
        .replace(/\.(html?|php|aspx?|md)$/i, '')
        .replace(/[-_+]+/g, ' ')
        .trim(),
    )
    .findLast(
      (part) => /\p{L}{3}|\p{Script=Han}/u.test(part) && !/^(index|watch|embed)$/i.test(part),
    )
  if (!words) return site
  return `${words[0]?.toUpperCase()}${words.slice(1, 200)} · ${site}`
}

function readable(part: string): string {
  try {
    return clean(decodeURIComponent(part))
  } catch {
    return part
  }
}
