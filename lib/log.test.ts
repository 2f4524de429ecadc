import { expect, test } from 'vitest'
import { errorInLog, withoutToken } from './log'

test.each([
  ['/s/abc123', '/s/…'],
  ['/join/abc123?x=1', '/join/…?x=1'],
  ['/sign-in?next=/join/abc123', '/sign-in?next=/join/…'],
  ['/sign-in?next=%2Fconfirm-email%2Fabc123', '/sign-in?next=%2Fconfirm-email%2F…'],
  ['/t/platform/sessions/s/abc', '/t/platform/sessions/s/abc'],
])('%s is logged as %s', (path, logged) => {
  expect(withoutToken(path)).toBe(logged)
})

test('of a row that the database refuses nothing is logged', () => {
  const row = 'Failing row contains (…, for my eyes alone, …).'
  const cause = { originalCode: '23514', detail: row, where: row }
  const error = Object.assign(new Error('Database error'), {
    ...{ code: 'P2039', detail: row, meta: { driverAdapterError: { cause } } },
    errors: [{ detail: row }],
  })
  const logged = JSON.stringify(errorInLog(error))
  expect(logged).not.toContain('for my eyes alone')
  for (const kept of ['Database error', 'log.test.ts', 'P2039', '23514']) {
    expect(logged).toContain(kept)
  }
})
