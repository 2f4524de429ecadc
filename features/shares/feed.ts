import { createHash } from 'node:crypto'
import { escaped, lineOf } from '@/components/ui/html'

/** An Atom feed, as RFC 4287 describes it. */
export type Feed = {
  /** What nobody else's feed has */
  key: string
  title: string
  subtitle: string
  updated: Date
  language: string
  author: string | null
  /** Its own address, and that of the page it is of */
  self: string
  page: string
  entries: FeedEntry[]
}

export type FeedEntry = {
  key: string
  title: string
  /** Where it leads; none: to the page of the feed */
  url: string | null
  author: string | null
  category: string
  published: Date
  updated: Date
  /** Safe HTML */
  html: string
}

/** Who makes what nobody has put a name to: a feed has to say. */
const generator = 'Hallway'

/** A key of what a share shows: the same for the same share, of another share of it another. */
export function feedKey({ shareId }: { shareId: string }, id: string): string {
  return createHash('sha256').update(`${shareId} ${id}`).digest('hex')
}

/** A feed as XML. */
export function atomFeed(feed: Feed): string {
  const { key, title, subtitle, updated, language, author, self, page, entries } = feed
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(language)}">
  <id>${idOf(key)}</id>
  <title>${escaped(lineOf(title))}</title>${
    subtitle && `\n  <subtitle>${escaped(lineOf(subtitle))}</subtitle>`
  }
  <updated>${updated.toISOString()}</updated>
  <author><name>${escaped(lineOf(author ?? generator) || generator)}</name></author>
  <generator>${generator}</generator>
  <link rel="self" type="application/atom+xml" href="${escaped(self)}"/>
  <link rel="alternate" type="text/html" href="${escaped(page)}"/>
${entries.map((entry) => entryXml(entry, page)).join('')}</feed>
`
}

function entryXml(entry: FeedEntry, page: string): string {
  const { key, title, url, author, category, published, updated, html } = entry
  return `  <entry>
    <id>${idOf(key)}</id>
    <title>${escaped(lineOf(title) || '…')}</title>
    <link rel="alternate" href="${escaped(url ?? page)}"/>${
      author ? `\n    <author><name>${escaped(lineOf(author))}</name></author>` : ''
    }
    <category term="${escaped(lineOf(category))}"/>
    <published>${published.toISOString()}</published>
    <updated>${updated.toISOString()}</updated>
    <content type="html">${escaped(html)}</content>
  </entry>
`
}

/**
 * The same id for the same thing, forever, from which nothing can be found out: a UUID of version 8
 * (RFC 9562) from a hash.
 */
function idOf(key: string): string {
  const hash = createHash('sha256').update(`feed ${key}`).digest('hex')
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16)
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`]
  return `urn:uuid:${[...parts, variant + hash.slice(17, 20), hash.slice(20, 32)].join('-')}`
}
