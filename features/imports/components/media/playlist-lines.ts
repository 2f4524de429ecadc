type Link = { title: string; address: string }

/**
 * The links of a page, a line each: title, tab, address. A picture, a duration and a title that lead
 * to one place are one link, under the longest of their texts.
 */
export function linesOfLinks(page: Pick<Document, 'querySelectorAll'>): string[] {
  const links = new Map<string, Link>()
  for (const anchor of page.querySelectorAll('a[href]')) {
    const address = anchor.getAttribute('href') ?? ''
    if (!/^https?:\/\//i.test(address)) continue
    const key = /[?&]v=([\w-]{11})/.exec(address)?.[1] ?? address
    const text = anchor.getAttribute('title') || anchor.textContent || ''
    const title = text.replace(/\s+/g, ' ').trim()
    const before = links.get(key)
    if (!before) links.set(key, { title, address })
    else if (title.length > before.title.length) before.title = title
  }
  return [...links.values()]
    .filter(({ title }) => title !== '')
    .map(({ title, address }) => `${title}\t${address}`)
}
