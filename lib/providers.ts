import 'server-only'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { env } from './env'

const client = (clientId = '', clientSecret = '') => ({ clientId, clientSecret })

const github = client(env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET)
const google = client(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET)

const oidc = {
  id: 'oidc',
  name: env.OIDC_NAME,
  type: 'oidc' as const,
  issuer: env.OIDC_ISSUER ?? '',
  ...client(env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET),
  checks: ['pkce' as const, 'state' as const, 'nonce' as const],
}

/** The single sign-on providers that the settings name, as next-auth wants them. */
export const singleSignOn = [
  ...(oidc.issuer ? [oidc] : []),
  ...(github.clientId ? [GitHub(github)] : []),
  ...(google.clientId ? [Google(google)] : []),
]

/** The same in the order of their buttons. */
export const providers: readonly { id: string; name: string }[] = singleSignOn.map(
  ({ id, name }) => ({ id, name }),
)

/** What a single sign-on provider says of somebody. `verified`: that the address is theirs. */
export type Identity = {
  provider: string
  subject: string
  name: string
  email: string | null
  verified: boolean
}

/**
 * Whether a provider has seen that an address is theirs who sign in. GitHub tells that only in its list
 * of addresses, the others by a claim.
 */
export async function isVerified(
  account: { provider: string; access_token?: string },
  profile: Record<string, unknown> | undefined,
  email: string,
): Promise<boolean> {
  if (account.provider !== 'github') return profile?.email_verified === true
  const answer = await fetch('https://api.github.com/user/emails', {
    headers: { authorization: `Bearer ${account.access_token ?? ''}`, 'user-agent': 'Hallway' },
  })
  const addresses: unknown = answer.ok ? await answer.json() : []
  return Array.isArray(addresses) && addresses.some((it) => it.email === email && it.verified)
}
