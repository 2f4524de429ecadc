'use client'

import type { MouseEvent } from 'react'

type TickAllProps = {
  /** What the button sends where there is no script, which saves the form */
  act: string
  on: boolean
  name: string
  children: string
}

/** Ticks all boxes of the fieldset around it, or none. */
export function TickAll({ act, on, name, children }: TickAllProps) {
  function tick(event: MouseEvent<HTMLButtonElement>) {
    const boxes = event.currentTarget
      .closest('fieldset')
      ?.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')
    if (!boxes) return
    event.preventDefault()
    for (const box of boxes) box.checked = on
  }
  return (
    <button
      type="submit"
      name="act"
      value={act}
      onClick={tick}
      className="button button-quiet"
      aria-label={`${children}: ${name}`}
    >
      {children}
    </button>
  )
}
