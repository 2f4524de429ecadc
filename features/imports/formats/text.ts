import { readUrl } from '@/lib/paths'
import type { SourceText } from './programme'

/** Longest values taken over, in UTF-16 units. */
export const longest = { line: 500, name: 200, text: 50_000, key: 240, address: 2_000 }

/** No session has more speakers or links than this; the rest is somebody's joke. */
export const mostPerSession = 100

/**
 * What no title or name needs: control characters, bidirectional overrides and isolates (they make
 * a name read as another), zero-width spaces and lone surrogates. Joiners stay, emoji need them.
 */
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu

// HTML's names for U+00A0 to U+00FF, in order, and the punctuation that schedules use.
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
const named = new Map<string, string>([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['sbquo', '‚'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bdquo', '„'],
  ['bull', '•'],
  ['euro', '€'],
  ['trade', '™'],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ['lsaquo', '‹'],
  ['rsaquo', '›'],
  ['rarr', '→'],
  ['larr', '←'],
  ['OElig', 'Œ'],
  ['oelig', 'œ'],
  ['Scaron', 'Š'],
  ['scaron', 'š'],
  ...latin.split(' ').map((name, at) => [name, String.fromCharCode(160 + at)] as const),
])

/** Replaces character references once: the five of XML, numeric ones, and HTML's common names. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,8}));/g,
    (whole, dec, hex, name) => {
      if (name) return named.get(name) ?? whole
      const point = dec ? Number(dec) : Number.parseInt(hex, 16)
      const real = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
      return real ? String.fromCodePoint(point) : '\ufffd'
    },
  )
}

function cut(text: string, length: number): string {
  return text.length > length
    ? `${text.slice(0, length - 1).replace(/\p{Surrogate}$/u, '')}…`
    : text
}

/**
 * One line of text: references decoded (twice, since writers escape twice), NFC, control and
 * direction characters removed, white space folded, cut to `length`. Empty gives null.
 */
export function cleanLine(raw: string | null | undefined, length = longest.line): string | null {
  if (!raw) return null
  const decoded = decodeEntities(decodeEntities(raw.slice(0, length * 8)))
  const line = decoded.replace(unwanted, '').replace(/\s+/g, ' ').trim().normalize('NFC')
  return line ? cut(line, length) : null
}

/** The first words of a text, tags left out, to name an entry that has no title. */
export const firstWords = (text: SourceText | null) =>
  cleanLine(
    text?.text
      .slice(0, 500)
      .replace(/<[^<>]*>/g, ' ')
      .trim()
      .split('\n')[0],
    80,
  )

/** A name by which two speakers, rooms or tracks are compared. */
export const cleanName = (raw: string | null | undefined) => cleanLine(raw, longest.name)

const markup =
  /<\/?(?:p|br|a|b|i|u|ul|ol|li|em|strong|div|span|h[1-6]|code|pre|img|table|tr|td|th|thead|tbody|blockquote|hr|s|sub|sup|small|tt|dl|dt|dd|font|center|iframe|script|style|svg|video|audio|figure|section|article|details|summary)\b[^<>]{0,2000}>/i

/** Whether a text holds HTML tags (a lone `<` or `<3` is none). */
export const looksLikeHtml = (text: string) => markup.test(text)

const escapeHtml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const asHtml = (text: string) =>
  looksLikeHtml(text)
    ? text
    : text
        .split(/\n{2,}/)
        .map((part) => `<p>${escapeHtml(part).replace(/\n/g, '<br>')}</p>`)
        .join('\n')

/**
 * One text out of an entry's parts (abstract, description). A part that begins another is
 * taken once; HTML in one makes the whole HTML. References in plain text are decoded.
 * `shortened` says that something was cut off.
 */
export function sourceText(parts: (string | null | undefined)[]): {
  text: SourceText | null
  shortened: boolean
} {
  let kept: string[] = []
  let shortened = false
  for (const raw of parts) {
    if (!raw) continue
    const whole = raw.replace(/\r\n?/g, '\n').replace(unwanted, '').trim().normalize('NFC')
    if (!whole) continue
    const part = cut(whole, longest.text)
    shortened ||= part !== whole
    if (kept.some((other) => other.startsWith(part))) continue
    kept = [...kept.filter((other) => !part.startsWith(other)), part]
  }
  if (kept.length === 0) return { text: null, shortened }
  if (kept.some(looksLikeHtml)) {
    return { text: { format: 'html', text: kept.map(asHtml).join('\n') }, shortened }
  }
  const text = decodeEntities(kept.join('\n\n')).replace(unwanted, '').trim()
  return { text: text ? { format: 'text', text } : null, shortened }
}

/** An absolute http(s) address, or null. Relative ones need `base`; credentials are refused. */
export function webAddress(raw: string | null | undefined, base: string | null): string | null {
  const written = raw ? decodeEntities(raw).trim() : ''
  if (!written || written.length > longest.address) return null
  const url = readUrl(written, base || undefined)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null
  return url.href.length <= longest.address ? url.href : null
}
