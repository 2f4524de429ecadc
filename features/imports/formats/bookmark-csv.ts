import { addRecord, roleOf } from './bookmark-fields'
import { BookmarkCollector, type BookmarkFormat, type Bookmarks, type ReadState } from './bookmarks'
import { readCsv, recordsOf } from './csv'
import type { Problems } from './problems'
import type { ReadLimits } from './programme'

/** Whether a header row belongs to a table of links. */
export function isLinkTable(header: string[]): boolean {
  const known = header.map(roleOf)
  // A programme has addresses too
  if (header.some((name) => /^(event[_ ])?(start|end|room|venue)/i.test(name.trim()))) return false
  return known.includes('address') && known.some((role) => role && role !== 'address')
}

function formatOf(header: string[]): BookmarkFormat {
  const names = new Set(header.map((name) => name.trim().toLowerCase()))
  if (names.has('time_added') && names.has('status')) return 'pocket-csv'
  if (names.has('selection') && names.has('folder')) return 'instapaper-csv'
  if (names.has('excerpt') && names.has('cover') && names.has('folder')) return 'raindrop-csv'
  return 'links-csv'
}

// Instapaper keeps the state as a folder. "Starred" says nothing of having read.
const instapaperStates: Record<string, ReadState | 'favourite'> = {
  Unread: 'todo',
  Archive: 'done',
  Starred: 'favourite',
}

/**
 * Reads a table of links with a header: Pocket's, Instapaper's and Raindrop's exports, and any other
 * that has a column for the address.
 */
export function readLinkTable(text: string, limits: ReadLimits, problems: Problems): Bookmarks {
  const rows = readCsv(text)
  const format = formatOf(rows[0]?.cells ?? [])
  const into = new BookmarkCollector(limits, problems)
  const instapaper = format === 'instapaper-csv'
  for (const { line, record } of recordsOf(rows, problems)) {
    addRecord(into, quoted(record, instapaper), {
      line,
      typed: true,
      ...(instapaper && { folderState: (folder: string) => instapaperStates[folder] }),
      ...(format === 'raindrop-csv' && { roles: { id: 'leave', state: 'leave' } }),
    })
  }
  return into.finish(format, null)
}

/** Instapaper's selection is a passage of the page, not a word of the reader's. */
function quoted(record: Record<string, string>, instapaper: boolean): Record<string, unknown> {
  if (!instapaper) return record
  const { Selection: selection = '', ...rest } = record
  return selection.trim() ? { ...rest, Selection: [{ quote: selection }] } : rest
}
