import { type Bookmark, BookmarkCollector, type Bookmarks } from './bookmarks'
import { linksOf, plainOf, type TextLink, type Token, tokensOf } from './markdown-tokens'
import type { Problems } from './problems'
import type { ReadLimits } from './programme'

/**
 * Whether a Markdown text is a collection of links rather than notes: most items of its lists (or rows
 * of its tables) begin with a link, and there are many of them.
 */
export function isLinkList(text: string): boolean {
  let items = 0
  let linked = 0
  const tokens = tokensOf(text)
  let row: Token[] | null = null
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'tr_open') row = []
    if (token.type === 'inline') row?.push(token)
    if (token.type === 'tr_close' && row) {
      items++
      if (row.some(({ children }) => linksOf(children).some(leadsOut))) linked++
      row = null
    }
    if (token.type !== 'inline' || tokens[at - 2]?.type !== 'list_item_open') continue
    items++
    const first = token.children?.find(({ type, content }) => type !== 'text' || content.trim())
    if (first?.type === 'link_open' && linksOf(token.children).some(leadsOut)) linked++
  }
  return linked >= 5 && linked * 10 >= items * 6
}

const leadsOut = ({ href }: TextLink) => !href.startsWith('#')

/** What a table's cell calls a link when the talk's title stands in another one. */
const generic = /^(videos?|slides?|link|pdf|pptx?|watch|recording|deck|here|视频|幻灯片)?$/i

/**
 * Reads an "awesome list": headings are folders, every link to a web address is a link, and the words
 * beside the first link of an item are its note. Links within the page itself lead nowhere else
 * and are not taken; pictures are not either.
 */
export function readLinkList(text: string, limits: ReadLimits, problems: Problems): Bookmarks {
  const into = new BookmarkCollector(limits, problems)
  const tokens = tokensOf(text)
  const path: { level: number; name: string }[] = []
  let title: string | null = null
  let last: Bookmark | null = null
  let heading: number | null = null
  // The words of the first cell of a table's row
  let named: string | null = null
  for (const token of tokens) {
    if (token.type === 'tr_open') named = ''
    else if (token.type === 'tr_close') named = null
    if (token.type === 'heading_open') {
      heading = Number(token.tag.slice(1))
      last = null
    } else if (token.type === 'fence' && last) {
      // Feeds stand in code blocks behind the page that they belong to
      if (/^\s*https?:\S+\s*$/.test(token.content)) into.append(last, token.content.trim())
    } else if (token.type === 'inline') {
      const line = (token.map?.[0] ?? 0) + 1
      const links = linksOf(token.children).filter(leadsOut)
      if (heading !== null) {
        const name = plainOf(token.children)
        if (heading === 1 && title === null) title = name
        else enter(path, heading, name)
        heading = null
      }
      if (named === '') named = plainOf(token.children)
      const note =
        named === null && links.length > 0 ? wordsBeside(token.children ?? [], links[0]) : ''
      for (const [at, { href, words }] of links.entries()) {
        const folder = path.map(({ name }) => name)
        const title = named && (generic.test(words) || /^https?:/.test(words)) ? named : words
        const found = into.add({ address: href, title, folder, note: at ? '' : note, line })
        last = found ?? last
      }
    }
  }
  return into.finish('markdown-list', title)
}

function enter(path: { level: number; name: string }[], level: number, name: string) {
  while ((path.at(-1)?.level ?? 0) >= level) path.pop()
  if (name) path.push({ level, name })
}

/** What an item says beside its first link; only where something is left besides other links. */
function wordsBeside(children: Token[], first: TextLink | undefined): string {
  if (!first) return ''
  const others = [...children.slice(0, first.from), ...children.slice(first.to + 1)]
  const words = plainOf(others)
    .replace(/^[\s\-–—:：,，.]+/, '')
    .trim()
  return /[\p{L}\p{N}]/u.test(words) ? words : ''
}
