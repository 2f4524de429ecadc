import { v7 } from 'uuid'
import { all, type Draft, forget, keep } from './device-store'

// One name a tab, that outlives a reload. A copied tab copies it too: the lock tells them apart.
const key = 'hallway.tab'
let tab: Promise<string> | undefined

function ownTab(): Promise<string> {
  tab ??= claim(stored() ?? v7())
  return tab
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function claim(name: string): Promise<string> {
  try {
    sessionStorage.setItem(key, name)
  } catch {}
  if (!navigator.locks) return Promise.resolve(name)
  return new Promise((resolve) => {
    navigator.locks.request(`hallway-tab-${name}`, { ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(claim(v7()))
        return undefined
      }
      resolve(name)
      // Held until the tab is closed
      return new Promise(() => {})
    })
  })
}

async function livingTabs(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return new Set(held.map(({ name }) => name?.replace(/^hallway-tab-/, '') ?? ''))
}

/** The draft to go on with in this tab: its own, else the latest one whose tab is gone. */
export async function draftFor(place: string): Promise<Draft | null> {
  const [draft = null] = (await resumableDrafts(place)).filter((it) => it.place === place)
  return draft
}

/** Drafts to go on with in this tab whose place begins so: its own first, then the latest. */
export async function resumableDrafts(places: string): Promise<Draft[]> {
  const mine = await ownTab()
  const living = await livingTabs()
  return (await all('drafts'))
    .filter((it) => it.place.startsWith(places) && (it.tab === mine || !living.has(it.tab)))
    .sort((a, b) => Number(b.tab === mine) - Number(a.tab === mine) || b.changedAt - a.changedAt)
}

type Written = Pick<Draft, 'id' | 'place' | 'startedAt' | 'fields'>

// The latest words of each draft that the device has not taken yet, and its taking them
const next = new Map<string, Written>()
const keeping = new Map<string, Promise<boolean>>()

/**
 * Keeps what is being written; false when this device does not. Words that come while others are
 * being taken wait for that and replace each other, so that fast typing is not held up by a queue.
 */
export function keepDraft(draft: Written): Promise<boolean> {
  next.set(draft.id, draft)
  const running = keeping.get(draft.id) ?? keepLatest(draft.id)
  keeping.set(draft.id, running)
  return running
}

async function keepLatest(id: string): Promise<boolean> {
  const tab = await ownTab()
  let kept = false
  for (let draft = next.get(id); draft; draft = next.get(id)) {
    next.delete(id)
    kept = await keep('drafts', { ...draft, tab, changedAt: Date.now() })
  }
  keeping.delete(id)
  return kept
}

/** Lays a draft aside: it comes back when the composer is empty again. */
export async function layAside(draft: Draft): Promise<void> {
  await keep('drafts', { ...draft, tab: '' })
}

/**
 * Forgets a draft, also one that is just being kept: the device takes one after the other. What is
 * kept under the same id from now on stays.
 */
export async function forgetDraft(id: string): Promise<void> {
  next.delete(id)
  await forget('drafts', id)
}
