import { longestQuote } from '@/features/sessions/schema'
import { fromSlugId } from '@/lib/ids'
import { readUrl } from '@/lib/paths'

// Where annotations of a file point: the selectors of the Web Annotation Data Model (W3C, 2017).

export type Quote = {
  exact: string
  prefix: string
  suffix: string
  start: number
  end: number
  /** Of a talk: which of its texts, where the file tells */
  text: 'abstract' | 'transcript' | null
}

export type Moment = { fromMs: number | null; toMs: number | null }

type Selector = Record<string, unknown>

const string = (value: unknown) => (typeof value === 'string' ? value : '')

/** The words that a target quotes, and where they stood. */
export function quoteOf(selectors: Selector[]): Quote | null {
  const found = selectors.find(({ type, exact }) => type === 'TextQuoteSelector' && string(exact))
  if (!found || string(found.exact).trim() === '') return null
  const at = selectors.find(({ type }) => type === 'TextPositionSelector')
  const exact = string(found.exact).slice(0, longestQuote)
  const start = position(at?.start) ?? 0
  const text = found.text === 'transcript' || found.text === 'abstract' ? found.text : null
  const end = Math.max(start, position(at?.end) ?? start + exact.length)
  const [prefix, suffix] = [string(found.prefix).slice(-200), string(found.suffix).slice(0, 200)]
  return { exact, prefix, suffix, start, end, text }
}

const position = (value: unknown) =>
  typeof value === 'number' && value >= 0 && value < 2 ** 31 ? Math.floor(value) : null

/** A media fragment, `t=12.5,20` (W3C Media Fragments URI 1.0, 4.2.1), in milliseconds. */
export function momentOf(selectors: Selector[]): Moment {
  const values = selectors
    .filter(({ type }) => type === 'FragmentSelector')
    .map(({ value }) => /(?:^|[#&])t=(?:npt:)?([\d.]*)(?:,([\d.]+))?/.exec(string(value)))
  const [, from, to] = values.find(Boolean) ?? []
  const [fromMs, toMs] = [from, to].map(milliseconds) as [number | null, number | null]
  if (fromMs === null) return { fromMs: null, toMs: null }
  return { fromMs, toMs: toMs !== null && toMs > fromMs ? toMs : null }
}

function milliseconds(text: string | undefined): number | null {
  const ms = text ? Math.round(Number(text) * 1_000) : Number.NaN
  return ms >= 0 && ms < 360_000_000 ? ms : null
}

/** The id of one of our talks in its address, whatever Hallway it is of. */
export function sessionIn(address: string): string | null {
  const part = /^\/t\/[^/]+\/sessions\/([^/]+)$/.exec(readUrl(address)?.pathname ?? '')?.[1]
  return part ? fromSlugId(part) : null
}

/** ISO 8601, UTC; null for what is no date of the Web. */
export function instant(value: unknown): string | null {
  const at = new Date(string(value))
  const year = at.getUTCFullYear()
  return year > 1990 && year < 2200 ? at.toISOString() : null
}
