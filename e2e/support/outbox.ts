import type { Locator } from '@playwright/test'
import { expect } from './test'

/** Sends what waits at once. The outbox tries by itself too, and may have been quicker. */
export async function tryNow(within: Locator): Promise<void> {
  const button = within.getByRole('button', { name: 'Try now' })
  await button.click({ timeout: 3_000 }).catch(() => expect(button).toHaveCount(0))
}
