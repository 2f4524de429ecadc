'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useTransition } from 'react'
import { PendingLink } from './pending-link'

type MoreLinkProps = {
  /** The next part on its own, for who follows the link */
  href: string
  /** The same page with the next part below what is shown, as it is scrolled to */
  longer: string
  className: string
  children: ReactNode
}

/** How far below the screen the next part is asked for. */
const early = '800px'

/** Leads to the next part of something long, and brings it by itself when it comes near. */
export function MoreLink({ href, longer, className, children }: MoreLinkProps) {
  const router = useRouter()
  const link = useRef<HTMLAnchorElement>(null)
  const [pending, startTransition] = useTransition()

  useEffect(() => {
    if (!link.current || pending) return
    let left = false
    const watcher = new IntersectionObserver(
      async ([seen]) => {
        if (!seen?.isIntersecting) return
        watcher.disconnect()
        // Nobody has asked for it, so it must not lead to a sign-in page or to one of the browser's
        const signedIn = await fetch('/api/auth/session').then(
          async (answer) => answer.ok && (await answer.json()) !== null,
          () => false,
        )
        if (signedIn && !left) startTransition(() => router.replace(longer, { scroll: false }))
      },
      { rootMargin: early },
    )
    watcher.observe(link.current)
    return () => {
      left = true
      watcher.disconnect()
    }
  }, [longer, pending, router])

  return (
    <PendingLink
      ref={link}
      href={href}
      className={className}
      {...(pending && { 'data-pending': '' })}
    >
      {children}
    </PendingLink>
  )
}
