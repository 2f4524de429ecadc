import type { ReactNode } from 'react'
import { Count } from '@/components/ui/badge'
import { PendingLink } from '@/components/ui/pending-link'
import type { Here } from './surroundings'

export type NavLinkProps = {
  here: Here
  href: string
  label: string
  /** Beginnings of other addresses that belong to this entry. */
  also?: string[]
  /** Current only at this very address, not below it. */
  exact?: boolean
  count?: number
  /** The count waits for the reader. */
  fresh?: boolean
  icon?: ReactNode
  className?: string
}

/** An address as it is read, where it is written as one may be. */
export function decoded(path: string) {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Entries of one page differ in what they ask of it. */
function isAt(href: string, here: Here, exact: boolean): boolean {
  const [path = '', query] = href.split('?')
  const root = decoded(path)
  if (here.path !== root && (exact || !here.path.startsWith(`${root}/`))) return false
  if (!query) return true
  return [...new URLSearchParams(query)].every(([name, value]) => here.asked.get(name) === value)
}

/** An entry of the navigation, which tells whether one is there. */
export function NavLink(props: NavLinkProps) {
  const { here, href, label, also = [], exact = false, count = 0, fresh = false, icon } = props
  const current = isAt(href, here, exact) || also.some((path) => isAt(path, here, exact))
  return (
    <PendingLink
      href={href}
      className={props.className ?? 'nav-link'}
      aria-current={current ? 'page' : undefined}
    >
      {icon}
      <span className="nav-text">{label}</span>
      <Count value={count} fresh={fresh} />
    </PendingLink>
  )
}
