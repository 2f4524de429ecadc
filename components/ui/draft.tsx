'use client'

import { useEffect, useRef } from 'react'

/**
 * Keeps what is typed into the form around it on this device until the server has accepted it
 * (ActionForm resets the form then): a reload, a crash or an expired login lose nothing. `name` says
 * whose draft of what it is. Text that the server put there wins over an older draft.
 */
export function Draft({ name }: { name: string }) {
  const mark = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const form = mark.current?.form
    const area = form?.querySelector('textarea')
    if (!form || !area) return
    const key = `hallway.draft.${name}`
    const kept = read(key)
    if (kept && !area.value) {
      area.value = kept
      area.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const listening = new AbortController()
    const { signal } = listening
    area.addEventListener('input', () => write(key, area.value), { signal })
    form.addEventListener('reset', () => write(key, ''), { signal })
    return () => listening.abort()
  }, [name])

  return <input ref={mark} type="hidden" />
}

// Storage may be full or forbidden; then the draft lives as long as the page, as it would anyway.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, text: string): void {
  try {
    if (text) localStorage.setItem(key, text)
    else localStorage.removeItem(key)
  } catch {}
}
