'use client'

import { useEffect, useRef, useState } from 'react'
import { followPlayback } from './transcript-playback'

type Texts = Record<'find' | 'none' | 'hits' | 'next' | 'previous' | 'follow', string>

const tooMany = 2_000

/** What script adds to a transcript: finding words in it, and going along with the recording. */
export function TranscriptTools({ texts }: { texts: Texts }) {
  const place = useRef<HTMLDivElement>(null)
  const following = useRef(false)
  const [playing, setPlaying] = useState(false)
  const [query, setQuery] = useState('')
  const [hits, setHits] = useState<Range[]>([])
  const [at, setAt] = useState(0)

  useEffect(() => {
    const text = textBeside(place.current)
    if (!text) return
    const listening = new AbortController()
    followPlayback(text, () => following.current, setPlaying, listening.signal)
    return () => listening.abort()
  }, [])

  useEffect(() => () => paint([], undefined), [])

  function find(words: string) {
    setQuery(words)
    const found = hitsOf(textBeside(place.current), words.trim())
    setHits(found)
    show(found, 0)
  }

  function show(found: Range[], index: number) {
    const now = found.length > 0 ? (index + found.length) % found.length : 0
    setAt(now)
    paint(found, found[now])
    found[now]?.startContainer.parentElement?.closest('p')?.scrollIntoView({ block: 'nearest' })
  }

  const told = texts.hits
    .replace('{at}', () => String(at + 1))
    .replace('{count}', () => String(hits.length))
  return (
    <div className="transcript-tools" ref={place}>
      <search>
        <input
          type="search"
          className="control"
          aria-label={texts.find}
          placeholder={texts.find}
          value={query}
          onChange={(event) => find(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            show(hits, at + (event.shiftKey ? -1 : 1))
          }}
        />
        <span role="status">{query.trim() && (hits.length > 0 ? told : texts.none)}</span>
        {hits.length > 1 && (
          <>
            <Step label={texts.previous} sign="↑" go={() => show(hits, at - 1)} />
            <Step label={texts.next} sign="↓" go={() => show(hits, at + 1)} />
          </>
        )}
      </search>
      {playing && (
        <label className="check">
          <input
            type="checkbox"
            onChange={(event) => {
              following.current = event.target.checked
            }}
          />
          <span>{texts.follow}</span>
        </label>
      )}
    </div>
  )
}

function Step({ label, sign, go }: { label: string; sign: string; go: () => void }) {
  return (
    <button type="button" className="button button-quiet" aria-label={label} onClick={go}>
      <span aria-hidden>{sign}</span>
    </button>
  )
}

function textBeside(tools: Element | null): HTMLElement | null {
  return tools?.parentElement?.querySelector<HTMLElement>('[data-passages]') ?? null
}

function hitsOf(text: Element | null, words: string): Range[] {
  if (!text || words === '') return []
  const pattern = new RegExp(
    words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/\s+/g, '\\s+'),
    'giu',
  )
  const found: Range[] = []
  for (const said of text.querySelectorAll('[data-said]')) {
    const node = said.firstChild
    for (const match of node?.nodeValue?.matchAll(pattern) ?? []) {
      const range = new Range()
      range.setStart(node as Node, match.index)
      range.setEnd(node as Node, match.index + match[0].length)
      if (found.push(range) >= tooMany) return found
    }
  }
  return found
}

// Without the Highlight API the steps still scroll to what was found
function paint(found: Range[], current: Range | undefined) {
  if (!('highlights' in CSS)) return
  CSS.highlights.set('found', new Highlight(...found))
  CSS.highlights.set('found-now', new Highlight(...(current ? [current] : [])))
}
