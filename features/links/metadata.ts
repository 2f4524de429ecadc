import { Parser } from 'htmlparser2'
import { clean } from './words'

/** What a page says of itself, cleaned; empty or null where it says nothing. */
export type Metadata = {
  title: string
  author: string
  description: string
  durationSeconds: number | null
  /** An address, maybe relative */
  picture: string
  /** What it is, where it says so more surely than an address can tell */
  type: 'paper' | 'video' | null
}

// The parser's time grows with the square of the depth: a page of nothing but <div> would take minutes.
// Browsers keep to 512 levels themselves.
const deepest = 512
const pieceLength = 16_384
const longestData = 200_000

const longest = { title: 300, author: 200, description: 500 }

/**
 * The text of a page: by its byte order mark, else as the server says, else as the page says in its
 * first 1,024 bytes (HTML Standard, "determining the character encoding"), else UTF-8, and Windows
 * 1252 where that fails. Labels as in the Encoding Standard.
 */
export function textOf(bytes: Uint8Array, charset: string | null): string {
  const marked = marks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024))
  const said = /<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)
  // ASCII could be read, so the page is not in UTF-16, whatever it says
  const declared = said?.[1]?.replace(/^utf-?16.*/i, 'utf-8')
  for (const label of [marked?.label, charset, declared]) {
    const decoder = label && decoderFor(label)
    if (decoder) return decoder.decode(bytes)
  }
  try {
    // As a stream, since a page that was cut may end within a letter
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const marks = [
  { label: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { label: 'utf-16be', mark: [0xfe, 0xff] },
  { label: 'utf-16le', mark: [0xff, 0xfe] },
]

function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

/**
 * Reads a page's own description: Open Graph, the citation tags of papers, schema.org (JSON-LD and
 * `itemprop`), Dublin Core, plain HTML. Anything else, a picture that calls itself HTML among it,
 * has no title.
 */
export function readPage(html: string): Metadata {
  const { metas, title, data } = tagsOf(html)
  const first = (...names: string[]) => {
    for (const name of names) for (const text of metas.get(name) ?? []) if (clean(text)) return text
    return ''
  }
  const things = data.flatMap(thingsIn)
  const video = things.find(({ duration }) => durationOf(duration) !== null)
  const authors = metas.get('citation_author') ?? things.map(authorOf).filter(Boolean).slice(0, 1)
  const named = first('author', 'article:author', 'dc.creator', 'parsely-author')
  const duration = first('og:video:duration', 'video:duration', 'duration')
  return {
    title: cut(first('citation_title', 'og:title', 'twitter:title') || title, longest.title),
    author: cut(authors.slice(0, 3).join(', ') || (isAddress(named) ? '' : named), longest.author),
    description: cut(
      first('og:description', 'description', 'twitter:description', 'dc.description'),
      longest.description,
    ),
    durationSeconds: durationOf(duration) ?? durationOf(video?.duration),
    picture: first('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image').trim(),
    type: first('citation_title') ? 'paper' : /^video\b/.test(first('og:type')) ? 'video' : null,
  }
}

/** Reads the answer of an oEmbed endpoint (oembed.com, version 1.0). Null if it is none. */
export function readOembed(json: string): Metadata | null {
  const answer = parsed(json)
  if (!isThing(answer)) return null
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    title: cut(text(answer.title), longest.title),
    author: cut(text(answer.author_name), longest.author),
    description: cut(text(answer.description), longest.description),
    durationSeconds: durationOf(answer.duration),
    picture: text(answer.thumbnail_url),
    type: answer.type === 'video' ? 'video' : null,
  }
}

/** Where a video's host describes it in JSON, or null for pages of all other hosts. */
export function oembedOf(url: string): string | null {
  const { hostname, pathname } = new URL(url)
  const encoded = encodeURIComponent(url)
  if (/^((www|m|music)\.)?youtube\.com$|^youtu\.be$/.test(hostname)) {
    const isVideo = hostname === 'youtu.be' || /^\/(watch|shorts|live|playlist)/.test(pathname)
    return isVideo ? `https://www.youtube.com/oembed?format=json&url=${encoded}` : null
  }
  const isVimeo = /^(www\.|player\.)?vimeo\.com$/.test(hostname) && /\/\d{5,}/.test(pathname)
  return isVimeo ? `https://vimeo.com/api/oembed.json?url=${encoded}` : null
}

/** Where readers without an account are sent instead: its title is not that of the page. */
export function isSignIn(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  return (
    /^(login|signin|accounts|auth|sso|consent)\./.test(hostname) ||
    /\/(log-?in|sign-?in|sso|consent)(\/|\.|$)/i.test(pathname)
  )
}

type Tags = { metas: Map<string, string[]>; title: string; data: string[] }

function tagsOf(html: string): Tags {
  const metas = new Map<string, string[]>()
  const data: string[] = []
  let title: string | null = null
  let into: 'title' | 'data' | null = null
  let text = ''
  // An icon has titles of its own
  let drawings = 0
  let depth = 0
  const parser = new Parser({
    onopentag(tag, attributes) {
      depth += 1
      if (tag === 'svg') drawings += 1
      if (tag === 'title' && title === null && drawings === 0) into = 'title'
      if (tag === 'script' && /^application\/ld\+json/i.test(attributes.type ?? '')) into = 'data'
      if (into) text = ''
      if (tag !== 'meta' || !attributes.content) return
      const name = attributes.property ?? attributes.name ?? attributes.itemprop
      if (!name) return
      const known = metas.get(name.toLowerCase()) ?? []
      metas.set(name.toLowerCase(), [...known.slice(0, 9), attributes.content])
    },
    ontext(piece) {
      if (into && text.length < longestData) text += piece
    },
    onclosetag(tag) {
      depth -= 1
      if (tag === 'svg') drawings -= 1
      if (tag === 'title' && into === 'title') title = text
      if (tag === 'script' && into === 'data' && data.length < 20) data.push(text)
      if (tag === 'title' || tag === 'script') into = null
    },
  })
  for (let at = 0; at < html.length && depth <= deepest; at += pieceLength) {
    parser.write(html.slice(at, at + pieceLength))
  }
  parser.end()
  return { metas, title: title ?? '', data }
}

type Thing = Record<string, unknown>

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** The things that a block of JSON-LD describes, those in a `@graph` among them. */
function thingsIn(json: string): Thing[] {
  const root = parsed(json)
  return [root]
    .flat()
    .flatMap((it) => (isThing(it) ? [it, ...[it['@graph']].flat()] : []))
    .filter(isThing)
}

function authorOf({ author }: Thing): string {
  const [first] = [author].flat()
  if (typeof first === 'string') return isAddress(first) ? '' : first
  return isThing(first) && typeof first.name === 'string' ? first.name : ''
}

function isAddress(text: string): boolean {
  return /^\s*(https?:)?\/\//i.test(text)
}

/** Whole seconds of a number of them, or of ISO 8601's `PT1H2M3S`; null for none, or a week and more. */
function durationOf(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
  const iso = /^P(?:(\d{1,2})D)?T?(?:(\d{1,3})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?$/i.exec(
    text,
  )
  const [, d = 0, h = 0, m = 0, s = 0] = iso ?? [0, 0, 0, 0, /^\d{1,6}(?=\.\d+$|$)/.exec(text)?.[0]]
  const total = Number(d) * 86_400 + Number(h) * 3600 + Number(m) * 60 + Number(s)
  return total > 0 && total < 604_800 ? total : null
}

/**
 * In one line, without what is not seen: control characters, the marks that turn the direction of
 * what stands around them, white space and signs of no width that only hide something.
 */

/** In one clean line of at most so many letters. */
export function cut(text: string, most: number): string {
  const letters = Array.from(clean(text.slice(0, most * 8)))
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : letters.join('')
}
