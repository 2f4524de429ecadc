type Controls = {
  toggle: () => void
  seek: (ms: number) => void
  skip: (ms: number) => void
  /** Steps up or down the row of speeds */
  faster: (steps: 1 | -1) => void
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}

/** The keys of the player and the moments on the page that lead into the recording; answers the end. */
export function watchKeys({ toggle, seek, skip, faster }: Controls): () => void {
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return
      // While writing the same keys need Alt; `code`, since Alt changes what some keyboards type
      if (isTyping(event.target) && !event.altKey) return
      if (event.code === 'KeyK') toggle()
      else if (event.code === 'KeyJ') skip(-10_000)
      else if (event.code === 'KeyL') skip(10_000)
      else if (event.key === '>') faster(1)
      else if (event.key === '<') faster(-1)
      else return
      event.preventDefault()
    },
    { signal },
  )
  document.addEventListener(
    'click',
    (event) => {
      const target = event.target instanceof Element && event.target.closest('[data-from-ms]')
      if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return
      seek(Number(target.getAttribute('data-from-ms')))
    },
    { signal },
  )
  document.addEventListener('hallway:seek', (event) => seek((event as CustomEvent).detail), {
    signal,
  })
  return () => listening.abort()
}

/** Marks the annotation of the moment, and brings it into sight unless somebody is writing. */
export function follow(ms: number, scroll: boolean): void {
  const moments = [...document.querySelectorAll<HTMLElement>('.note [data-from-ms]')]
  const passed = moments.filter((it) => Number(it.dataset.fromMs) <= ms)
  const latest = passed.reduce<HTMLElement | null>(
    (best, it) => (!best || Number(it.dataset.fromMs) >= Number(best.dataset.fromMs) ? it : best),
    null,
  )
  const note = latest?.closest<HTMLElement>('.note') ?? null
  const marked = document.querySelector('.note[aria-current="time"]')
  if (marked === note) return
  marked?.removeAttribute('aria-current')
  note?.setAttribute('aria-current', 'time')
  if (!note || !scroll || isTyping(document.activeElement)) return
  const { top, bottom } = note.getBoundingClientRect()
  if (top >= 80 && bottom <= innerHeight - 160) return
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  note.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' })
}

export function unmark(): void {
  document.querySelector('.note[aria-current="time"]')?.removeAttribute('aria-current')
}
