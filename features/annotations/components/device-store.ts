import type { DBSchema, IDBPDatabase } from 'idb'

/** Words that are still being written. Named by the annotation that they will become. */
export type Draft = {
  id: string
  /** Whose words about which session: `userId.sessionId` */
  place: string
  /** The tab that writes them; another takes them over once that one is gone */
  tab: string
  /** ISO 8601: when the writing began */
  startedAt: string
  fields: Record<string, string>
  changedAt: number
}

/** An annotation on its way to the server. */
export type Outgoing = Omit<Draft, 'tab' | 'changedAt'> & {
  userId: string
  url: string
  queuedAt: number
  /** Why it waits: the network, a login that has ended, or something the person has to change */
  stopped?: { because: 'network' | 'login' | 'refused'; why: string; fields?: string[] }
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft }
  outbox: { key: string; value: Outgoing }
}

type Store = 'drafts' | 'outbox'

// Private windows and full disks refuse to keep anything; then the words live as long as the page.
const memory = { drafts: new Map<string, Draft>(), outbox: new Map<string, Outgoing>() }

let opening: Promise<IDBPDatabase<Schema>> | undefined

function database() {
  opening ??= import('idb').then(({ openDB }) =>
    openDB<Schema>('hallway', 1, {
      upgrade(db) {
        db.createObjectStore('drafts', { keyPath: 'id' })
        db.createObjectStore('outbox', { keyPath: 'id' })
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

/** Keeps a draft or an outgoing annotation; false when the device refuses, and only memory has it. */
export async function keep(store: 'drafts', value: Draft): Promise<boolean>
export async function keep(store: 'outbox', value: Outgoing): Promise<boolean>
export async function keep(store: Store, value: Draft | Outgoing): Promise<boolean> {
  try {
    await (await database()).put(store, value as Draft & Outgoing)
    memory[store].delete(value.id)
    return true
  } catch {
    memory[store].set(value.id, value as Draft & Outgoing)
    return false
  }
}

export async function forget(store: Store, id: string): Promise<void> {
  memory[store].delete(id)
  try {
    await (await database()).delete(store, id)
  } catch {}
}

/** Everything kept, of all people who use this browser; what only memory has included. */
export async function all(store: 'drafts'): Promise<Draft[]>
export async function all(store: 'outbox'): Promise<Outgoing[]>
export async function all(store: Store): Promise<(Draft | Outgoing)[]> {
  try {
    const kept = await (await database()).getAll(store)
    const ids = new Set(kept.map(({ id }) => id))
    return [...kept, ...[...memory[store].values()].filter(({ id }) => !ids.has(id))]
  } catch {
    return [...memory[store].values()]
  }
}
