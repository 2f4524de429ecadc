import { expect, test } from 'vitest'
import { isReadable, tellTruth, trustedProxies } from './door.mjs'

/**
 * @param {Record<string, string>} headers
 * @param {number} proxies
 */
function afterTheDoor(headers, proxies, remoteAddress = '::ffff:203.0.113.9') {
  const request = { headers: { ...headers }, socket: { remoteAddress, localPort: 3000 } }
  tellTruth(/** @type {any} */ (request), proxies)
  return request.headers
}

const claims = {
  host: 'hallway.example',
  forwarded: 'for=192.0.2.1',
  'x-forwarded-for': '192.0.2.1',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-port': '1',
  'x-forwarded-proto': 'https',
  'x-real-ip': '192.0.2.1',
}

test('without a trusted proxy the socket alone is believed', () => {
  expect(afterTheDoor(claims, 0)).toEqual({
    host: 'hallway.example',
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'hallway.example',
    'x-forwarded-port': '3000',
    'x-forwarded-proto': 'http',
    'x-real-ip': '203.0.113.9',
  })
})

test('behind proxies the caller is the address that the outermost of them saw', () => {
  const seen = (/** @type {string} */ chain, /** @type {number} */ proxies) =>
    afterTheDoor({ 'x-forwarded-for': chain }, proxies)['x-forwarded-for']
  expect(seen('198.51.100.7', 1)).toBe('198.51.100.7')
  // What the caller wrote itself stands to the left, and is not reached.
  expect(seen('192.0.2.1, 198.51.100.7', 1)).toBe('198.51.100.7')
  expect(seen('192.0.2.1, 198.51.100.7, 10.0.0.2', 2)).toBe('198.51.100.7')
  expect(seen('', 1)).toBe('203.0.113.9')
  expect(seen('198.51.100.7', 5)).toBe('198.51.100.7')
})

test('a proxy keeps what it says of host and scheme', () => {
  const headers = afterTheDoor(claims, 1)
  expect([headers['x-forwarded-proto'], headers['x-forwarded-host']]).toEqual([
    'https',
    'evil.example',
  ])
})

test('the setting is a number of proxies, or a yes', () => {
  const settings = [undefined, '', '0', 'false', 'off', '-1', 'maybe', '1', 'true', 'yes', '2']
  expect(settings.map(trustedProxies)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2])
})

test('an address that cannot be decoded is told from one that can', () => {
  const readable = ['/', '/t/%E5%AE%B9%E5%99%A8', '/t/team?q=100%', '/t/容器']
  const not = ['/t/%E0%A4%A', '/%', '/t/%zz?day=1']
  expect([...readable, ...not].filter(isReadable)).toEqual(readable)
})
