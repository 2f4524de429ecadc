import { createHash } from 'node:crypto'
import { normaliseName } from '@/features/sessions/schema'
import { conferenceDay } from '@/lib/dates'
import { comparable, type Entry, type Field, fields, type Values } from '../formats/values'

/**
 * What an import will do: a file's entries against what its source gave before. Pure, so that the
 * preview, the confirmation and the tests all ask the same function.
 */

/**
 * The names under which `Session.editedFields` notes an edit of each field. Start and end go
 * together: one from the file and one from a member could end before it starts.
 */
const editedAs: Record<Field, string[]> = {
  title: ['title'],
  subtitle: ['subtitle'],
  startsAt: ['startsAt', 'endsAt'],
  endsAt: ['startsAt', 'endsAt'],
  rooms: ['rooms'],
  track: ['track', 'trackId'],
  speakers: ['speakers'],
  kind: ['kind'],
  language: ['language'],
  abstract: ['abstract', 'abstractSource'],
  url: ['url'],
  links: ['links', 'resources'],
  recordingUrl: ['recordingUrl', 'recordingState'],
  neverRecorded: ['recordingUrl', 'recordingState'],
  cancelled: ['cancelled', 'cancelledAt'],
}

/** One entry that the source gave before, and the session that it became. */
export type Item = Entry & {
  sessionId: string
  /** It was missing in a later file */
  vanished: boolean
  editedFields: string[]
  /** A member moved the session to the trash; imports leave it there */
  deleted: boolean
}

/** How instants become conference days. */
export type Placing = { zone: string; dayEndsAtMinutes: number }

export type Change = { field: Field; from: Values[Field]; to: Values[Field] }

export type Added = Entry & { day: string | null }
export type Changed = Entry & {
  sessionId: string
  oldKey: string
  day: string | null
  changes: Change[]
  /** The file changes these too, but a member has edited them: they stay */
  kept: Change[]
}
export type Vanished = {
  sessionId: string
  key: string
  title: string
  startsAt: string | null
  /** False when a member decided on that field: only the source's item is marked */
  cancels: boolean
}

export type Plan = {
  added: Added[]
  changed: Changed[]
  vanished: Vanished[]
  /** Sessions that stay; `rewrite` where the source now identifies them in another way */
  unchanged: (Entry & { oldKey: string; sessionId: string; rewrite: boolean })[]
}

/** Compares a file with what its source gave before (nothing, for a new source). */
export function planImport(entries: Entry[], items: Item[], placing: Placing): Plan {
  const on = (values: Values) => dayOf(values, placing)
  const days = new Set(entries.map(({ values }) => on(values)))
  const pairs = matchEntries(entries, items, (item) => days.has(on(item.values)))
  const missing = items.filter((item) => !pairs.has(item))
  const nameOf = namer([...pairs], missing)

  const plan: Plan = { added: [], changed: [], vanished: [], unchanged: [] }
  const itemOf = new Map([...pairs].map(([item, entry]) => [entry, item]))
  for (const entry of entries) {
    const item = itemOf.get(entry)
    const day = on(entry.values)
    if (!item) {
      plan.added.push({ ...entry, key: nameOf(entry), day })
      continue
    }
    const { sessionId, key: oldKey } = item
    const { changes, kept } = compare(item, entry.values)
    const known = { ...entry, sessionId, oldKey }
    if (changes.length + kept.length === 0 || item.deleted) {
      // A session in the trash keeps the old values, so that it catches up when it is taken out
      const values = item.deleted ? item.values : entry.values
      const key = nameOf(entry, item)
      const rewrite = key !== oldKey || item.unique !== entry.unique
      plan.unchanged.push({ ...known, values, key, rewrite })
    } else plan.changed.push({ ...known, key: nameOf(entry, item), day, changes, kept })
  }
  for (const item of missing) {
    const day = on(item.values)
    // A file says nothing of the days that it does not hold
    if (item.vanished || item.deleted || !day || !days.has(day)) continue
    const { key, sessionId, values } = item
    const { title, startsAt } = values
    plan.vanished.push({ sessionId, key, title, startsAt, cancels: !isEdited(item, 'cancelled') })
  }
  return plan
}

/**
 * Pairs each item with at most one entry: by a key that is unique on both sides, then by all that
 * the file says, then by title and start, then by title. The last only among items of days that the file holds, or a "Coffee break"
 * of another day would be moved here.
 */
function matchEntries(entries: Entry[], items: Item[], within: (item: Item) => boolean) {
  const pairs = new Map<Item, Entry>()
  const paired = new Set<Entry>()
  const pass = (
    keyOf: (one: Entry) => string | null,
    candidates: (item: Item) => boolean = () => true,
  ) => {
    const open = new Map<string, Item[]>()
    for (const item of items) {
      const key = pairs.has(item) || !candidates(item) ? null : keyOf(item)
      if (key !== null) open.set(key, [...(open.get(key) ?? []), item])
    }
    for (const entry of entries) {
      const key = paired.has(entry) ? null : keyOf(entry)
      const item = key === null ? undefined : open.get(key)?.shift()
      if (!item) continue
      pairs.set(item, entry)
      paired.add(entry)
    }
  }
  const title = ({ values }: Entry) => normaliseName(values.title).toLowerCase()
  pass((one) => (one.unique ? one.key : null))
  // Of talks that look alike, those that have not changed at all belong together; first those of
  // which the source says as before whether their key is theirs alone
  const whole = ({ values }: Entry) => fields.map((field) => comparable(values, field)).join('\n')
  const there = ({ vanished }: Item) => !vanished
  pass((one) => `${one.unique} ${whole(one)}`, there)
  pass(whole, there)
  pass((one) => JSON.stringify([title(one), one.values.startsAt]))
  pass(title, within)
  return pairs
}

/** Gives every entry the key to be stored under: the file's own, made free where it is taken. */
function namer(pairs: [Item, Entry][], missing: Item[]) {
  const wanted = (entry: Entry, item?: Item) => (item && !entry.unique ? item.key : entry.key)
  const taken = new Set(missing.map(({ key }) => key))
  for (const [item, entry] of pairs) if (wanted(entry, item) === item.key) taken.add(item.key)
  return (entry: Entry, item?: Item) => {
    let key = wanted(entry, item)
    if (key === item?.key) return key
    for (let ordinal = 2; taken.has(key); ordinal++) {
      key = `${wanted(entry, item)}~${ordinal}`
      if (key === item?.key) break
    }
    taken.add(key)
    return key
  }
}

function compare(item: Item, values: Values): { changes: Change[]; kept: Change[] } {
  const before = { ...item.values, cancelled: item.values.cancelled || item.vanished }
  const changes: Change[] = []
  const kept: Change[] = []
  for (const field of fields) {
    if (comparable(before, field) === comparable(values, field)) continue
    const list = isEdited(item, field) ? kept : changes
    list.push({ field, from: before[field], to: values[field] })
  }
  return { changes, kept }
}

function isEdited(item: Item, field: Field): boolean {
  return editedAs[field].some((name) => item.editedFields.includes(name))
}

/** What a file holds, in numbers; the days only where a zone cuts them. */
export function measure(entries: Entry[], placing: Placing | null) {
  const count = (of: (values: Values) => string[]) =>
    new Set(entries.flatMap(({ values }) => of(values))).size
  return {
    sessions: entries.length,
    speakers: count(({ speakers }) => speakers.map(({ name }) => normaliseName(name))),
    rooms: count(({ rooms }) => rooms),
    days: placing && count((values) => [dayOf(values, placing) ?? ''].filter(Boolean)),
  }
}

function dayOf({ startsAt }: Values, { zone, dayEndsAtMinutes }: Placing): string | null {
  return startsAt && conferenceDay(new Date(startsAt), zone, dayEndsAtMinutes)
}

/** Whether the plan writes that field of a session. */
export function isChanging({ changes }: Changed, field: Field): boolean {
  return changes.some((change) => change.field === field)
}

/** Whether confirming would change nothing that anybody sees. */
export function isEmpty(plan: Plan): boolean {
  return plan.added.length + plan.changed.length + plan.vanished.length === 0
}

/** SHA-256 in hex of a plan and what it aims at: what a confirmation names. */
export function planHash(plan: Plan, target: object): string {
  return createHash('sha256')
    .update(JSON.stringify([target, plan]))
    .digest('hex')
}
