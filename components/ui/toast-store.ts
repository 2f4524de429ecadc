import type { ActionResult } from '@/lib/errors'

/** What takes a change back: a server action and the fields to send to it. */
export type Undo = {
  label: string
  action: (state: ActionResult, data: FormData) => Promise<ActionResult>
  fields?: Record<string, string>
}

export type Toast = { key: number; message: string; undo?: Undo }

let toasts: readonly Toast[] = []
let announced = ''
let lastKey = 0
const listeners = new Set<() => void>()

function change(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says to a screen reader what the eye sees change elsewhere on the page. */
export function announce(message: string): void {
  // The same words twice are two announcements: a screen reader only notices a different text.
  announced = announced === message ? `${message}\u00a0` : message
  change(toasts)
}

export function getAnnounced(): string {
  return announced
}

/** Shows a sentence at the foot of the page for some ten seconds; at most three at a time. */
export function showToast(toast: Omit<Toast, 'key'>): void {
  lastKey += 1
  change([...toasts, { ...toast, key: lastKey }].slice(-3))
}

export function dismissToast(key: number): void {
  change(toasts.filter((toast) => toast.key !== key))
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function getToasts(): readonly Toast[] {
  return toasts
}
