import type { ActionResult } from '@/lib/errors'

/** What takes a change back: a server action and the fields to send to it. */
export type Undo = {
  label: string
  action: (state: ActionResult, data: FormData) => Promise<ActionResult>
  fields?: Record<string, string>
}

export type Toast = { key: number; message: string; undo?: Undo }

let toasts: readonly Toast[] = []
let lastKey = 0
const listeners = new Set<() => void>()

function change(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
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
