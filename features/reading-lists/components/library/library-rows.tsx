'use client'

import { PendingLink } from '@/components/ui/pending-link'

/** A link as plain data, since a page has fifty (decision 16). */
export type LibraryRow = {
  id: string
  title: string
  /** To its page */
  href: string
  /** To the web */
  url: string
  badge: string
  facts: string
  /** That it is dead */
  trouble?: string
  /** Where its page's picture is, in a size of 96 by 54 */
  picture?: string
}

/** `open` has `{title}` where the title goes. */
export function LibraryRows({ rows, open }: { rows: LibraryRow[]; open: string }) {
  return (
    <ul className="lists library">
      {rows.map(({ id, title, href, url, badge, facts, trouble, picture }) => (
        <li key={id}>
          <PendingLink className="lists-title" href={href}>
            {title}
          </PendingLink>
          <p className="entry-facts">
            <span className="badge">{badge}</span>
            {trouble && <span className="badge badge-warning">{trouble}</span>}
            {` ${facts}`}
          </p>
          {picture && (
            // biome-ignore lint/performance/noImgElement: served by us in the size in which it is shown
            <img
              className="library-picture"
              src={picture}
              width={96}
              height={54}
              alt=""
              loading="lazy"
              decoding="async"
            />
          )}
          <a
            className="library-open"
            href={url}
            rel="noreferrer noopener"
            aria-label={open.replace('{title}', () => title)}
          >
            ↗
          </a>
        </li>
      ))}
    </ul>
  )
}
