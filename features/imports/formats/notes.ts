import { linksOf, plainOf, type Token, tokensOf } from './markdown-tokens'
import { NoteBuilder } from './note-builder'
import { datesIn, dayHeading } from './note-dates'
import { allElements, type Element } from './note-elements'
import { chooseLevel, type NoteHeading } from './note-levels'
import { picturesIn } from './note-pictures'
import { splitHeading } from './note-speakers'
import type { NoteLink, Notes } from './note-types'

export type NoteOptions = {
  /** Goes before what is found out */
  level?: number
  fileName?: string
}

/**
 * Conference notes in Markdown as days, sessions and pieces, in the order of the text. Pure. No
 * word of the text is dropped: what is not understood is a takeaway at its place.
 */
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
  const builder = new NoteBuilder({ lines, remarks }, chosen)
  const title = frontTitle(front) ?? chosen.title?.words ?? null
  if (front) builder.front(front)
  const headingAt = new Map(headings.map((heading) => [heading.line, heading]))
  for (const element of elements) {
    const heading = headingAt.get(element.start + 1)
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
