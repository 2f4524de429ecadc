'use client'

import { useEffect, useRef, useState } from 'react'
import { useKeys } from '@/components/ui/use-keys'
import { annotate, withSelection } from './composer-keys'
import { blockOf, describeRange, type PassageFields, rootOf } from './passage-dom'

type FieldProps = { texts: Record<'add' | 'quoted' | 'remove', string> }
type Offer = { passage: PassageFields; left: number; top: number }

/** Sent by the composer when it fills in what was kept. */
export const filled = 'hallway:filled'

/**
 * The passage that the words of the composer are about. Selecting some of an abstract or transcript
 * offers to annotate them, by a button beside them or the key `a`; on touch a tap offers the block.
 */
export function PassageField({ texts }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [quote, setQuote] = useState('')
  const [offer, setOffer] = useState<Offer | null>(null)

  useEffect(() => {
    const form = field.current?.form
    if (!form) return
    const listening = new AbortController()
    const { signal } = listening
    function look(event: PointerEvent | null) {
      const target = event?.target instanceof Element ? event.target : null
      if (target?.closest('.passage-add')) return
      const tapped = event?.pointerType === 'touch' && !target?.closest('a, button')
      const found = selected() ?? (tapped && target ? touched(target) : null)
      if (!found) return setOffer(null)
      const { left, bottom } = found.range.getBoundingClientRect()
      const top = Math.min(bottom + 6, window.innerHeight - 60)
      const most = window.innerWidth - 170
      setOffer({ passage: found.passage, top, left: Math.min(Math.max(8, left), most) })
    }

    const read = () => {
      setQuote(quoteOf(field.current?.value))
      setOffer(null)
    }
    // What the form is set back to is there only after the event
    form.addEventListener('reset', () => setTimeout(read), { signal })
    form.addEventListener(filled, read, { signal })
    document.addEventListener('pointerup', (event) => setTimeout(() => look(event)), { signal })
    document.addEventListener(
      'keyup',
      ({ shiftKey, key }) => {
        if (shiftKey || key === 'Shift') look(null)
      },
      { signal },
    )
    document.addEventListener('scroll', () => setOffer(null), { signal, capture: true })
    read()
    return () => listening.abort()
  }, [])

  // By key also without the button, which scrolling takes away
  useEffect(() => {
    function begin({ detail }: CustomEventInit<typeof withSelection>) {
      const passage = detail === withSelection && (selected()?.passage ?? offer?.passage)
      if (passage) put(field.current, passage)
    }
    document.addEventListener(annotate, begin)
    return () => document.removeEventListener(annotate, begin)
  }, [offer])

  useKeys([
    {
      key: 'Escape',
      run() {
        setOffer(null)
        return offer !== null
      },
    },
  ])

  return (
    <>
      <textarea ref={field} name="passage" hidden readOnly defaultValue="" />
      {quote && (
        <div className="composer-passage">
          <blockquote aria-label={texts.quoted}>{quote}</blockquote>
          <button
            type="button"
            className="button button-quiet"
            aria-label={texts.remove}
            onClick={() => put(field.current, null)}
          >
            <span aria-hidden>×</span>
          </button>
        </div>
      )}
      {offer && (
        <button
          type="button"
          className="button button-primary passage-add"
          style={{ left: offer.left, top: offer.top }}
          // The selection would be gone by the time of the click
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => put(field.current, offer.passage)}
        >
          {texts.add}
        </button>
      )}
    </>
  )
}

type Found = { passage: PassageFields; range: Range }

function found(root: HTMLElement | null, range: Range): Found | null {
  const passage = root && describeRange(root, range)
  return passage ? { passage, range } : null
}

/** What is selected, inside of one text. */
function selected(): Found | null {
  const selection = getSelection()
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null
  if (!range || range.collapsed) return null
  return found(rootOf(range.commonAncestorContainer), range)
}

function touched(target: Element): Found | null {
  const root = rootOf(target)
  if (!root) return null
  const range = new Range()
  range.selectNodeContents(blockOf(root, target))
  return found(root, range)
}

/** Writes it into the form as if it were typed, so that the draft keeps it, and goes on there. */
function put(field: HTMLTextAreaElement | null, passage: PassageFields | null) {
  if (!field) return
  field.value = passage ? JSON.stringify(passage) : ''
  getSelection()?.removeAllRanges()
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.form?.dispatchEvent(new Event(filled))
  field.form?.querySelector('textarea')?.focus()
}

/** The words of a passage as the composer keeps it, or nothing. */
export function quoteOf(kept: string | undefined): string {
  if (!kept) return ''
  try {
    return String(JSON.parse(kept).exact ?? '')
  } catch {
    return ''
  }
}
