import { Readability } from '@mozilla/readability'
import { Parser } from 'htmlparser2'
import { parseHTML } from 'linkedom'
import { renderHtml, renderPlain } from '@/lib/markdown'
import { readUrl } from '@/lib/paths'
import { cut } from './metadata'
import { withoutUnseen } from './words'

/** The text of an article, as it is kept: safe HTML without pictures, and the same plainly. */
export type ArticleText = {
  title: string
  byline: string
  /** A BCP 47 tag, or empty */
  language: string
  html: string
  plain: string
  rendererVersion: number
  words: number
}

export type NoArticle = 'notext' | 'toohard'

const deepest = 512
const pieceLength = 1_024
const mostElements = 30_000
/** Below it there is a menu, a notice or a form, but nothing to read; an ideograph counts thrice. */
const shortest = 140

/**
 * Reads the article in a page by Mozilla's Readability, the reader view of Firefox, and keeps of it
 * paragraphs, headings, lists, tables, quotes, code and links. May take long on a hostile page: call
 * it where it can be broken off.
 */
export function readArticle(html: string, url: string): ArticleText | NoArticle {
  if (isBytes(html)) return 'notext'
  const page = shallow(html)
  if (page === null) return 'toohard'
  const { document } = parseHTML(framed(page))
  if (!document.documentElement || !document.body) return 'notext'
  const found = new Readability<Element>(document as unknown as Document, {
    serializer: (node) => node as Element,
  }).parse()
  if (!found?.content) return 'notext'
  const rendered = renderHtml(blocksOf(found.content, url).join('\n'))
  if (widthOf(rendered.plain) < shortest) return 'notext'
  const { title, byline, lang } = found
  return {
    ...rendered,
    title: cut(title ?? '', 300),
    byline: cut(byline ?? '', 200),
    language: /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(lang ?? '') ? (lang ?? '').slice(0, 35) : '',
    words: wordsOf(rendered.plain),
  }
}

/** The same of a page that is plain text; its paragraphs are told by empty lines. */
export function readPlainArticle(text: string): ArticleText | NoArticle {
  if (isBytes(text)) return 'notext'
  const rendered = renderPlain(withoutUnseen(text.replace(/\r\n?|\f/g, '\n')))
  if (widthOf(rendered.plain) < shortest) return 'notext'
  return { ...rendered, title: '', byline: '', language: '', words: wordsOf(rendered.plain) }
}

/** What calls itself text and is none. */
function isBytes(text: string): boolean {
  const strange = text.match(/(?![\t\n\f\r])[\p{Cc}\ufffd]/gu)?.length ?? 0
  return text.includes('\0') || strange > text.length / 100
}

/** A browser adds what a page leaves out; this parser does not. */
function framed(html: string): string {
  if (!/<body[\s>]/i.test(html)) return `<html><body>${html}</body></html>`
  return /<html[\s>]/i.test(html) ? html : `<html>${html}</html>`
}

/**
 * A page up to where it nests too deep, since the time of all that reads it grows with the square of
 * that; null for one with too many elements.
 */
function shallow(html: string): string | null {
  let [depth, elements] = [0, 0]
  const parser = new Parser({
    onopentag: () => {
      depth += 1
      elements += 1
    },
    onclosetag: () => {
      depth -= 1
    },
  })
  for (let at = 0; at < html.length; at += pieceLength) {
    parser.write(html.slice(at, at + pieceLength))
    if (elements > mostElements) return null
    if (depth > deepest) return html.slice(0, at + pieceLength)
  }
  return html
}

/** An ideograph tells about as much as three letters. */
function widthOf(text: string): number {
  return text.length + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0)
}

/** How many words a text has; each ideograph counts as one. */
function wordsOf(text: string): number {
  return text.match(/\p{Script=Han}|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0
}

const headings: Record<string, string> = {
  H1: 'h4',
  H2: 'h4',
  H3: 'h5',
  H4: 'h6',
  H5: 'h6',
  H6: 'h6',
}
const inline: Record<string, string> = {
  ...{ EM: 'em', I: 'em', CITE: 'em', DFN: 'em', STRONG: 'strong', B: 'strong' },
  ...{ CODE: 'code', KBD: 'kbd', SAMP: 'code', TT: 'code', SUB: 'sub', SUP: 'sup' },
  ...{
    DEL: 'del',
    S: 's',
    U: 'u',
    MARK: 'mark',
    SMALL: '',
    SPAN: '',
    FONT: '',
    LABEL: '',
    TIME: '',
  },
  ...{
    ABBR: '',
    BDI: '',
    BDO: '',
    DATA: '',
    INS: '',
    Q: '',
    VAR: 'em',
    WBR: '',
    NOBR: '',
    RUBY: '',
  },
}
const dropped = new Set(
  `SCRIPT STYLE TEMPLATE NOSCRIPT IMG PICTURE SVG MATH VIDEO AUDIO SOURCE TRACK IFRAME OBJECT EMBED
   CANVAS MAP AREA FORM INPUT BUTTON SELECT TEXTAREA PROGRESS METER DIALOG HEAD LINK META RT RP`.split(
    /\s+/,
  ),
)

/** The blocks of an element, each as HTML of its own; what stands between them becomes paragraphs. */
function blocksOf(element: Element, base: string): string[] {
  const blocks: string[] = []
  let open = ''
  const close = () => {
    if (open.replace(/<br>|\s/g, '')) blocks.push(`<p>${open.trim()}</p>`)
    open = ''
  }
  const within = (tag: string, name: string, node: Element) => {
    const content = partsOf(node, base)
    if (content) blocks.push(`<${name}${tag}>${content}</${name}>`)
  }
  for (const node of element.childNodes) {
    const name = node.nodeName.toUpperCase()
    if (node.nodeType === 3) open += escaped(node.textContent ?? '')
    if (node.nodeType !== 1 || dropped.has(name)) continue
    const child = node as Element
    if (name === 'BR') open += '<br>'
    else if (name in inline || name === 'A') {
      // A link around whole blocks is not worth losing them for
      if (hasBlocks(child)) {
        close()
        blocks.push(...blocksOf(child, base))
      } else open += inlineOf(child, base)
    } else {
      close()
      if (headings[name]) {
        const words = inlineWithin(child, base).trim()
        if (words) blocks.push(`<${headings[name]}>${words}</${headings[name]}>`)
      } else if (name === 'PRE') blocks.push(`<pre><code>${codeOf(child)}</code></pre>`)
      else if (name === 'HR') blocks.push('<hr>')
      else if (name === 'OL' || name === 'UL') {
        const items = itemsOf(child, base)
        if (items) blocks.push(`<${name.toLowerCase()}>${items}</${name.toLowerCase()}>`)
      } else if (name === 'BLOCKQUOTE') within('', 'blockquote', child)
      else if (name === 'TABLE' && isData(child)) blocks.push(tableOf(child, base))
      else blocks.push(...blocksOf(child, base))
    }
  }
  close()
  return blocks
}

/** What stands in an item, quote or cell: its words where it has no blocks, else its blocks. */
function partsOf(element: Element, base: string): string {
  const blocks = blocksOf(element, base)
  const [only = ''] = blocks
  return blocks.length === 1 ? only.replace(/^<p>(.*)<\/p>$/s, '$1') : blocks.join('')
}

function itemsOf(list: Element, base: string): string {
  return [...list.children]
    .map((item) => partsOf(item, base))
    .flatMap((content) => (content ? [`<li>${content}</li>`] : []))
    .join('')
}

/** Whether a table is one, and not the frame that a page was once laid out by. */
function isData(table: Element): boolean {
  const rows = table.getElementsByTagName('tr')
  const cells = table.querySelectorAll('td, th')
  return rows.length > 1 && cells.length > rows.length && table.querySelector('table') === null
}

function tableOf(table: Element, base: string): string {
  const rows = [...table.getElementsByTagName('tr')].map((row) =>
    [...row.children].map((cell) => {
      const name = cell.nodeName.toUpperCase() === 'TH' ? 'th' : 'td'
      return `<${name}>${partsOf(cell, base)}</${name}>`
    }),
  )
  return `<table><tbody>${rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('')}</tbody></table>`
}

function hasBlocks(element: Element): boolean {
  return element.querySelector('p, div, ul, ol, pre, blockquote, table, h1, h2, h3, h4') !== null
}

function inlineWithin(element: Element, base: string): string {
  return [...element.childNodes].map((node) => inlineOf(node, base)).join('')
}

function inlineOf(node: ChildNode, base: string): string {
  const name = node.nodeName.toUpperCase()
  if (node.nodeType === 3) return escaped(node.textContent ?? '')
  if (node.nodeType !== 1 || dropped.has(name)) return ''
  if (name === 'BR') return '<br>'
  const words = inlineWithin(node as Element, base)
  if (name === 'Q') return `“${words}”`
  const href = name === 'A' ? addressOf((node as Element).getAttribute('href'), base) : null
  if (href && words.trim()) return `<a href="${escaped(href)}">${words}</a>`
  const tag = inline[name]
  return tag && words ? `<${tag}>${words}</${tag}>` : words
}

function codeOf(element: Element): string {
  const lines = inlineWithin(element, 'about:blank')
    .replace(/<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
  return lines.replace(/^\n|\s+$/g, '')
}

/** Where a link leads; null for places in the page itself, and for what is no address of the web. */
function addressOf(href: string | null, base: string): string | null {
  const url = href && !href.startsWith('#') ? readUrl(href, base) : null
  return url && /^https?:$/.test(url.protocol) && url.href.length <= 2_048 ? url.href : null
}

function escaped(text: string): string {
  return withoutUnseen(text)
    .replace(/[\p{Cs}\p{Co}]|(?![\n\t])\p{Cc}/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
