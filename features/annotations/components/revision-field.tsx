'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useFormState } from '@/components/ui/action-form'
import { Difference, type DifferenceWords } from './difference'
import { keepTyped, type Typed, typedBefore } from './typed-draft'

/** The form hears of it: what was typed here before is not wanted any more. */
export const discarded = 'hallway:discarded'

type RevisionFieldProps = {
  current: number
  /** The text stored now, as it stands in the field; '' where the form changes none */
  stored?: string
  /** Whose draft of what it is, where the form's text is kept on the device */
  draft?: string
  words?: DifferenceWords & { storedNow: string; difference: string } & Record<
      'newer' | 'kept' | 'discard',
      string
    >
  /** What can be done instead of replacing what is stored */
  children?: ReactNode
}

/**
 * The revision that the form around it has seen, and its text, kept on this device until the server
 * has accepted it (ActionForm resets the form then). The revision stays the one the form was opened
 * with, or its draft, however often the page is refreshed. Once a stale save has been told, or a
 * draft from before what is stored was found, both texts are shown with their difference, and saving
 * names the stored revision, which has now been seen.
 */
export function RevisionField(props: RevisionFieldProps) {
  const { current, stored = '', draft, words, children } = props
  const [opened] = useState(current)
  const [found, setFound] = useState<'latest' | 'older' | null>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const { errors, values } = useFormState()
  const mark = useRef<HTMLInputElement>(null)
  const stale = 'revision' in errors || found === 'older'
  const seen = stale ? current : opened
  // What the listeners below write down; they are not set up anew for each revision or letter
  const latest = useRef({ seen, stored })
  useEffect(() => {
    latest.current = { seen, stored }
  })

  useEffect(() => {
    const form = mark.current?.form
    const area = form?.querySelector('textarea')
    if (!form || !area) return
    const kept = draft ? typedBefore(draft) : null
    const { seen, stored } = latest.current
    // What the server has put there, such as a refused text, is newer than any draft
    if (kept && kept.text !== stored && area.value === stored) {
      area.value = kept.text
      area.dispatchEvent(new Event('input', { bubbles: true }))
      setTyped(kept.text)
      setFound(stored === '' || kept.revision === seen ? 'latest' : 'older')
    }
    const listening = new AbortController()
    const { signal } = listening
    const note = () => {
      setTyped(area.value)
      const { seen: revision, stored } = latest.current
      const it: Typed | null = area.value === stored ? null : { revision, text: area.value }
      if (draft) keepTyped(draft, it)
    }
    area.addEventListener('input', note, { signal })
    form.addEventListener('reset', () => draft && keepTyped(draft, null), { signal })
    return () => listening.abort()
  }, [draft])

  function discard() {
    const form = mark.current?.form
    const area = form?.querySelector('textarea')
    if (!area) return
    form?.dispatchEvent(new Event(discarded))
    area.value = stored
    area.dispatchEvent(new Event('input', { bubbles: true }))
    area.focus()
    setFound(null)
  }

  return (
    <>
      <input ref={mark} type="hidden" name="revision" value={seen} />
      {words && found === 'latest' && !stale && typed !== stored && (
        <p className="note-kept" role="status">
          {words.kept}
          <button type="button" className="text-link" onClick={discard}>
            {words.discard}
          </button>
        </p>
      )}
      {words && stale && stored !== '' && (
        <div className="notice note-stored">
          {!('revision' in errors) && <p role="status">{words.newer}</p>}
          <b>{words.storedNow}</b>
          <p className="note-typed">{stored}</p>
          <b>{words.difference}</b>
          <Difference before={stored} after={typed ?? values?.text ?? ''} words={words} />
          {children}
        </div>
      )}
    </>
  )
}
