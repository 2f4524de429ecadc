'use client'

import type { ClipboardEvent } from 'react'
import { TextArea } from '@/components/ui/field'
import { linesOfLinks } from './playlist-lines'

/**
 * A list of recordings to be pasted. What is copied from the page of a playlist holds the titles as
 * text and their addresses only as links: both are put into the field.
 */
export function PlaylistField({ label, hint }: { label: string; hint: string }) {
  return (
    <TextArea
      name="text"
      label={label}
      hint={hint}
      className="control-tall"
      spellCheck={false}
      autoComplete="off"
      onPaste={pasteLinks}
    />
  )
}

function pasteLinks(event: ClipboardEvent<HTMLTextAreaElement>) {
  const data = event.clipboardData
  // Who copies addresses as text has them already
  if (/https?:\/\//.test(data.getData('text/plain'))) return
  const page = new DOMParser().parseFromString(data.getData('text/html'), 'text/html')
  const lines = linesOfLinks(page)
  if (lines.length === 0) return
  event.preventDefault()
  const field = event.currentTarget
  field.setRangeText(`${lines.join('\n')}\n`, field.selectionStart, field.selectionEnd, 'end')
}
