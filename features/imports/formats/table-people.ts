import type { ProgrammeSpeaker } from './programme'
import { cleanName, decodeEntities, mostPerSession } from './text'

/** The names in a cell: by semicolons or lines where there are any, else by commas, "&" and "and". */
export function namesIn(cell: string): string[] {
  const text = decodeEntities(cell.slice(0, 10_000))
  const parts = /[;；\n]/.test(text)
    ? text.split(/[;；\n]/)
    : text.split(/,|，|、|\s+(?:&|and|und|和|与)\s+|\s\/\s/)
  return parts.flatMap((part) => cleanName(part) ?? [])
}

/**
 * Speakers with what the column of organisations says of them: one for one where there are as many
 * of these, in the same order, else the only one for all.
 */
export function withOrganisations(names: string[], cell: string): ProgrammeSpeaker[] {
  const separated = cell.split(/[;；\n]/).flatMap((part) => cleanName(part) ?? [])
  const all = separated.length > 1 ? separated : namesIn(cell)
  const organisationOf = (at: number) => {
    if (names.length === 1) return cleanName(cell)
    if (all.length === names.length) return all[at] ?? null
    return separated.length === 1 ? (separated[0] ?? null) : null
  }
  const speakers = new Map<string, ProgrammeSpeaker>()
  for (const [at, name] of names.entries()) {
    if (speakers.has(name) || speakers.size >= mostPerSession) continue
    speakers.set(name, { name, key: null, organisation: organisationOf(at) })
  }
  return [...speakers.values()]
}
