import { v7 } from 'uuid'
import { all, forget, keep, type WaitingPhoto } from '@/components/outbox/device-store'
import { outboxState, subscribeToOutbox } from '@/components/outbox/outbox'
import { upload } from '@/components/ui/upload'

/** The form of the composer tells with it under which id the annotation with its pictures goes out. */
export const annotationSent = 'hallway:annotation-sent'

const tooLongMs = 300_000
const pauses = [2_000, 5_000, 15_000, 30_000, 60_000]

export type PhotoState = {
  /** Pictures of the signed-in person that the server has not confirmed, in the order of choosing */
  photos: readonly WaitingPhoto[]
  /** From 0 to 1, of those that are being sent */
  progress: ReadonlyMap<string, number>
  /** How many this page has seen arrive, by place */
  arrived: ReadonlyMap<string, number>
}

export const noPhotos: PhotoState = { photos: [], progress: new Map(), arrived: new Map() }

let userId = ''
let state = noPhotos
let attempts = 0
let timer: ReturnType<typeof setTimeout> | undefined
let others: BroadcastChannel | undefined
const listeners = new Set<() => void>()

function tell(change: Partial<PhotoState>) {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

export const photoState = () => state

export function subscribeToPhotos(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function read() {
  const mine = (await all('photos')).filter((it) => it.userId === userId)
  tell({ photos: mine.sort((a, b) => a.order - b.order) })
}

async function change(it: WaitingPhoto) {
  tell({ photos: state.photos.map((one) => (one.id === it.id ? it : one)) })
  await keep('photos', it)
}

/** Sends what waits for the person who is signed in, now and whenever there is hope. */
export function runPhotos(person: string, signal: AbortSignal): void {
  userId = person
  const again = () => document.visibilityState === 'visible' && void flushPhotos()
  window.addEventListener('online', again, { signal })
  window.addEventListener('focus', again, { signal })
  document.addEventListener('visibilitychange', again, { signal })
  // A picture follows the annotation that it hangs on
  let unsaved = outboxState().waiting.length
  const unsubscribe = subscribeToOutbox(() => {
    const before = unsaved
    unsaved = outboxState().waiting.length
    if (unsaved < before) void flushPhotos()
  })
  if ('BroadcastChannel' in window) {
    others = new BroadcastChannel('hallway-photos')
    others.addEventListener('message', () => void read())
  }
  signal.addEventListener('abort', () => {
    unsubscribe()
    clearTimeout(timer)
    others?.close()
    others = undefined
  })
  void read().then(flushPhotos)
}

type Chosen = Pick<WaitingPhoto, 'place' | 'userId' | 'annotation' | 'url'>

/** Takes files over: for an annotation that exists, or for the one that is being written. */
export async function choosePhotos(
  files: Iterable<File>,
  given: Chosen,
  { largest, tooLarge }: { largest: number; tooLarge: string },
): Promise<void> {
  const order = Date.now()
  const chosen = [...files].map((file, index): WaitingPhoto => {
    const it = { ...given, id: v7(), name: file.name, blob: file, order: order + index / 1000 }
    if (file.size <= largest) return it
    return { ...it, stopped: { because: 'refused', why: tooLarge } }
  })
  tell({ photos: [...state.photos, ...chosen] })
  for (const it of chosen) await keep('photos', it)
  others?.postMessage('changed')
  void flushPhotos()
}

/** What was chosen for the annotation being written belongs to the one that has just been sent. */
export async function bindPhotos(place: string, annotation: string): Promise<void> {
  for (const it of state.photos) {
    if (it.place === place && it.annotation === null) await change({ ...it, annotation })
  }
  void flushPhotos()
}

export async function dropPhoto(id: string): Promise<void> {
  tell({ photos: state.photos.filter((it) => it.id !== id) })
  await forget('photos', id)
  others?.postMessage('changed')
}

let running = false
let again = false

/** Sends one after the other, in one tab at a time. */
export async function flushPhotos(): Promise<void> {
  if (!userId) return
  if (running) {
    again = true
    return
  }
  running = true
  clearTimeout(timer)
  await (navigator.locks ? navigator.locks.request('hallway-photos', drain) : drain())
  running = false
  if (again) {
    again = false
    void flushPhotos()
  }
}

async function drain() {
  await read()
  const tried = new Set<string>()
  for (;;) {
    // One that was sent just now may not have reached the device yet
    const waiting = [...(await all('outbox')), ...outboxState().waiting]
    const unsaved = new Set(waiting.map(({ id }) => id))
    const next = state.photos.find(
      ({ id, annotation, stopped }) =>
        annotation && !unsaved.has(annotation) && !tried.has(id) && stopped?.because !== 'refused',
    )
    if (!next) break
    tried.add(next.id)
    // Without a network or a login the rest would fare no better
    if (!(await send(next))) break
  }
  const hopeful = state.photos.some(({ stopped }) => stopped?.because === 'network')
  if (!hopeful) attempts = 0
  else timer = setTimeout(flushPhotos, pauses[Math.min(attempts++, pauses.length - 1)])
}

async function send(it: WaitingPhoto): Promise<boolean> {
  const { stopped: _, ...fresh } = it
  tell({ photos: state.photos.map((one) => (one.id === it.id ? fresh : one)) })
  const { answer } = upload({
    method: 'PUT',
    url: `${it.url}${it.annotation}/photos/${it.id}`,
    body: it.blob,
    headers: {
      'content-type': it.blob.type || 'application/octet-stream',
      'x-hallway-user': it.userId,
    },
    timeout: tooLongMs,
    onProgress: (part) => tell({ progress: new Map(state.progress).set(it.id, part) }),
  })
  const { status, json } = (await answer) ?? { status: 0, json: null }
  const progress = new Map(state.progress)
  progress.delete(it.id)
  tell({ progress })
  if (status === 200 || status === 201) {
    const count = (state.arrived.get(it.place) ?? 0) + 1
    await dropPhoto(it.id)
    tell({ arrived: new Map(state.arrived).set(it.place, count) })
    return true
  }
  const later = status === 0 || status === 429 || status >= 500
  const because = status === 401 ? 'login' : later ? 'network' : 'refused'
  await change({ ...fresh, stopped: { because, why: String(json?.detail ?? '') } })
  return because === 'refused'
}
