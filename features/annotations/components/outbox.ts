import { v7 } from 'uuid'
import { all, forget, keep, type Outgoing } from './device-store'

const tooLongMs = 20_000
const pauses = [2_000, 5_000, 15_000, 30_000, 60_000]

/** What the outbox tells of: an annotation goes out, was confirmed, or has to wait. */
export type OutboxState = {
  /** Those of the signed-in person that are not confirmed yet, in the order of their writing */
  waiting: readonly Outgoing[]
  /** Confirmed since this page was opened, and where each stands */
  confirmed: ReadonlyMap<string, string | null>
  sending: boolean
}

let userId = ''
let state: OutboxState = { waiting: [], confirmed: new Map(), sending: false }
let timer: ReturnType<typeof setTimeout> | undefined
let attempts = 0
const listeners = new Set<() => void>()
let others: BroadcastChannel | undefined

function tell(change: Partial<OutboxState>) {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

export const outboxState = () => state

export function subscribeToOutbox(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function read() {
  const mine = (await all('outbox')).filter((it) => it.userId === userId)
  tell({ waiting: mine.sort((a, b) => a.queuedAt - b.queuedAt) })
}

/**
 * Sends what waits on this device for the person who is signed in, now and whenever there is hope:
 * the network is back, the tab is looked at again, some time has passed. Ends with the signal.
 */
export function runOutbox(person: string, signal: AbortSignal): void {
  userId = person
  const again = () => document.visibilityState === 'visible' && void flush()
  window.addEventListener('online', again, { signal })
  window.addEventListener('focus', again, { signal })
  document.addEventListener('visibilitychange', again, { signal })
  if ('BroadcastChannel' in window) {
    others = new BroadcastChannel('hallway-outbox')
    others.addEventListener('message', ({ data }) => {
      if (data?.confirmed) tell({ confirmed: new Map(state.confirmed).set(...confirmation(data)) })
      void read()
    })
  }
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    others?.close()
    others = undefined
  })
  void read().then(() => flush())
}

function confirmation(data: { confirmed: string; url: string | null }): [string, string | null] {
  return [data.confirmed, data.url]
}

/** Takes an annotation over and sends it. False: only memory has it, the device refused. */
export async function sendLater(it: Omit<Outgoing, 'queuedAt'>): Promise<boolean> {
  const taken = { ...it, queuedAt: Date.now() }
  tell({ waiting: [...state.waiting.filter(({ id }) => id !== it.id), taken] })
  const kept = await keep('outbox', taken)
  void flush()
  return kept
}

/** Takes an annotation back that the server has refused, to be changed. */
export async function takeBack(id: string): Promise<Outgoing | undefined> {
  const it = state.waiting.find((one) => one.id === id)
  await forget('outbox', id)
  await read()
  others?.postMessage({})
  return it
}

/** Tries now what waits for the network or a login; in one tab at a time, oldest first. */
export async function flush(): Promise<void> {
  clearTimeout(timer)
  if (!userId) return
  await (navigator.locks ? navigator.locks.request('hallway-outbox', drain) : drain())
}

async function drain() {
  await read()
  const tried = new Set<string>()
  for (;;) {
    const next = state.waiting.find(
      ({ id, stopped }) => !tried.has(id) && stopped?.because !== 'refused',
    )
    if (!next) break
    tried.add(next.id)
    tell({ sending: true })
    const held = await send(next)
    if (!held) continue
    // Without a network or a login the rest would fare no better
    tell({ waiting: state.waiting.map((it) => (it.stopped ? it : { ...it, stopped: held })) })
    break
  }
  tell({ sending: false })
  const hopeful = state.waiting.some(({ stopped }) => stopped?.because === 'network')
  if (!hopeful) attempts = 0
  else timer = setTimeout(flush, pauses[Math.min(attempts++, pauses.length - 1)])
}

/** What holds up all the rest too, if anything does. */
async function send(it: Outgoing): Promise<Outgoing['stopped']> {
  const answer = await put(it)
  if (answer.ok) {
    await forget('outbox', it.id)
    tell({
      waiting: state.waiting.filter(({ id }) => id !== it.id),
      confirmed: new Map(state.confirmed).set(it.id, answer.url),
    })
    others?.postMessage({ confirmed: it.id, url: answer.url })
    return undefined
  }
  if (answer.status === 409) {
    // That id holds other words already; these become an annotation of their own
    const renamed = { ...it, id: v7() }
    await keep('outbox', renamed)
    await forget('outbox', it.id)
    await read()
    return send(renamed)
  }
  const because =
    answer.status === 401
      ? 'login'
      : answer.status === 0 || answer.status === 429 || answer.status >= 500
        ? 'network'
        : 'refused'
  const fields = Object.keys(answer.errors)
  const why = [...new Set([answer.why, ...Object.values(answer.errors)])].filter(Boolean).join(' ')
  const stopped = { because, why, ...(fields.length > 0 && { fields }) } as const
  await keep('outbox', { ...it, stopped })
  tell({ waiting: state.waiting.map((one) => (one.id === it.id ? { ...it, stopped } : one)) })
  return because === 'refused' ? undefined : stopped
}

type Answer =
  | { ok: true; url: string | null }
  | { ok: false; status: number; why: string | null; errors: Record<string, string> }

async function put({ url, id, fields, startedAt, userId: writer }: Outgoing): Promise<Answer> {
  try {
    const response = await fetch(url + id, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-hallway-user': writer },
      body: JSON.stringify({ ...fields, startedAt, picked: true }),
      signal: AbortSignal.timeout(tooLongMs),
    })
    const told = await response.json()
    if (response.ok) return { ok: true, url: told.url ?? null }
    const { detail = null, errors = {} } = told
    return { ok: false, status: response.status, why: detail, errors }
  } catch {
    return { ok: false, status: 0, why: null, errors: {} }
  }
}
