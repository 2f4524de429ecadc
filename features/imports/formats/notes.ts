import { linksOf, plainOf, type Token, tokensOf } from './markdown-tokens'
import { datesIn, dayHeading } from './note-dates'
import { allElements, dedented, type Element } from './note-elements'
import { type Chosen, chooseLevel, type NoteHeading } from './note-levels'
import { picturesIn } from './note-pictures'
import { isPersonal, isQuestionHeading } from './note-sentences'
import { type NoteSpeaker, speakersBelow, splitHeading } from './note-speakers'
import { type Reading, type Unit, unit, unitsOf } from './note-units'

/**
 * Conference notes in Markdown as days, sessions and pieces, in the order of the text. Pure. No
 * word of the text is dropped: what is not understood is a takeaway at its place.
 */

export type NoteBlock = Unit & {
  /** Headings and bold lines that it stands under, inside of its session */
  under: string[]
}

export type NoteSession = {
  /** As written; empty for what stands before all headings */
  heading: string
  title: string
  speakers: NoteSpeaker[]
  /** `YYYY-MM-DD`; null when the notes do not say it */
  day: string | null
  line: number
  /** Proposed for its writer alone */
  personal: boolean
  /** A table of contents, proposed to be left out */
  contents: boolean
  blocks: NoteBlock[]
}

export type NoteLink = {
  /** As written, perhaps relative */
  address: string
  words: string
  /** Not made a link by its writer: an address in the text */
  bare: boolean
  line: number
}

export type Notes = {
  title: string | null
  days: { date: string | null; heading: string; line: number }[]
  /** Headings above several sessions: tracks, events of a day */
  groups: { heading: string; line: number }[]
  sessions: NoteSession[]
  headings: NoteHeading[]
  /** Lines of headings without a word */
  emptyHeadings: number[]
  links: NoteLink[]
  images: { address: string; line: number }[]
  /** Dates that the text names, also to the month alone */
  dates: string[]
  /** The level of heading that begins a session: 1 to 6, 7 for bold lines, 0 for the whole text */
  level: number
}

export type NoteOptions = {
  /** Goes before what is found out */
  level?: number
  fileName?: string
}

export function readNotes(source: string, options: NoteOptions = {}): Notes {
  const text = source.replace(/\r\n?/g, '\n').replaceAll('\0', '')
  const front = /^---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text)?.[0] ?? ''
  // As many lines as before, so that what follows keeps its numbers
  const body = front.replace(/[^\n]/g, '') + spaced(text.slice(front.length))
  const tokens = tokensOf(body, { html: false })
  const lines = body.split('\n')
  const elements = allElements(tokens, lines)
  const year = /\b(20\d\d)\b/.exec(`${options.fileName ?? ''} ${front} ${text.slice(0, 300)}`)?.[1]
  const headings = elements.flatMap((element) => headingOf(element, lines, year ?? null) ?? [])
  const chosen = chooseLevel(headings, options)
  // Some say at the top that they quote nobody
  const remarks = /^>\s*(?:these|this|my|own)\b[^<>:\n]*\b(?:notes|comments|remarks)\b/im.test(
    text.slice(0, 400),
  )
  const images = picturesIn(tokens)
  const builder = new Builder({ lines, remarks }, chosen)
  const title = frontTitle(front) ?? chosen.title?.words ?? null
  if (front) builder.front(front)
  for (const element of elements) {
    const heading = headings.find(({ line }) => line === element.start + 1)
    if (heading) builder.heading(heading, element)
    else if (element.type !== 'heading_open' || element.tokens[1]?.content.trim())
      builder.add(element)
  }
  return {
    ...builder.finish(title ?? nameOf(options.fileName)),
    title,
    headings,
    emptyHeadings: elements
      .filter(({ type, tokens: [, inline] }) => type === 'heading_open' && !inline?.content.trim())
      .map(({ start }) => start + 1),
    links: linksIn(tokens, images),
    images,
    dates: datesIn(text),
    level: chosen.level,
  }
}

/**
 * Headings that lack their blank ("##Nets"), or have one that Markdown does not know. One sign alone
 * may be a tag, but in the first line.
 */
const spaced = (text: string) =>
  text
    .replace(/^#{1,6}(?=[\u00a0\u3000])|^#{2,6}(?=[^\s#])/gm, (sign) => `${sign} `)
    .replace(/^\n*#(?=[^\s#])/, (sign) => `${sign} `)

/** What a file's name says: `03-service-mesh.md` is about a service mesh. */
const nameOf = (path = '') =>
  (path.split('/').at(-1) ?? '')
    .replace(/\.\w+$/, '')
    .replace(/^\d{1,3}[-_. ]+/, '')
    .replace(/[-_]+/g, ' ')
    .trim()

const frontTitle = (front: string) =>
  /^title:\s*["']?(.+?)["']?\s*$/m.exec(front)?.[1]?.trim() || null

/** A heading with words, or a line of nothing but bold words, which many write instead. */
function headingOf(element: Element, lines: string[], year: string | null): NoteHeading | null {
  const [open, inline] = element.tokens
  const line = element.start + 1
  const words = plainOf(inline?.children)
  if (!open || !words) return null
  if (open.type === 'heading_open') {
    const level = Number(open.tag.slice(1))
    return { level, words, line, day: dayHeading(words, year), ...splitHeading(words) }
  }
  if (open.type !== 'paragraph_open' || element.end - element.start > 1) return null
  const bold = /^\s*\*\*((?:[^*]|\*(?!\*))+)\*\*\s*(?:[(（].*[)）])?\s*$/.exec(
    lines[element.start] ?? '',
  )
  return bold && { level: 7, words, line, day: null, ...splitHeading(words) }
}

function linksIn(tokens: Token[], images: Notes['images']): NoteLink[] {
  const pictures = new Set(images.map(({ address }) => address))
  return tokens.flatMap((token) =>
    linksOf(token.children)
      .filter(({ href }) => !/^(#|mailto:)/i.test(href) && !pictures.has(href))
      .map(({ href, words, bare }) => {
        return { address: href, words, bare, line: (token.map?.[0] ?? 0) + 1 }
      }),
  )
}

const onlyLetters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

type Pending = { level: number; text: string; words: string; line: number }

/** Puts the pieces together, in the order of the text. */
class Builder {
  private readonly days: Notes['days'] = []
  private readonly groups: Notes['groups'] = []
  private readonly sessions: NoteSession[] = []
  /** Headings inside of the session whose text has not come yet */
  private pending: Pending[] = []
  private under: Pending[] = []
  private day: string | null = null
  private group: NoteHeading | null = null
  private current: NoteSession | null = null

  constructor(
    private readonly reading: Reading,
    private readonly chosen: Chosen,
  ) {}

  front(text: string): void {
    const fenced = `\`\`\`yaml\n${text.replace(/^---\n|\n---\s*$/g, '')}\n\`\`\``
    this.push(unit('takeaway', fenced, 1))
  }

  heading(heading: NoteHeading, element: Element): void {
    const { level, words, line, day } = heading
    const { only, level: sessionLevel } = this.chosen
    if (day && level < 7) {
      this.end()
      this.day = day.date
      this.days.push({ date: day.date, heading: words, line })
      this.group = heading
    } else if (heading === this.chosen.title) {
      this.end()
      this.group = heading
    } else if (heading === only || (sessionLevel > 0 && level <= sessionLevel)) {
      this.end()
      // Above sessions it may be no more than their track: that shows with the next line
      if (level < sessionLevel) this.group = heading
      else this.begin(heading)
    } else {
      this.inside(heading, element)
      return
    }
    this.more(heading, element)
  }

  /** What a heading holds besides its words: an address, a picture. */
  private more({ words, line }: NoteHeading, element: Element): void {
    const inline = element.tokens[1]
    const text = inline?.content.trim() ?? ''
    if (onlyLetters(text) === onlyLetters(words)) return
    const [link] = linksOf(inline?.children)
    this.push(unit(link ? 'link' : 'takeaway', text, line, { address: link?.href ?? '' }))
  }

  add(element: Element): void {
    const asked = isQuestionHeading(this.under.at(-1)?.words ?? this.current?.title ?? '')
    for (const one of unitsOf(element, this.reading, asked)) this.push(one)
  }

  /** @param title for what stands above all headings */
  finish(title: string) {
    this.end()
    const { days, groups, sessions } = this
    for (const session of sessions) {
      session.title ||= title
      if (session.speakers.length > 0) continue
      const lines = session.blocks.slice(0, 3).flatMap(({ text }) => text.split('\n'))
      session.speakers = speakersBelow(lines.filter((line) => line.trim()))
    }
    return { days, groups, sessions }
  }

  private inside({ level, words, line }: NoteHeading, element: Element): void {
    const text = dedented(this.reading.lines.slice(element.start, element.end))
    this.settle(level)
    this.under = [...this.under.filter((one) => one.level < level), { level, text, words, line }]
    this.pending.push({ level, text, words, line })
  }

  private push(one: Unit): void {
    this.current ?? this.begin(this.group)
    const session = this.current
    if (!session) return
    const last = session.blocks.at(-1)
    const answers = /^(?:\*\*)?(?:答案?|回答|A|Answer)\s*\d{0,3}\s*(?:\*\*)?\s*[:：]/i.exec(
      one.text,
    )?.[0]
    if (answers && last?.kind === 'question' && !last.answer && this.pending.length === 0) {
      last.answerMark = answers
      last.answer = one.text.slice(answers.length).trim()
      return
    }
    const under = this.under.map(({ words }) => words)
    const headings = this.pending
    this.pending = []
    const above = headings.map(({ text }) => text).join('\n\n')
    const line = headings[0]?.line ?? one.line
    if (one.kind === 'takeaway' && above) {
      session.blocks.push({ ...one, text: `${above}\n\n${one.text}`, line, under })
      return
    }
    if (above) session.blocks.push({ ...unit('takeaway', above, line), under })
    // A list that a sentence announces belongs to it
    const announced = last && last.kind === 'takeaway' && /[:：]\s*$/.test(last.text) && !above
    if (announced && one.kind === 'takeaway' && /^\s*([-*+]|\d+[.)])\s/.test(one.text)) {
      last.text += `\n\n${one.text}`
    } else session.blocks.push({ ...one, under })
  }

  private begin(heading: NoteHeading | null): void {
    const { words = '', title = '', speakers = [], line = 1, day = null } = heading ?? {}
    const named = day ? day.rest || words : title
    this.current = {
      ...{ heading: words, title: named, speakers, day: this.day, line },
      personal: isPersonal(title),
      contents: /^(table of )?contents$|^toc$|^目录$/i.test(words.trim()),
      blocks: [],
    }
    this.sessions.push(this.current)
    if (heading === this.group) this.group = null
  }

  /** Headings that got no text: a gap each, unless deeper ones follow. */
  private settle(level: number): void {
    const empty = this.pending.filter((one) => one.level >= level)
    this.pending = this.pending.filter((one) => one.level < level)
    for (const { text, line, level: own } of empty) {
      const kind = own < 7 ? 'gap' : 'takeaway'
      const above = this.under.filter((one) => one.level < own).map(({ words }) => words)
      this.current ??= null
      if (!this.current) this.begin(this.group)
      this.current?.blocks.push({ ...unit(kind, text.replace(/^#+\s*/, ''), line), under: above })
    }
  }

  private end(): void {
    this.settle(0)
    if (this.group && !this.current) {
      const { words, line, day } = this.group
      if (!day) this.groups.push({ heading: words, line })
    }
    if (this.current && this.current.blocks.length === 0) {
      this.current.blocks.push({ ...unit('gap', '', this.current.line), under: [] })
    }
    this.current = null
    this.group = null
    this.under = []
  }
}
