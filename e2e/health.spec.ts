import { expect, test } from './support/test'

test('the health page answers, and an unknown page is not found', async ({ page, request }) => {
  expect((await request.get('/api/health')).status()).toBe(200)
  const answer = await page.goto('/t/nobody-knows-this/nothing')
  expect(answer?.status()).toBe(404)
})
