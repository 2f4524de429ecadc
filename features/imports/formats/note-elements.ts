import type { Token } from './markdown-tokens'

/** A block of Markdown with the lines that it takes, `end` not included. */
export type Element = {
  type: string
  tokens: Token[]
  start: number
  end: number
}

/** The blocks at the level of the first of these tokens, in order. */
export function elementsOf(tokens: Token[]): Element[] {
  const level = tokens[0]?.level ?? 0
  const elements: Element[] = []
  let open: Token[] | null = null
  for (const token of tokens) {
    if (!open) {
      if (token.level !== level) continue
      open = []
    }
    open.push(token)
    const ends = token.level === level && token.nesting <= 0 && token.type !== 'inline'
    if (!ends) continue
    const [first] = open
    if (first?.map) {
      const [start, end] = first.map
      elements.push({ type: first.type, tokens: open, start, end })
    }
    open = null
  }
  return elements
}

/** What is inside a block: the items of a list, the paragraphs of an item. */
export const inside = ({ tokens }: Element) => elementsOf(tokens.slice(1, -1))

/**
 * The blocks of a whole text, and between them whatever no token stands for (definitions of links),
 * as blocks of type `rest`: no line with words is missing.
 */
export function allElements(tokens: Token[], lines: string[]): Element[] {
  const elements: Element[] = []
  let from = 0
  const rest = (to: number) => {
    if (lines.slice(from, to).some((line) => line.trim())) {
      elements.push({ type: 'rest', tokens: [], start: from, end: to })
    }
  }
  for (const element of elementsOf(tokens)) {
    if (element.start < from) continue
    rest(element.start)
    elements.push(element)
    from = element.end
  }
  rest(lines.length)
  return elements
}

/** Lines without the blanks that all of them begin with. */
export function dedented(lines: string[]): string {
  const filled = lines.filter((line) => line.trim())
  const indent = Math.min(...filled.map((line) => /^\s*/.exec(line)?.[0].length ?? 0))
  const cut = lines.map((line) => line.slice(Number.isFinite(indent) ? indent : 0).trimEnd())
  return cut.join('\n').replace(/^\n+|\n+$/g, '')
}
