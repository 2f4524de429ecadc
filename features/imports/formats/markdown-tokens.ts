import MarkdownIt from 'markdown-it'

export type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]

const withHtml = new MarkdownIt({ html: true, linkify: true })
// HTML as text: a picture in it would swallow the headings that follow without an empty line
const withoutHtml = new MarkdownIt({ html: false, linkify: true })
for (const one of [withHtml, withoutHtml]) one.linkify.set({ fuzzyEmail: false, fuzzyLink: false })

/** Markdown as tokens (CommonMark with tables and bare addresses). Nothing is rendered. */
export const tokensOf = (text: string, { html = true } = {}): Token[] =>
  (html ? withHtml : withoutHtml).parse(text, {})

/** The words of an inline token, without marks, addresses and pictures. */
export function plainOf(children: Token[] | null | undefined): string {
  const words = (children ?? []).map(({ type, content }) => {
    if (type === 'text' || type === 'code_inline') return content
    return type === 'softbreak' || type === 'hardbreak' ? ' ' : ''
  })
  return words.join('').replace(/\s+/g, ' ').trim()
}

export type TextLink = {
  href: string
  words: string
  /** An address in the text, not made a link by its writer */
  bare: boolean
  /** Where among the children it opens and closes */
  from: number
  to: number
}

/** The links of an inline token, in order. Markdown knows no link in a link. */
export function linksOf(children: Token[] | null | undefined): TextLink[] {
  const links: TextLink[] = []
  let from = -1
  for (const [at, token] of (children ?? []).entries()) {
    if (token.type === 'link_open') from = at
    else if (token.type === 'link_close' && from >= 0) {
      const inside = (children ?? []).slice(from + 1, at)
      const href = String(children?.[from]?.attrGet('href') ?? '')
      const alt = inside.find(({ type }) => type === 'image')?.content ?? ''
      const bare = /linkify|autolink/.test(children?.[from]?.markup ?? '')
      links.push({ href, words: plainOf(inside) || alt, bare, from, to: at })
      from = -1
    }
  }
  return links
}
