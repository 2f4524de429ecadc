import { useSyncExternalStore } from 'react'

type Pressed<T> = { value: T; savedAt: string }

/** What people press on a page, over what it says, until it is drawn anew and knows of it. */
export function pressesOf<T>() {
  const pressed = new Map<string, Pressed<T>>()
  // What was saved last, to go back to
  const saved = new Map<string, Pressed<T>>()
  const lines = new Map<string, Promise<unknown>>()
  const listeners = new Set<() => void>()
  let version = 0

  function tell() {
    version += 1
    for (const listener of listeners) listener()
  }

  return {
    tell,
    version: () => version,

    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    /**
     * The value that was pressed for `key`; undefined where the page says the latest itself.
     * @param drawn when that was drawn, ISO
     */
    latest(key: string, drawn = ''): T | undefined {
      const it = pressed.get(key)
      return it && (it.savedAt === '' || it.savedAt >= drawn) ? it.value : undefined
    },

    /** Forgets what was saved before the page was drawn, ISO. */
    settle(drawn: string): void {
      const settled = [...pressed].filter(([, { savedAt }]) => savedAt && savedAt < drawn)
      for (const [key] of settled) {
        pressed.delete(key)
        saved.delete(key)
      }
      if (settled.length > 0) tell()
    },

    /**
     * Shows a value as pressed and has it saved, one after the other of the same key, so that the last
     * press decides. Answers whether it was saved; if not, what was saved last is shown again.
     * @param send answers when it was saved, ISO, or null
     */
    async press(key: string, value: T, send: () => Promise<string | null>): Promise<boolean> {
      const mine: Pressed<T> = { value, savedAt: '' }
      pressed.set(key, mine)
      tell()
      const turn = (lines.get(key) ?? Promise.resolve()).then(send).catch(() => null)
      lines.set(key, turn)
      const savedAt = await turn
      if (savedAt) saved.set(key, { value, savedAt })
      // What was pressed meanwhile is the newer wish
      if (pressed.get(key) === mine) {
        const last = saved.get(key)
        if (last) pressed.set(key, last)
        else pressed.delete(key)
        tell()
      }
      return savedAt !== null
    },
  }
}

const words = pressesOf<string>()

/** `press` for a value that is one word. */
export const press = words.press

/** The word that was pressed for `key`, as `latest` tells it. */
export function usePressed(key: string, drawn: string): string | undefined {
  return useSyncExternalStore(
    words.subscribe,
    () => words.latest(key, drawn),
    () => undefined,
  )
}
