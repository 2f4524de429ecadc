import 'server-only'
import { type Person, personFor, type System } from '@/lib/actor'
import { db, isDuplicate } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { hashPassword } from '@/lib/passwords'

// What the admin command does with accounts.

/** Makes an account, whatever the settings say of signing up. Nobody has confirmed its address yet. */
export async function createAccount(
  _system: System,
  { email, name, password }: { email: string; name: string; password: string },
): Promise<void> {
  const passwordHash = await hashPassword(password)
  try {
    await db.user.create({ data: { id: newId(), email, name, passwordHash } })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw new AppError('CONFLICT', 'users.signUp.taken', { cause: error })
  }
}

/**
 * Shuts somebody out, in every browser and by every token at once, or lets them in again; with their
 * tokens then, but not with their browsers.
 */
export async function setDisabled(_system: System, email: string, disabled: boolean) {
  await db.$transaction(async (tx) => {
    const user = await tx.user.findFirst({ where: { email, deletedAt: null } })
    if (!user) throw new AppError('NOT_FOUND', 'users.unknownAddress')
    const at = new Date()
    const disabledAt = disabled ? (user.disabledAt ?? at) : null
    await tx.user.update({ where: { id: user.id }, data: { disabledAt } })
    if (!disabled) return
    const open = { userId: user.id, revokedAt: null }
    await tx.login.updateMany({ where: open, data: { revokedAt: at } })
    await tx.userToken.deleteMany({ where: { userId: user.id, usedAt: null } })
  })
}

/** The person with an address, or null: nobody, or somebody who is shut out. */
export async function findPerson(_system: System, email: string): Promise<Person | null> {
  const user = await db.user.findFirst({ where: { email }, select: { id: true } })
  return user && personFor(user.id)
}
