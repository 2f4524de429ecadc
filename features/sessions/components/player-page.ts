import { isWriting } from '@/components/ui/keys'

/** The moments on the page that lead into the recording; answers the end. */
export function watchMoments(seek: (ms: number) => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
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
  if (!note || !scroll || isWriting(document.activeElement)) return
  const { top, bottom } = note.getBoundingClientRect()
  // On a phone the player itself stands above what is read
  const lead = document.querySelector('.page-lead')
  const stuck = lead !== null && getComputedStyle(lead).position === 'sticky'
  const covered = stuck ? lead.getBoundingClientRect().bottom : 0
  if (top >= Math.max(80, covered) && bottom <= innerHeight - 160) return
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  note.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' })
}

export function unmark(): void {
  document.querySelector('.note[aria-current="time"]')?.removeAttribute('aria-current')
}
