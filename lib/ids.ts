import bs58 from 'bs58'
import { parse, stringify, v7, validate } from 'uuid'

/** A new UUIDv7 (RFC 9562), lower case with hyphens. Its order is not meaningful: never sort by it. */
export function newId(): string {
  return v7()
}

/** Whether a text is a UUID in its usual form, of any version. */
export function isId(text: string): boolean {
  return validate(text)
}

// A page names the same thing several times, and is asked for again: most ids have just been encoded
const encoded = new Map<string, string>()
const encodedKept = 500

/** The base58 form of a UUID that addresses carry: 22 characters or fewer. */
export function shortId(id: string): string {
  const known = encoded.get(id)
  if (known !== undefined) return known
  const short = bs58.encode(parse(id))
  if (encoded.size >= encodedKept) encoded.clear()
  encoded.set(id, short)
  return short
}

/** The UUID of a short id, or null when the text is none. */
export function fromShortId(short: string): string | null {
  if (!/^[1-9A-HJ-NP-Za-km-z]{16,22}$/.test(short)) return null
  const bytes = bs58.decodeUnsafe(short)
  if (bytes?.length !== 16) return null
  const id = stringifyOrNull(bytes)
  // 16 bytes have exactly one base58 form; another spelling would be a second address of a page
  return id && shortId(id) === short ? id : null
}

function stringifyOrNull(bytes: Uint8Array): string | null {
  try {
    return stringify(bytes)
  } catch {
    return null
  }
}

/**
 * The readable part of an address: letters and digits of any script, so that Chinese titles stay
 * Chinese; everything else becomes one hyphen. At most 60 characters; never empty.
 */
export function slugify(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const cut = Array.from(words).slice(0, 60).join('').replace(/-+$/, '')
  return cut || 'untitled'
}

/** `slug-id`, the last part of an address; only the id counts. */
export function slugId(slug: string, id: string): string {
  return `${slug}-${shortId(id)}`
}

/** The UUID in a `slug-id` (or a bare short id), or null. Accepts it percent-encoded or not. */
export function fromSlugId(part: string): string | null {
  return fromShortId(part.slice(part.lastIndexOf('-') + 1))
}

/** Whether a part of an address is what `slugId` makes now, rather than with an older slug. */
export function isSlugIdOf(part: string, { slug, id }: { slug: string; id: string }): boolean {
  const now = slugId(slug, id)
  return part === now || part === encodeURIComponent(now)
}
