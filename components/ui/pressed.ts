import { useSyncExternalStore } from 'react'

/** What somebody has pressed, over what the page says, until a page is drawn that knows of it. */
type Pressed = { value: string; savedAt: string }

const pressed = new Map<string, Pressed>()
const lines = new Map<string, Promise<unknown>>()
const listeners = new Set<() => void>()

function tell() {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * The value that was pressed for `key`; undefined where the page says the latest itself.
 * @param drawn when that was drawn, ISO
 */
export function usePressed(key: string, drawn: string): string | undefined {
  const latest = () => {
    const it = pressed.get(key)
    return it && (it.savedAt === '' || it.savedAt >= drawn) ? it.value : undefined
  }
  return useSyncExternalStore(subscribe, latest, () => undefined)
}

/**
 * Shows a value as pressed and has it saved, one after the other of the same key, so that the last
 * press decides. Answers whether it was saved; if not, what was there before is shown again.
 * @param send answers when it was saved, ISO, or null
 */
export async function press(
  key: string,
  value: string,
  send: () => Promise<string | null>,
): Promise<boolean> {
  const before = pressed.get(key)
  const mine: Pressed = { value, savedAt: '' }
  pressed.set(key, mine)
  tell()
  const turn = (lines.get(key) ?? Promise.resolve()).then(send).catch(() => null)
  lines.set(key, turn)
  const savedAt = await turn
  // What was pressed meanwhile is the newer wish
  if (pressed.get(key) === mine) {
    if (savedAt) pressed.set(key, { value, savedAt })
    else if (before) pressed.set(key, before)
    else pressed.delete(key)
    tell()
  }
  return savedAt !== null
}
