import MarkdownIt from 'markdown-it'

// What a text holds line by line: its words, and the addresses among them.

type Token = ReturnType<typeof markdown.parse>[number]
type Inline = Pick<Token, 'type' | 'content'> & Partial<Token>
export type Part = { text: string; address?: string; bare?: boolean; picture?: boolean }
export type Line = {
  parts: Part[]
  /** Of a heading; 7 of a line that is one by its looks */
  level?: number
  /** Lines of one item or paragraph have the same number */
  block: number
  /** Whether the whole block belongs to its links, as in lists and tables */
  item: boolean
}

const markdown = new MarkdownIt({ html: true, linkify: true, maxNesting: 30 })
markdown.linkify.set({ fuzzyEmail: false, fuzzyLink: true, fuzzyIP: false })
// Those that are refused are to be counted, not overlooked; and addresses stay as they were given
markdown.validateLink = () => true
markdown.normalizeLink = (url) => url
// Indented text is what mail and chats make of lists, not code
markdown.disable('code')
// Inline Markdown takes most of the time, and most of a text may hold no address
markdown.core.ruler.at('inline', ({ tokens, md, env, Token }) => {
  const told = env as { promising: number; more: number }
  for (const token of tokens) {
    if (token.type !== 'inline') continue
    const { content } = token
    const children: Token[] = []
    const promising = content.match(/:\/\/|\]|\bwww\.|\bhref\b|\.\p{L}+\//giu)?.length ?? 0
    if (promising > 0 && told.promising > mostPromising) {
      told.more += content.match(/:\/\//g)?.length ?? 0
      token.content = ''
    } else if (promising > 0 || /^(\*\*|__)/.test(content)) {
      md.inline.parse(content, md, env, children)
    }
    if (children.length === 0) children.push(Object.assign(new Token('text', '', 0), { content }))
    token.children = children
    told.promising += promising
  }
})
// Several for each link; what comes after as many is not looked at
const mostPromising = 10_000

/**
 * The lines of a Markdown or plain text with their links; how many more links about there are in what
 * was not looked at any more.
 */
export function readLines(text: string): { lines: Line[]; more: number } {
  const env = { promising: 0, more: 0 }
  const lines = linesOf(markdown.parse(bounded(text), env))
  return { lines, more: env.more }
}

function linesOf(tokens: Token[]): Line[] {
  const lines: Line[] = []
  let lists = 0
  let row: Part[] | null = null
  let level = 0
  tokens.forEach((token, block) => {
    const { type } = token
    if (/^(bullet|ordered)_list_open$/.test(type)) lists++
    if (/^(bullet|ordered)_list_close$/.test(type)) lists--
    if (type === 'heading_open') level = Number(token.tag.slice(1))
    if (type === 'heading_close') level = 0
    if (type === 'tr_open') row = []
    if (type === 'tr_close' && row) lines.push({ parts: row, block, item: true })
    if (type === 'tr_close') row = null
    if (type === 'fence') {
      for (const parts of codeLines(token.content)) lines.push({ parts, block, item: true })
    }
    const content =
      type === 'inline'
        ? splitLines(token.children ?? [])
        : type === 'html_block'
          ? splitLines(htmlTokens(token.content))
          : []
    if (content.length === 0) return
    if (row) row.push(...content.flat(), { text: ' · ' })
    else if (level > 0) lines.push({ parts: content.flat(), level, block, item: false })
    else {
      const next = tokens[block + 2]?.type ?? ''
      const heading = lists === 0 && content.length === 1 && isHeading(token, content[0], next)
      for (const parts of content) {
        lines.push({ parts, block, item: lists > 0, ...(heading && { level: 7 }) })
      }
    }
  })
  return lines
}

// Bold at its beginning and short, or ending in a colon before a list
function isHeading({ children }: Token, parts: Part[] = [], next: string): boolean {
  const text = textOf(parts)
  if (text === '' || text.length > 100 || parts.some(({ address }) => address)) return false
  const [first, second] = (children ?? []).filter(({ content, type }) => content || type !== 'text')
  const bold = first?.type === 'strong_open' && second?.type === 'text'
  return (
    (bold && !/[.。!！?？,，;；]$/.test(text)) || (/[:：]$/.test(text) && /list_open$/.test(next))
  )
}

/** Lines that are nothing but an address. */
function codeLines(code: string): Part[][] {
  const all = code.split('\n').map((line) => line.trim())
  return all
    .filter((line) => /^https?:\/\/[^\s"'`<>{}$]+$/i.test(line))
    .map((address) => [{ text: '', address, bare: true }])
}

/** What stands inside of a block, line by line. */
function splitLines(tokens: Inline[]): Part[][] {
  const lines: Part[][] = [[]]
  let open: Part | null = null
  const say = (text: string) => {
    if (open) open.text += text
    else lines.at(-1)?.push({ text })
  }
  const seePicture = () => {
    if (open) open.picture = true
  }
  const endLine = () => (open ? say(' ') : lines.push([]))
  const begin = (address: string, bare: boolean) => {
    open = { text: '', address, bare }
    lines.at(-1)?.push(open)
  }
  for (const token of tokens) {
    const { type, content } = token
    if (type === 'text' || type === 'code_inline' || type === 'image') {
      content.split('\n').forEach((words, index) => {
        if (index > 0) endLine()
        say(words)
      })
      if (type === 'image') seePicture()
    } else if (type === 'softbreak' || type === 'hardbreak') endLine()
    else if (type === 'link_open') begin(String(token.attrGet?.('href')), isBare(token))
    else if (type === 'link_close') open = null
    else if (type === 'html_inline') {
      const href = hrefOf(content)
      if (href !== null) begin(href, false)
      else if (/^<\/a\s*>/i.test(content)) open = null
      else if (/^<br\b/i.test(content)) endLine()
    }
  }
  return lines.map((line) => line.flatMap(bareAddress)).filter((line) => line.length > 0)
}

const isBare = ({ markup }: Inline) => markup === 'linkify' || markup === 'autolink'

function hrefOf(tag: string): string | null {
  const [, double, single, plain] =
    /^<a\s(?:[^>]*\s)?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag) ?? []
  const href = double ?? single ?? plain
  return href === undefined ? null : href.replaceAll('&amp;', '&')
}

/** Tags and words of a block of HTML, as if they had stood in a line. */
function htmlTokens(html: string): Inline[] {
  return html
    .split(/(<[^<>]*>)/)
    .map((content) => ({ type: content.startsWith('<') ? 'html_inline' : 'text', content }))
}

// A bare address ends where Chinese or Japanese text goes on; a lone "host.tld" may be a file
function bareAddress(part: Part): Part[] {
  if (!part.bare || part.address === undefined) return [part]
  const written = /^https?:/i.test(part.text) || !/^https?:/i.test(part.address)
  const given = written ? part.text : part.text.startsWith('www.') ? part.text : part.address
  if (!/^https?:/i.test(part.text) && !/^(www\.|[^/]+\/)/i.test(part.text))
    return [{ text: part.text }]
  const schemeless = !/^[a-z][a-z0-9+.-]*:/i.test(part.text)
  const address = schemeless ? part.text : given
  const end = address.search(/[。，、；：！？（）【】《》「」『』“”‘’…]|\*\*/)
  const joined = /^(https?:\/\/[^/?#]*?\.[a-z]{2,})[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/iu
  const cut = joined.exec(address)?.[1]?.length ?? end
  if (cut <= 0) return [{ ...part, text: '', address }]
  return [{ text: '', address: address.slice(0, cut), bare: true }, { text: address.slice(cut) }]
}

/** Whether a text is a web address and nothing else. */
export const isAddress = (text: string) => /^\s*(https?:\/\/|www\.)\S+\s*$/i.test(text)

export const hasLink = ({ parts }: Line) => parts.some(({ address }) => address)
export const headingOf = ({ parts }: Line) => textOf(parts.filter(({ picture }) => !picture))
export const textOf = (parts: Part[]) => tidy(parts.map(({ text }) => text).join(''))

/** Without directions and control characters, which could make it read as something else. */
export function tidy(text: string): string {
  return text
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

// Of a paragraph, in characters: the time that inline Markdown takes may grow with the square of it
const longestParagraph = 6_000

/**
 * Lines that no person wrote become the addresses in them, and paragraphs without end become several.
 * Tables are left whole, since their cells are read one by one.
 */
function bounded(text: string): string {
  const lines: string[] = []
  let [run, table] = [0, false]
  for (const line of text.split('\n')) {
    const own = line.length > longestParagraph ? addressesIn(line) : line
    if (/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/.test(own)) table = true
    if (own.trim() === '') [run, table] = [0, false]
    else if (run > 0 && run + own.length > longestParagraph && !table) {
      lines.push('')
      run = 0
    }
    run += own.length + 1
    lines.push(own)
  }
  return withoutLooseBrackets(lines.join('\n'))
}

/** Each bracket that is never closed is searched for to the end of its paragraph. */
function withoutLooseBrackets(text: string): string {
  return text.replace(/(?:[^\n]+\n?)+/g, (paragraph) => {
    const [open, closed] = [paragraph.split('[').length, paragraph.split(']').length]
    return open - closed > 20 ? paragraph.replaceAll('[', '(') : paragraph
  })
}

function addressesIn(line: string): string {
  return (line.match(/https?:\/\/[^\s"'`<>()[\]{}|\\^]{1,2048}/gi) ?? []).join('\n\n')
}
