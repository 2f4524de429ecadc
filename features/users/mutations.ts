import 'server-only'
import type { Guest, Person, System } from '@/lib/actor'
import { db, isDuplicate, type Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Locale } from '@/lib/i18n'
import { newId } from '@/lib/ids'
import { limit } from '@/lib/limits'
import { sendMail } from '@/lib/mail'
import { hashPassword, isPassword } from '@/lib/passwords'
import { paths } from '@/lib/paths'
import { hashToken, newToken } from '@/lib/tokens'
import { letter } from './letters'
import { isSignUpOpen } from './queries'

/** Where a mail is read: in which language, and with links to which address of ours. */
export type Reader = { locale: Locale; origin: string }

const hours = { password_reset: 2, email_change: 24 } as const

/** Makes an account and asks its address for a confirmation. Answers the user's id. */
export async function signUp(
  guest: Guest,
  input: { name: string; email: string; password: string; next: string | null },
  reader: Reader,
): Promise<string> {
  await limit('signUpPerAddress', guest.address)
  const passwordHash = await hashPassword(input.password)
  const { name, email, next } = input
  const user = { id: newId(), name, email, passwordHash, locale: reader.locale }
  await createUser(guest, user, next)
  await askToConfirm({ userId: user.id, name, email }, reader)
  return user.id
}

/** Writes a new user, if new users may come. Throws when the address is taken. */
export async function createUser(
  guest: Guest,
  user: Prisma.UserCreateInput,
  next: string | null,
): Promise<void> {
  try {
    await db.$transaction(async (tx) => {
      // Two who come first at the same time: the second is not the first
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hallway sign-up'))`
      if (!(await isSignUpOpen(guest, next)))
        throw new AppError('FORBIDDEN', 'users.signUp.byInvitation')
      await tx.user.create({ data: user })
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const fieldErrors = { email: 'users.signUp.taken' }
    throw new AppError('CONFLICT', 'errors.check', { fieldErrors, cause: error })
  }
}

/** A new mailed secret; those of the same purpose that were sent before stop working. */
async function issueToken(
  userId: string,
  purpose: 'password_reset' | 'email_change',
  email: string,
): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + hours[purpose] * 3_600_000)
  await db.$transaction([
    db.userToken.deleteMany({ where: { userId, purpose, usedAt: null } }),
    db.userToken.create({
      data: { id: newId(), userId, purpose, email, expiresAt, tokenHash: hashToken(token) },
    }),
  ])
  return token
}

async function askToConfirm(
  { userId, name, email }: { userId: string; name: string; email: string },
  { locale, origin }: Reader,
): Promise<void> {
  const token = await issueToken(userId, 'email_change', email)
  const link = origin + paths.confirmEmail(token)
  await sendMail({ to: email, ...letter(locale, { kind: 'confirm', name, link }) })
}

/** Counts a request for a reset. Apart from the rest, since only this may be seen from outside. */
export async function limitResets(guest: Guest, email: string): Promise<void> {
  await limit('resetPerAddress', guest.address)
  await limit('resetPerAccount', email)
}

/** Mails a link if there is such an account. Run it after the answer, which must not depend on it. */
export async function sendReset(_guest: Guest, email: string, { locale, origin }: Reader) {
  const user = await db.user.findFirst({ where: { email, deletedAt: null, disabledAt: null } })
  if (!user) return
  const link = origin + paths.resetPassword(await issueToken(user.id, 'password_reset', user.email))
  await sendMail({ to: user.email, ...letter(locale, { kind: 'reset', name: user.name, link }) })
}

/** Sets a password by a mailed link, and signs out every browser. */
export async function resetPassword(
  guest: Guest,
  { token, password }: { token: string; password: string },
): Promise<void> {
  await limit('resetPerAddress', guest.address)
  const passwordHash = await hashPassword(password)
  await db.$transaction(async (tx) => {
    const used = await useToken(tx, token, 'password_reset')
    const user = await tx.user.findUniqueOrThrow({ where: { id: used.userId } })
    // Whoever signed up with an address that they never proved may have left a way back in
    if (!user.emailVerified) await tx.account.deleteMany({ where: { userId: user.id } })
    await tx.userToken.deleteMany({ where: { userId: user.id, usedAt: null } })
    await revokeLogins(tx, user.id)
    const emailVerified = user.emailVerified ?? new Date()
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, emailVerified } })
  })
}

async function useToken(
  tx: Transaction,
  token: string,
  purpose: 'password_reset' | 'email_change',
  owner: { userId?: string } = {},
) {
  const [used] = await tx.userToken.updateManyAndReturn({
    where: {
      tokenHash: hashToken(token),
      purpose,
      usedAt: null,
      expiresAt: { gt: new Date() },
      user: { deletedAt: null },
      ...owner,
    },
    data: { usedAt: new Date() },
  })
  if (!used) throw new AppError('NOT_FOUND', 'users.linkOver')
  return used
}

async function revokeLogins(tx: Transaction, userId: string, except: string | null = null) {
  await tx.login.updateMany({
    where: { userId, revokedAt: null, ...(except ? { id: { not: except } } : {}) },
    data: { revokedAt: new Date() },
  })
}

export async function changeName(person: Person, name: string): Promise<void> {
  await db.user.update({ where: { id: person.userId }, data: { name } })
}

export async function changeLocale(person: Person, locale: Locale): Promise<void> {
  await db.user.update({ where: { id: person.userId }, data: { locale } })
}

/** Throws unless the person has typed their own password; who has none is let through. */
export async function provePassword(person: Person, typed: string): Promise<boolean> {
  const user = await db.user.findUniqueOrThrow({ where: { id: person.userId } })
  if (!user.passwordHash) return false
  await limit('signInPerAccount', user.email)
  if (await isPassword(user.passwordHash, typed)) return true
  const fieldErrors = { currentPassword: 'users.account.wrongPassword' }
  throw new AppError('INVALID', 'errors.check', { fieldErrors })
}

/** Asks a new address (or the unconfirmed one) for a confirmation. Nothing changes until then. */
export async function requestEmailChange(
  person: Person,
  input: { email: string; currentPassword: string },
  reader: Reader,
): Promise<void> {
  await provePassword(person, input.currentPassword)
  await sendConfirmation(person, input.email, reader)
}

/** Mails a link that confirms an address as the person's own. */
export async function sendConfirmation(
  { userId, name }: Person,
  email: string,
  reader: Reader,
): Promise<void> {
  await limit('resetPerAccount', userId)
  const other = await db.user.findFirst({ where: { email, id: { not: userId } } })
  if (other) {
    const fieldErrors = { email: 'users.signUp.taken' }
    throw new AppError('CONFLICT', 'errors.check', { fieldErrors })
  }
  await askToConfirm({ userId, name, email }, reader)
}

/**
 * Makes a confirmed address the person's. They have to be signed in: a link that reaches somebody
 * who never signed up here must not confirm the account of whoever used their address.
 */
export async function confirmEmail(person: Person, token: string, locale: Locale): Promise<void> {
  const { userId, email: before, name } = person
  const email = await db.$transaction(async (tx) => {
    const used = await useToken(tx, token, 'email_change', { userId })
    const to = used.email ?? before
    // A link for the old address must not work any more
    await tx.userToken.deleteMany({ where: { userId, usedAt: null } })
    try {
      await tx.user.update({
        where: { id: userId },
        data: { email: to, emailVerified: new Date() },
      })
    } catch (error) {
      if (!isDuplicate(error)) throw error
      throw new AppError('CONFLICT', 'users.signUp.taken', { cause: error })
    }
    return to
  })
  if (email.toLowerCase() === before.toLowerCase()) return
  await sendMail({ to: before, ...letter(locale, { kind: 'moved', name, email }) })
}

/** A new password signs out every other browser. */
export async function changePassword(
  person: Person,
  input: { currentPassword: string; password: string },
): Promise<void> {
  // Who has no password gets one by a mailed link, which proves more than a browser left open
  if (!(await provePassword(person, input.currentPassword)))
    throw new AppError('FORBIDDEN', 'users.account.noPassword')
  const passwordHash = await hashPassword(input.password)
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: person.userId }, data: { passwordHash } })
    await tx.userToken.deleteMany({ where: { userId: person.userId, usedAt: null } })
    await revokeLogins(tx, person.userId, person.loginId)
  })
}

/** Signs out one browser of the person's. */
export async function revokeLogin(person: Person, id: string): Promise<void> {
  const { count } = await db.login.updateMany({
    where: { id, userId: person.userId, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
}

/** Signs out every browser of the person's but this one. */
export async function revokeOtherLogins(person: Person): Promise<void> {
  await revokeLogins(db, person.userId, person.loginId)
}

/** Sets somebody's password, for the admin command. All their browsers are signed out. */
export async function setPassword(_system: System, email: string, password: string) {
  const passwordHash = await hashPassword(password)
  await db.$transaction(async (tx) => {
    const user = await tx.user.findFirst({ where: { email, deletedAt: null } })
    if (!user) throw new AppError('NOT_FOUND', 'users.unknownAddress')
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } })
    await tx.userToken.deleteMany({ where: { userId: user.id, usedAt: null } })
    await revokeLogins(tx, user.id)
  })
}
