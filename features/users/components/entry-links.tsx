import type { ReactNode } from 'react'
import { PendingLink } from '@/components/ui/pending-link'

/** Below a form: the other ways on, each a sentence with its link. */
export function EntryLinks({ links }: { links: { href: string; label: ReactNode }[] }) {
  return (
    <ul className="grid gap-2 text-sm">
      {links.map(({ href, label }) => (
        <li key={href}>
          <PendingLink href={href} className="text-link">
            {label}
          </PendingLink>
        </li>
      ))}
    </ul>
  )
}
