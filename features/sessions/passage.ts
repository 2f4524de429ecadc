import { createHash } from 'node:crypto'
import search from 'approx-string-match'
import { longestQuote, type PassageInput } from './schema'

/**
 * Words of a text and where they stand: a TextQuoteSelector (exact, prefix, suffix) and a
 * TextPositionSelector (start, end) of the Web Annotation Data Model (W3C, 2017). Positions are
 * UTF-16 code units, as in JavaScript; ends are exclusive.
 */
export type Selector = {
  exact: string
  prefix: string
  suffix: string
  start: number
  end: number
}

/**
 * As it is stored: `hash` names the text that its position counts in; `lost`: not there any more.
 * `was` is the hash of the last text that it stood in, where that is kept.
 */
export type Passage = Omit<PassageInput, 'fromMs'> & { hash: string; lost?: true; was?: string }
export type PassageTarget = Passage['target']

export type Place = { start: number; end: number }

const contextLength = 32
/** How short an identical quote may be without anything around it that is the same, too. */
const tellingLength = 8
const mostCandidates = 2_000

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** SHA-256 of a text, in hexadecimal: whether positions in it still hold. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Describes a passage of a text by its words, what stands around them, and its position. Never cuts
 * through what a reader takes for one character; leaves out white space at both ends; ends after
 * 2,000. Null for nothing but white space.
 */
export function describePassage(text: string, from: number, to: number): Selector | null {
  let start = clamp(from, text)
  let end = clamp(to, text)
  while (start < end && /\s/.test(text[start] ?? '')) start++
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--
  if (start >= end) return null
  start = boundary(text, start, 'before')
  end = boundary(text, end, 'after')
  if (end - start > longestQuote) {
    end = boundary(text, start + longestQuote, 'before')
    // One character of more than 2,000 code units is nothing that anybody wrote
    if (end <= start) end = start + longestQuote
  }
  return {
    exact: text.slice(start, end),
    prefix: text.slice(boundary(text, Math.max(0, start - contextLength), 'after'), start),
    suffix: text.slice(end, boundary(text, Math.min(text.length, end + contextLength), 'before')),
    start,
    end,
  }
}

function clamp(at: number, text: string): number {
  return Math.max(0, Math.min(text.length, Math.trunc(at) || 0))
}

function boundary(text: string, at: number, where: 'before' | 'after'): number {
  const segment = segmenter.segment(text).containing(at)
  if (!segment || segment.index === at) return at
  return where === 'before' ? segment.index : segment.index + segment.segment.length
}

/**
 * Finds a passage again in a text that may have changed. White space does not count. The same words:
 * where what stands around them agrees best, then the nearest; short ones only where enough around
 * them is the same. Else similar words (Myers' algorithm, as Hypothesis does it). Null: it is gone.
 */
export function attach(text: string, selector: Selector): Place | null {
  const ink = inkOf(text)
  const quote = squeeze(selector.exact)
  if (quote === '') return null
  const around = { before: squeeze(selector.prefix), after: squeeze(selector.suffix) }
  const hint = ink.indexAt(selector.start)
  const rank = <Found extends Place>(places: Found[]) =>
    places
      .map((place) => ({ ...place, context: contextAt(ink.letters, place, around) }))
      .sort((a, b) => b.context - a.context || Math.abs(a.start - hint) - Math.abs(b.start - hint))
  const same = rank(occurrences(ink.letters, quote, hint)).find(({ context }) => {
    const known = context * (around.before.length + around.after.length)
    return context === 1 || widthOf(quote) + known >= tellingLength
  })
  if (same) return ink.place(same)
  if (widthOf(quote) < tellingLength) return null
  const most = Math.min(256, Math.floor(quote.length * 0.4))
  const similar = rank(search(ink.letters, quote, most)).find(
    ({ errors, context }) => errors <= quote.length * (context >= 0.25 ? 0.4 : 0.2),
  )
  return similar ? ink.place(similar) : null
}

function occurrences(letters: string, quote: string, hint: number): Place[] {
  const found: Place[] = []
  // Those around the old position first: of a single letter there may be too many to weigh them all
  let [left, right] = [letters.lastIndexOf(quote, hint), letters.indexOf(quote, hint + 1)]
  while (found.length < mostCandidates && (left >= 0 || right >= 0)) {
    const goLeft = left >= 0 && (right < 0 || hint - left <= right - hint)
    const start = goLeft ? left : right
    found.push({ start, end: start + quote.length })
    if (!goLeft) right = letters.indexOf(quote, right + 1)
    else left = left > 0 ? letters.lastIndexOf(quote, left - 1) : -1
  }
  return found
}

/** How much of the text around a place is as it was, from 0 to 1; an edge of the text agrees. */
function contextAt(
  letters: string,
  { start, end }: Place,
  around: { before: string; after: string },
) {
  const { before, after } = around
  if (before === '' && after === '') return 1
  let tail = 0
  while (tail < before.length && before.at(-1 - tail) === letters[start - 1 - tail]) tail++
  let head = 0
  while (head < after.length && after[head] === letters[end + head]) head++
  return (tail + head) / (before.length + after.length)
}

/** An ideograph tells about as much as three letters. */
function widthOf(text: string): number {
  return text.length + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0)
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}

/**
 * A text without its white space, and the way between positions in both. HTML, its plain text and
 * another wrapping of it differ in white space alone.
 */
export function inkOf(text: string) {
  const letters = squeeze(text)
  const at = new Int32Array(letters.length)
  for (let i = 0, n = 0; i < text.length; i++) if (!/\s/.test(text[i] ?? '')) at[n++] = i
  /** The index of the first letter at or after a position of the text. */
  function indexAt(position: number): number {
    let [low, high] = [0, at.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((at[middle] ?? 0) < position) low = middle + 1
      else high = middle
    }
    return low
  }
  function place({ start, end }: Place): Place | null {
    const [first, last] = [at[start], at[end - 1]]
    return first === undefined || last === undefined ? null : { start: first, end: last + 1 }
  }
  return { letters, indexAt, place }
}
