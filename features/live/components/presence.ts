import { v7 } from 'uuid'

/** A page says this often that it is still open. */
const again = 20_000
/** After so long without a keystroke nobody is writing any more. */
const pause = 6_000

type State = 'here' | 'writing' | 'gone'

export type Presence = {
  /** The page was drawn anew, at an ISO 8601 time: what it shows now is seen. */
  draw: (at: string) => void
  /** Says again that one is here. The status answered; 0 when the network is away. */
  ask: () => Promise<number>
  /** Tells that the page was left. */
  stop: () => void
}

/**
 * Tells the others that this page is open on a session, and whether something is being written on
 * it that they will see.
 */
export function tellPresence(url: string, drawnAt: string | null): Presence {
  const tab = v7()
  // A page that comes back into sight is looked at again, as it was drawn last
  let latest = drawnAt
  let drawn: string | null = latest
  let told: State | '' = ''
  let resting: ReturnType<typeof setTimeout> | undefined
  const tell = (state: State) => {
    // What is said while one leaves may arrive after it was said that one left
    const back = told === 'gone' && state !== 'gone'
    told = state
    const at = drawn && state !== 'gone' && { drawn }
    const body = JSON.stringify({ tab, state, ...at, ...(back && { back }) })
    if (state !== 'gone') drawn = null
    const headers = { 'content-type': 'application/json' }
    // What cannot be told now is told again in a moment, or passes by itself
    return fetch(url, { method: 'PUT', headers, body, keepalive: true }).then(
      ({ status }) => status,
      () => {
        if (state !== 'gone') drawn ??= latest
        return 0
      },
    )
  }
  const rest = () => {
    clearTimeout(resting)
    if (told === 'writing') void tell('here')
  }
  const look = () => {
    if (document.visibilityState === 'hidden') {
      clearTimeout(resting)
      if (told !== 'gone') void tell('gone')
    } else if (told === '' || told === 'gone') {
      drawn ??= latest
      void tell('here')
    }
  }
  const watching = new AbortController()
  const { signal } = watching
  document.addEventListener('visibilitychange', look, { signal })
  window.addEventListener('pagehide', () => told !== 'gone' && tell('gone'), { signal })
  window.addEventListener('pageshow', look, { signal })
  document.addEventListener('submit', rest, { signal })
  const heard = (form: HTMLFormElement | null) => {
    if (signal.aborted) return
    if (!form || !isForOthers(form)) return rest()
    if (told !== 'writing') void tell('writing')
    clearTimeout(resting)
    resting = setTimeout(rest, pause)
  }
  document.addEventListener(
    'input',
    ({ target }) => {
      const form = target instanceof Element ? target.closest('form') : null
      // Telling others does not hold up the letter
      setTimeout(heard, 0, form)
    },
    { signal },
  )
  const beating = setInterval(() => {
    if (told === 'here' || told === 'writing') void tell(told)
  }, again)
  look()
  return {
    draw(at) {
      drawn = latest = at
      if (told === 'here' || told === 'writing') void tell(told)
    },
    ask: () => tell(told === 'writing' ? told : 'here'),
    stop() {
      watching.abort()
      clearInterval(beating)
      clearTimeout(resting)
      if (told !== 'gone') void tell('gone')
    },
  }
}

/**
 * Whether others will read what is written in a form: an annotation for more than oneself, or a
 * comment on the session. What hangs on an annotation is not told of, since that may be private.
 */
function isForOthers(form: HTMLFormElement): boolean {
  const text = form.querySelector<HTMLTextAreaElement>('textarea')
  if (!text || text.value.trim() === '') return false
  const audience = new FormData(form).get('audience')
  return audience === null ? form.closest('#discussion') !== null : audience !== 'me'
}
