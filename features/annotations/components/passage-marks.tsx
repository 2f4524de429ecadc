'use client'

import { useEffect, useRef } from 'react'
import { fromShortId } from '@/lib/ids'
import { rangeOfLetters } from './passage-dom'
import type { PassageMark } from './passage-rows'

const root = (target: string) => document.querySelector(`[data-passages="${target}"]`)

/**
 * Marks the annotated passages in the texts of the page, and leads from a card to its passage and
 * from a count to its card where both are on the page. Without script the links go there by themselves.
 */
export function PassageMarks({ marks }: { marks: PassageMark[] }) {
  const asked = useRef<string | null>(null)
  const shown = useRef<string | null>(null)

  useEffect(() => {
    const id = new URLSearchParams(location.search).get('passage')
    asked.current = id && fromShortId(id)
    return () => {
      paint('passage', [])
      paint('passage-now', [])
    }
  }, [])

  useEffect(() => {
    const listening = new AbortController()
    const ranges = new Map<string, Range>()
    for (const { id, target, from, to } of marks) {
      const text = root(target)
      const range = text && rangeOfLetters(text, from, to)
      if (range) ranges.set(id, range)
    }
    paint('passage', [...ranges.values()])
    // The page has come anew: what was shown is shown still, and nobody is scrolled again
    const before = shown.current && ranges.get(shown.current)
    paint('passage-now', before ? [before] : [])

    function show(id: string | null): boolean {
      const range = id === null ? undefined : ranges.get(id)
      if (!range) return false
      shown.current = id
      paint('passage-now', [range])
      const { startContainer } = range
      startContainer.parentElement?.scrollIntoView({ block: 'center' })
      return true
    }

    document.addEventListener(
      'click',
      (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        const link = (event.target as Element).closest<HTMLAnchorElement>(
          'a[data-passage], a.passage-count',
        )
        if (!link) return
        const { passage } = link.dataset
        if (passage) {
          if (show(passage)) event.preventDefault()
        } else if (document.getElementById(link.hash.slice(1))) {
          event.preventDefault()
          location.hash = link.hash
        }
      },
      { signal: listening.signal, capture: true },
    )
    if (show(asked.current)) asked.current = null
    return () => listening.abort()
  }, [marks])
  return null
}

// Where browsers cannot mark without touching the page, the counts and links are there all the same
function paint(name: string, ranges: Range[]) {
  if ('highlights' in CSS) CSS.highlights.set(name, new Highlight(...ranges))
}
