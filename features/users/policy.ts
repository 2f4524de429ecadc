import type { Person } from '@/lib/actor'
import type { Prisma } from '@/prisma/generated/client'

// Everything about an account is its person's alone; teams see names, through memberships.

/** The browsers in which the person is signed in. */
export const ownLogins = (person: Person): Prisma.LoginWhereInput => ({
  userId: person.userId,
  revokedAt: null,
  expiresAt: { gt: new Date() },
})

/** What the person can sign in with besides a password. */
export const ownIdentities = (person: Person): Prisma.AccountWhereInput => ({
  userId: person.userId,
})

export type SignUp = 'open' | 'invited' | 'closed'

/**
 * Whether a new account may be made. The first one may under `invited` too, since nobody is there
 * yet who could invite; `closed` is closed to everybody.
 */
export function canSignUp(
  signUp: SignUp,
  { first, invited }: { first: boolean; invited: boolean },
): boolean {
  const rules: Record<SignUp, boolean> = { open: true, invited: first || invited, closed: false }
  return rules[signUp]
}

/** What happens to an identity that nobody is connected with yet. */
export type Joining = 'join' | 'create' | 'connect_first' | 'no_email'

/**
 * An identity joins an account only if both sides have proved the e-mail address. Else somebody
 * who signs up early with another's address would be given what that other person does later, and
 * a provider that takes any address would open every account.
 */
export function joining(
  identity: { email: string | null; verified: boolean },
  user: { emailVerified: Date | null } | null,
): Joining {
  if (!identity.email) return 'no_email'
  if (!user) return 'create'
  return identity.verified && user.emailVerified ? 'join' : 'connect_first'
}
