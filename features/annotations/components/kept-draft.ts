/** A draft as it lies on the device: under which id it will be saved, and what was filled in. */
export type Kept = { id: string; startedAt: string; fields: Record<string, string> }

const key = (name: string) => `hallway.annotation.${name}`

/** The draft under a name, or null: none, storage forbidden, or not a draft of ours. */
export function readDraft(name: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key(name)) ?? 'null')
    return typeof kept?.id === 'string' && typeof kept.fields === 'object' ? kept : null
  } catch {
    return null
  }
}

/** Keeps a draft, or forgets it; false when the device refuses, being full or told not to. */
export function keep(name: string, draft: Kept | null): boolean {
  try {
    if (draft) localStorage.setItem(key(name), JSON.stringify(draft))
    else localStorage.removeItem(key(name))
    return true
  } catch {
    return false
  }
}
