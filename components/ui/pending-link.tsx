import type { ComponentProps } from 'react'
import { type Html, html } from './html'

type PendingLinkProps = ComponentProps<'a'> & {
  href: string
  /** Fetch the target when somebody shows intent. Off for what is rarely opened or costly. */
  prefetch?: boolean
  /** Stays where the page is scrolled to: for filters and views of the same page. */
  keepScroll?: boolean
}

/**
 * A link inside the product. It is a plain anchor: `PageBehaviour`, once per page, turns its click
 * into a client navigation, prefetches it on intent and marks it while the next page is coming.
 * A page of two hundred links therefore hydrates none of them.
 */
export function PendingLink({ prefetch = true, keepScroll = false, ...props }: PendingLinkProps) {
  return (
    <a
      data-nav={prefetch ? 'prefetch' : 'plain'}
      {...(keepScroll && { 'data-scroll': 'keep' })}
      {...props}
    />
  )
}

type PendingMarkup = Pick<PendingLinkProps, 'href' | 'prefetch' | 'keepScroll'> & {
  look?: string
  /** Its name, where its words alone do not tell. */
  label?: string
}

/** The same link as markup, for rows that are drawn so. */
export function pendingLink(link: PendingMarkup, words: string): Html {
  const { href, prefetch = true, keepScroll, look, label } = link
  return html`<a data-nav="${prefetch ? 'prefetch' : 'plain'}"${keepScroll && html` data-scroll="keep"`}${
    look && html` class="${look}"`
  } href="${href}"${label !== undefined && html` aria-label="${label}"`}>${words}</a>`
}
