'use client'

import { useEffect, useState, useSyncExternalStore, useTransition } from 'react'
import {
  dismissToast,
  getAnnounced,
  getToasts,
  showToast,
  subscribeToToasts,
  type Toast,
} from './toast-store'
import { useUiTexts } from './ui-texts'
import { useKeys } from './use-keys'

// What can be taken back has to be read, thought about and reached
const [SHOWN_MS, UNDO_MS] = [10_000, 20_000]
const nothing: readonly Toast[] = []

/** The place where toasts appear; the frames hold one. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToToasts, getToasts, () => nothing)
  const announced = useSyncExternalStore(subscribeToToasts, getAnnounced, () => '')
  return (
    <div className="toaster" role="status" aria-atomic="false">
      <span className="sr-only">{announced}</span>
      {toasts.map((toast) => (
        <ToastItem key={toast.key} toast={toast} />
      ))}
    </div>
  )
}

function ToastItem({ toast }: { toast: Toast }) {
  const texts = useUiTexts()
  const [held, setHeld] = useState(false)
  const [pending, startTransition] = useTransition()
  const { key, message, undo } = toast

  useEffect(() => {
    if (held || pending) return
    const timer = setTimeout(() => dismissToast(key), undo ? UNDO_MS : SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, pending, key, undo])

  function takeBack() {
    if (!undo || pending) return
    startTransition(async () => {
      const data = new FormData()
      for (const [name, value] of Object.entries(undo.fields ?? {})) data.set(name, value)
      const answer = await undo
        .action(null, data)
        .catch(() => ({ ok: false as const, message: texts.unreachable }))
      dismissToast(key)
      if (answer?.ok === false) showToast({ message: answer.message ?? texts.unreachable, undo })
      else if (answer?.message) showToast({ message: answer.message })
    })
  }

  useKeys(undo ? [{ key: 'z', label: undo.label, run: takeBack }] : [])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only holds the clock.
    <div
      className="toast"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{message}</span>
      {undo && (
        <button
          type="button"
          className="button button-quiet toast-undo"
          aria-keyshortcuts="z"
          onClick={takeBack}
        >
          {undo.label}
        </button>
      )}
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label={texts.dismiss}
        onClick={() => dismissToast(key)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </div>
  )
}
