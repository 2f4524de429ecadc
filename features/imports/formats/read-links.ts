import { isLinkTable, readLinkTable } from './bookmark-csv'
import { isBookmarkPage, readBookmarkPage } from './bookmark-html'
import { linkJsonFormat, readLinkJson } from './bookmark-json'
import { isLinkList, readLinkList } from './bookmark-markdown'
import { readOpml } from './bookmark-opml'
import type { Bookmarks } from './bookmarks'
import { readCsv } from './csv'
import { checkJson } from './json-tree'
import type { Problems } from './problems'
import type { ReadLimits, ReadOptions } from './programme'
import { checkXml } from './xml-tree'

/**
 * Reads links out of a text whose kind is found by its content, or answers null for a text that
 * holds none: a programme, notes, anything else. A text that is said to be a list of links is one. Throws `Refused` for one that is damaged or too large.
 */
export function readLinks(
  text: string,
  limits: ReadLimits,
  problems: Problems,
  as?: ReadOptions['as'],
): Bookmarks | null {
  if (as === 'links') return readLinkList(text, limits, problems)
  const start = text.trimStart().slice(0, 65_536)
  if (start.startsWith('<')) {
    if (isBookmarkPage(start)) return readBookmarkPage(text, limits, problems)
    if (!/<opml[\s>]/i.test(start.slice(0, 4_000))) return null
    return checkXml(text.trim(), limits) === 'opml' ? readOpml(text, limits, problems) : null
  }
  if (/^[[{]/.test(start)) {
    const root = parsed(text, limits)
    const format = linkJsonFormat(root)
    if (format) return readLinkJson(root, format, limits, problems)
  }
  const header = readCsv(start.split(/\r?\n/, 1)[0] ?? '')[0]?.cells ?? []
  if (header.length > 1 && isLinkTable(header)) return readLinkTable(text, limits, problems)
  return isLinkList(start) ? readLinkList(text, limits, problems) : null
}

/** What is no JSON is told by whoever reads it as something else. */
function parsed(text: string, limits: ReadLimits): unknown {
  checkJson(text, limits)
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
