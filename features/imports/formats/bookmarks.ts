import { parseAddress } from '@/features/links/address'
import type { Problems } from './problems'
import type { Problem, ReadLimits } from './programme'
import { Refused } from './refusal'
import { cleanLine, longest } from './text'

/** What every reader of bookmarks, reading lists and feeds gives: plain values, no database. */

export const bookmarkFormats = [
  'netscape',
  'pocket-html',
  'pocket-csv',
  'instapaper-csv',
  'raindrop-csv',
  'links-csv',
  'linkwarden',
  'karakeep',
  'omnivore',
  'wallabag',
  'readability',
  'firefox-json',
  'links-json',
  'opml',
  'markdown-list',
] as const
export type BookmarkFormat = (typeof bookmarkFormats)[number]

export type ReadState = 'todo' | 'doing' | 'done'

export type Bookmark = {
  /** An http or https address that the product takes */
  url: string
  /** Empty when the file gives none, or only the address again */
  title: string
  /** Folders from the outermost to the innermost; empty at the top */
  folder: string[]
  tags: string[]
  /** ISO 8601, UTC */
  addedAt: string | null
  /** Null where the file keeps no reading state */
  state: ReadState | null
  /** Starred, or whatever the program calls what one likes best */
  favourite: boolean
  /** What the person wrote or marked, as Markdown */
  note: string
  /** 1-based line in the file, where known */
  line: number | null
}

export type Bookmarks = {
  format: BookmarkFormat
  title: string | null
  /** In the file's order; repeated addresses are still there */
  links: Bookmark[]
  /** Folders in the file's order, also the empty ones */
  folders: string[][]
  /** Fields with something in them for which there is no place, and how often */
  homeless: { field: string; count: number }[]
  problems: Problem[]
}

/** The longest "why" that an entry may have, in UTF-16 units. */
const longestNote = 20_000
const mostTags = 50
const deepest = 12

export type Given = {
  address: string
  /** Whether it may lack its scheme, as where people typed it; elsewhere such a one is relative */
  typed?: boolean
  title?: string
  folder?: string[]
  tags?: string[]
  /** As the file has it: seconds, milliseconds or microseconds since 1970, or a written date */
  added?: string
  state?: ReadState | null
  favourite?: boolean
  note?: string
  line?: number | null
}

/** Takes what readers find, checks it, and counts what has no place. */
export class BookmarkCollector {
  readonly links: Bookmark[] = []
  private readonly folders = new Map<string, string[]>()
  private readonly homeless = new Map<string, number>()

  constructor(
    private readonly limits: ReadLimits,
    private readonly problems: Problems,
  ) {}

  /** Notes a folder, and gives its name as it is kept. */
  folder(path: string[]): string[] {
    const clean = path
      .slice(0, deepest)
      .map((name) => cleanLine(name, longest.name) ?? '')
      .filter(Boolean)
    if (clean.length > 0) this.folders.set(clean.join('\n'), clean)
    return clean
  }

  add(given: Given): Bookmark | null {
    if (this.links.length >= this.limits.entries) {
      throw new Refused('too-many-links', { limit: this.limits.entries })
    }
    const line = given.line ?? null
    const written = given.title ? cleanLine(given.title, 300) : null
    const whole = given.typed || /^\s*(https?:)?\/\//i.test(given.address)
    const address = whole ? parseAddress(given.address) : null
    if (!address?.ok) {
      const item = written ?? given.address.slice(0, 120)
      const shown = cleanLine(given.address, 80) ?? ''
      this.problems.add('address-refused', item, line, { address: shown })
      return null
    }
    const { url } = address
    const title = written && !sameAddress(written, given.address) ? written : ''
    const link: Bookmark = {
      url,
      title,
      folder: this.folder(given.folder ?? []),
      tags: cleanTags(given.tags ?? []),
      addedAt: null,
      state: given.state ?? null,
      favourite: given.favourite ?? false,
      note: this.note(given.note ?? '', title || url, line),
      line,
    }
    if (given.added) {
      link.addedAt = instant(given.added)
      if (!link.addedAt) {
        const value = cleanLine(given.added, 40) ?? ''
        this.problems.add('date-unreadable', title || url, line, { value })
      }
    }
    this.links.push(link)
    return link
  }

  /** Lengthens a link's note, as where the file brings it after the link. */
  append(link: Bookmark, text: string): void {
    const whole = [link.note, text].filter(Boolean).join('\n\n')
    link.note = this.note(whole, link.title || link.url, link.line)
  }

  /** Counts a field that says something and has no place. */
  leave(field: string, value: unknown): void {
    if (!saysSomething(value)) return
    const name = cleanLine(field, 60) ?? '?'
    this.homeless.set(name, (this.homeless.get(name) ?? 0) + 1)
  }

  finish(format: BookmarkFormat, title: string | null): Bookmarks {
    if (this.links.length === 0) throw new Refused('no-links')
    return {
      format,
      title: cleanLine(title, 200),
      links: this.links,
      folders: [...this.folders.values()],
      homeless: [...this.homeless]
        .map(([field, count]) => ({ field, count }))
        .sort((a, b) => b.count - a.count || a.field.localeCompare(b.field)),
      problems: this.problems.list(),
    }
  }

  private note(text: string, item: string, line: number | null): string {
    const note = text
      .replace(/\r\n?/g, '\n')
      .replaceAll('\0', '')
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      .trim()
    if (note.length <= longestNote) return note
    this.problems.add('note-shortened', item, line, { limit: longestNote })
    return `${note.slice(0, longestNote - 1).replace(/\p{Surrogate}$/u, '')}…`
  }
}

function cleanTags(tags: string[]): string[] {
  const clean = tags.flatMap((tag) => cleanLine(tag, 80) ?? [])
  return [...new Set(clean)].slice(0, mostTags)
}

const bare = (address: string) => address.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')

function sameAddress(title: string, address: string): boolean {
  return bare(title) === bare(address.trim())
}

/** No, nothing and nought are what most fields hold of most links. */
function saysSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return false
  if (typeof value === 'string') return !/^\s*(0|false|null)?\s*$/i.test(value)
  if (Array.isArray(value)) return value.some(saysSomething)
  if (typeof value === 'object') return Object.values(value).some(saysSomething)
  return true
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const earliest = Date.UTC(1990, 0)
const latest = Date.UTC(2100, 0)

/**
 * An instant as exports write it, as ISO 8601, or null. Numbers are seconds, milliseconds or
 * microseconds since 1970, told apart by their size; a date without a zone is taken as UTC.
 */
export function instant(written: string): string | null {
  const text = written.trim()
  let time = Number.NaN
  const number = /^\d{8,20}(\.\d+)?$/.test(text) ? Number(text) : null
  // The log format of web servers, which the oldest bookmark files use
  const log = /^(\d{1,2})\/([a-z]{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{4})$/i.exec(text)
  if (number !== null) {
    time = number < 1e11 ? number * 1e3 : number < 1e14 ? number : number / 1e3
  } else if (log) {
    const [, day, month = '', year, clock, zone = ''] = log
    const number = String(months.indexOf(month.toLowerCase()) + 1).padStart(2, '0')
    time = Date.parse(
      `${year}-${number}-${day?.padStart(2, '0')}T${clock}${zone.slice(0, 3)}:${zone.slice(3)}`,
    )
  } else if (/^\d{4}-\d{2}-\d{2}/.test(text)) {
    const iso = text.replace(/^(\S{10}) /, '$1T').replace(/ ?UTC$/, 'Z')
    const zoned = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(iso) || iso.length === 10
    const colon = iso.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
    time = Date.parse(iso.length === 10 ? iso : zoned ? colon : `${iso}Z`)
  }
  return time > earliest && time < latest ? new Date(time).toISOString() : null
}
