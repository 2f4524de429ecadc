import { findLinks } from '@/features/links/found-links'
import { BookmarkCollector, type Bookmarks } from './bookmarks'
import { linksOf, type TextLink, type Token, tokensOf } from './markdown-tokens'
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

/**
 * Reads an "awesome list" or any other text of links: headings are folders, what an item says of its
 * link is its note. Who made something is no link to read, and is counted.
 */
export function readLinkList(text: string, limits: ReadLimits, problems: Problems): Bookmarks {
  const into = new BookmarkCollector(limits, problems)
  const found = findLinks(text)
  for (const { url, title, why, section, credit } of found.links) {
    if (credit) into.leave('by', url)
    else into.add({ address: url, title, note: why, folder: section ? [section] : [] })
  }
  const refused = [...found.relative, ...found.refused.map(({ address }) => address)]
  for (const address of refused) problems.add('address-refused', address, null, { address })
  if (found.more > 0) problems.add('links-left-out', null, null, { count: found.more })
  return into.finish('markdown-list', found.title || null)
}
