import 'server-only'
import type { Guest, Person } from '@/lib/actor'
import { db, isDuplicate } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { limit } from '@/lib/limits'
import { paths } from '@/lib/paths'
import type { Identity } from '@/lib/providers'
import { createUser } from './mutations'
import { joining } from './policy'
import { personName } from './schema'

// Identities at single sign-on providers: the rules are joining() of policy.ts.

type Refusal = 'connectFirst' | 'noEmail' | 'byInvitation' | 'gone'

const refuse = (why: Refusal) => ({ goTo: `${paths.signIn()}?error=${why}` })

/** The user that an identity signs in as, a new one if need be, or where to send the person. */
export async function admitIdentity(
  guest: Guest,
  identity: Identity,
  next: string,
): Promise<{ userId: string } | { goTo: string }> {
  const connected = await db.account.findUnique({
    where: { provider_providerAccountId: keyOf(identity) },
    select: { user: { select: { id: true, deletedAt: true, disabledAt: true } } },
    relationLoadStrategy: 'join',
  })
  if (connected) {
    const { id, deletedAt, disabledAt } = connected.user
    return deletedAt || disabledAt ? refuse('gone') : { userId: id }
  }
  const user = identity.email
    ? await db.user.findFirst({ where: { email: identity.email, deletedAt: null } })
    : null
  const way = joining(identity, user)
  if (way === 'no_email' || !identity.email) return refuse('noEmail')
  if (user?.disabledAt) return refuse('gone')
  if (way === 'connect_first') return refuse('connectFirst')
  if (user) {
    await db.account.create({ data: { ...keyOf(identity), userId: user.id } })
    return { userId: user.id }
  }
  return createFrom(guest, { ...identity, email: identity.email }, next)
}

async function createFrom(guest: Guest, identity: Identity & { email: string }, next: string) {
  const id = newId()
  const name = personName.safeParse(identity.name.slice(0, 80)).data ?? identity.email
  const emailVerified = identity.verified ? new Date() : null
  const { email } = identity
  try {
    await limit('signUpPerAddress', guest.address)
    const accounts = { create: keyOf(identity) }
    await createUser(guest, { id, name, email, emailVerified, accounts }, next)
    return { userId: id }
  } catch (error) {
    if (error instanceof AppError && error.code === 'FORBIDDEN') return refuse('byInvitation')
    throw error
  }
}

const keyOf = ({ provider, subject }: Identity) => ({ provider, providerAccountId: subject })

/** Connects an identity with a signed-in person who has asked for it. Answers where to go. */
export async function connectIdentity(person: Person, identity: Identity): Promise<string> {
  try {
    await db.account.create({ data: { ...keyOf(identity), userId: person.userId } })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const mine = { ...keyOf(identity), userId: person.userId }
    if (!(await db.account.findFirst({ where: mine })))
      return `${paths.account()}?error=identityTaken`
  }
  return `${paths.account()}?connected=${identity.provider}`
}

/** Takes an identity away again, unless it is the only way in. */
export async function disconnectIdentity(
  person: Person,
  { provider, subject }: { provider: string; subject: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${person.userId}::uuid FOR UPDATE`
    const user = await tx.user.findUniqueOrThrow({
      where: { id: person.userId },
      select: { passwordHash: true, accounts: { select: { provider: true } } },
      relationLoadStrategy: 'join',
    })
    if (!user.passwordHash && user.accounts.length < 2)
      throw new AppError('FORBIDDEN', 'users.account.onlyWayIn')
    const mine = { provider, providerAccountId: subject, userId: person.userId }
    const { count } = await tx.account.deleteMany({ where: mine })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
  })
}
