import { fromShortId } from '@/lib/ids'

/** A card of the page, and what the reader may do with its annotation. */
export type FocusedAnnotation = { element: HTMLElement; id: string; can: string[] }

const cards = '.note[id][data-can]'

/** The annotation whose card, or something in it, has the focus; null while none has. */
export function focusedAnnotation(): FocusedAnnotation | null {
  const element = document.activeElement?.closest<HTMLElement>(cards)
  const id = element && fromShortId(element.id.replace('annotation-', ''))
  return element && id ? { element, id, can: element.dataset.can?.split(' ') ?? [] } : null
}

/** Presses what the focused card has for a key, as its `aria-keyshortcuts` says. */
export function pressInFocused(key: string): boolean {
  const found = focusedAnnotation()?.element.querySelector<HTMLElement>(
    `:scope [aria-keyshortcuts="${key}"]`,
  )
  found?.click()
  return found !== null && found !== undefined
}

/**
 * Moves the focus to the next (1) or previous (-1) card; from outside of the cards to the first one
 * that is in sight.
 */
export function stepToCard(step: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(cards)]
  const now = focusedAnnotation()?.element
  const inSight = (card: HTMLElement) => card.getBoundingClientRect().bottom > 80
  const next = now ? all[all.indexOf(now) + step] : (all.find(inSight) ?? all.at(-1))
  if (!next) return false
  next.focus({ preventScroll: true })
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  next.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' })
  return true
}
