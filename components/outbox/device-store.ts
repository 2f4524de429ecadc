import type { DBSchema, IDBPDatabase } from 'idb'

/** Words that are still being written. Named by what they will become: an annotation, a comment. */
export type Draft = {
  id: string
  /** Whose words about what, such as `userId.sessionId`; whoever asks for them names it the same */
  place: string
  /** The tab that writes them; another takes them over once that one is gone */
  tab: string
  /** ISO 8601: when the writing began */
  startedAt: string
  fields: Record<string, string>
  changedAt: number
}

/** What goes out, besides what is new: other words for it, an answer to it. */
export type Change = 'edit' | 'answer'

/** An annotation or a comment, or a change of one, on its way to the server. */
export type Outgoing = Omit<Draft, 'tab' | 'changedAt'> & {
  userId: string
  /** Where it is PUT; of what is new without its id */
  url: string
  /** What is sent besides the fields */
  also?: Record<string, boolean>
  queuedAt: number
  /**
   * What it changes, and which earlier change its writer had seen; its own `id` is
   * then the one of the revision that it becomes
   */
  of?: { change: Change; id: string; after?: string }
  /**
   * Why it waits: the network, a login that has ended, something the person has to change, or that
   * something else was saved in the meantime
   */
  stopped?: {
    because: 'network' | 'login' | 'refused' | 'conflict'
    why: string
    fields?: string[]
  }
}

/** A picture on its way to the server. */
export type WaitingPhoto = {
  id: string
  /** Whose picture for which session: `userId.sessionId` */
  place: string
  userId: string
  /** The annotation that it will hang on; null while that one is being written */
  annotation: string | null
  /** Where annotations are PUT, without the id */
  url: string
  name: string
  blob: Blob
  order: number
  stopped?: { because: 'network' | 'login' | 'refused'; why: string }
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft }
  outbox: { key: string; value: Outgoing }
  photos: { key: string; value: WaitingPhoto }
}

type Store = 'drafts' | 'outbox' | 'photos'
type Kept = Draft | Outgoing | WaitingPhoto

// Private windows and full disks refuse to keep anything; then the words live as long as the page.
const memory: Record<Store, Map<string, Kept>> = {
  drafts: new Map(),
  outbox: new Map(),
  photos: new Map(),
}

let opening: Promise<IDBPDatabase<Schema>> | undefined

function database() {
  opening ??= import('idb').then(({ openDB }) =>
    openDB<Schema>('hallway', 2, {
      upgrade(db, before) {
        if (before < 1) {
          db.createObjectStore('drafts', { keyPath: 'id' })
          db.createObjectStore('outbox', { keyPath: 'id' })
        }
        db.createObjectStore('photos', { keyPath: 'id' })
      },
      // A newer version in another tab must not wait for us
      blocking(_current, _blocked, event) {
        ;(event.target as IDBDatabase).close()
        opening = undefined
      },
      terminated() {
        opening = undefined
      },
    }),
  )
  opening.catch(() => {
    opening = undefined
  })
  return opening
}

/** Keeps a draft, what is to be sent or a picture; false when the device refuses, and only memory has it. */
export async function keep(store: 'drafts', value: Draft): Promise<boolean>
export async function keep(store: 'outbox', value: Outgoing): Promise<boolean>
export async function keep(store: 'photos', value: WaitingPhoto): Promise<boolean>
export async function keep(store: Store, value: Kept): Promise<boolean> {
  try {
    await (await database()).put(store, value as Draft & Outgoing & WaitingPhoto)
    memory[store].delete(value.id)
    return true
  } catch {
    memory[store].set(value.id, value)
    return false
  }
}

/** Takes one out, of the device and of memory. */
export async function forget(store: Store, id: string): Promise<void> {
  memory[store].delete(id)
  try {
    await (await database()).delete(store, id)
  } catch {}
}

/** Everything kept, of all people who use this browser; what only memory has included. */
export async function all(store: 'drafts'): Promise<Draft[]>
export async function all(store: 'outbox'): Promise<Outgoing[]>
export async function all(store: 'photos'): Promise<WaitingPhoto[]>
export async function all(store: Store): Promise<Kept[]> {
  try {
    const kept = await (await database()).getAll(store)
    const ids = new Set(kept.map(({ id }) => id))
    return [...kept, ...[...memory[store].values()].filter(({ id }) => !ids.has(id))]
  } catch {
    return [...memory[store].values()]
  }
}
