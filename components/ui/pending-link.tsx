import type { ComponentProps } from 'react'

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
