'use client'

import { useEffect, useState } from 'react'
import type { CompletionTexts } from './completion-list'

type Props = {
  /** Where people and topics are asked for */
  url: string
  texts: CompletionTexts
}

type List = typeof import('./completion-list').CompletionList

/**
 * In text areas that are marked `data-completes`, wherever on the page, `@` offers people and `#`
 * topics. What does so is loaded at the first of them.
 */
export function Completions({ url, texts }: Props) {
  const [list, setList] = useState<{ List: List } | null>(null)

  useEffect(() => {
    if (list) return
    const listening = new AbortController()
    function load({ target }: Event) {
      if (!(target instanceof HTMLTextAreaElement) || !target.matches('[data-completes]')) return
      const { value, selectionStart } = target
      if (!/[@#＠＃]/.test(value.slice(Math.max(0, selectionStart - 61), selectionStart))) return
      // Without a network the next letter tries again
      import('./completion-list').then(
        ({ CompletionList }) => setList({ List: CompletionList }),
        () => {},
      )
    }
    document.addEventListener('input', load, { signal: listening.signal })
    return () => listening.abort()
  }, [list])

  return list && <list.List url={url} texts={texts} />
}
