import { addRecord, type Fields, isRecord, roleOf } from './bookmark-fields'
import { BookmarkCollector, type BookmarkFormat, type Bookmarks } from './bookmarks'
import type { Problems } from './problems'
import type { ReadLimits } from './programme'

/** Folders nested deeper than this, or in circles, end here. */
const deepest = 12

/** Which program's links a parsed JSON file holds, or null for JSON of another kind. */
export function linkJsonFormat(root: unknown): BookmarkFormat | null {
  if (Array.isArray(root)) return listFormat(root.find(isRecord))
  if (!isRecord(root)) return null
  if (isRecord(list(root.collections)[0]) && list(root.collections).some(hasLinks)) {
    return 'linkwarden'
  }
  if (root.type === 'text/x-moz-place-container') return 'firefox-json'
  const first = list(root.bookmarks).find(isRecord)
  if (!first) return null
  if ('article__url' in first) return 'readability'
  return 'content' in first ? 'karakeep' : listFormat(first)
}

function listFormat(first: Fields | undefined): BookmarkFormat | null {
  if (!first) return null
  const known = Object.keys(first).map(roleOf)
  if (!known.includes('address') || !known.includes('title')) return null
  if ('savedAt' in first && 'slug' in first) return 'omnivore'
  return 'is_archived' in first && 'domain_name' in first ? 'wallabag' : 'links-json'
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const string = (value: unknown) => (typeof value === 'string' ? value : '')
const hasLinks = (one: unknown) => isRecord(one) && Array.isArray(one.links)

/** Reads the links of a JSON file whose format `linkJsonFormat` has told. */
export function readLinkJson(
  root: unknown,
  format: BookmarkFormat,
  limits: ReadLimits,
  problems: Problems,
): Bookmarks {
  const into = new BookmarkCollector(limits, problems)
  if (isRecord(root)) {
    if (format === 'linkwarden') readLinkwarden(into, root, problems)
    else if (format === 'karakeep') readKarakeep(into, root)
    else if (format === 'firefox-json') readFirefox(into, root, [])
    else readList(into, list(root.bookmarks), format, problems)
  } else readList(into, list(root), format, problems)
  return into.finish(format, null)
}

// What a page says of itself is read from the page again; `description` is nobody's note there
const pageWords = { description: 'leave', author: 'leave', content: 'leave' } as const

function readList(
  into: BookmarkCollector,
  records: unknown[],
  format: BookmarkFormat,
  problems: Problems,
) {
  for (const record of records) {
    if (!isRecord(record)) {
      problems.add('entry-unreadable', null)
      continue
    }
    // Pinboard and Delicious call the title a description where both are there
    const pinboard = 'extended' in record && 'href' in record
    const described = { description: pinboard ? 'title' : 'note' } as const
    const own = format === 'omnivore' || format === 'wallabag' ? pageWords : described
    addRecord(into, record, { roles: { ...own, others: 'leave' } })
  }
}

type Folder = { name: string; parent: unknown }

function pathOf(folders: Map<unknown, Folder>, id: unknown): string[] {
  const path: string[] = []
  for (let at = folders.get(id); at && path.length < deepest; at = folders.get(at.parent)) {
    path.unshift(at.name)
  }
  return path
}

function readLinkwarden(into: BookmarkCollector, root: Fields, problems: Problems) {
  const collections = list(root.collections).filter(isRecord)
  const folders = new Map(
    collections.map(({ id, name, parentId }) => [id, { name: string(name), parent: parentId }]),
  )
  const pinned = new Set(list(root.pinnedLinks).map((one) => (isRecord(one) ? one.id : one)))
  for (const { id, name, parentId, links, ...rest } of collections) {
    const folder = into.folder(pathOf(folders, id))
    for (const [field, value] of Object.entries(rest)) into.leave(`collection.${field}`, value)
    for (const link of list(links)) {
      if (!isRecord(link)) problems.add('entry-unreadable', string(name))
      else {
        const { description, ...fields } = link
        const starred = fields.id !== undefined && pinned.has(fields.id)
        const record = { ...fields, note: description, starred }
        addRecord(into, record, { folder, roles: linkwardenFields })
      }
    }
  }
}

const linkwardenFields = { collection: 'leave', type: 'leave' } as const

function readKarakeep(into: BookmarkCollector, root: Fields) {
  const folders = new Map(
    list(root.lists)
      .filter(isRecord)
      .map(({ id, name, parentId }) => [id, { name: string(name), parent: parentId }]),
  )
  for (const id of folders.keys()) into.folder(pathOf(folders, id))
  for (const one of list(root.bookmarks).filter(isRecord)) {
    const { content, lists, ...fields } = one
    const { type: _, url, text, ...rest } = isRecord(content) ? content : {}
    const paths = list(lists).map((id) => pathOf(folders, id))
    const record = { ...fields, ...rest, url: url ?? '', title: one.title ?? text ?? '' }
    // In several lists at once: once in each of them
    for (const folder of paths.length > 0 ? paths : [[]]) addRecord(into, record, { folder })
  }
}

/** Folders and links of a Firefox backup; its own top folders keep the names that they have. */
function readFirefox(into: BookmarkCollector, node: Fields, path: string[]) {
  for (const child of list(node.children).filter(isRecord)) {
    if (child.type === 'text/x-moz-place-container') {
      const folder = [...path, string(child.title)].filter(Boolean)
      if (folder.length > deepest) continue
      into.folder(folder)
      readFirefox(into, child, folder)
    } else if (child.type === 'text/x-moz-place') {
      addRecord(into, { ...child, type: undefined }, { folder: path })
    }
  }
}
