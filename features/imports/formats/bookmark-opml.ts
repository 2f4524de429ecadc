import { BookmarkCollector, type Bookmarks } from './bookmarks'
import type { Problems } from './problems'
import type { ReadLimits } from './programme'
import {
  attribute,
  child,
  children,
  childText,
  type Element,
  lineFinder,
  offsetOf,
  parseXml,
} from './xml-tree'

const known = new Set([
  '@text',
  '@title',
  '@type',
  '@xmlUrl',
  '@htmlUrl',
  '@url',
  '@created',
  '@category',
  '@description',
])

/**
 * Reads OPML 1 and 2 (http://opml.org/spec2.opml): outlines with an address are links, the others
 * folders. A feed is listed under the page that it belongs to, where the file names one; the feed's
 * own address then stands in the note.
 */
export function readOpml(text: string, limits: ReadLimits, problems: Problems): Bookmarks {
  const root = child(parseXml(text, new Set(['outline'])), 'opml')
  const into = new BookmarkCollector(limits, problems)
  const line = lineFinder(text)
  readOutlines(into, child(root, 'body'), [], line)
  return into.finish('opml', childText(child(root, 'head'), 'title').trim() || null)
}

function readOutlines(
  into: BookmarkCollector,
  parent: Element | null,
  folder: string[],
  line: (offset: number) => number,
): void {
  for (const outline of children(parent, 'outline')) {
    const get = (name: string) => attribute(outline, name)?.trim() ?? ''
    const [feed, page] = [get('xmlUrl'), get('htmlUrl') || get('url')]
    const title = get('title') || get('text')
    const offset = offsetOf(outline)
    if (feed || page) {
      into.add({
        address: page || feed,
        title,
        folder,
        tags: get('category')
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean),
        added: get('created'),
        note: [get('description'), page ? feed : ''].filter(Boolean).join('\n\n'),
        line: offset === null ? null : line(offset),
      })
      for (const [name, value] of Object.entries(outline)) {
        if (name.startsWith('@') && !known.has(name)) into.leave(name.slice(1), value)
      }
    }
    const inside = feed || page ? folder : into.folder([...folder, title])
    readOutlines(into, outline, inside, line)
  }
}
