'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { Count } from '@/components/ui/badge'
import { PendingLink } from '@/components/ui/pending-link'

export type NavLinkProps = {
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

function decoded(path: string) {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** An entry of the navigation, which knows by itself whether one is there. */
export function NavLink(props: NavLinkProps) {
  const { href, label, also = [], exact = false, count = 0, fresh = false, icon } = props
  const here = decoded(usePathname())
  const roots = [href, ...also].map((path) => decoded(path.split('?')[0] ?? path))
  const asked = useSearchParams()
  // Entries of one page differ in what they ask of it
  const query = [...new URLSearchParams(href.split('?')[1])]
  const current =
    roots.some((root) => here === root || (!exact && here.startsWith(`${root}/`))) &&
    query.every(([name, value]) => asked.get(name) === value)
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
