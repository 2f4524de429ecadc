/**
 * Ties a transcript to the player of the page, by events on the document: a click on a moment asks for
 * it (`hallway:seek`), and while the player tells the time (`hallway:time`, milliseconds both) the
 * paragraph of the moment is the current one. Scrolls only while `follows` says so.
 */
export function followPlayback(
  text: HTMLElement,
  follows: () => boolean,
  onPlaying: (playing: boolean) => void,
  signal: AbortSignal,
): void {
  let current: HTMLElement | null = null

  function mark(ms: number) {
    const now = paragraphAt(text, ms)
    if (now === current) return
    current?.removeAttribute('aria-current')
    now?.setAttribute('aria-current', 'time')
    current = now
    if (now && follows()) bringIntoView(text, now)
  }

  document.addEventListener(
    'hallway:time',
    (event) => {
      onPlaying(true)
      mark((event as CustomEvent<number>).detail)
    },
    { signal },
  )
  text.addEventListener(
    'click',
    (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = (event.target as Element).closest<HTMLAnchorElement>('a.transcript-at')
      const ms = Number(link?.closest<HTMLElement>('[data-from-ms]')?.dataset.fromMs ?? Number.NaN)
      if (!link || Number.isNaN(ms)) return
      // The moment is in the address, but what one reads stays where it is
      event.preventDefault()
      history.replaceState(history.state, '', link.hash)
      document.dispatchEvent(new CustomEvent('hallway:seek', { detail: ms }))
      mark(ms)
    },
    { signal },
  )
}

/** The last paragraph that has begun by then. */
function paragraphAt(text: HTMLElement, ms: number): HTMLElement | null {
  const all = text.querySelectorAll<HTMLElement>('[data-from-ms]')
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (Number(all[middle]?.dataset.fromMs) <= ms) low = middle + 1
    else high = middle
  }
  return all[low - 1] ?? null
}

function bringIntoView(text: HTMLElement, paragraph: HTMLElement) {
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
  if (text.scrollHeight <= text.clientHeight) {
    return paragraph.scrollIntoView({ block: 'center', behavior })
  }
  const top = paragraph.offsetTop - text.offsetTop - text.clientHeight / 3
  text.scrollTo({ top, behavior })
}
