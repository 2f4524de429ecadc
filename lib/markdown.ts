import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

/** Raised whenever the output for the same source changes, so that a job can renew old rows. */
export const rendererVersion = 3

export type Rendered = {
  /** Text only, for search, previews and notices */
  plain: string
  /** Safe HTML, to be put into the page as it is */
  html: string
  rendererVersion: number
}

/** Words in a text that stand for something of the team's. */
export type Mark = {
  type: 'person' | 'topic'
  /** A person's id; a topic as it was written, whose id is found once all of a text's are known */
  key: string
  /** How much of the text it takes (UTF-16) */
  length: number
  /** What plain text says for it */
  words: string
}

/** What a text says at a place that holds a `@` or `#`, if it says anything there. */
export type MarkReader = (text: string, at: number) => Mark | null

export type Read = {
  /** Those that are no link's words, no code and no part of an address */
  marks: Mark[]
  /** `idOf` tells what a mark points to; null leaves its words as they are. */
  render: (idOf: (mark: Mark) => string | null) => Rendered
}

// Single line breaks count: people type notes line by line.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false })
markdown.linkify.set({ fuzzyEmail: false, fuzzyLink: false })

// A bare address shows decoded, but not what is in it that nobody sees, that turns the direction of
// writing, or that the database does not take
const decoded = markdown.normalizeLinkText.bind(markdown)
markdown.normalizeLinkText = (address) => {
  const text = decoded(address)
  return /[\p{Cc}\p{Cf}]/u.test(text) ? address : text
}

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'strong', 'b', 'em', 'i', 's', 'del', 'u', 'mark', 'sub', 'sup', 'code'],
    ...['pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'h4', 'h5', 'h6', 'dl', 'dt', 'dd', 'kbd'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'], th: ['align'], td: ['align'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 50,
  transformTags: {
    // The page owns h1 to h3; headings inside a text stand below them
    h1: 'h4',
    h2: 'h4',
    h3: 'h5',
    div: 'p',
    // Pictures of other hosts are not loaded (privacy, CSP): they become links to themselves
    img: (_tag, { src = '', alt = '' }) => ({
      tagName: 'a',
      attribs: outbound(src),
      text: alt || src,
    }),
    a: (_tag, { href = '' }) => ({ tagName: 'a', attribs: outbound(href) }),
  },
}

function outbound(href: string): { href: string; rel: string } {
  return { href, rel: 'noopener noreferrer nofollow ugc' }
}

markdown.inline.ruler.push('mark', (state, silent) => {
  const read = state.env.readMark as MarkReader | undefined
  const sign = state.src[state.pos]
  if (!read || state.linkLevel > 0 || (sign !== '@' && sign !== '#')) return false
  const mark = read(state.src.slice(0, state.posMax), state.pos)
  if (!mark) return false
  if (!silent) {
    const token = state.push('mark', '', 0)
    token.content = mark.words
    token.meta = mark
  }
  state.pos += mark.length
  return true
})

markdown.renderer.rules.mark = (tokens, index, _options, env) => {
  const mark = tokens[index]?.meta as Mark
  const { idOf } = env as unknown as { idOf: (mark: Mark) => string | null }
  const id = idOf(mark)
  const words = escapeHtml(mark.words)
  return id ? `<x-${mark.type} id="${id}">${words}</x-${mark.type}>` : words
}

const marking: sanitizeHtml.IOptions = {
  ...allowed,
  allowedTags: [...(allowed.allowedTags as string[]), 'x-person', 'x-topic'],
  allowedAttributes: {
    ...(allowed.allowedAttributes as Record<string, string[]>),
    'x-person': ['id'],
    'x-topic': ['id'],
  },
}

/** Renders Markdown (CommonMark with tables, strikethrough and bare links). Raw HTML stays text. */
export function renderMarkdown(source: string): Rendered {
  return finish(markdown.render(source.normalize('NFC'), {}))
}

/**
 * Reads Markdown in which people and topics are marked, and renders it once it is known what the
 * marks point to. The HTML then holds opaque markers, which `fillMarks` fills in for each reader: of
 * a person not even the name that was typed, which the plain text keeps.
 */
export function readMarkdown(source: string, readMark: MarkReader): Read {
  const env: Record<string, unknown> = { readMark }
  const tokens = markdown.parse(source.normalize('NFC'), env)
  const inline = tokens.flatMap(({ children }) => children ?? [])
  // A picture becomes a link, and its description that link's words
  for (const { type, children } of inline) {
    if (type !== 'image') continue
    for (const child of children ?? []) if (child.type === 'mark') child.type = 'text'
  }
  return {
    marks: inline.flatMap(({ type, meta }) => (type === 'mark' ? [meta as Mark] : [])),
    render: (idOf) => {
      env.idOf = idOf
      const { html, ...rest } = finish(
        markdown.renderer.render(tokens, markdown.options, env),
        marking,
      )
      return { ...rest, html: html.replace(/(<x-person id="[^"]*">)[^<]*/g, '$1') }
    },
  }
}

/** The ids of the people or topics that are marked in rendered HTML, each once. */
export function marksIn(html: string | null, type: Mark['type']): string[] {
  const found = (html ?? '').matchAll(new RegExp(`<x-${type} id="([0-9a-f-]{36})">`, 'g'))
  return [...new Set([...found].map(([, id = '']) => id))]
}

/** The people marked in rendered HTML, each with the words that its plain text has for them. */
export function peopleIn({ html, plain }: Pick<Rendered, 'html' | 'plain'>) {
  const marker = /<x-person id="([0-9a-f-]{36})"><\/x-person>/g
  const ids = [...html.matchAll(marker)].map(([, id = '']) => id)
  const between = plainText(html.replace(marker, '\uE000')).split('\uE000')
  let at = between[0]?.length ?? 0
  return ids.map((id, index) => {
    const next = between[index + 1] ?? ''
    const last = index === ids.length - 1
    const end = last ? plain.length - next.length : plain.indexOf(`${next}@`, at + 1)
    const words = plain.slice(at, Math.max(at, end))
    at += words.length + next.length
    return { id, words }
  })
}

/** For whom marks are filled in. */
export type MarksFor = {
  /** What this reader may know of people, by id */
  names: ReadonlyMap<string, string>
  /** Said in the place of a name that they may not know */
  someone: string
  /** The reader, whose own name stands out */
  you?: string
  /** The address of a topic; without it a topic is its words */
  topicAt?: (id: string, words: string) => string
}

/** Puts names and addresses into rendered HTML, by replacement. All that is served goes through it. */
export function fillMarks(html: string, { names, someone, you, topicAt }: MarksFor): string {
  if (!html.includes('<x-')) return html
  return html.replace(
    /<x-(person|topic) id="([0-9a-f-]{36})">([^<]*)<\/x-\1>/g,
    (_, type: Mark['type'], id: string, words: string) => {
      if (type === 'person') {
        const own = id === you ? ' mention-you' : ''
        return `<span class="mention${own}">@${escapeHtml(names.get(id) ?? someone)}</span>`
      }
      if (!topicAt) return words
      const href = escapeHtml(topicAt(id, decode(words)))
      return `<a class="topic-link" data-nav="prefetch" href="${href}">${words}</a>`
    },
  )
}

/** Rendered HTML in which links to paths of ours, or below the address `own`, are only their words. */
export function withoutInnerLinks(html: string, own: string | undefined): string {
  const below = own?.replace(/\/*$/, '/')
  return html.replace(
    /<a href="([^"]*)"[^>]*>(.*?)<\/a>/gs,
    (whole, href: string, words: string) =>
      /^[/#]/.test(href) || (below && href.startsWith(below)) ? words : whole,
  )
}

/**
 * Sanitises HTML written elsewhere (abstracts in programmes) by the same rules. Of HTML nested deeper
 * than any text is, only the words stay.
 */
export function renderHtml(source: string): Rendered {
  const html = source.normalize('NFC')
  return nestsBeyond(html, 512) ? renderPlain(plainText(html)) : finish(html)
}

// The sanitiser's time grows with the square of the depth: 50,000 levels would hold the process for seconds
function nestsBeyond(html: string, limit: number): boolean {
  let depth = 0
  for (const [, closing, tag = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    // Those that end without being closed
    if (/^(area|base|br|col|dd|dt|hr|img|input|li|link|meta|p|td|th|tr|wbr)$/i.test(tag)) continue
    depth = Math.max(0, depth + (closing ? -1 : 1))
    if (depth > limit) return true
  }
  return false
}

/** Plain text as HTML: blank lines separate paragraphs, single ones are kept. */
export function renderPlain(source: string): Rendered {
  const paragraphs = source.split(/\n\s*\n/).map((text) => `<p>${escapeHtml(text.trim())}</p>`)
  return finish(paragraphs.join('\n').replace(/(?<!>)\n(?!<)/g, '<br>'))
}

function finish(dirty: string, options = allowed): Rendered {
  const html = sanitizeHtml(dirty, options)
    .replace(/<p>\s*<\/p>/g, '')
    .trim()
  return { plain: plainText(html), html, rendererVersion }
}

/** The text of HTML: blocks on lines of their own, entities decoded. */
export function plainText(html: string): string {
  const text = html
    .replace(/<(ul|ol|dl|table|thead|tbody|tr|blockquote)>\n/gi, '')
    .replace(/<(br\s*\/?|\/(li|tr|dt|dd))>\n?/gi, '\n')
    .replace(/<\/(p|h[1-6]|pre|blockquote|ul|ol|dl|table)>\n?/gi, '\n\n')
    .replace(/<[^>]*>/g, '')
  return decode(text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

// Only what sanitize-html itself writes: five names and numbers
function decode(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole
    const code = Number(name[1]?.toLowerCase() === 'x' ? `0${name.slice(1)}` : name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
