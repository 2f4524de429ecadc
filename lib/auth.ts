import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { cookies, headers } from 'next/headers'
import NextAuth, { AuthError, CredentialsSignin, type NextAuthConfig } from 'next-auth'
import { decode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { db } from './db'
import { env } from './env'
import { newId } from './ids'
import { forgive, limit } from './limits'
import { log } from './log'
import { paths, readUrl } from './paths'

/** Days after which a browser has to sign in again. */
export const loginDays = 30

const secure = env.PUBLIC_URL?.startsWith('https:') ?? false
export const loginCookie = secure ? '__Secure-hallway.login' : 'hallway.login'
const connectCookie = 'hallway.connect'

// OWASP's first choice for argon2id: 19 MiB, two passes
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// The hash of a random password: what a sign-in for an unknown address is compared with, so that it
// takes as long as one for a known address.
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$eeZbe/uIZXMOZpt8YtkvBw$RCvqFXvoV3ZknAckA59W+lZmQYzPn6qbY599laApZ60'

/** The argon2id hash of a password, as it is stored. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2id)
}

/** Whether a password has this hash. Takes as long when there is no hash, and is false then. */
export async function isPassword(stored: string | null | undefined, password: string) {
  const matches = await verify(stored ?? nobody, password).catch(() => false)
  return Boolean(stored) && matches
}

/**
 * The user whose address and password these are, or null. Takes as long either way, and counts the
 * attempt for both; here, since next-auth has an address of its own that leads to it.
 */
export async function authenticate(address: string, email: unknown, password: unknown) {
  if (typeof email !== 'string' || typeof password !== 'string') return null
  const account = email.trim()
  await limit('signInPerAddress', address)
  await limit('signInPerAccount', account)
  const user = await db.user.findFirst({
    where: { email: account, deletedAt: null, disabledAt: null },
  })
  if (!(await isPassword(user?.passwordHash, password)) || !user) return null
  await forgive('signInPerAccount', account)
  return { id: user.id }
}

/** What a single sign-on provider says of somebody. `verified`: that the address is theirs. */
export type Identity = {
  provider: string
  subject: string
  name: string
  email: string | null
  verified: boolean
}

/**
 * Decides who an identity is: a user to sign in, or a path to go to instead. `next` is the path
 * asked for; `connectFor` the login that has asked to be connected with the identity, if one has.
 */
export type Admit = (
  identity: Identity,
  context: { next: string; connectFor: string | null },
) => Promise<{ userId: string } | { goTo: string }>

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

const singleSignOn = [
  ...(oidc.issuer ? [oidc] : []),
  ...(github.clientId ? [GitHub(github)] : []),
  ...(google.clientId ? [Google(google)] : []),
]

/** The single sign-on providers that the settings name, in the order of their buttons. */
export const providers: readonly { id: string; name: string }[] = singleSignOn.map(
  ({ id, name }) => ({ id, name }),
)

function configure(admit: Admit | null): NextAuthConfig {
  return {
    trustHost: true,
    ...(env.AUTH_SECRET ? { secret: env.AUTH_SECRET } : {}),
    pages: { signIn: paths.signIn(), error: paths.signIn() },
    session: { strategy: 'jwt', maxAge: loginDays * 86_400 },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: loginCookie,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: ({ email, password }, request) =>
          authenticate(clientAddress(request.headers), email, password),
      }),
      ...singleSignOn,
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (!account || account.type === 'credentials') return true
        if (!admit) return false
        const email = typeof user.email === 'string' ? user.email : null
        const verified = email !== null && (await isVerified(account, profile, email))
        const { provider, providerAccountId: subject } = account
        const identity = { provider, subject, name: user.name ?? '', email, verified }
        const jar = await cookies()
        const connectFor = jar.get(connectCookie)?.value ?? null
        jar.delete(connectCookie)
        const decision = await admit(identity, { next: asked(jar), connectFor })
        if ('goTo' in decision) return decision.goTo
        user.id = decision.userId
        return true
      },
      // At sign-in the cookie gets the id of a new Login row; everything else is read from there.
      async jwt({ token, user, account }) {
        if (!user?.id) return token
        return { login: await openLogin(user.id, account?.provider ?? 'password') }
      },
    },
    events: {
      async signOut(message) {
        if ('token' in message) await closeLogin(message.token?.login)
      },
    },
    logger: {
      // A wrong password is no failure; a provider that is set up wrongly has to be found
      error(error) {
        if (!(error instanceof AuthError) || error instanceof CredentialsSignin) return
        const { name, message, cause } = error
        log.warn({ error: name, cause: String(cause?.err ?? message) }, 'sign-in failed')
      },
    },
  }
}

type Jar = Awaited<ReturnType<typeof cookies>>

function asked(jar: Jar): string {
  const url = jar.get(`${secure ? '__Secure-' : ''}authjs.callback-url`)?.value ?? '/'
  return readUrl(url)?.pathname ?? '/'
}

/** GitHub tells of verification only in its list of addresses; the others by a claim. */
async function isVerified(
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

/** A new row for this browser; the one it had before, of whomever, ends. */
async function openLogin(userId: string, provider: string): Promise<string> {
  await closeLogin(await loginIdOfRequest())
  const head = await headers()
  const { id } = await db.login.create({
    data: {
      id: newId(),
      userId,
      provider: provider === 'credentials' ? 'password' : provider,
      userAgent: (head.get('user-agent') ?? '').slice(0, 300),
      address: clientAddress(head),
      expiresAt: new Date(Date.now() + loginDays * 86_400_000),
    },
  })
  return id
}

async function closeLogin(id: unknown): Promise<void> {
  if (typeof id !== 'string') return
  await db.login.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } })
}

/** The network address of the client. The door (bin/server.mjs) has made the header trustworthy. */
export function clientAddress(head: Headers): string {
  return (head.get('x-forwarded-for') ?? '').split(',')[0]?.trim().slice(0, 60) || 'unknown'
}

/** The address people reach us at, without a slash at the end: the setting, else the host asked. */
export async function ownOrigin(): Promise<string> {
  if (env.PUBLIC_URL) return new URL(env.PUBLIC_URL).origin
  const head = await headers()
  const host = head.get('x-forwarded-host') ?? head.get('host') ?? `localhost:${env.PORT}`
  return `${head.get('x-forwarded-proto') ?? 'http'}://${host}`
}

/** The handlers of /api/auth. Who an identity is, is the product's business, not of this file. */
export function authHandlers(admit: Admit) {
  return NextAuth(configure(admit)).handlers
}

const { signIn, signOut } = NextAuth(configure(null))

/**
 * Signs this browser in. False when address and password do not belong together.
 * @throws AppError RATE_LIMITED
 */
export async function signInWithPassword(email: string, password: string): Promise<boolean> {
  try {
    await signIn('credentials', { email, password, redirect: false })
    return true
  } catch (error) {
    if (error instanceof CredentialsSignin) return false
    throw error instanceof AuthError && error.cause?.err ? error.cause.err : error
  }
}

/**
 * The address of a provider's page to send the browser to.
 * @param connectFor the login to which the identity shall be connected, instead of signing in
 */
export async function startSingleSignOn(
  provider: string,
  next: string,
  connectFor: string | null = null,
): Promise<string> {
  const jar = await cookies()
  if (connectFor) {
    const options = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 600, secure } as const
    jar.set(connectCookie, connectFor, options)
  } else jar.delete(connectCookie)
  return String(await signIn(provider, { redirect: false, redirectTo: next }))
}

/** Signs this browser out: its row is revoked and its cookie taken away. */
export async function signOutHere(): Promise<void> {
  await signOut({ redirect: false })
}

// Reading a cookie means deriving a key and decrypting, a good part of what a small page costs; the
// same cookie says the same until it ends.
const cookiesRead = new Map<string, { login: string; until: number }>()
const cookiesKept = 2_000

/** The id of the Login row that the request's cookie names, or null. The row itself may be revoked. */
export async function loginIdOfRequest(): Promise<string | null> {
  const cookie = (await cookies()).get(loginCookie)?.value
  if (!cookie || !env.AUTH_SECRET) return null
  const known = cookiesRead.get(cookie)
  if (known && known.until > Date.now()) return known.login
  const token = await decode({ token: cookie, secret: env.AUTH_SECRET, salt: loginCookie }).catch(
    () => null,
  )
  if (typeof token?.login !== 'string') return null
  if (cookiesRead.size >= cookiesKept) cookiesRead.clear()
  cookiesRead.set(cookie, { login: token.login, until: (token.exp ?? 0) * 1_000 })
  return token.login
}
