'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from './button'
import { announce } from './toast-store'

/** `text`: what the field is called that shows it where a page may not write to the clipboard. */
type CopyButtonProps = { value: string; words: Record<'copy' | 'copied' | 'text', string> }

/** Copies a long text; where the browser does not let it, shows the text to be copied by hand. */
export function CopyButton({ value, words }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    if (state === 'refused') field.current?.select()
  }, [state])

  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
    } catch {
      setState('refused')
      return
    }
    setState('copied')
    announce(words.copied)
  }

  return (
    <>
      <Button variant="quiet" onClick={copy}>
        {state === 'copied' ? words.copied : words.copy}
      </Button>
      {state === 'refused' && (
        <textarea
          ref={field}
          className="control copy-text"
          aria-label={words.text}
          readOnly
          rows={8}
          value={value}
        />
      )}
    </>
  )
}
