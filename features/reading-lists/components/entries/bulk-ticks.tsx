'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'

type BulkTicksProps = { count: string; all: string; none: string }

const boxesOf = (form: HTMLFormElement | null | undefined) => [
  ...(form?.querySelectorAll<HTMLInputElement>('input.entry-tick') ?? []),
]

/**
 * What script adds to ticking: how many, all or none at once, with Shift all between two, and the page of
 * the other lists without a new start. The boxes themselves need none of it.
 */
export function BulkTicks({ count, all, none }: BulkTicksProps) {
  const router = useRouter()
  const mark = useRef<HTMLOutputElement>(null)
  const [ticked, setTicked] = useState<number | null>(null)

  useEffect(() => {
    const form = mark.current?.form
    if (!form) return
    const listening = new AbortController()
    const { signal } = listening
    let last: HTMLInputElement | null = null
    const tell = () => setTicked(boxesOf(form).filter(({ checked }) => checked).length)
    // The browser may have kept some from before
    tell()
    form.addEventListener('change', tell, { signal })
    form.addEventListener(
      'click',
      (event) => {
        const { target } = event
        if (!(target instanceof HTMLInputElement) || !target.matches('.entry-tick')) return
        const boxes = boxesOf(form)
        const [from, to] = [last ? boxes.indexOf(last) : -1, boxes.indexOf(target)]
        if (event.shiftKey && from >= 0) {
          const between = boxes.slice(Math.min(from, to), Math.max(from, to) + 1)
          for (const box of between) box.checked = target.checked
        }
        last = target
      },
      { signal },
    )
    form.addEventListener(
      'submit',
      (event) => {
        const { submitter } = event
        if (!(submitter instanceof HTMLButtonElement) || submitter.formMethod !== 'get') return
        event.preventDefault()
        const entries = boxesOf(form).flatMap((box) => (box.checked ? [['entry', box.value]] : []))
        router.push(`${submitter.getAttribute('formaction')}?${new URLSearchParams(entries)}`)
      },
      { signal },
    )
    return () => listening.abort()
  }, [router])

  function tick(checked: boolean) {
    const form = mark.current?.form
    for (const box of boxesOf(form)) box.checked = checked
    form?.dispatchEvent(new Event('change', { bubbles: true }))
  }

  return (
    <>
      <output ref={mark} className="bulk-count">
        {ticked !== null && count.replace('{count}', String(ticked))}
      </output>
      {ticked !== null && (
        <>
          <button type="button" className="quiet-link" onClick={() => tick(true)}>
            {all}
          </button>
          <button type="button" className="quiet-link" onClick={() => tick(false)}>
            {none}
          </button>
        </>
      )}
    </>
  )
}
