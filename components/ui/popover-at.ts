'use client'

import { type RefObject, useEffect, useEffectEvent } from 'react'

/** Pixels to the window's edge, and to what asked for the panel. */
const [edge, gap] = [8, 5]

type Popover = {
  /** What asked for it, and where it opens. */
  at: HTMLElement
  /** Above it where there is room; below it unless said otherwise. */
  above?: boolean
  /** Ends where that ends; begins where it begins unless said otherwise. */
  end?: boolean
  /** What in the panel gets the focus. */
  first?: string
  closed: () => void
}

/**
 * Shows a `popover="auto"` panel at what asked for it, inside of the window and past whatever clips
 * what lies around it. Escape, a click elsewhere and scrolling close it.
 */
export function usePopoverAt(panel: RefObject<HTMLElement | null>, popover: Popover): void {
  const { at } = popover
  const show = useEffectEvent((element: HTMLElement) => {
    element.showPopover()
    place(element, popover)
    element.querySelector<HTMLElement>(popover.first ?? 'button, a')?.focus({ preventScroll: true })
  })
  const toggled = useEffectEvent((event: Event) => {
    if ((event as ToggleEvent).newState === 'closed') popover.closed()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for elsewhere it moves there
  useEffect(() => {
    const element = panel.current
    if (!element) return
    const listening = new AbortController()
    const { signal } = listening
    show(element)
    element.addEventListener('toggle', (event) => toggled(event), { signal })
    addEventListener('scroll', () => element.hidePopover(), { passive: true, signal })
    return () => listening.abort()
  }, [panel, at])
}

function place(element: HTMLElement, { at, above = false, end = false }: Popover): void {
  const from = at.getBoundingClientRect()
  const { width, height } = element.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const [over, under] = [from.top - height - gap, from.bottom + gap]
  const fits = above ? over >= edge : under + height <= clientHeight - edge
  const left = Math.min(end ? from.right - width : from.left, clientWidth - width - edge)
  element.style.inset = `${Math.max(edge, above === fits ? over : under)}px auto auto ${Math.max(edge, left)}px`
}
