/**
 * The address of what would be added to a list now: what the focus is on, the row or card around it,
 * else the page itself where it is of one session or link. An address of ours begins with a slash.
 */
export function addableHere(): string | null {
  const main = document.getElementById('main')
  const focused = document.activeElement
  if (focused && main?.contains(focused) && focused !== main) {
    const own = focused instanceof HTMLAnchorElement ? addableAt(focused.href) : null
    if (own) return own
    const around = focused.closest<HTMLElement>('li, article, .note, td')
    for (const link of around?.querySelectorAll<HTMLAnchorElement>('a[href]') ?? []) {
      const found = addableAt(link.href)
      // In a card of a talk its other links lead to the talk itself
      if (found && !(found.startsWith('/') && around?.closest('.note'))) return found
    }
  }
  return addableAt(location.href)
}

function addableAt(href: string): string | null {
  const url = new URL(href)
  if (!/^https?:$/.test(url.protocol)) return null
  if (url.origin !== location.origin) return url.href
  return /^\/t\/[^/]+\/(sessions|links)\/[^/]+$/.test(url.pathname) ? url.pathname : null
}
