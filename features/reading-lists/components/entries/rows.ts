import { type Html, html } from '@/components/ui/html'
import { pendingLink } from '@/components/ui/pending-link'
import type { MineRow } from '../mine/mine-mark'

/** An entry as plain data; what can be derived from it is not sent. */
export type EntryRow = {
  id: string
  /** The short form of the id. */
  anchor: string
  title: string
  /** A web address, or for a session what follows the team's address. */
  href: string
  badge: string
  facts: string
  whyHtml?: string
  isSession?: true
  /** "3 comments", where there are some. */
  comments?: string
  /** What the reader alone has made of it. */
  mine?: MineRow
  /** Of a link: its own page, after the address of the team. */
  about?: string
}

export type Row = EntryRow | SectionRow

/** A heading among the entries as plain data: that of a section, or of a group in a view. */
export type SectionRow = {
  /** `s:` and the section's id */
  id: string
  anchor: string
  heading: string
  /** "5 entries", or that there is nothing yet */
  count: string
  section: string
  /** Whether its first entries stand on the page before */
  continued?: true
}

/** The title of a row, which leads to the talk or out of the product. */
export function entryTitle({ title, href, isSession }: EntryRow, team: string): Html {
  if (isSession) return pendingLink({ href: team + href, look: 'entry-title' }, title)
  return html`<a class="entry-title" href="${href}" rel="noreferrer noopener">${title}</a>`
}
