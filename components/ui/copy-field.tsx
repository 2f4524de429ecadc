'use client'

import { useId, useRef, useState } from 'react'
import { announce } from './toast-store'

type CopyFieldProps = {
  label: string
  value: string
  copyLabel: string
  /** Said once the address is on the clipboard. */
  copiedLabel: string
}

/** An address to hand on: readable, selectable, and copied by one press where script may. */
export function CopyField({ label, value, copyLabel, copiedLabel }: CopyFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)

  async function copy() {
    input.current?.select()
    try {
      await navigator.clipboard.writeText(value)
    } catch {
      // No permission, or not a secure address: the text stays selected for copying by hand.
      return
    }
    setCopied(true)
    announce(copiedLabel)
  }

  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <div className="flex gap-2">
        <input ref={input} id={id} className="control" readOnly value={value} />
        <button type="button" className="button button-secondary flex-none" onClick={copy}>
          {copied ? copiedLabel : copyLabel}
        </button>
      </div>
    </div>
  )
}
