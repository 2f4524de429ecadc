import { type NextRequest, NextResponse } from 'next/server'
import { env } from './lib/env'

/**
 * Gives every page its nonce and security headers. Uploads, files and feeds are outside the
 * matcher: a body that passes here is buffered and cut at 10 MB.
 */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-hallway-path', request.nextUrl.pathname + request.nextUrl.search)
  headers.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('x-frame-options', 'DENY')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()')
  // Addresses with tokens must not travel on in a Referer. Where there are forms it is kept among
  // ourselves instead of not sent: without it a form without script says "Origin: null", and server
  // actions refuse that.
  const secret = /^\/(s|join|reset-password|confirm-email)\//.test(request.nextUrl.pathname)
  const share = request.nextUrl.pathname.startsWith('/s/')
  response.headers.set('referrer-policy', share ? 'no-referrer' : 'same-origin')
  // A share for search engines says so in its token (features/shares/mutations.ts)
  const findable = request.nextUrl.pathname.startsWith('/s/public-')
  if (secret && !findable) response.headers.set('x-robots-tag', 'noindex, nofollow')
  return response
}

function contentSecurityPolicy(nonce: string): string {
  const dev = env.NODE_ENV === 'development'
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
    `form-action 'self'${singleSignOn()}`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

// Chromium holds redirects after a form to this too: the way to a provider, without script
function singleSignOn(): string {
  const origins = [
    env.OIDC_ISSUER && new URL(env.OIDC_ISSUER).origin,
    env.GITHUB_CLIENT_ID && 'https://github.com',
    env.GOOGLE_CLIENT_ID && 'https://accounts.google.com',
  ]
  return origins.map((origin) => (origin ? ` ${origin}` : '')).join('')
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|api/|favicon.ico|icon.svg).*)'],
}
