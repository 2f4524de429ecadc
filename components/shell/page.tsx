import type { ReactNode } from 'react'
import { PendingLink } from '@/components/ui/pending-link'

type PageHeaderProps = {
  title: ReactNode
  crumbs?: { href: string; label: string }[]
  crumbsLabel?: string
  /** Facts under the title, each an element of its own. */
  meta?: ReactNode
  actions?: ReactNode
}

/** The head of a page: where one is, what this is, what one can do with it. */
export function PageHeader({ title, crumbs = [], crumbsLabel, meta, actions }: PageHeaderProps) {
  return (
    <header className="page-header">
      {crumbs.length > 0 && (
        <nav className="crumbs" aria-label={crumbsLabel}>
          <ol className="contents">
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <PendingLink href={crumb.href}>{crumb.label}</PendingLink>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <h1>{title}</h1>
      {meta && <div className="page-meta">{meta}</div>}
      {actions && <div className="actions">{actions}</div>}
    </header>
  )
}

type PageColumnsProps = {
  children: ReactNode
  aside: ReactNode
  /** What comes before the work, and stands above the rest beside it on wide screens */
  lead?: ReactNode
  /** The work takes the whole width, and what belongs to it stands below */
  wide?: boolean
}

/** The work, and beside it on wide screens what belongs to it; below it on narrow ones. */
export function PageColumns({ children, aside, lead, wide = false }: PageColumnsProps) {
  return (
    <div className={wide ? 'page-columns page-columns-wide' : 'page-columns'}>
      {lead && <div className="page-lead">{lead}</div>}
      <div className="page-main">{children}</div>
      <div className="page-aside">{aside}</div>
    </div>
  )
}
