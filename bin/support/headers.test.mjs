import { expect, test } from 'vitest'
import { protect } from './headers.mjs'

/**
 * @param {string} url
 * @param {{ headers?: Record<string, string>, env?: Record<string, string>, dev?: boolean }} [given]
 */
function served(url, { headers = {}, env = {}, dev = false } = {}) {
  /** @type {Record<string, string>} */
  const sent = {}
  const request = { url, headers: { ...headers } }
  const response = {
    /** @param {string} name @param {string} value */
    setHeader(name, value) {
      sent[name] = value
    },
  }
  protect(/** @type {any} */ (request), /** @type {any} */ (response), env, dev)
  return { sent, asked: request.headers }
}

const nonceIn = (/** @type {string | undefined} */ policy) =>
  /'nonce-([^']+)'/.exec(policy ?? '')?.[1]

test('a page gets a nonce of its own, the same for Next and for the browser', () => {
  const claimed = {
    'content-security-policy': "script-src 'nonce-mine'",
    'x-hallway-path': '/evil',
  }
  const [one, two] = [served('/t/team', { headers: claimed }), served('/t/team')]
  expect(one.asked['content-security-policy']).toBe(one.sent['content-security-policy'])
  const nonces = [one, two].map(({ sent }) => nonceIn(sent['content-security-policy']))
  expect(new Set(nonces).size).toBe(2)
  expect(nonces).not.toContain('mine')
  expect(one.asked['x-hallway-path']).toBe('/t/team')
  expect(one.sent['content-security-policy']).not.toMatch(
    /unsafe-(eval|hashes)|script-src[^;]*unsafe/,
  )
})

test('what is no page is left alone', () => {
  for (const url of ['/_next/static/x.js', '/api/v1/teams/a', '/favicon.ico', '/icon.svg?x']) {
    expect(served(url)).toEqual({ sent: {}, asked: {} })
  }
})

test('the address asked for comes without the marks of the router', () => {
  const path = (/** @type {string} */ url) => served(url).asked['x-hallway-path']
  expect(path('/t/%E5%AE%B9/lists?page=2&_rsc=1abc')).toBe('/t/%E5%AE%B9/lists?page=2')
  expect(path('/t/a?_rsc=1abc&page=2')).toBe('/t/a?page=2')
  expect(path('/t/a?_rsc=1abc')).toBe('/t/a')
  expect(path('/t/a?q=x')).toBe('/t/a?q=x')
})

test('addresses with tokens are neither passed on nor found', () => {
  const of = (/** @type {string} */ url) => {
    const { sent } = served(url)
    return [sent['referrer-policy'], sent['x-robots-tag']]
  }
  expect(of('/t/team')).toEqual(['same-origin', undefined])
  expect(of('/join/abc')).toEqual(['same-origin', 'noindex, nofollow'])
  expect(of('/s/abc')).toEqual(['no-referrer', undefined])
  expect(of('/calendar/abc.ics')).toEqual(['no-referrer', 'noindex, nofollow'])
})

test('forms may lead to the providers that are set, and to no others', () => {
  const action = (/** @type {Record<string, string>} */ env) =>
    /form-action ([^;]+)/.exec(served('/', { env }).sent['content-security-policy'] ?? '')?.[1]
  expect(action({})).toBe("'self'")
  expect(action({ OIDC_ISSUER: 'https://id.example/realm', GITHUB_CLIENT_ID: 'x' })).toBe(
    "'self' https://id.example https://github.com",
  )
})
