import { shortId } from '@/lib/ids'
import type { LiveEvent } from '../schema'

/** Something new that the page does not show yet. `on`: the annotation that a comment hangs on. */
export type News = { type: 'annotation' | 'comment'; id: string; on: string | null }

const arrivals = ['created', 'restored', 'shown', 'replied']

/** What an event brings that is not on the page; null for what only changes. */
export function newsIn({ verb, subject: { type, id }, on }: LiveEvent): News | null {
  if (type !== 'annotation' && type !== 'comment') return null
  return arrivals.includes(verb) && !elementOf({ type, id }) ? { type, id, on } : null
}

/** The element of an annotation or comment, if the page shows it. */
export function elementOf({ type, id }: { type: string; id: string }): HTMLElement | null {
  return document.getElementById(`${type}-${shortId(id)}`)
}

/** Where something is shown: itself, else the annotation below which its comments are folded. */
function placeOf({ type, id, on }: News): HTMLElement | null {
  return elementOf({ type, id }) ?? (on ? elementOf({ type: 'annotation', id: on }) : null)
}

/** Marks what is new until the next time, and answers the first of it in reading order. */
export function mark(news: Iterable<News>): HTMLElement | null {
  for (const old of document.querySelectorAll('[data-new]')) old.removeAttribute('data-new')
  for (const one of news) placeOf(one)?.setAttribute('data-new', '')
  return document.querySelector<HTMLElement>('[data-new]')
}

/** Brings something into view and the keyboard to it. */
export function reveal(element: HTMLElement): void {
  element.tabIndex = -1
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'center' })
}

/** The address that brings the part of a long column in which something new stands. */
export function addressOf({ type, id, on }: News): string {
  const at = on ?? (type === 'annotation' ? id : null)
  const query = at ? `?at=${shortId(at)}` : ''
  return `${location.pathname}${query}#${type}-${shortId(id)}`
}

/**
 * Whether the page may change in its place: not while somebody writes in the middle of it, has words
 * selected or something open above it. The composer floats and does not count.
 */
export function isCalm(): boolean {
  const { activeElement } = document
  const typing = activeElement?.matches('textarea, select, input:not([type="checkbox"])')
  if (typing && !activeElement?.closest('.composer')) return false
  if (document.querySelector('dialog[open], details[data-menu][open]')) return false
  return document.visibilityState === 'visible' && (getSelection()?.isCollapsed ?? true)
}
