import { readUrl } from '@/lib/paths'

/**
 * Where a slide of a talk can be looked at, by the address of all its slides and its number from 1.
 * A place inside is named only where the host says how: PDF files by `#page=` (RFC 8118, section 3;
 * ISO 32000-2, annex O), which browsers' viewers follow; Speaker Deck by `?slide=`, as its own share
 * dialog writes it. Google Slides names slides by ids that nobody can guess from a number, and
 * SlideShare no longer says anything: there, and everywhere else, it is the slides as a whole.
 */
export function slideAddress(slides: string, slide: number): string {
  const url = readUrl(slides)
  if (!url) return slides
  if (/\.pdf$/i.test(url.pathname)) {
    url.hash = `page=${slide}`
    return url.href
  }
  const deck = /^\/[^/]+\/[^/]+\/?$/.test(url.pathname)
  if (/^(?:www\.)?speakerdeck\.com$/.test(url.hostname) && deck) {
    url.searchParams.set('slide', String(slide))
    return url.href
  }
  return slides
}
