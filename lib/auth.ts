import 'server-only'
import { cookies, headers } from 'next/headers'
import NextAuth, { AuthError, CredentialsSignin, type NextAuthConfig } from 'next-auth'
import { decode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { db } from './db'
import { env } from './env'
import { newId } from './ids'
import { forgive, limit } from './limits'
import { log } from './log'
import { isPassword } from './passwords'
import { paths, readUrl } from './paths'
import { type Identity, isVerified, singleSignOn } from './providers'
import { clientAddress } from './request'

/** Days after which a browser has to sign in again. */
export const loginDays = 30

const secure = env.PUBLIC_URL?.startsWith('https:') ?? false
export const loginCookie = secure ? '__Secure-hallway.login' : 'hallway.login'
const connectCookie = 'hallway.connect'

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

/**
 * Decides who an identity is: a user to sign in, or a path to go to instead. `next` is the path
 * asked for; `connectFor` the login that has asked to be connected with the identity, if one has.
 */
export type Admit = (
  identity: Identity,
  context: { next: string; connectFor: string | null },
) => Promise<{ userId: string } | { goTo: string }>

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
