import { XMLParser } from 'fast-xml-parser'
import type { ReadLimits } from './programme'
import { Refused } from './refusal'
import { decodeEntities, longest } from './text'

/** A parsed element: children by tag name, attributes as `@name`, own text in `#text`. */
export type Element = { [name: string]: unknown }

/** Turns offsets in a text into 1-based line numbers. */
export function lineFinder(text: string): (offset: number) => number {
  const ends: number[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at)
  return (offset) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

/** Where markup that is no tag ends; undefined for a tag. Throws for declared entities. */
function otherEnd(text: string, at: number, line: (offset: number) => number): number | undefined {
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) return text.indexOf(']]>', at)
  if (text.startsWith('<?', at)) return text.indexOf('?>', at)
  if (!text.startsWith('<!', at)) return undefined
  const end = text.indexOf('>', at)
  // A document type may name a DTD; one that declares anything inside is refused unread.
  const declaration = text.slice(at, end < 0 ? at + 1_000 : end)
  if (/\[|<!ENTITY/i.test(declaration)) throw new Refused('entities', { line: line(at) })
  return end
}

/** Finds the `>` of the tag at `at`, those in quoted values passed over, and counts attributes. */
function scanTag(text: string, at: number): { end: number; attributes: number } {
  let quote = 0
  let attributes = 0
  for (let index = at + 1; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (quote) {
      if (code === quote) quote = 0
    } else if (code === 34 || code === 39) {
      quote = code
      attributes += 1
    } else if (code === 62) return { end: index, attributes }
    else if (code === 60) break
  }
  return { end: -1, attributes }
}

/**
 * Walks the tags of an XML text once, without building anything, and throws `Refused` for what must
 * not reach a parser: declared entities, depth and number beyond the limits, tags that do not
 * match. Returns the root's name.
 */
export function checkXml(text: string, limits: ReadLimits): string {
  const line = lineFinder(text)
  const broken = (at: number) => new Refused('is-broken-xml', { line: line(at) })
  const open: string[] = []
  let root = ''
  let elements = 0
  let end = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', end)) {
    elements += 1
    end = otherEnd(text, at, line) ?? 0
    if (end === 0) {
      const tag = scanTag(text, at)
      end = tag.end
      if (end < 0) throw broken(at)
      elements += tag.attributes
      if (text[at + 1] === '/') {
        if (open.pop() !== text.slice(at + 2, end).trim()) throw broken(at)
        elements -= 1
      } else {
        const name = /^[\p{L}_][\p{L}\p{N}._:-]{0,100}(?=[\s/]|$)/u.exec(
          text.slice(at + 1, Math.min(end, at + 120)),
        )?.[0]
        if (!name || (open.length === 0 && root)) throw broken(at)
        root ||= name
        if (text[end - 1] !== '/') open.push(name)
        if (open.length > limits.depth) throw new Refused('too-deep', { limit: limits.depth })
      }
    }
    if (end < 0) throw broken(at)
    if (elements > limits.elements) {
      throw new Refused('too-many-elements', { limit: limits.elements })
    }
  }
  if (open.length > 0 || !root) throw broken(text.length)
  return root
}

const offsets = XMLParser.getMetaDataSymbol() as unknown as string

/** Parses a checked XML text. `lists` are the tags that always come as arrays. */
export function parseXml(text: string, lists: ReadonlySet<string>): Element {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    cdataPropName: '#cdata',
    alwaysCreateTextNode: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    captureMetaData: true,
    isArray: (name) => lists.has(name),
  })
  return parser.parse(text) as Element
}

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null

/** The child elements of that name, in order. */
export function children(parent: Element | null, name: string): Element[] {
  const found = parent && Object.hasOwn(parent, name) ? parent[name] : undefined
  return (Array.isArray(found) ? found : [found]).filter(isElement)
}

export const child = (parent: Element | null, name: string) => children(parent, name)[0] ?? null

/** An element's own text, references decoded; CDATA stands as it is written. */
export function ownText(element: Element | null): string {
  if (!element) return ''
  const text = element['#text']
  const literal = element['#cdata']
  const pieces = (value: unknown): string[] =>
    (Array.isArray(value) ? value : [value]).flatMap((piece) => {
      if (typeof piece === 'string') return [piece]
      return isElement(piece) && typeof piece['#text'] === 'string' ? [piece['#text']] : []
    })
  // Far more than is taken over, so that nobody's ten megabytes are decoded for nothing.
  const plain = pieces(text)
    .join('')
    .slice(0, longest.text * 6)
  return `${decodeEntities(plain)}${pieces(literal).join('')}`
}

export const childText = (parent: Element | null, name: string) => ownText(child(parent, name))

/** An attribute's value, references decoded; null when it is not there. */
export function attribute(element: Element | null, name: string): string | null {
  const value = element && Object.hasOwn(element, `@${name}`) ? element[`@${name}`] : null
  return typeof value === 'string' ? decodeEntities(value) : null
}

/** Where the element begins in the text, or null. */
export function offsetOf(element: Element): number | null {
  const data = element[offsets] as { startIndex?: number } | undefined
  return data?.startIndex ?? null
}
