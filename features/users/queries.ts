import 'server-only'
import type { Guest, Person, System } from '@/lib/actor'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { hashToken } from '@/lib/tokens'
import { canSignUp, ownIdentities, ownLogins } from './policy'

/** The token of an invitation in a path of ours (`/join/…`), or null. */
function invitationIn(next: string | null): string | null {
  return /^\/join\/([1-9A-HJ-NP-Za-km-z]{20,60})$/.exec(next ?? '')?.[1] ?? null
}

/** Whether somebody who wants to go to `next` may make an account. */
export async function isSignUpOpen(_guest: Guest, next: string | null): Promise<boolean> {
  if (env.SIGN_UP !== 'invited') return canSignUp(env.SIGN_UP, { first: false, invited: false })
  const token = invitationIn(next)
  const [somebody, invitation] = await Promise.all([
    db.user.findFirst({ select: { id: true } }),
    token === null
      ? null
      : db.invitation.findFirst({
          where: {
            tokenHash: hashToken(token),
            acceptedAt: null,
            revokedAt: null,
            expiresAt: { gt: new Date() },
            team: { deletedAt: null },
          },
          select: { id: true },
        }),
  ])
  return canSignUp('invited', { first: somebody === null, invited: invitation !== null })
}

/** What the account page shows: who one is, and by what one signs in. */
export async function getAccount(person: Person) {
  const user = await db.user.findUniqueOrThrow({
    where: { id: person.userId },
    select: {
      name: true,
      email: true,
      emailVerified: true,
      passwordHash: true,
      accounts: {
        where: ownIdentities(person),
        orderBy: { createdAt: 'asc' },
        select: { provider: true, providerAccountId: true, createdAt: true },
      },
    },
    relationLoadStrategy: 'join',
  })
  const { passwordHash, ...rest } = user
  return { ...rest, hasPassword: passwordHash !== null }
}

/** The browsers in which the person is signed in, this one first. */
export async function getLogins(person: Person) {
  const logins = await db.login.findMany({
    where: ownLogins(person),
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
    select: { id: true, userAgent: true, address: true, provider: true, lastSeenAt: true },
  })
  const marked = logins.map((login) => ({ ...login, current: login.id === person.loginId }))
  return marked.sort((a, b) => Number(b.current) - Number(a.current))
}

/** Whether a mailed link can still be used. Tells nothing else of it. */
export async function isResetOpen(_guest: Guest, token: string): Promise<boolean> {
  const found = await db.userToken.findFirst({
    where: {
      tokenHash: hashToken(token),
      purpose: 'password_reset',
      usedAt: null,
      expiresAt: { gt: new Date() },
      user: { deletedAt: null },
    },
    select: { id: true },
  })
  return found !== null
}

/** The address that a mailed link confirms for this person, or null: used, expired, another's. */
export async function getAddressToConfirm(person: Person, token: string): Promise<string | null> {
  const found = await db.userToken.findFirst({
    where: {
      tokenHash: hashToken(token),
      purpose: 'email_change',
      usedAt: null,
      expiresAt: { gt: new Date() },
      userId: person.userId,
    },
    select: { email: true },
  })
  return found?.email ?? null
}

/** Everybody with an account, for the admin command. */
export async function listUsers(_system: System) {
  return db.user.findMany({
    where: { deletedAt: null },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      name: true,
      email: true,
      createdAt: true,
      disabledAt: true,
      memberships: {
        where: { leftAt: null, team: { deletedAt: null } },
        select: { role: true, team: { select: { name: true, slug: true } } },
      },
    },
    relationLoadStrategy: 'join',
  })
}
