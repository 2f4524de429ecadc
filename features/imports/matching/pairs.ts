import { assign } from './assign'
import { certain, matchSessions, type Programmed, type Proposal } from './match'

/**
 * Finds the sessions that recordings and transcripts belong to, by what they are called. Pure.
 */

/** A recording or a file: what it is called, and marks by which a session may be known for certain. */
export type Called = { title: string; marks?: string[] }
export type Talk = Programmed & { marks?: string[] }

export type Pair = {
  /** The likeliest first; scores from 0 to 1 */
  proposals: { id: string; score: number }[]
  /** The one that goes with it, when every session goes with one thing at most */
  session: string | null
  /** Whether it may be taken without being looked at */
  sure: boolean
}

const mostProposed = 5
/** By how much the next best must be worse. */
const margin = 0.08
/** What marks of digits or single words add; they may be the number of a list, or a word of a title. */
const hint = 0.3

/**
 * Proposes a session for each thing. Titles of recordings hold more than the talk's: the event, the
 * speakers, the company. What repeats from one to the next is left out, speakers are known by the
 * programme's own, and of the parts between bars and dashes those count that match best.
 * @param event title of the conference
 */
export function pairWithSessions(things: Called[], talks: Talk[], event: string): Pair[] {
  const names = new Names(talks)
  const common = commonParts(things, event)
  const wanted = things.map(({ title }) => variantsOf(title, names, common))
  const scored = matchSessions(wanted.flat(), talks)
  const marked = marksOf(talks)
  let at = 0
  const found = things.map(({ marks = [] }, index) => {
    const best = new Map<string, number>()
    for (const { part } of wanted[index] ?? []) {
      for (const { id, score } of scored[at++] ?? []) {
        best.set(id, Math.max(best.get(id) ?? 0, score * (0.85 + 0.15 * part)))
      }
    }
    for (const mark of marks) {
      const id = marked.get(mark)
      if (!id) continue
      const strong = /^\w+:/.test(mark) || (/\d/.test(mark) && /[a-z]/.test(mark))
      best.set(id, strong ? 1 : Math.min(0.99, (best.get(id) ?? 0.25) + hint))
    }
    return [...best]
      .map(([id, score]) => ({ id, score: Math.round(score * 100) / 100 }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, mostProposed)
  })
  // In whole numbers, so that sums are exact
  const chosen = assign(
    found.map((all) => new Map(all.map(({ id, score }) => [id, Math.round(score * 100)]))),
  )
  return found.map((proposals, index) => {
    const session = chosen[index] ?? null
    return { proposals, session, sure: isSure(proposals, session) }
  })
}

function isSure(proposals: Pick<Proposal, 'id' | 'score'>[], session: string | null): boolean {
  const own = proposals.find(({ id }) => id === session)?.score ?? 0
  const other = proposals.find(({ id }) => id !== session)?.score ?? 0
  return own >= certain && own - other >= margin
}

/** Marks by session; those that several have tell nothing. */
function marksOf(talks: Talk[]): Map<string, string> {
  const found = new Map<string, string>()
  const several = new Set<string>()
  for (const { id, marks = [] } of talks) {
    for (const mark of new Set(marks)) {
      if (found.has(mark)) several.add(mark)
      found.set(mark, id)
    }
  }
  for (const mark of several) found.delete(mark)
  return found
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const noBlanks = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2,}$/u

type Name = { name: string; words: string }

/** The programme's speakers, to be found in titles. A single Latin word may be any word. */
class Names {
  private readonly unspaced: Name[] = []
  private readonly byFirst = new Map<string, Name[]>()
  constructor(talks: Talk[]) {
    for (const name of new Set(talks.flatMap(({ speakers }) => speakers))) {
      const words = plain(name)
      const [first = '', second] = words.split(' ')
      if (noBlanks.test(words)) this.unspaced.push({ name, words })
      else if (second)
        this.byFirst.set(first, [...(this.byFirst.get(first) ?? []), { name, words }])
    }
  }
  in(title: string): Name[] {
    const words = plain(title)
    const spaced = [...new Set(words.split(' '))].flatMap((word) => this.byFirst.get(word) ?? [])
    return [
      ...this.unspaced.filter((one) => words.includes(one.words)),
      ...spaced.filter((one) => ` ${words} `.includes(` ${one.words} `)),
    ]
  }
}

const between =
  /\s+[-–—•·|/]+\s+|[|•｜]|\s*[:：]\s+|：|[()（）[\]【】]|\s+(?:by|with|par|von|avec|mit)\s+|--+/gi
const year = /^(?:19|20)\d\d$/

type Common = { parts: Set<string>; starts: string[]; event: Set<string> }

/** What tells nothing of a talk: parts that come again and again, and the name of the event. */
function commonParts(things: Called[], event: string): Common {
  const parts = new Map<string, number>()
  const starts = new Map<string, number>()
  for (const { title } of things) {
    const own = new Set(title.split(between).map(plain))
    for (const part of own) parts.set(part, (parts.get(part) ?? 0) + 1)
    const words = plain(title).split(' ')
    for (let n = 1; n < Math.min(words.length, 6); n++) {
      const start = words.slice(0, n).join(' ')
      starts.set(start, (starts.get(start) ?? 0) + 1)
    }
  }
  const often = Math.max(3, things.length / 3)
  const frequent = (counts: Map<string, number>) =>
    [...counts].filter(([text, count]) => text && count >= often).map(([text]) => text)
  return {
    parts: new Set(frequent(parts)),
    starts: frequent(starts).sort((a, b) => b.length - a.length),
    event: new Set(plain(event).split(' ')),
  }
}

type Variant = { title: string; speakers: { name: string }[]; day: null; part: number }

/** What may be the talk's title in that of its recording: runs of its parts, with the speakers named. */
function variantsOf(title: string, names: Names, common: Common): Variant[] {
  const named = names.in(title)
  const speakers = named.map(({ name }) => ({ name }))
  const isEvents = (part: string) =>
    common.parts.has(part) ||
    part.split(' ').every((word) => common.event.has(word) || year.test(word))
  const isSpeakers = (part: string) =>
    named.some(({ words }) => part.includes(words) && words.length * 3 >= part.length)
  const all = withoutStart(title, common).split(between).map(plain).filter(Boolean)
  const told = all.filter((part) => !isEvents(part) && !isSpeakers(part))
  const parts = (told.length > 0 ? told : all).slice(0, 6)
  const whole = parts.join(' ').length || 1
  const runs = parts.flatMap((_, from) =>
    parts.slice(from).map((_, more) => parts.slice(from, from + more + 1).join(' ')),
  )
  return [...new Set(runs)].map((run) => ({
    ...{ title: run, speakers, day: null, part: run.length / whole },
  }))
}

/** Without the words that most titles begin with: "RubyConf 2024 Welcome". */
function withoutStart(title: string, { starts }: Common): string {
  const words = plain(title)
  const start = starts.find((one) => words.startsWith(`${one} `) && /\s|\d/.test(one))
  if (!start) return title
  // The same number of words of the title as it is written
  const count = start.split(' ').length
  const cut = [...title.matchAll(/[\p{L}\p{N}\p{M}]+/gu)][count]?.index
  return cut ? title.slice(cut) : title
}
