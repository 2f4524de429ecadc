import type { NoteBlock, NoteSession, Notes } from './note-types'
import { readNotes } from './notes'
import { lostWords } from './notes-words'
import type { Problems } from './problems'
import type { Problem } from './programme'
import { Refused } from './refusal'
import { cleanLine } from './text'

/** Notes as they wait for their confirmation: plain values that go to the database and come back. */

type Optional = 'mark' | 'answer' | 'answerMark' | 'speaker' | 'address' | 'image' | 'topic'
/** What is empty is left out: a file of 5 MB has tens of thousands of pieces */
export type StagedPiece = Pick<NoteBlock, 'kind' | 'text' | 'line'> &
  Partial<Pick<NoteBlock, Optional | 'done'>>

export type StagedSection = Omit<NoteSession, 'blocks'> & {
  /** The heading above several sections, where this one stands under such */
  group: string
  pieces: StagedPiece[]
}

export type StagedNotes = {
  format: 'markdown'
  title: string | null
  /** As `Notes.level` */
  level: number
  /** How many headings there are of each level; 7 are lines of bold words */
  levels: { level: number; count: number }[]
  days: Notes['days']
  sections: StagedSection[]
  /** Links that the writer made, and pictures */
  links: number
  images: number
  problems: Problem[]
}

/** The longest text of an annotation, in UTF-16 units */
export const longestPiece = 20_000

/** Reads notes to be staged. Throws `Refused` for a text without a word. */
export function stagedNotes(
  text: string,
  { name, level }: { name: string; level?: number },
  problems: Problems,
): StagedNotes {
  const notes = readNotes(text, { fileName: name, ...(level !== undefined && { level }) })
  if (notes.sessions.length === 0) throw new Refused('empty')
  const lost = lostWords(text, notes)
  if (lost) problems.add('words-lost', null, null, { words: lost })
  const empty = notes.emptyHeadings
  if (empty.length > 0) problems.add('heading-empty', null, empty[0], { count: empty.length })
  for (const { heading, line } of notes.groups) problems.add('heading-above', heading, line)
  for (const { heading, date, line } of notes.days) {
    if (!date) problems.add('day-undated', heading, line)
  }
  const { title, days, links, images } = notes
  return {
    ...{ format: 'markdown', title, level: notes.level, days },
    levels: levelsOf(notes),
    sections: notes.sessions.map((one) => sectionOf(one, notes)),
    links: links.filter(({ bare }) => !bare).length,
    images: images.length,
    problems: problems.list(),
  }
}

function levelsOf({ headings }: Notes): StagedNotes['levels'] {
  return [1, 2, 3, 4, 5, 6, 7].flatMap((level) => {
    const count = headings.filter((one) => one.level === level).length
    return count > 0 ? [{ level, count }] : []
  })
}

const longestTitle = 200
const oneLine = (text: string) => cleanLine(text, longestTitle) ?? ''

function sectionOf({ blocks, ...session }: NoteSession, { groups, days }: Notes): StagedSection {
  const above = groups.findLast(({ line }) => line < session.line)
  const day = days.findLast(({ line }) => line < session.line)
  return {
    ...session,
    title: oneLine(session.title),
    // A group ends where the next day begins
    group: above && above.line >= (day?.line ?? 0) ? oneLine(above.heading) : '',
    pieces: blocks.flatMap(pieceOf),
  }
}

function pieceOf(block: NoteBlock): StagedPiece[] {
  const { kind, line, done, ...words } = block
  const more = (['mark', 'answer', 'answerMark', 'speaker', 'address', 'image', 'topic'] as const)
    .filter((name) => words[name])
    .map((name) => [name, words[name]] as const)
  const [first = '', ...others] = cutToFit(words.text)
  const answers = cutToFit(words.answer)
  const piece: StagedPiece = { kind, text: first, line, ...Object.fromEntries(more) }
  if (answers[0] !== undefined) piece.answer = answers[0]
  if (done) piece.done = true
  const rest = [...others, ...answers.slice(1)]
  return [piece, ...rest.map((text): StagedPiece => ({ kind: 'takeaway', text, line }))]
}

/** A text in parts that each have their place, cut between lines where it has some. */
function cutToFit(text: string): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > longestPiece) {
    const line = rest.lastIndexOf('\n', longestPiece)
    const whole = /[\uD800-\uDBFF]/.test(rest[longestPiece - 1] ?? '')
      ? longestPiece - 1
      : longestPiece
    const at = line > 0 ? line : whole
    parts.push(rest.slice(0, at))
    rest = rest.slice(at).replace(/^\n/, '')
  }
  return rest ? [...parts, rest] : parts
}
