import { Parser } from 'htmlparser2'
import { saysYes, splitTags } from './bookmark-fields'
import {
  type Bookmark,
  BookmarkCollector,
  type Bookmarks,
  type Given,
  type ReadState,
} from './bookmarks'
import type { Problems } from './problems'
import type { ReadLimits } from './programme'
import { lineFinder } from './xml-tree'

/** Whether an HTML text is a file of bookmarks: the browsers' format, or Pocket's. */
export function isBookmarkPage(start: string): boolean {
  if (/^\s*<!doctype\s+netscape-bookmark-file/i.test(start)) return true
  if (/<title>\s*Pocket Export\s*<\/title>/i.test(start)) return true
  return /<dl>\s*(<p>)?\s*<dt>\s*<(h3|a)\b/i.test(start)
}

// Pocket's only folders, which say whether something was read
const pocketStates: Record<string, ReadState> = { Unread: 'todo', 'Read Archive': 'done' }
const used = new Set(['href', 'add_date', 'time_added', 'tags', 'toread', 'description'])
// Raindrop says "important"
const stars = ['important', 'favorite', 'starred']

/**
 * Reads the bookmark file of browsers, which never had a specification: `<DT><A>` is a link, `<DT><H3>`
 * a folder whose links are in the `<DL>` behind it, `<DD>` a note. Also Pocket's HTML, whose
 * headings are states.
 */
export function readBookmarkPage(text: string, limits: ReadLimits, problems: Problems): Bookmarks {
  const into = new BookmarkCollector(limits, problems)
  const pocket = /<title>\s*Pocket Export\s*<\/title>/i.test(text.slice(0, 4_000))
  // A tag of several words is only possible where commas separate
  const commas = /\stags\s*=\s*"[^"]*,/i.test(text)
  const line = lineFinder(text)
  const folders: string[] = []
  // What a closing </DL> takes back: the one around everything belongs to no folder
  const lists: boolean[] = []
  let heading: string | null = null
  let title: string | null = null
  let state: ReadState | null = null
  let open: { name: string; words: string } | null = null
  let given: Given | null = null
  let link: Bookmark | null = null
  let refused = false
  let note: string | null = null
  // Where a link inside of a note leads: words in the note, no link of the file
  let inNote = ''

  const endNote = () => {
    if (note?.trim()) {
      if (link) into.append(link, note.trim())
      else into.leave(refused ? 'note' : 'folder description', note)
    }
    note = null
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (/^(dt|dl|h3|dd|a)$/.test(name) && !(name === 'a' && note !== null)) endNote()
        if (name === 'dd') note = ''
        else if (name === 'dl') {
          lists.push(heading !== null)
          if (heading !== null) folders.push(heading)
          heading = null
        } else if (/^h[1-3]$/.test(name)) {
          open = { name, words: '' }
          link = null
          refused = false
        } else if (name === 'a' && note !== null) inNote = attributes.href ?? ''
        else if (name === 'a') {
          open = { name, words: '' }
          given = linkOf(attributes)
          given.line = line(parser.startIndex)
          given.folder = [...folders]
          if (state) given.state = state
        }
      },
      ontext(words) {
        if (open) open.words += words
        else if (note !== null) note += words
      },
      onclosetag(name) {
        if (name === 'a' && note !== null && inNote) {
          if (!note.trimEnd().endsWith(inNote)) note += ` ${inNote}`
          inNote = ''
        }
        if (open && open.name === name) {
          const words = open.words
          open = null
          if (name === 'a' && given) {
            link = into.add({ ...given, title: words })
            refused = !link
            given = null
          } else if (pocket) state = pocketStates[words.trim()] ?? null
          else if (name === 'h3') {
            heading = words
            into.folder([...folders, words])
          } else title = words
        }
        if (name === 'dl') {
          endNote()
          if (lists.pop()) folders.pop()
          link = null
        }
      },
    },
    { decodeEntities: true },
  )
  function linkOf(attributes: Record<string, string>): Given {
    for (const [name, value] of Object.entries(attributes)) {
      const star = stars.includes(name) && saysYes(value)
      if (!used.has(name) && !star) into.leave(name, value)
    }
    const { tags = '', toread } = attributes
    return {
      address: attributes.href ?? '',
      added: attributes.add_date ?? attributes.time_added ?? '',
      tags: commas ? splitTags(tags) : tags.split(/\s+/).filter(Boolean),
      note: attributes.description ?? '',
      state: toread === '1' ? 'todo' : null,
      favourite: stars.some((name) => saysYes(attributes[name])),
    }
  }
  parser.end(text)
  endNote()
  const named = title && !/^bookmarks?( menu)?$/i.test(title) ? title : null
  return into.finish(pocket ? 'pocket-html' : 'netscape', named)
}
