import type { AnnotationKind } from '@/prisma/generated/client'
import { linksOf, plainOf, type Token } from './markdown-tokens'
import { dedented, type Element, inside } from './note-elements'
import { answer, isOnlySign, question, runsOf } from './note-sentences'

/** A piece of notes that becomes one annotation. */
export type Unit = {
  kind: AnnotationKind
  /** Markdown */
  text: string
  /** The sign that told the kind ("问题1：", "[ ]"), which is not repeated in the text */
  mark: string
  /** Of a question; what stood between, as a sign */
  answer: string
  answerMark: string
  /** Who is quoted */
  speaker: string
  /** Of a link, as it was written */
  address: string
  /** Of a photo: an address, or the path of a file that is not here */
  image: string
  /** A follow-up that was ticked off */
  done: boolean
  /** 1-based */
  line: number
}

export type Reading = {
  lines: string[]
  /** `>` marks the writer's own remarks, not what others said */
  remarks: boolean
}

export const unit = (
  kind: AnnotationKind,
  text: string,
  line: number,
  more: Partial<Unit> = {},
): Unit => {
  const plain = { mark: '', answer: '', answerMark: '', speaker: '', address: '', image: '' }
  return { kind, text, ...plain, done: false, line, ...more }
}

/** The pieces that a block is made of, in order; their words are all of its words. */
export function unitsOf(element: Element, reading: Reading, asQuestions = false): Unit[] {
  const { type, start, end, tokens } = element
  const raw = reading.lines.slice(start, end)
  if (type === 'paragraph_open') return paragraph(raw, start, tokens[1])
  if (/_list_open$/.test(type)) return list(element, reading, asQuestions)
  if (type === 'blockquote_open') return quote(raw, start, reading)
  if (type === 'hr') return []
  // Without words: a picture alone
  if (type === 'heading_open') return paragraph([tokens[1]?.content ?? ''], start, tokens[1])
  const text = dedented(raw)
  return text ? [unit('takeaway', text, start + 1)] : []
}

function paragraph(raw: string[], start: number, inline?: Token): Unit[] {
  const text = dedented(raw)
  const [link] = linksOf(inline?.children)
  if (link && isOnlyLink(inline)) return [unit('link', text, start + 1, { address: link.href })]
  return lined(raw, start)
}

/** Whether a text is one link and hardly a word more. */
function isOnlyLink(inline?: Token): boolean {
  const links = linksOf(inline?.children)
  const [link] = links
  if (links.length !== 1 || !link || link.href.startsWith('#')) return false
  const others = inline?.children?.filter((_, at) => at < link.from || at > link.to) ?? []
  if (others.some(({ type }) => type === 'image')) return false
  return (plainOf(others).match(/[\p{L}\p{N}]/gu)?.length ?? 0) <= 10
}

/** Lines of prose: questions with the lines that answer them, pictures, and sentences between. */
function lined(raw: string[], start: number): Unit[] {
  const units: Unit[] = []
  let prose: string[] = []
  let from = start
  let asked: Unit | null = null
  const flush = () => {
    if (prose.some((line) => line.trim())) units.push(...sentences(dedented(prose), from + 1))
    prose = []
  }
  for (const [at, line] of raw.entries()) {
    const sign = question.exec(line)?.[0]
    if (sign) {
      flush()
      const words = line.slice(sign.length).trim()
      asked = unit('question', words, start + at + 1, { mark: sign.trim() })
      units.push(asked)
    } else if (asked) {
      const mark = asked.answer ? '' : (answer.exec(line)?.[0] ?? '')
      asked.answerMark ||= mark.trim()
      asked.answer = [asked.answer, line.slice(mark.length).trim()].filter(Boolean).join('\n')
    } else {
      if (prose.length === 0) from = start + at
      prose.push(line)
    }
  }
  flush()
  return units.flatMap((one) => (one.kind === 'question' ? withFollowUps(one) : one))
}

/** A promise inside of an answer is one of its own too; the answer stays whole. */
function withFollowUps(asked: Unit): Unit[] {
  const promised = runsOf(asked.answer).filter(({ kind }) => kind === 'follow_up')
  return [asked, ...promised.map(({ text }) => unit('follow_up', text.trim(), asked.line + 1))]
}

const picture =
  /(?<!\[)!\[((?:[^\]\\]|\\.)*)\]\(\s*(<[^>]*>|\S+?)(?:\s+["'(]([^"')]*)["')])?\s*\)(?!\])|<img\b[^>]*?\bsrc\s*=\s*["']([^"']*)["'][^>]*>/i

/** Prose without questions: pictures, lines in quotation marks, sentences by what they are. */
function sentences(text: string, line: number): Unit[] {
  const found = picture.exec(text)
  if (found) {
    const [whole, alt = '', address = '', title = '', source] = found
    const before = text.slice(0, found.index)
    const words = source === undefined ? [alt, title].filter(Boolean).join(' · ') : ''
    const image = source ?? address.replace(/^<|>$/g, '')
    const more = { image, ...(source === undefined ? {} : { mark: whole }) }
    const here = line + before.split('\n').length - 1
    const after = text.slice(found.index + whole.length)
    return [
      ...sentences(before, line),
      unit('photo', words, here, more),
      ...sentences(after, here + whole.split('\n').length - 1),
    ]
  }
  const quoted = text.trim().split('\n').map(wholeQuote)
  if (quoted.every((one) => one !== null)) {
    return quoted.map((one, at) => unit('quote', one.words, line + at, { speaker: one.speaker }))
  }
  let at = line
  return runsOf(text).flatMap((run) => {
    const here = at
    at += run.text.split('\n').length - 1
    const words = run.text.trim()
    if (!words) return []
    const sign = run.kind === 'photo' && isOnlySign(words)
    return [unit(run.kind, sign ? '' : words, here, sign ? { mark: words } : {})]
  })
}

/** A line that is all in quotation marks, and perhaps who said it. */
function wholeQuote(line: string): { words: string; speaker: string } | null {
  const found = /^(?:"([^"]+)"|“([^”]+)”|「([^」]+)」)\s*(?:[-–—]+\s*(.{2,60}))?$/.exec(line.trim())
  const words = found?.[1] ?? found?.[2] ?? found?.[3] ?? ''
  const long = words.split(/\s+/).length >= 3 || /\p{Script=Han}{4}/u.test(words)
  return long ? { words, speaker: found?.[4]?.trim() ?? '' } : null
}

function quote(raw: string[], start: number, reading: Reading): Unit[] {
  const lines = raw.map((line) => line.replace(/^\s*>\s?/, ''))
  const text = dedented(lines)
  if (!text) return []
  const source =
    /^(原文|来源|出处|source|original|via)\s*[:：]\s*(?:<(\S+)>|\[[^\]]*\]\((\S+)\)|(\S+))\s*$/i.exec(
      text,
    )
  if (source) {
    const address = source[2] ?? source[3] ?? source[4] ?? ''
    return [unit('link', text, start + 1, { address })]
  }
  const units = lined(lines, start)
  if (reading.remarks || units.some(({ kind }) => kind !== 'takeaway' && kind !== 'quote')) {
    return units
  }
  const said = lines.filter((line) => line.trim())
  const by = /^\s*(?:—+|–|--?)\s*(.{2,60})$/.exec(said.at(-1) ?? '')
  if (!by || said.length < 2) return [unit('quote', text, start + 1)]
  const words = dedented(lines.slice(0, lines.lastIndexOf(said.at(-1) ?? '')))
  return [unit('quote', words, start + 1, { speaker: by[1]?.trim() ?? '' })]
}

const bullet = /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)/
const box = /^\[([ xX])\]\s+/

/**
 * A list of plain points stays one piece. Where an item is something else, it stands by itself, and
 * the points before and behind it are pieces of their own.
 */
function list(element: Element, reading: Reading, asQuestions: boolean): Unit[] {
  const { lines } = reading
  const units: Unit[] = []
  let plain: [number, number][] = []
  const flush = () => {
    const [start = 0, end = 0] = [plain[0]?.[0], plain.at(-1)?.[1]]
    const text = dedented(lines.slice(start, end))
    if (text) units.push(unit('takeaway', text, start + 1))
    plain = []
  }
  for (const entry of inside(element)) {
    const parts = item(entry, reading, asQuestions)
    if (parts.every(({ kind }) => kind === 'takeaway')) {
      plain.push([entry.start, entry.end])
    } else {
      flush()
      units.push(...parts)
    }
  }
  flush()
  return units
}

function item(entry: Element, reading: Reading, asQuestions: boolean): Unit[] {
  const { lines } = reading
  const parts = inside(entry)
  const [first, ...others] = parts
  const head = lines[entry.start] ?? ''
  const sign = bullet.exec(head)?.[0] ?? ''
  const number = /\d/.test(sign) ? sign.trim() : ''
  const nested = () => others.flatMap((part) => unitsOf(part, reading))
  if (!first) return number ? [unit('takeaway', number, entry.start + 1)] : []
  if (first.type !== 'paragraph_open') {
    return [unit('takeaway', dedented(lines.slice(entry.start, entry.end)), entry.start + 1)]
  }
  const raw = [head.slice(sign.length), ...lines.slice(entry.start + 1, first.end)]
  const ticked = box.exec(raw[0] ?? '')
  if (asQuestions && !ticked) {
    const [words, answer] = [dedented(raw), dedented(lines.slice(first.end, entry.end))]
    return [unit('question', words, entry.start + 1, { mark: number, answer })]
  }
  if (ticked) {
    const [mark, tick] = ticked
    raw[0] = (raw[0] ?? '').slice(mark.length)
    const done = tick !== ' '
    const more = { mark: `${number} ${mark}`.trim(), done }
    return [unit('follow_up', dedented(raw), entry.start + 1, more), ...nested()]
  }
  const own = paragraph(raw, entry.start, first.tokens[1])
  const [only] = own
  // One point is one piece, also where only one of its sentences told what it is
  const kinds = new Set(own.map(({ kind }) => kind))
  const joined =
    own.length > 1 && [...kinds].every((kind) => /takeaway|follow_up|gap|decision/.test(kind))
  const kind = own.find((one) => one.kind !== 'takeaway')?.kind ?? 'takeaway'
  const whole = joined ? [unit(kind, dedented(raw), entry.start + 1)] : own
  if (number && only) (whole[0] ?? only).mark = `${number} ${(whole[0] ?? only).mark}`.trim()
  return [...whole, ...nested()]
}
