import { createHash } from 'node:crypto'
import type { AnnotationKind } from '@/prisma/generated/client'
import { placeIn, type StagedNotes, type StagedSection } from '../formats/staged-notes'
import {
  certain,
  matchSessions,
  type Noted,
  type Programmed,
  type Proposal,
} from '../matching/match'
import { type Choices, otherTexts, piecesOf, type Shown } from './pieces'

/** What an import of notes will do: its sections against the sessions of a conference. Pure. */

/** Where a section goes: to a session that there is, to one of its own, or nowhere. */
export type Goal = { kind: 'session'; id: string; title: string } | { kind: 'own' | 'leave' }

export type PlannedPiece = Shown & {
  /** Does not come: left out, or its whole section is */
  out: boolean
  /** An earlier import of the same person has brought it */
  there: boolean
}

export type PlannedSection = Pick<
  StagedSection,
  'title' | 'heading' | 'speakers' | 'line' | 'personal' | 'contents' | 'group'
> & {
  /** Of the section in the file, from 0 */
  at: number
  day: string | null
  proposals: Proposal[]
  goal: Goal
  audience: 'me' | 'team'
  pieces: PlannedPiece[]
}

export type NotePlan = { sections: PlannedSection[] }

/** How often each text, by its hash, has come to a session by earlier imports. */
export type Brought = Map<string, Map<string, number>>

/** By what equal texts are told, here as in PostgreSQL: MD5 in hex. */
export const textHash = (text: string) => createHash('md5').update(text).digest('hex')

/**
 * Which talks each section may mean, with scores, as it is kept with the import: comparing thousands of
 * headings with thousands of talks takes seconds, and comes out the same until one of them changes.
 */
export type Matches = {
  /** SHA-256 in hex of all that was compared */
  key: string
  found: [id: string, score: number][][]
}

type Team = {
  sessions: Programmed[]
  brought: Brought
  /** From an earlier plan; made anew where they are of something else */
  matches?: Matches | null
  /** Sections whose pieces are wanted; all, unless it is said */
  only?: ReadonlySet<number>
}

/** What else the answer depends on: another way of matching is another number. */
const way = 1

/** Where each section goes, as chosen or else as proposed, and which of its pieces are new there. */
export function planNotes(
  notes: StagedNotes,
  choices: Choices,
  { sessions, brought, matches: kept, only }: Team,
): NotePlan & { matches: Matches } {
  const sections = notes.sections.map((section, at) => {
    return { section, at, day: dayOf(notes, section, choices) }
  })
  const byId = new Map(sessions.map((one) => [one.id, one]))
  const headings = sections.map(({ section: { title, speakers }, day }) => {
    return { title, speakers, day }
  })
  const matches = matchesOf(headings, sessions, kept ?? null)
  const proposals = matches.found.map((list) =>
    list.map(([id, score]): Proposal => ({ id, title: byId.get(id)?.title ?? '', score })),
  )
  const likeliest = pairUp(proposals)
  const left = new Map([...brought].map(([id, texts]) => [id, new Map(texts)]))
  return {
    matches,
    sections: sections.map(({ section, at, day }): PlannedSection => {
      const { pieces, ...words } = section
      const goal = goalOf(section, choices.sections[at]?.to, likeliest[at], byId)
      const audience = choices.sections[at]?.audience ?? (section.personal ? 'me' : 'team')
      const texts = goal.kind === 'session' ? left.get(goal.id) : undefined
      const wanted = only && !only.has(at) ? [] : pieces
      const shown = piecesOf({ pieces: wanted, at, audience, title: section.title }, choices)
      const planned = shown as PlannedPiece[]
      for (const one of planned) {
        one.out = goal.kind === 'leave' || one.left
        one.there = !one.out && isThere(one, section.title, texts)
      }
      return {
        ...words,
        ...{ at, day, goal, audience, proposals: proposals[at] ?? [], pieces: planned },
      }
    }),
  }
}

function matchesOf(headings: Noted[], sessions: Programmed[], kept: Matches | null): Matches {
  const talks = sessions.map(({ id, title, speakers, day }) => [id, title, speakers, day])
  const named = headings.map(({ title, speakers, day }) => {
    return [title, speakers.map(({ name }) => name), day]
  })
  const compared = JSON.stringify([way, named, talks])
  const key = createHash('sha256').update(compared).digest('hex')
  if (kept?.key === key) return kept
  const found = matchSessions(headings, sessions).map((list) =>
    list.map(({ id, score }): [string, number] => [id, score]),
  )
  return { key, found }
}

/** The date of a section's day: the heading's, unless a person has said it. */
function dayOf(notes: StagedNotes, { line, day }: StagedSection, { days }: Choices): string | null {
  const { file } = placeIn(notes, line)
  const before = notes.days.findLast((one) => one.line <= line)
  const heading = before && placeIn(notes, before.line).file === file ? before : undefined
  return (heading && days[heading.line]) || day
}

function goalOf(
  { contents }: StagedSection,
  chosen: string | undefined,
  likeliest: Proposal | undefined,
  sessions: ReadonlyMap<string, Programmed>,
): Goal {
  if (chosen === 'own' || chosen === 'leave') return { kind: chosen }
  const session = chosen && sessions.get(chosen)
  if (session) return { kind: 'session', id: session.id, title: session.title }
  if (contents) return { kind: 'leave' }
  if (likeliest && likeliest.score >= certain) {
    return { kind: 'session', id: likeliest.id, title: likeliest.title }
  }
  return { kind: 'own' }
}

/** The best proposal of each; of talks that look alike each goes to one of its own, as far as there are. */
function pairUp(proposals: Proposal[][]): (Proposal | undefined)[] {
  const taken = new Set<string>()
  return proposals.map((list) => {
    const best = list.filter(({ score }) => score === list[0]?.score)
    const free = best.find(({ id }) => !taken.has(id)) ?? best[0]
    if (free) taken.add(free.id)
    return free
  })
}

function isThere(piece: Shown, title: string, texts: Map<string, number> | undefined): boolean {
  for (const way of texts ? [piece.body, ...otherTexts(piece, title)] : []) {
    const hash = textHash(way)
    const count = texts?.get(hash) ?? 0
    if (count === 0) continue
    texts?.set(hash, count - 1)
    return true
  }
  return false
}

/** SHA-256 in hex of a plan and what it aims at: what a confirmation names. */
export function notePlanHash({ sections }: NotePlan, target: object): string {
  const named = sections.map(({ at, goal, day, pieces }) => [
    ...[at, goal.kind, goal.kind === 'session' ? goal.id : '', day],
    pieces.map(({ key, kind, audience, out, there }) => [key, kind, audience, out, there]),
  ])
  return createHash('sha256')
    .update(JSON.stringify([target, named]))
    .digest('hex')
}

/** The pieces that come, section by section; sections of which nothing comes are not among them. */
export function comingOf({ sections }: NotePlan) {
  return sections.flatMap((section) => {
    const pieces = section.pieces.filter(({ out, there }) => !out && !there)
    return pieces.length > 0 ? [{ ...section, pieces }] : []
  })
}

export type NoteCounts = {
  added: number
  /** Of those, for the importing person alone */
  private: number
  present: number
  left: number
  matched: number
  own: number
  kinds: Partial<Record<AnnotationKind, number>>
}

/** What a plan does, in numbers. */
export function countNotes({ sections }: NotePlan): NoteCounts {
  const counts = { added: 0, private: 0, present: 0, left: 0, own: 0 }
  const kinds: NoteCounts['kinds'] = {}
  const matched = new Set<string>()
  for (const { goal, pieces } of sections) {
    const before = counts.added
    for (const { kind, audience, out, there } of pieces) {
      if (there) counts.present++
      else if (out) counts.left++
      else {
        counts.added++
        if (audience === 'me') counts.private++
        kinds[kind] = (kinds[kind] ?? 0) + 1
      }
    }
    if (counts.added === before) continue
    if (goal.kind === 'session') matched.add(goal.id)
    if (goal.kind === 'own') counts.own++
  }
  return { ...counts, matched: matched.size, kinds }
}

/** What a file of notes holds, in numbers. */
export function measureNotes({ sections, days, links, images }: StagedNotes) {
  const pieces = sections.flatMap((one) => one.pieces)
  const speakers = sections.flatMap((one) => one.speakers.map(({ name }) => name).filter(Boolean))
  return {
    days: days.length,
    sessions: sections.length,
    speakers: new Set(speakers).size,
    annotations: pieces.length,
    ...{ links, images },
  }
}
