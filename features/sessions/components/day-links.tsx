'use client'

import { PendingLink } from '@/components/ui/pending-link'

/** A day with the shape of its hours, or with a number in its place. */
export type DayLink = { href: string; name: string; label: string } & (
  | { number: number }
  | { width: number; path: string }
)

type DayLinksProps = { label: string; links: DayLink[]; current: number }

/** The days of a conference as links, drawn from data (decision 16). */
export function DayLinks({ label, links, current }: DayLinksProps) {
  return (
    <nav className="day-tabs" aria-label={label}>
      {links.map((link, index) => (
        <PendingLink
          key={link.href}
          href={link.href}
          keepScroll
          aria-current={index === current ? 'page' : undefined}
          aria-label={link.label}
        >
          {link.name}
          {'path' in link ? (
            <svg viewBox={`0 0 ${link.width} 12`} height="12" aria-hidden="true">
              <path d={link.path} />
            </svg>
          ) : (
            <small>{link.number}</small>
          )}
        </PendingLink>
      ))}
    </nav>
  )
}
