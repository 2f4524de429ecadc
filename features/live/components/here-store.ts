import type { PersonHere } from '../schema'

// Who else is on this page's session. It is heard in one place of the page and shown in another.
let people: readonly PersonHere[] = []
const listeners = new Set<() => void>()

export function setHere(next: readonly PersonHere[]): void {
  people = next
  for (const listener of listeners) listener()
}

export function subscribeToHere(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function getHere(): readonly PersonHere[] {
  return people
}
