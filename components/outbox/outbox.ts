import { v7 } from 'uuid'
import { all, forget, keep, type Outgoing } from './device-store'

const tooLongMs = 20_000
const pauses = [2_000, 5_000, 15_000, 30_000, 60_000]

export type Confirmed = { it: Outgoing; url: string | null; revision: string }

/** What the outbox tells of: something goes out, was confirmed, or has to wait. */
export type OutboxState = {
  /** Those of the signed-in person that are not confirmed yet, in the order of their writing */
  waiting: readonly Outgoing[]
  /** Confirmed since this page was opened: where each stands, and the revision that it became */
  confirmed: ReadonlyMap<string, Confirmed>
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

/** What there is to send, and how that goes. */
export const outboxState = () => state

/** Hears of each change of that; answers how to stop. */
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
      if (data?.id) tell({ confirmed: new Map(state.confirmed).set(data.id, data.confirmed) })
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

/** Takes words over and sends them. False: only memory has it, the device refused. */
export async function sendLater(it: Omit<Outgoing, 'queuedAt'>): Promise<boolean> {
  const taken = { ...it, queuedAt: Date.now() }
  const replaced = state.waiting.filter((one) => one.id === it.id || isReplacedBy(it, one))
  tell({ waiting: [...state.waiting.filter((one) => !replaced.includes(one)), taken] })
  const kept = await keep('outbox', taken)
  for (const { id } of replaced) if (id !== it.id) await forget('outbox', id)
  void flush()
  return kept
}

/** Whether both change the same of the same thing. */
export const isSameChange = (one: Pick<Outgoing, 'of'>, other: Pick<Outgoing, 'of'>): boolean =>
  one.of !== undefined && one.of.id === other.of?.id && one.of.change === other.of.change

// One that may be written already, although its answer is missing, has to go out before
const isReplacedBy = (it: Pick<Outgoing, 'of'>, earlier: Outgoing) =>
  isSameChange(it, earlier) && isSettled(earlier)

/** Whether the server has told that it will not be taken as it is. */
export const isSettled = ({ stopped }: Outgoing) =>
  stopped?.because === 'refused' || stopped?.because === 'conflict'

/** Gives words back that the server has refused, to be changed. */
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
    const next = state.waiting.find((it) => !tried.has(it.id) && !isSettled(it))
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

// Refused since this tab loaded its page, and not gone into yet. Parts of a page forget it when they
// are drawn anew.
const fresh = new Set<string>()

/** Whether something was refused a moment ago, in this tab. */
export const isFreshRefusal = (id: string) => fresh.has(id)
/** Says that this has been shown. */
export const seenRefusal = (id: string) => fresh.delete(id)

/** What holds up all the rest too, if anything does. */
async function send(it: Outgoing): Promise<Outgoing['stopped']> {
  const answer = await put(it)
  const later = state.waiting.find(({ of }) => of?.after === it.id)
  if (answer.ok) {
    const { url, revision } = answer
    const confirmed = { it, url, revision }
    if (later) await keep('outbox', { ...later, fields: { ...later.fields, revision } })
    await forget('outbox', it.id)
    tell({ confirmed: new Map(state.confirmed).set(it.id, confirmed) })
    await read()
    others?.postMessage({ id: it.id, confirmed })
    return undefined
  }
  const because = reasonOf(answer.status)
  const goesOn = because === 'refused' || because === 'conflict'
  if (later && goesOn) {
    // The newer words take its place, and find out themselves
    await forget('outbox', it.id)
    await read()
    return undefined
  }
  if (answer.status === 409 && !it.of) {
    // That id holds other words already; these become something of their own
    const renamed = { ...it, id: v7() }
    await keep('outbox', renamed)
    await forget('outbox', it.id)
    await read()
    return send(renamed)
  }
  const fields = Object.keys(answer.errors)
  const why = [...new Set([answer.why, ...Object.values(answer.errors)])].filter(Boolean).join(' ')
  const stopped = { because, why, ...(fields.length > 0 && { fields }) } as const
  if (goesOn) fresh.add(it.id)
  await keep('outbox', { ...it, stopped })
  tell({ waiting: state.waiting.map((one) => (one.id === it.id ? { ...it, stopped } : one)) })
  return goesOn ? undefined : stopped
}

function reasonOf(status: number): NonNullable<Outgoing['stopped']>['because'] {
  if (status === 401) return 'login'
  if (status === 0 || status === 429 || status >= 500) return 'network'
  return status === 409 ? 'conflict' : 'refused'
}

type Answer =
  | { ok: true; url: string | null; revision: string }
  | { ok: false; status: number; why: string | null; errors: Record<string, string> }

async function put(it: Outgoing): Promise<Answer> {
  const { url, id, of, fields, also, startedAt, userId: writer } = it
  const seen = of?.after && state.confirmed.get(of.after)
  const edit = { ...fields, edit: id, ...(seen && { revision: seen.revision }) }
  try {
    const response = await fetch(of ? url : url + id, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-hallway-user': writer },
      body: JSON.stringify(of ? edit : { ...fields, startedAt, ...also }),
      signal: AbortSignal.timeout(tooLongMs),
    })
    const told = await response.json()
    if (response.ok) return { ok: true, url: told.url ?? null, revision: `${told.revision}` }
    const { detail = null, errors = {} } = told
    return { ok: false, status: response.status, why: detail, errors }
  } catch {
    return { ok: false, status: 0, why: null, errors: {} }
  }
}
