/** What was typed into a form, and the revision of the annotation that it would replace. */
export type Typed = { revision: number; text: string }

const keyOf = (name: string) => `hallway.draft.${name}`

/** What was kept on this device under a name; null where there is nothing, or no storage. */
export function typedBefore(name: string): Typed | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const { revision, text } = kept as Partial<Typed>
    return typeof revision === 'number' && typeof text === 'string' ? { revision, text } : null
  } catch {
    return null
  }
}

/** Keeps it, or nothing more. Storage may be full or forbidden; then it lives as long as the page. */
export function keepTyped(name: string, typed: Typed | null): void {
  try {
    if (typed) localStorage.setItem(keyOf(name), JSON.stringify(typed))
    else localStorage.removeItem(keyOf(name))
  } catch {}
}
