import type { BookmarkCollector, Given, ReadState } from './bookmarks'

/**
 * Reads one record of an export by the names of its fields: the tables and JSON files of link
 * keepers differ in names, hardly in what they say.
 */

type Role = 'address' | 'title' | 'note' | 'tags' | 'added' | 'folder' | 'state' | 'favourite'

const names: Record<Role, string> = {
  address: 'url link href uri address article__url resolved_url given_url page_url',
  title: 'title name article__title resolved_title given_title',
  note: 'note notes selection extended comment comments highlights annotations quote',
  tags: 'tags labels tag label keywords',
  added: `time_added timestamp created created_at createdat date_added dateadded savedat saved_at
    add_date added time date`,
  folder: 'folder collection collection_name category',
  state: 'status state is_archived is_read archive archived read unread toread readingprogress',
  favourite: `favorite favourite favorited favourited is_favorite isfavorite starred is_starred
    isstarred important`,
}

const roles = new Map<string, Role>()
for (const [role, list] of Object.entries(names)) {
  for (const name of list.split(/\s+/)) roles.set(name, role as Role)
}

/** What a field of that name is for; undefined when there is no place for it. */
export const roleOf = (name: string) => roles.get(name.trim().toLowerCase())

export type Fields = { [name: string]: unknown }

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Options = {
  line?: number | null
  folder?: string[]
  /** Addresses may lack their scheme */
  typed?: boolean
  /** Field names (in small letters) that this program uses in another way */
  roles?: Record<string, Role | 'leave'>
  /** Folders that are states: Instapaper's Unread and Archive; or that hold what one likes best */
  folderState?: (folder: string) => ReadState | 'favourite' | undefined
}

/** Adds the link that a record holds. */
export function addRecord(into: BookmarkCollector, record: Fields, options: Options = {}): void {
  const { typed = false } = options
  const given: Given = {
    address: '',
    typed,
    folder: options.folder ?? [],
    line: options.line ?? null,
  }
  const notes: string[] = []
  for (const [name, value] of Object.entries(record)) {
    const own = options.roles?.[name.trim().toLowerCase()]
    const role = own ?? roleOf(name)
    if (role === undefined || role === 'leave') {
      into.leave(name, value)
      continue
    }
    if (role === 'address') given.address ||= text(value)
    else if (role === 'title') given.title ||= text(value)
    else if (role === 'tags') given.tags = [...(given.tags ?? []), ...tagsOf(value)]
    else if (role === 'added') given.added ||= text(value)
    else if (role === 'note') notes.push(...notesOf(value))
    else if (role === 'folder') given.folder = folderOf(text(value), given, options)
    else if (role === 'state') given.state = stateOf(name, value) ?? given.state ?? null
    else if (saysYes(value)) given.favourite = true
    else if (!saysNo(value)) into.leave(name, value)
  }
  given.note = notes.join('\n\n')
  into.add(given)
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** Tags as a list, a list of objects with names, or one string. */
function tagsOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.map((one) => (isRecord(one) ? text(one.name ?? one.label ?? one.slug) : text(one)))
  }
  const written = text(value)
  if (/^\s*\[.*\]\s*$/s.test(written)) {
    try {
      return tagsOf(JSON.parse(written))
    } catch {
      return splitTags(written)
    }
  }
  return splitTags(written)
}

/** Tags in one string, separated by `|`, `;` or `,`. */
export function splitTags(written: string): string[] {
  const separator = ['|', ';', ','].find((one) => written.includes(one))
  return (separator ? written.split(separator) : [written]).map((tag) => tag.trim()).filter(Boolean)
}

/** What somebody wrote or marked: words, or a list of marked passages. */
function notesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(notesOf)
  if (isRecord(value)) {
    const quote = text(value.quote ?? value.text)
    const note = text(value.note ?? value.annotation)
    return [...(quote ? [asQuote(quote)] : []), ...(note && note !== quote ? [note] : [])]
  }
  const written = text(value).trim()
  return written ? [written] : []
}

export const asQuote = (words: string) =>
  words
    .trim()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')

function folderOf(folder: string, given: Given, { folderState }: Options): string[] {
  const state = folderState?.(folder)
  if (state) {
    if (state === 'favourite') given.favourite = true
    else given.state = state
    return []
  }
  return folder
    .split('/')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** Also of attributes, where all is text. */
export const saysYes = (value: unknown) =>
  value === true || /^\s*(1|true|yes|x)\s*$/i.test(text(value))
const saysNo = (value: unknown) => value === false || /^\s*(0|false|no)\s*$/i.test(text(value))

/** What a field of reading state says: yes and no, a word, or how far one has read. */
function stateOf(name: string, value: unknown): ReadState | null {
  const field = name.toLowerCase()
  const said = text(value).trim().toLowerCase()
  const yes = saysYes(value)
  const no = saysNo(value)
  if (field === 'readingprogress') {
    const percent = Number(said)
    return percent >= 99 ? 'done' : percent > 0 ? 'doing' : null
  }
  if (field === 'toread' || field === 'unread') return yes ? 'todo' : null
  if (yes) return 'done'
  if (no) return 'todo'
  if (/^(archived?|read|done|finished)$/.test(said)) return 'done'
  if (/^(reading|in progress|doing)$/.test(said)) return 'doing'
  return /^(unread|active|new|todo|to read|succeeded|inbox)$/.test(said) ? 'todo' : null
}
