'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

type ClockCookieProps = {
  /** What the server knows of the browser's zone; null before the first visit. */
  known: string | null
  /** The clock that was just chosen, to be remembered. */
  chosen: 'conference' | 'mine' | undefined
}

const year = 31_536_000

/** Tells the server the browser's time zone and remembers the choice of clock, in cookies. */
export function ClockCookie({ known, chosen }: ClockCookieProps) {
  const router = useRouter()
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    if (chosen) setCookie('clock', chosen)
    if (!timeZone || timeZone === known) return
    setCookie('zone', timeZone)
    router.refresh()
  }, [known, chosen, router])
  return null
}

function setCookie(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${year}; samesite=lax`
}
