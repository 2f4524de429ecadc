import { useLayoutEffect, useRef } from 'react'

const read = '.note, .thread, main > *'

/**
 * Keeps what one reads where it is while the page above it grows, for browsers that do not do so
 * themselves (overflow-anchor). `version` changes whenever the page has been drawn anew.
 */
export function useKeptPlace(version: string): void {
  const place = useRef<{ element: Element; top: number } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is when to look
  useLayoutEffect(() => {
    if (CSS.supports('overflow-anchor', 'auto')) return
    const { element, top } = place.current ?? {}
    if (element?.isConnected && top !== undefined) {
      scrollBy(0, element.getBoundingClientRect().top - top)
    }
    const note = () => {
      for (const element of document.querySelectorAll(read)) {
        const { top, bottom } = element.getBoundingClientRect()
        if (bottom <= 0) continue
        place.current = scrollY > 0 ? { element, top } : null
        return
      }
    }
    addEventListener('scroll', note, { passive: true })
    return () => removeEventListener('scroll', note)
  }, [version])
}
