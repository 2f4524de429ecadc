import { describe, expect, test } from 'vitest'
import { paths, readUrl, safeNext } from './paths'

test('a Chinese slug is encoded once, from the database or from the address', () => {
  expect(paths.members('平台组')).toBe('/t/%E5%B9%B3%E5%8F%B0%E7%BB%84/settings/members')
  expect(paths.team('%E5%B9%B3%E5%8F%B0%E7%BB%84')).toBe('/t/%E5%B9%B3%E5%8F%B0%E7%BB%84')
})

describe('safeNext', () => {
  test('lets our own paths through', () => {
    expect(safeNext('/t/platform?day=1#x')).toBe('/t/platform?day=1#x')
  })

  test.each([
    '//evil.example.org',
    '/\\evil.example.org',
    '/t\\evil',
    'https://evil.example.org',
    'javascript:alert(1)',
    '/\t/evil.example.org',
    '',
    undefined,
    ['/a', '/b'],
  ])('refuses %j', (next) => {
    expect(safeNext(next)).toBeNull()
  })
})

test('reads addresses with letters like ü, however often it was asked', () => {
  for (let n = 0; n < 200_000; n++) readUrl('https://example.org/')
  expect(readUrl('https://bücher.example/')?.hostname).toBe('xn--bcher-kva.example')
  expect(readUrl('no address')).toBeNull()
})
