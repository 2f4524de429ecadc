import { pictureIn } from './note-paths'
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
  Partial<Pick<NoteBlock, Optional | 'done'>> & {
    /** Of a photo whose picture came along: where it lies in the archive */
    picture?: string
  }

/** A text with its path. */
export type TextFile = { name: string; text: string }

export type StagedSection = Omit<NoteSession, 'blocks'> & {
  /** The heading above several sections, where this one stands under such */
  group: string
  pieces: StagedPiece[]
}

export type StagedNotes = {
  format: 'markdown'
  title: string | null
  /** Of an archive: its texts, each with the number of lines before it, by which all lines count */
  files: { name: string; base: number }[]
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

/** Where a line is: in which of several files (empty for the only one), and its number there. */
export function placeIn({ files }: Pick<StagedNotes, 'files'>, line: number) {
  const file = files.findLast(({ base }) => base < line)
  return { file: file?.name ?? '', line: line - (file?.base ?? 0) }
}

/** The longest text of an annotation, in UTF-16 units */
export const longestPiece = 20_000

type Reading = {
  /** Of the file that was sent */
  name: string
  level?: number
  /** Paths of the pictures that came along */
  pictures?: ReadonlySet<string>
}

/** Reads notes to be staged, from one text or several. Throws `Refused` for texts without a word. */
export function stagedNotes(
  texts: TextFile[],
  { name, level, pictures = new Set() }: Reading,
  problems: Problems,
): StagedNotes {
  const all: StagedNotes = {
    ...{ format: 'markdown', title: null, level: level ?? 0, levels: [], days: [], sections: [] },
    ...{ files: [], links: 0, images: 0, problems: [] },
  }
  const several = texts.length > 1
  const levels = new Map<number, number>()
  let base = 0
  for (const file of texts) {
    const notes = readNotes(file.text, {
      fileName: file.name,
      ...(level !== undefined && { level }),
    })
    const lost = lostWords(file.text, notes)
    if (lost) problems.add('words-lost', several ? file.name : null, null, { words: lost })
    tellOf(notes, several ? file.name : null, problems)
    for (const { level: one } of notes.headings) levels.set(one, (levels.get(one) ?? 0) + 1)
    const placed = { base, path: file.name, pictures }
    all.days.push(...notes.days.map((day) => ({ ...day, line: day.line + base })))
    all.sections.push(...notes.sessions.map((one) => sectionOf(one, notes, placed)))
    all.links += notes.links.filter(({ bare }) => !bare).length
    all.images += notes.images.length
    if (several) all.files.push({ name: file.name, base })
    else Object.assign(all, { title: notes.title, level: notes.level })
    base += file.text.split('\n').length
  }
  if (all.sections.length === 0) throw new Refused('empty')
  if (several) all.title = oneLine(name.replace(/\.\w+$/, '').replace(/[-_]+/g, ' ')) || null
  all.levels = [...levels].sort().map(([one, count]) => ({ level: one, count }))
  return { ...all, problems: problems.list() }
}

function tellOf({ emptyHeadings, groups, days }: Notes, file: string | null, problems: Problems) {
  const count = emptyHeadings.length
  if (count > 0) problems.add('heading-empty', file, emptyHeadings[0], { count })
  for (const { heading, line } of groups) problems.add('heading-above', heading, line)
  for (const { heading, date, line } of days) {
    if (!date) problems.add('day-undated', heading, line)
  }
}

const longestTitle = 200
const oneLine = (text: string) => cleanLine(text, longestTitle) ?? ''

type Placed = { base: number; path: string; pictures: ReadonlySet<string> }

function sectionOf(
  { blocks, ...session }: NoteSession,
  { groups, days }: Notes,
  placed: Placed,
): StagedSection {
  const above = groups.findLast(({ line }) => line < session.line)
  const day = days.findLast(({ line }) => line < session.line)
  return {
    ...session,
    line: session.line + placed.base,
    title: oneLine(session.title),
    // A group ends where the next day begins
    group: above && above.line >= (day?.line ?? 0) ? oneLine(above.heading) : '',
    pieces: blocks.flatMap((block) => pieceOf(block, placed)),
  }
}

function pieceOf(block: NoteBlock, { base, path, pictures }: Placed): StagedPiece[] {
  const { kind, done, ...words } = block
  const line = block.line + base
  const picture = words.image && pictureIn(pictures, path, words.image)
  const more = (['mark', 'answer', 'answerMark', 'speaker', 'address', 'image', 'topic'] as const)
    .filter((name) => words[name])
    .map((name) => [name, words[name]] as const)
  const [first = '', ...others] = cutToFit(words.text)
  const answers = cutToFit(words.answer)
  const piece: StagedPiece = { kind, text: first, line, ...Object.fromEntries(more) }
  if (answers[0] !== undefined) piece.answer = answers[0]
  if (done) piece.done = true
  if (picture) piece.picture = picture
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
