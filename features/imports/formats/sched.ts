import type { ProgrammeSpeaker } from './programme'
import { cleanName } from './text'

export type SplitTitle = { title: string; speakers: ProgrammeSpeaker[] }

const particle =
  /^(?:al|bin|bint|da|das|de|del|della|den|der|di|dos|du|el|ibn|la|le|ten|ter|van|von|y|zu)$/
const word = /^(?:\p{Lu}|\p{Lo}|["“(]\p{Lu})[\p{L}\p{M}\p{N}.'’"”()-]*$/u

/** Whether a text reads as one person's name: two to five words that begin with a capital. */
export function looksLikeName(text: string): boolean {
  const name = text.replace(/\s*\[[^\]]*\]$/, '').trim()
  if (name.length > 60 || /[|:!?/]/.test(name)) return false
  if (/^\p{Lo}{2,10}$/u.test(name)) return true
  const words = name.split(/\s+/)
  if (words.length < 2 || words.length > 5) return false
  return words.every((one) => particle.test(one) || word.test(one)) && /\p{Ll}|\p{Lo}/u.test(name)
}

/** `A & B, Company & C, Company; D, Company`: who shares a company stands before it. */
function readSpeakers(text: string): ProgrammeSpeaker[] | null {
  const speakers: ProgrammeSpeaker[] = []
  for (const group of text.split(/\s*;\s*/)) {
    let waiting: ProgrammeSpeaker[] = []
    for (const one of group.split(/\s+(?:&|and)\s+|,\s+and\s+/)) {
      const comma = one.indexOf(',')
      const written = comma < 0 ? one : one.slice(0, comma)
      const name = looksLikeName(written) ? cleanName(written) : null
      const last = speakers.at(-1)
      if (!name) {
        // "Jane Doe, Research & Development": the ampersand belongs to the company.
        if (!last?.organisation || waiting.length > 0) return null
        last.organisation = cleanName(`${last.organisation} & ${one}`)
        continue
      }
      const speaker: ProgrammeSpeaker = { name, key: null, organisation: null }
      speakers.push(speaker)
      waiting.push(speaker)
      if (comma < 0) continue
      const organisation = cleanName(one.slice(comma + 1))
      for (const colleague of waiting) colleague.organisation = organisation
      waiting = []
    }
  }
  return speakers.length > 0 ? speakers : null
}

/**
 * Splits a title of a sched.com calendar, "Title - Speaker, Company & Speaker, Company", in which
 * the speakers have no field of their own. What follows the last " - " must read as people, else
 * the whole is the title. Ask `splitsTitles` first whether the file is written so at all.
 */
export function splitSchedTitle(summary: string): SplitTitle {
  const last = summary.lastIndexOf(' - ')
  if (last <= 0) return { title: summary, speakers: [] }
  // A dash in somebody's role: "… - A B, Lead & C D, Engineer - Specialist, Company".
  const previous = summary.lastIndexOf(' - ', last - 1)
  const between = previous > 0 ? summary.slice(previous + 3, last) : ''
  const cuts = /^[^,&]+,[^&]*\s&\s[^,]+,/.test(between) ? [previous, last] : [last]
  for (const cut of cuts) {
    const speakers = readSpeakers(summary.slice(cut + 3))
    if (speakers) return { title: summary.slice(0, cut).trim(), speakers }
  }
  return { title: summary, speakers: [] }
}

/** Whether a file's titles carry speakers with companies: true from a fifth of them on. */
export function splitsTitles(summaries: string[]): boolean {
  const carrying = summaries.filter((summary) =>
    splitSchedTitle(summary).speakers.some((speaker) => speaker.organisation),
  )
  return carrying.length > 0 && carrying.length * 5 >= summaries.length
}

/**
 * Splits a title of a pretalx calendar, "Title - Speaker [Company], Speaker". Dashes and commas in
 * brackets belong to the company; a session without speakers ends in " -".
 */
export function splitPretalxTitle(summary: string): SplitTitle {
  const masked = summary.replace(/\[[^\]]*\]/g, (company) => '·'.repeat(company.length))
  if (masked.endsWith(' -')) return { title: summary.slice(0, -2).trim(), speakers: [] }
  const cut = masked.lastIndexOf(' - ')
  const names: string[] = []
  for (let from = cut + 3; cut > 0 && from < summary.length; ) {
    const comma = masked.indexOf(', ', from)
    const to = comma < 0 ? summary.length : comma
    names.push(summary.slice(from, to))
    from = to + 2
  }
  if (names.length === 0 || !names.every(looksLikeName)) return { title: summary, speakers: [] }
  const speakers = names.flatMap((written) => {
    const name = cleanName(written)
    return name ? [{ name, key: null, organisation: null }] : []
  })
  return { title: summary.slice(0, cut).trim(), speakers }
}

/**
 * sched.com writes "Room, Town, Country": gives the tail that at least half of the places share
 * (", Amsterdam, Netherlands"), or null. Tails with digits (", Deck 2, Aft") tell rooms apart.
 */
export function sharedPlace(locations: string[]): string | null {
  const counts = new Map<string, number>()
  const placed = locations.filter((location) => location)
  for (const location of placed) {
    const comma = location.indexOf(',')
    if (comma < 0) continue
    const tail = location.slice(comma)
    counts.set(tail, (counts.get(tail) ?? 0) + 1)
  }
  for (const [tail, count] of counts) {
    if (count * 2 >= placed.length && !/\d/.test(tail) && tail.length > 2) return tail
  }
  return null
}
