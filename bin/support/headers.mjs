import { randomBytes } from 'node:crypto'

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

// What Next serves as it is, and the routes under /api/, which answer no page
const outside = /^\/(?:_next\/|api\/|favicon\.ico|icon\.svg)/

/**
 * Gives a page its nonce and security headers, before Next begins: it reads the nonce from the policy
 * in the request's headers and puts it on its own scripts.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Record<string, string | undefined>} env
 * @param {boolean} dev
 */
export function protect(request, response, env, dev) {
  const address = request.url ?? '/'
  if (outside.test(address)) return
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), env, dev)
  request.headers['content-security-policy'] = policy
  delete request.headers['content-security-policy-report-only']
  request.headers['x-hallway-path'] = withoutMarks(address)

  const [path = '/'] = address.split('?', 1)
  response.setHeader('content-security-policy', policy)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('x-frame-options', 'DENY')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()')
  // Addresses with tokens must not travel on in a Referer. Where there are forms it is kept among
  // ourselves instead of not sent: without it a form without script says "Origin: null", and server
  // actions refuse that.
  const secret = /^\/(?:s|calendar|join|reset-password|confirm-email)\//.test(path)
  const formless = /^\/(?:s|calendar)\//.test(path)
  response.setHeader('referrer-policy', formless ? 'no-referrer' : 'same-origin')
  // The pages of shares say themselves whether search engines may have them
  if (secret && !path.startsWith('/s/')) {
    response.setHeader('x-robots-tag', 'noindex, nofollow')
  }
}

/**
 * The address somebody asked for, without what Next's router adds to fetch a page's data.
 * @param {string} address
 */
function withoutMarks(address) {
  if (!address.includes('_rsc=')) return address
  return address.replace(/([?&])_rsc=[^&]*(&|$)/, (_, before, after) => (after ? before : ''))
}

/**
 * @param {string} nonce
 * @param {Record<string, string | undefined>} env
 * @param {boolean} dev
 */
function contentSecurityPolicy(nonce, env, dev) {
  return [
    `default-src 'self'`,
    // React's dev build needs eval for its stack traces
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    // Recordings, once somebody presses play
    `frame-src https://www.youtube-nocookie.com https://player.vimeo.com`,
    `media-src 'self' https:`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'${singleSignOn(env)}`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/**
 * Chromium holds redirects after a form to this too: the way to a provider, without script
 * @param {Record<string, string | undefined>} env
 */
function singleSignOn(env) {
  const origins = [
    env.OIDC_ISSUER && new URL(env.OIDC_ISSUER).origin,
    env.GITHUB_CLIENT_ID && 'https://github.com',
    env.GOOGLE_CLIENT_ID && 'https://accounts.google.com',
  ]
  return origins.map((origin) => (origin ? ` ${origin}` : '')).join('')
}
