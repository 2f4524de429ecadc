import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

/** Raised whenever the output for the same source changes, so that a job can renew old rows. */
export const rendererVersion = 1

export type Rendered = {
  /** Text only, for search, previews and notices */
  plain: string
  /** Safe HTML, to be put into the page as it is */
  html: string
  rendererVersion: number
}

// Single line breaks count: people type notes line by line.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false })
markdown.linkify.set({ fuzzyEmail: false, fuzzyLink: false })

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

/** Renders Markdown (CommonMark with tables, strikethrough and bare links). Raw HTML stays text. */
export function renderMarkdown(source: string): Rendered {
  return finish(markdown.render(source.normalize('NFC')))
}

/** Sanitises HTML written elsewhere (abstracts in programmes) by the same rules. */
export function renderHtml(source: string): Rendered {
  return finish(source.normalize('NFC'))
}

/** Plain text as HTML: blank lines separate paragraphs, single ones are kept. */
export function renderPlain(source: string): Rendered {
  const paragraphs = source.split(/\n\s*\n/).map((text) => `<p>${escapeHtml(text.trim())}</p>`)
  return finish(paragraphs.join('\n').replace(/(?<!>)\n(?!<)/g, '<br>'))
}

function finish(dirty: string): Rendered {
  const html = sanitizeHtml(dirty, allowed)
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
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
