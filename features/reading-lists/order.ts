import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** An entry and its key; keys compare byte by byte. */
export type Ordered = { id: string; orderKey: string }

/** Between which neighbours: after the first of them that is still there, else before the second. */
export type Place = { after?: string | undefined; before?: string | undefined }

/** Keys to be written, by id of the entry. Empty: it stands there already. */
export type NewKeys = Map<string, string>

// Moving to and fro between the same two neighbours lengthens keys by a character every few moves
const longestKey = 64

/**
 * The keys that bring an entry to a place in a list, or null when neither neighbour is there any
 * more. Usually one key; all of them when two are equal or they have grown too long.
 * @param entries those of the list, in their order; the moved one may be among them or not
 */
export function keysForPlace(entries: Ordered[], id: string, place: Place): NewKeys | null {
  const others = entries.filter((entry) => entry.id !== id)
  const at = indexOf(others, place)
  if (at === null) return null
  if (entries[at]?.id === id) return new Map()
  return keysAt(others, id, at)
}

/** The keys that put an entry at the end of a list. */
export function keysForEnd(entries: Ordered[], id: string): NewKeys {
  return keysAt(entries, id, entries.length)
}

/** The keys that put entries at the end of a list, in the order given. */
export function keysForMany(entries: Ordered[], ids: string[]): NewKeys {
  const last = entries.at(-1)?.orderKey ?? null
  const keys = generateNKeysBetween(last, null, ids.length)
  if (keys.every((key) => key.length <= longestKey)) return pairs(ids, keys)
  const all = entries.map((entry) => entry.id).concat(ids)
  return pairs(all, generateNKeysBetween(null, null, all.length))
}

/** The keys that bring an entry back to where it stood, or right behind what has its key by now. */
export function keysForReturn(entries: Ordered[], { id, orderKey }: Ordered): NewKeys {
  const later = entries.findIndex((entry) => entry.orderKey > orderKey)
  const at = later < 0 ? entries.length : later
  if (entries[at - 1]?.orderKey !== orderKey) return new Map([[id, orderKey]])
  return keysAt(entries, id, at)
}

function indexOf(others: Ordered[], { after, before }: Place): number | null {
  const previous = after ? others.findIndex((entry) => entry.id === after) : -1
  if (previous >= 0) return previous + 1
  const next = before ? others.findIndex((entry) => entry.id === before) : -1
  return next >= 0 ? next : null
}

function keysAt(others: Ordered[], id: string, at: number): NewKeys {
  const [left, right] = [others[at - 1]?.orderKey ?? null, others[at]?.orderKey ?? null]
  if (left === null || right === null || left < right) {
    const key = generateKeyBetween(left, right)
    if (key.length <= longestKey) return new Map([[id, key]])
  }
  const ids = others.map((entry) => entry.id).toSpliced(at, 0, id)
  const keys = generateNKeysBetween(null, null, ids.length)
  return pairs(ids, keys)
}

function pairs(ids: string[], keys: string[]): NewKeys {
  return new Map(ids.map((id, index) => [id, keys[index] ?? '']))
}
