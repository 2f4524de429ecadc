import { v7 } from 'uuid'
import type { LiveEvent, LivePresence } from '../schema'

/** What a page hears of its team. `reset`: so much happened that it should fetch itself anew. */
export type Listener = {
  events: (events: LiveEvent[]) => void
  presence: (sessions: LivePresence[]) => void
  reset: () => void
}

type Source = {
  /** The address of the stream */
  url: string
  /** One for a team and a user: tabs that share it share one connection */
  name: string
  /** Number of the last event that the page shows already */
  since: string
}

type Message =
  | { is: 'events'; events: LiveEvent[]; to?: string }
  | { is: 'presence'; sessions: LivePresence[]; to?: string }
  | { is: 'reset'; seq: string; to?: string }
  /** A tab says where it is, and who leads tells it what it has missed */
  | { is: 'hello'; since: string; from: string }
  /** A new leader asks where everybody is */
  | { is: 'who' }

/** What a leader keeps for tabs that come later; who needs more fetches the page anew. */
const mostKept = 300
const [firstRetry, longestRetry] = [5_000, 60_000]

const isAfter = (one: string, other: string) => BigInt(one) > BigInt(other)

/**
 * Hears the live events of a team: over one connection a browser. The tab that holds the lock has
 * it and passes on what it hears; it lets go when it is closed or hidden, and another visible tab
 * goes on from where it is itself. With all tabs hidden there is no connection. A browser without
 * Web Locks has one per visible tab. Answers how to stop.
 */
export function followTeam({ url, name, since }: Source, listener: Listener): () => void {
  const me = v7()
  let seen = since
  let leave: (() => void) | null = null

  function take(message: Message) {
    if ('to' in message && message.to !== undefined && message.to !== me) return
    if (message.is === 'presence') listener.presence(message.sessions)
    if (message.is === 'events') {
      const fresh = message.events.filter(({ seq }) => isAfter(seq, seen))
      seen = fresh.at(-1)?.seq ?? seen
      if (fresh.length > 0) listener.events(fresh)
    }
    if (message.is === 'reset' && isAfter(message.seq, seen)) {
      seen = message.seq
      listener.reset()
    }
  }

  function join() {
    const leaving = new AbortController()
    const { signal } = leaving
    const channel = new BroadcastChannel(name)
    const post = (message: Message) => channel.postMessage(message)
    leave = () => {
      leaving.abort()
      channel.close()
      leave = null
    }
    const lead = () => {
      const pass = (message: Message) => {
        take(message)
        if (!signal.aborted) post(message)
      }
      const leader = leadWith(url, seen, { pass, post, signal })
      channel.onmessage = ({ data }: MessageEvent<Message>) => {
        if (data.is === 'hello') leader.welcome(data)
      }
      post({ is: 'who' })
      return new Promise<void>((left) => signal.addEventListener('abort', () => left()))
    }
    if (!('locks' in navigator)) {
      void lead()
      channel.onmessage = null
      return
    }
    const hello = () => post({ is: 'hello', since: seen, from: me })
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.is === 'who') hello()
      else take(data)
    }
    hello()
    navigator.locks.request(name, { signal }, lead).catch(() => {}) // Left before its turn came
  }

  function look() {
    const visible = document.visibilityState === 'visible'
    if (visible && !leave) join()
    if (!visible) leave?.()
  }
  const watching = new AbortController()
  const { signal } = watching
  document.addEventListener('visibilitychange', look, { signal })
  // A page kept for the way back must not go on holding the lock
  window.addEventListener('pagehide', () => leave?.(), { signal })
  window.addEventListener('pageshow', look, { signal })
  look()
  return () => {
    watching.abort()
    leave?.()
  }
}

type Leading = {
  /** To this tab and all others */
  pass: (message: Message) => void
  post: (message: Message) => void
  signal: AbortSignal
}

/** Opens the connection and keeps it open until the signal says otherwise. */
function leadWith(url: string, since: string, { pass, post, signal }: Leading) {
  let source: EventSource | null = null
  let retry = firstRetry
  let timer: ReturnType<typeof setTimeout> | undefined
  let kept: LiveEvent[] = []
  let [keptFrom, last] = [since, since]
  const present = new Map<string, LivePresence>()

  function connect() {
    source = new EventSource(`${url}?since=${last}`)
    source.onopen = () => {
      retry = firstRetry
    }
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const events = (JSON.parse(data) as LiveEvent[]).filter(({ seq }) => isAfter(seq, last))
      last = events.at(-1)?.seq ?? last
      kept.push(...events)
      keptFrom = kept.at(-mostKept - 1)?.seq ?? keptFrom
      kept = kept.slice(-mostKept)
      pass({ is: 'events', events })
    }
    source.addEventListener('presence', ({ data }: MessageEvent<string>) => {
      const sessions = JSON.parse(data) as LivePresence[]
      for (const one of sessions) {
        if (one.people.length > 0) present.set(one.session, one)
        else present.delete(one.session)
      }
      pass({ is: 'presence', sessions })
    })
    source.addEventListener('reset', ({ data }: MessageEvent<string>) => {
      kept = []
      keptFrom = last = data
      pass({ is: 'reset', seq: data })
    })
    // Signed out, or not in the team any more: the next thing one does here says so
    source.addEventListener('end', () => source?.close())
    source.onerror = () => {
      // The browser itself comes back after a lost connection, but gives up after a refusal
      if (source?.readyState !== EventSource.CLOSED || signal.aborted) return
      timer = setTimeout(connect, retry)
      retry = Math.min(retry * 2, longestRetry)
    }
  }
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    source?.close()
  })
  connect()

  return {
    welcome({ since: theirs, from: to }: { since: string; from: string }) {
      if (isAfter(keptFrom, theirs)) post({ is: 'reset', seq: last, to })
      else {
        const events = kept.filter(({ seq }) => isAfter(seq, theirs))
        if (events.length > 0) post({ is: 'events', events, to })
      }
      post({ is: 'presence', sessions: [...present.values()], to })
    },
  }
}
