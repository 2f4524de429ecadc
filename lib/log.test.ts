import { expect, test } from 'vitest'
import { withoutToken } from './log'

test.each([
  ['/s/abc123', '/s/…'],
  ['/join/abc123?x=1', '/join/…?x=1'],
  ['/sign-in?next=/join/abc123', '/sign-in?next=/join/…'],
  ['/sign-in?next=%2Fconfirm-email%2Fabc123', '/sign-in?next=%2Fconfirm-email%2F…'],
  ['/t/platform/sessions/s/abc', '/t/platform/sessions/s/abc'],
])('%s is logged as %s', (path, logged) => {
  expect(withoutToken(path)).toBe(logged)
})
