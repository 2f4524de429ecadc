/**
 * Finds the talk of a programme that a heading of notes means. Pure: the preview, the confirmation and
 * the tests ask the same function.
 */

export type Noted = { title: string; speakers: { name: string }[]; day: string | null }
export type Programmed = { id: string; title: string; speakers: string[]; day: string | null }
export type Proposal = { id: string; title: string; score: number }

/** From here on a talk is proposed without being asked for; below, it can still be chosen. */
export const certain = 0.6
const worthShowing = 0.25
const mostShown = 5
/** Beyond so many talks no more are looked at for a heading. */
const mostCompared = 300

/**
 * For each heading the talks that it may mean, the likeliest first, with scores from 0 to 1. Titles
 * are compared by their words (pairs of characters in Chinese and Japanese), rare words counting
 * more: Dice's coefficient over weights like those of TF-IDF. Speakers and days speak for a talk,
 * or against it.
 */
export function matchSessions(noted: Noted[], programme: Programmed[]): Proposal[][] {
  const talks = programme.map((talk) => {
    return { ...talk, words: wordsOf(talk.title), names: talk.speakers.map(plain) }
  })
  // Which talks have a word: a heading is compared only with those that share one, or a speaker
  const having = index(talks.map(({ words }) => words))
  const naming = index(
    talks.map(({ names }) => names.flatMap((name) => [name, ...name.split(' ')])),
  )
  const weigh = (word: string) => Math.log(1 + talks.length / (having.get(word)?.length ?? 0.5))
  const weight = (words: Iterable<string>) => [...words].reduce((sum, one) => sum + weigh(one), 0)
  const weights = talks.map(({ words }) => weight(words))
  return noted.map((heading) => {
    const words = [...wordsOf(heading.title)]
    const own = weight(words)
    const named = heading.speakers.map(({ name }) => plain(name)).filter(Boolean)
    const possible = new Set(named.flatMap((name) => naming.get(name) ?? []))
    // The rarest words first: what shares only common ones with thousands of talks means none of them
    for (const word of words.toSorted((one, other) => weigh(other) - weigh(one))) {
      if (possible.size >= mostCompared) break
      for (const at of having.get(word) ?? []) possible.add(at)
    }
    const weighed = words.map((word) => [word, weigh(word)] as const)
    return [...possible]
      .map((at) => {
        const { id = '', title = '', day = null, names = [], words: theirs } = talks[at] ?? {}
        let common = 0
        for (const [word, one] of weighed) if (theirs?.has(word)) common += one
        const alike = own > 0 ? (2 * common) / (own + (weights[at] ?? 0)) : 0
        return { id, title, score: scoreOf(alike, sharedSpeakers(named, names), heading, day) }
      })
      .filter(({ score }) => score >= worthShowing)
      .sort((a, b) => b.score - a.score || a.title.localeCompare(b.title))
      .slice(0, mostShown)
  })
}

/** Under each word, which of the lists hold it. */
function index(lists: Iterable<string>[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [at, words] of lists.entries()) {
    for (const word of new Set(words)) places.get(word)?.push(at) ?? places.set(word, [at])
  }
  return places
}

function scoreOf(alike: number, speakers: number | null, heading: Noted, day: string | null) {
  // A speaker alone is a good sign, but they may give several talks
  const title = speakers === null ? alike : Math.max(0.75 * alike + 0.25 * speakers, 0.5 * speakers)
  const otherDay = heading.day && day && heading.day !== day
  return Math.round(Math.max(0, Math.min(1, title - (otherDay ? 0.15 : 0))) * 100) / 100
}

/** Which part of the heading's speakers the talk has; null when the heading names none. */
function sharedSpeakers(named: string[], known: string[]): number | null {
  if (named.length === 0) return null
  const has = (name: string) =>
    known.some((one) => one === name || (!name.includes(' ') && one.split(' ').includes(name)))
  return named.filter(has).length / named.length
}

const plain = (name: string) =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase()

/** Words in Latin and other letters; of scripts without blanks, pairs of characters. */
function wordsOf(title: string): Set<string> {
  const text = plain(title)
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  const parts = words.flatMap((word) => {
    const runs = word.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
    )
    return (runs ?? []).flatMap((run) =>
      /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2,}$/u.test(run)
        ? [...run].slice(1).map((char, at) => [...run][at] + char)
        : [run],
    )
  })
  return new Set(parts)
}
