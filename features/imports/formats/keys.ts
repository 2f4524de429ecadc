import type { ProgrammeSession } from './programme'
import { longest } from './text'

/** 64 bits of a text as two FNV-1a sums, enough to tell shortened keys apart. */
function digest(text: string): string {
  let forward = 0x811c9dc5
  let backward = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    forward = Math.imul(forward ^ text.charCodeAt(at), 0x01000193)
    backward = Math.imul(backward ^ text.charCodeAt(text.length - 1 - at), 0x01000193)
  }
  return (forward >>> 0).toString(36) + (backward >>> 0).toString(36)
}

/** The key of an entry before repeats are told apart: the source's id, or title and start. */
export function baseKey(id: string | null, title: string, start: Date | null): string {
  const key = id || `${title}@${start ? start.toISOString() : ''}`
  return key.length > longest.key ? `${key.slice(0, longest.key - 20)}…${digest(key)}` : key
}

/**
 * Makes the keys of a file unique: the first of equal ones stays, the others get `~2`, `~3`…
 * in the order of the file, and all of them lose `uniqueKey`. Returns how many shared a key.
 */
export function numberRepeats(sessions: ProgrammeSession[]): number {
  const counts = new Map<string, number>()
  for (const { externalKey } of sessions)
    counts.set(externalKey, (counts.get(externalKey) ?? 0) + 1)
  const taken = new Set(counts.keys())
  const seen = new Map<string, number>()
  let repeated = 0
  for (const session of sessions) {
    const base = session.externalKey
    if ((counts.get(base) ?? 0) < 2) continue
    repeated += 1
    session.uniqueKey = false
    let ordinal = (seen.get(base) ?? 0) + 1
    if (ordinal > 1) {
      while (taken.has(`${base}~${ordinal}`)) ordinal += 1
      session.externalKey = `${base}~${ordinal}`
      taken.add(session.externalKey)
    }
    seen.set(base, ordinal)
  }
  return repeated
}
