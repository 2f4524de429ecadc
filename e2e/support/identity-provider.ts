import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Who the provider says has signed in there. */
export type Claims = { sub: string; name?: string; email?: string; email_verified?: boolean }

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * A provider of OpenID Connect (Core 1.0, the code flow with PKCE) whose people need no password:
 * whoever comes is `claims`.
 */
export async function startIdentityProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const granted = new Map<string, { nonce: string; challenge: string; claims: Claims }>()
  const provider = { issuer: '', claims: { sub: '' } as Claims, stop: () => {} }

  function idToken({ nonce, claims }: { nonce: string; claims: Claims }, audience: string) {
    const now = Math.floor(Date.now() / 1000)
    const times = { iss: provider.issuer, aud: audience, iat: now, exp: now + 60 }
    const body = `${encoded({ alg: 'RS256', kid: 'one' })}.${encoded({ ...claims, ...times, nonce })}`
    return `${body}.${sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64url')}`
  }

  function answer(path: string, query: URLSearchParams): object | { location: string } | null {
    const at = (name: string) => `${provider.issuer}/${name}`
    const get = (name: string) => query.get(name) ?? ''
    if (path === '/.well-known/openid-configuration')
      return {
        issuer: provider.issuer,
        authorization_endpoint: at('authorize'),
        token_endpoint: at('token'),
        userinfo_endpoint: at('userinfo'),
        jwks_uri: at('jwks'),
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      }
    if (path === '/jwks')
      return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' }] }
    if (path === '/userinfo') return provider.claims
    if (path === '/authorize') {
      const code = randomUUID()
      const { claims } = provider
      granted.set(code, { nonce: get('nonce'), challenge: get('code_challenge'), claims })
      const back = new URL(get('redirect_uri'))
      back.searchParams.set('code', code)
      back.searchParams.set('state', get('state'))
      return { location: back.href }
    }
    const grant = path === '/token' ? granted.get(get('code')) : undefined
    const proof = createHash('sha256').update(get('code_verifier')).digest('base64url')
    if (!grant || grant.challenge !== proof) return null
    granted.delete(get('code'))
    const id_token = idToken(grant, get('client_id') || 'hallway')
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token }
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer)
    let body = ''
    for await (const chunk of request) body += chunk
    const found = answer(url.pathname, body ? new URLSearchParams(body) : url.searchParams)
    if (found && 'location' in found) response.writeHead(302, { location: found.location }).end()
    else
      response
        .writeHead(found ? 200 : 400, { 'content-type': 'application/json' })
        .end(JSON.stringify(found ?? { error: 'invalid_grant' }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  provider.stop = () => server.close()
  return provider
}
