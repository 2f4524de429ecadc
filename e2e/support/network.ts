import type { Page } from '@playwright/test'

export type Network = 'there' | 'away' | 'no answers'

/**
 * The network between a page and the addresses of `pattern`, for a test to break and to mend: away,
 * or bringing what is written and losing every answer. It stays in place, since whatever is on its way
 * while a route is taken down (the outbox tries by itself) would be answered twice.
 */
export async function networkOf(page: Page, pattern: string, first: Network = 'there') {
  let network = first
  await page.route(pattern, async (route) => {
    const reads = route.request().method() === 'GET'
    if (network === 'there' || (network === 'no answers' && reads)) return route.fallback()
    if (network === 'no answers') await route.fetch().catch(() => {})
    // The page may be gone by now
    await route.abort().catch(() => {})
  })
  return {
    is(next: Network) {
      network = next
    },
  }
}
