import 'server-only'
import { verify } from '@node-rs/argon2'
import { cookies, headers } from 'next/headers'
import NextAuth, { type NextAuthConfig } from 'next-auth'
import { decode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { db } from './db'
import { env } from './env'
import { newId } from './ids'

/** Days after which a browser has to sign in again. */
export const loginDays = 30

const secure = env.PUBLIC_URL?.startsWith('https:') ?? false
export const loginCookie = secure ? '__Secure-hallway.login' : 'hallway.login'

// The hash of a random password: what a sign-in for an unknown address is compared with, so that it
// takes as long as one for a known address.
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$eeZbe/uIZXMOZpt8YtkvBw$RCvqFXvoV3ZknAckA59W+lZmQYzPn6qbY599laApZ60'

/** The user whose address and password these are, or null. Takes as long either way. */
async function authenticate(email: unknown, password: unknown) {
  if (typeof email !== 'string' || typeof password !== 'string') return null
  const user = await db.user.findFirst({ where: { email: email.trim(), deletedAt: null } })
  const matches = await verify(user?.passwordHash ?? nobody, password).catch(() => false)
  return user?.passwordHash && matches ? { id: user.id } : null
}

const config: NextAuthConfig = {
  trustHost: true,
  ...(env.AUTH_SECRET ? { secret: env.AUTH_SECRET } : {}),
  pages: { signIn: '/sign-in', error: '/sign-in' },
  session: { strategy: 'jwt', maxAge: loginDays * 86_400 },
  cookies: {
    sessionToken: {
      name: loginCookie,
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
    },
  },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      authorize: ({ email, password }) => authenticate(email, password),
    }),
  ],
  callbacks: {
    // At sign-in the cookie gets the id of a new Login row; everything else is read from there.
    async jwt({ token, user, account }) {
      if (!user?.id) return token
      const login = await openLogin(user.id, account?.provider ?? 'password')
      return { login: login.id }
    },
  },
  logger: { error: () => {} },
}

async function openLogin(userId: string, provider: string) {
  const head = await headers()
  return db.login.create({
    data: {
      id: newId(),
      userId,
      provider: provider === 'credentials' ? 'password' : provider,
      userAgent: (head.get('user-agent') ?? '').slice(0, 300),
      address: clientAddress(head),
      expiresAt: new Date(Date.now() + loginDays * 86_400_000),
    },
  })
}

/** The network address of the client. The door (bin/server.mjs) has made the header trustworthy. */
export function clientAddress(head: Headers): string {
  return (head.get('x-forwarded-for') ?? '').split(',')[0]?.trim().slice(0, 60) || 'unknown'
}

export const { handlers, signIn, signOut } = NextAuth(config)

/** The id of the Login row that the request's cookie names, or null. The row itself may be revoked. */
export async function loginIdOfRequest(): Promise<string | null> {
  const cookie = (await cookies()).get(loginCookie)?.value
  if (!cookie || !env.AUTH_SECRET) return null
  const token = await decode({ token: cookie, secret: env.AUTH_SECRET, salt: loginCookie }).catch(
    () => null,
  )
  return typeof token?.login === 'string' ? token.login : null
}
