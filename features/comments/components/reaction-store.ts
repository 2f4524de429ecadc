import type { Reactable, ReactionKind } from '../signs'

/** What the reader wants of one sign, until a page that was drawn after its saving says the same. */
type Wish = { on: boolean; saved: boolean }

const wishes = new Map<string, Wish>()
const sending = new Set<string>()
const listeners = new Set<() => void>()
let picking: { on: Reactable; at: HTMLElement } | null = null

const keyOf = ({ type, id }: Reactable, kind: ReactionKind) => `${type}:${id}:${kind}`

function tell() {
  for (const listener of listeners) listener()
}

export function subscribeToReactions(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The reader's wishes about one thing as one string, such as `love+unclear-`: equal while they are. */
export function wishesOn(on: Reactable, kinds: readonly ReactionKind[]): string {
  return kinds
    .map((kind) => {
      const wish = wishes.get(keyOf(on, kind))
      return wish ? `${kind}${wish.on ? '+' : '-'}` : ''
    })
    .join('')
}

/** On what the reader wishes signs that the page does not show yet, as one string. */
export const signedNow = (): string => [...wishes.keys()].join(' ')

/** The page was drawn anew: what was saved before stands in it. */
export function settleReactions(on: Reactable, kinds: readonly ReactionKind[]): void {
  const settled = kinds.filter((kind) => wishes.get(keyOf(on, kind))?.saved)
  for (const kind of settled) wishes.delete(keyOf(on, kind))
  if (settled.length > 0) tell()
}

/** For which thing the picker is open, and at which button. */
export const pickingFor = () => picking

export function pickFor(next: typeof picking): void {
  picking = next
  tell()
}

type Sending = {
  /** Where the sign is PUT or DELETEd */
  url: string
  userId: string
  /** It could not be saved, and is shown as it was */
  failed: () => void
}

/** Shows a sign as put, or as taken away, and has the server do it; the latest wish wins. */
export async function react(
  on: Reactable,
  kind: ReactionKind,
  wanted: boolean,
  { url, userId, failed }: Sending,
): Promise<void> {
  const key = keyOf(on, kind)
  wishes.set(key, { on: wanted, saved: false })
  tell()
  if (sending.has(key)) return
  sending.add(key)
  for (let wish = wishes.get(key); wish && !wish.saved; wish = wishes.get(key)) {
    const headers = { 'content-type': 'application/json', 'x-hallway-user': userId }
    const how = wish.on ? { method: 'PUT', body: '{}' } : { method: 'DELETE' }
    const saved = await fetch(url, { ...how, headers, keepalive: true }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (!saved) {
      wishes.delete(key)
      failed()
    } else if (wishes.get(key) === wish) wishes.set(key, { ...wish, saved })
  }
  sending.delete(key)
  tell()
}
