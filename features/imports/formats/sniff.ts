import { readCsv } from './csv'
import type { RefusalCode } from './programme'
import { Refused } from './refusal'

export type Kind = 'icalendar' | 'xml' | 'json' | 'table'

/**
 * Tells by its beginning what a text is. Throws `Refused` for a kind that holds no programme;
 * names and endings of files are not asked, they lie.
 */
export function kindOfText(text: string): Kind {
  const start = text.trimStart().slice(0, 65_536)
  if (!start) throw new Refused('empty')
  if (/^(?:<!--\s*)?BEGIN[ \t]*:[ \t]*VCALENDAR/i.test(start)) return 'icalendar'
  if (/^BEGIN:VCARD/i.test(start)) throw new Refused('is-text')
  if (start.startsWith('<')) {
    refuseMarkup(start)
    return 'xml'
  }
  if (start.startsWith('{') || /^\[\s*(?:[[{\]"\d-]|true|false|null)/.test(start)) {
    // A Markdown link begins like a list; JSON goes on otherwise.
    if (!/^\[[^\]\n]*\]\(/.test(start)) return 'json'
  }
  if (/^BEGIN[ \t]*:[ \t]*VCALENDAR/im.test(start)) return 'icalendar'
  const kind = kindOfProse(start)
  if (kind === 'is-csv') return 'table'
  throw new Refused(kind)
}

/**
 * Whether a text that holds no links is somebody's notes: prose, or what looks like something else and
 * is called Markdown.
 */
export function isNotes(text: string, name: string): boolean {
  const called = /\.(?:md|markdown|txt)$/i.test(name)
  try {
    return kindOfText(text) === 'table' && called && !/txt$/i.test(name)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code } = error.refusal
    return code === 'is-text' || (called && ['is-yaml', 'is-csv', 'is-html'].includes(code))
  }
}

/** HTML pages and feeds are common mistakes; their first element tells. */
function refuseMarkup(start: string): void {
  const root = firstElement(start)
  const kind = xmlKind(root)
  if (kind) throw new Refused(kind)
  if (/^<!doctype\s+html/i.test(start)) throw new Refused('is-html')
}

/** The name of the first element after declarations and comments. */
function firstElement(text: string): string {
  let at = 0
  while (at >= 0 && at < text.length) {
    at = text.indexOf('<', at)
    if (at < 0) return ''
    if (text.startsWith('<!--', at)) at = text.indexOf('-->', at)
    else if (text.startsWith('<?', at) || text.startsWith('<!', at)) at = text.indexOf('>', at)
    else return /^<([^\s/>]{1,60})/.exec(text.slice(at, at + 70))?.[1] ?? ''
  }
  return ''
}

const htmlElements =
  /^(?:html|head|body|title|meta|script|style|link|div|p|h[1-6]|table|ul|ol|span|a|main|section|article|header)$/i

/** What an XML file with this root is, as far as it is worth saying; null for anything else. */
export function xmlKind(root: string): RefusalCode | null {
  const name = root.replace(/^[^:]*:/, '')
  if (htmlElements.test(name)) return 'is-html'
  if (/^(rss|feed|rdf)$/i.test(name)) return 'is-feed'
  if (/^svg$/i.test(name)) return 'is-image'
  return null
}

function kindOfProse(start: string): RefusalCode {
  const lines = start.split(/\r\n?|\n/, 40).filter((line) => line.trim())
  const [head = ''] = lines
  // A cell may hold line breaks, so rows are told by a reader of tables
  const [first, second] = readCsv(start.slice(0, 20_000))
  const width = first?.cells.length ?? 0
  if (width >= 3 && (second?.cells.length ?? 0) >= width && !/[.!?]$/.test(head.trim()))
    return 'is-csv'
  const keys = lines.filter((line) => /^\s*(- )?["']?[\w-]{1,40}["']?:(\s|$)/.test(line)).length
  if (/^---\s*$/.test(head) && keys > 0 && keys * 2 >= lines.length) return 'is-yaml'
  if (lines.length >= 3 && keys * 10 >= lines.length * 6) return 'is-yaml'
  return 'is-text'
}
