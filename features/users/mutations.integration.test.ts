import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createInvitation } from '@/features/teams/mutations'
import { guestFrom, type Person, personFor, systemFor } from '@/lib/actor'
import { authenticate } from '@/lib/auth'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { hashPassword } from '@/lib/passwords'
import { hashToken } from '@/lib/tokens'
import { createPerson, createTeam, createUser, factoryPassword } from '@/prisma/factories'
import * as mutations from './mutations'
import {
  getAccount,
  getAddressToConfirm,
  getLogins,
  isResetOpen,
  isSignUpOpen,
  listUsers,
} from './queries'

const reader = { locale: 'en', origin: 'https://hallway.example.org' } as const
const password = 'nine and a half weeks'

// A network address of each test's own, so that they do not use up each other's limits
let guest = guestFrom('')
let email = ''
beforeEach(() => {
  guest = guestFrom(newId())
  email = `mira-${newId()}@example.org`
  env.SIGN_UP = 'open'
})
afterEach(() => {
  env.SIGN_UP = 'open'
})

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => 'accepted',
    (error) => error.fieldErrors?.email ?? error.fieldErrors?.currentPassword ?? error.messageKey,
  )

async function signUp(given: { next?: string; email?: string } = {}): Promise<Person> {
  const input = { name: 'Mira Holm', email, password, next: null, ...given }
  return person(await mutations.signUp(guest, input, reader))
}

async function person(userId: string): Promise<Person> {
  const found = await personFor(userId)
  if (!found) throw new Error('nobody')
  return found
}

/** What was handed to the mail job for an address, the newest last. */
async function mailsTo(address: string) {
  const rows = await db.$queryRaw<{ data: { to: string; subject: string; text: string } }[]>`
    SELECT data FROM pgboss.job WHERE name = 'mail' AND data->>'to' = ${address} ORDER BY created_on`
  return rows.map(({ data }) => data)
}

async function tokenMailedTo(address: string): Promise<string> {
  const text = (await mailsTo(address)).at(-1)?.text ?? ''
  return /\/(?:reset-password|confirm-email)\/(\w+)/.exec(text)?.[1] ?? ''
}

/** A signed-in browser of somebody; `id` may be the one that a person of personFor() stands in. */
async function openLogin(userId: string, id = newId()): Promise<string> {
  await db.login.create({ data: { id, userId, expiresAt: new Date(Date.now() + 3_600_000) } })
  return id
}

async function openLogins(userId: string): Promise<Set<string>> {
  const rows = await db.login.findMany({ where: { userId, revokedAt: null } })
  return new Set(rows.map(({ id }) => id))
}

describe('signUp', () => {
  test('makes an account that the password opens, and asks the address to confirm', async () => {
    const mira = await signUp()
    expect(await authenticate(guest.address, email.toUpperCase(), password)).toEqual({
      id: mira.userId,
    })
    expect(await getAccount(mira)).toMatchObject({ name: 'Mira Holm', emailVerified: null })
    expect(await getAddressToConfirm(mira, await tokenMailedTo(email))).toBe(email)
  })

  test('says that an address is taken, in whatever letters', async () => {
    await signUp()
    expect(await refusal(signUp({ email: email.toUpperCase() }))).toBe('users.signUp.taken')
  })

  test('is by invitation once there is somebody', async () => {
    env.SIGN_UP = 'invited'
    const { owner } = await createTeam()
    expect(await refusal(signUp())).toBe('users.signUp.byInvitation')
    const token = await createInvitation(owner, { role: 'viewer', days: 1, note: '' })
    const next = `/join/${token}`
    expect(await isSignUpOpen(guest, next)).toBe(true)
    expect((await signUp({ next })).name).toBe('Mira Holm')
    await db.invitation.updateMany({
      where: { tokenHash: hashToken(token) },
      data: { expiresAt: new Date(0) },
    })
    expect(await isSignUpOpen(guest, next)).toBe(false)
    expect(await isSignUpOpen(guest, '/join/unknown')).toBe(false)
  })

  test('is closed even with an invitation', async () => {
    env.SIGN_UP = 'closed'
    const { owner } = await createTeam()
    const token = await createInvitation(owner, { role: 'viewer', days: 1, note: '' })
    const next = `/join/${token}`
    expect(await refusal(signUp({ next }))).toBe('users.signUp.byInvitation')
  })

  test('is limited per network address', async () => {
    const results = new Set<string>()
    for (let i = 0; i < 21; i++) results.add(await refusal(signUp({ email: `${i}${email}` })))
    expect(results).toEqual(new Set(['accepted', 'errors.tooMany']))
  }, 60_000)
})

describe('signing in', () => {
  test('is refused alike for a wrong password, an unknown address and a deleted account', async () => {
    await signUp()
    const gone = await createUser()
    await db.user.update({ where: { id: gone.id }, data: { deletedAt: new Date() } })
    const attempts = [
      authenticate(guest.address, email, 'another password'),
      authenticate(guest.address, `no-${email}`, password),
      authenticate(guest.address, gone.email, factoryPassword),
    ]
    expect(await Promise.all(attempts)).toEqual([null, null, null])
  })

  test('takes about as long whether there is an account or not', async () => {
    await signUp()
    // Of the processor: the clock also tells how busy the machine is
    const time = async (address: string) => {
      const start = process.cpuUsage()
      await authenticate(guest.address, address, 'another password')
      return process.cpuUsage(start).user
    }
    const middle = (times: number[]) =>
      times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
    const known: number[] = []
    const unknown: number[] = []
    for (let i = 0; i < 7; i++) {
      known.push(await time(email))
      unknown.push(await time(`${i}${email}`))
    }
    // Without the comparison with nobody's hash the second would take a tenth of the first
    expect(middle(unknown) / middle(known)).toBeGreaterThan(0.4)
    expect(middle(unknown) / middle(known)).toBeLessThan(2.5)
  })

  test('is limited per account, wherever the attempts come from, known or not', async () => {
    for (const address of [email, (await signUp({ email: `x${email}` })).email]) {
      const results: string[] = []
      for (let i = 0; i < 11; i++)
        results.push(await refusal(authenticate(newId(), address, 'another password')))
      expect(results).toEqual([...Array(10).fill('accepted'), 'errors.tooMany'])
    }
  }, 60_000)

  test('forgets failed attempts after a success', async () => {
    await signUp()
    for (let i = 0; i < 22; i++) {
      const right = i % 5 === 4
      await authenticate(guest.address, email, right ? password : 'another password')
    }
    expect(await authenticate(guest.address, email, password)).not.toBeNull()
  }, 60_000)

  test('is limited per network address', async () => {
    for (let i = 0; i < 50; i++) await authenticate(guest.address, `${i}${email}`, 'x')
    expect(await refusal(authenticate(guest.address, email, 'x'))).toBe('errors.tooMany')
  }, 60_000)
})

describe('a password reset', () => {
  test('mails a link that sets a password once and signs every browser out', async () => {
    const mira = await signUp()
    await openLogin(mira.userId)
    await mutations.sendReset(guest, email, reader)
    const token = await tokenMailedTo(email)
    expect(await isResetOpen(guest, token)).toBe(true)
    await mutations.resetPassword(guest, { token, password: 'something else now' })
    expect(await openLogins(mira.userId)).toEqual(new Set())
    expect(await authenticate(guest.address, email, password)).toBeNull()
    expect(await authenticate(guest.address, email, 'something else now')).not.toBeNull()
    expect(await isResetOpen(guest, token)).toBe(false)
    const again = mutations.resetPassword(guest, { token, password: 'and once more' })
    expect(await refusal(again)).toBe('users.linkOver')
  })

  test('sends nothing to an unknown address, and says the same', async () => {
    await signUp()
    await expect(mutations.limitResets(guest, `no-${email}`)).resolves.toBeUndefined()
    await mutations.sendReset(guest, `no-${email}`, reader)
    expect(await mailsTo(`no-${email}`)).toEqual([])
  })

  test('proves the address, and undoes what an earlier claimant of it left behind', async () => {
    const mira = await signUp()
    const identity = { provider: 'oidc', providerAccountId: newId(), userId: mira.userId }
    await db.account.create({ data: identity })
    await mutations.sendReset(guest, email, reader)
    await mutations.resetPassword(guest, { token: await tokenMailedTo(email), password })
    const account = await getAccount(mira)
    expect(account.emailVerified).not.toBeNull()
    expect(account.accounts).toEqual([])
  })

  test('ends after two hours, and with the next link', async () => {
    await signUp()
    await mutations.sendReset(guest, email, reader)
    const first = await tokenMailedTo(email)
    await mutations.sendReset(guest, email, reader)
    expect(await isResetOpen(guest, first)).toBe(false)
    const second = await tokenMailedTo(email)
    const soon = await db.userToken.findFirstOrThrow({ where: { tokenHash: hashToken(second) } })
    const minutes = (soon.expiresAt.getTime() - Date.now()) / 60_000
    expect(Math.round(minutes)).toBe(120)
    await db.userToken.update({ where: { id: soon.id }, data: { expiresAt: new Date() } })
    expect(await refusal(mutations.resetPassword(guest, { token: second, password }))).toBe(
      'users.linkOver',
    )
  })

  test('is limited per account and per network address', async () => {
    const ask = (from: string, to: string) => refusal(mutations.limitResets(guestFrom(from), to))
    const perAccount: string[] = []
    for (let i = 0; i < 6; i++) perAccount.push(await ask(newId(), email))
    expect(perAccount).toEqual([...Array(5).fill('accepted'), 'errors.tooMany'])
    const from = newId()
    const perAddress: string[] = []
    for (let i = 0; i < 21; i++) perAddress.push(await ask(from, `${i}${email}`))
    expect(perAddress).toEqual([...Array(20).fill('accepted'), 'errors.tooMany'])
  })
})

describe('another address', () => {
  const newAddress = () => `new-${email}`

  test('counts once it is confirmed, and the old one is told', async () => {
    const mira = await signUp()
    const input = { email: newAddress(), currentPassword: password }
    await mutations.requestEmailChange(mira, input, reader)
    expect((await person(mira.userId)).email).toBe(email)
    await mutations.confirmEmail(mira, await tokenMailedTo(newAddress()), 'en')
    expect((await getAccount(mira)).emailVerified).not.toBeNull()
    expect((await person(mira.userId)).email).toBe(newAddress())
    expect((await mailsTo(email)).at(-1)?.text).toContain(newAddress())
  })

  test('needs the password', async () => {
    const mira = await signUp()
    const input = { email: newAddress(), currentPassword: 'another password' }
    expect(await refusal(mutations.requestEmailChange(mira, input, reader))).toBe(
      'users.account.wrongPassword',
    )
  })

  test('is refused when it is somebody else’s, also when they came in between', async () => {
    const mira = await signUp()
    const input = { email: newAddress(), currentPassword: password }
    await mutations.requestEmailChange(mira, input, reader)
    await createUser({ email: newAddress() })
    expect(await refusal(mutations.requestEmailChange(mira, input, reader))).toBe(
      'users.signUp.taken',
    )
    const token = await tokenMailedTo(newAddress())
    expect(await refusal(mutations.confirmEmail(mira, token, 'en'))).toBe('users.signUp.taken')
  })

  test('is confirmed by its own person alone', async () => {
    await signUp()
    const stranger = await createPerson()
    const token = await tokenMailedTo(email)
    expect(await getAddressToConfirm(stranger, token)).toBeNull()
    expect(await refusal(mutations.confirmEmail(stranger, token, 'en'))).toBe('users.linkOver')
  })

  test('ends links that were mailed to the old one', async () => {
    const mira = await signUp()
    await mutations.sendReset(guest, email, reader)
    const reset = await tokenMailedTo(email)
    await mutations.requestEmailChange(
      mira,
      { email: newAddress(), currentPassword: password },
      reader,
    )
    await mutations.confirmEmail(mira, await tokenMailedTo(newAddress()), 'en')
    expect(await isResetOpen(guest, reset)).toBe(false)
  })
})

describe('logins', () => {
  test('are listed for their person, this one first, without those that ended', async () => {
    const mira = await signUp()
    const [other, ended] = [await openLogin(mira.userId), await openLogin(mira.userId)]
    const here = await openLogin(mira.userId, mira.loginId)
    await openLogin((await createPerson()).userId)
    await mutations.revokeLogin(mira, ended)
    const logins = await getLogins(mira)
    expect(logins.map(({ id, current }) => [id, current])).toEqual([
      [here, true],
      [other, false],
    ])
  })

  test('of another person cannot be revoked', async () => {
    const [mira, other] = [await signUp(), await createPerson()]
    const theirs = await openLogin(other.userId)
    expect(await refusal(mutations.revokeLogin(mira, theirs))).toBe('errors.notFound')
    expect(await openLogins(other.userId)).toEqual(new Set([theirs]))
  })

  test('elsewhere end together, and with a new password', async () => {
    const mira = await signUp()
    const here = await openLogin(mira.userId, mira.loginId)
    await openLogin(mira.userId)
    await mutations.revokeOtherLogins(mira)
    expect(await openLogins(mira.userId)).toEqual(new Set([here]))
    await openLogin(mira.userId)
    const input = { currentPassword: password, password: 'something else now' }
    await mutations.changePassword(mira, input)
    expect(await openLogins(mira.userId)).toEqual(new Set([here]))
    expect(await refusal(mutations.changePassword(mira, input))).toBe('users.account.wrongPassword')
  })

  test('end when the operator sets a password', async () => {
    const mira = await signUp()
    await openLogin(mira.userId)
    const system = systemFor('test')
    await mutations.setPassword(system, email.toUpperCase(), 'set by the operator')
    expect(await openLogins(mira.userId)).toEqual(new Set())
    expect(await authenticate(guest.address, email, 'set by the operator')).not.toBeNull()
    expect(await refusal(mutations.setPassword(system, `no-${email}`, 'whatever'))).toBe(
      'users.unknownAddress',
    )
    expect((await listUsers(system)).some(({ id }) => id === mira.userId)).toBe(true)
  })
})

test('whoever has no password gets the first one by mail, not in an open browser', async () => {
  const mira = await signUp()
  await db.user.update({ where: { id: mira.userId }, data: { passwordHash: null } })
  const input = { currentPassword: '', password }
  expect(await refusal(mutations.changePassword(mira, input))).toBe('users.account.noPassword')
  expect(await authenticate(guest.address, email, '')).toBeNull()
})

test('a password is stored as argon2id', async () => {
  expect(await hashPassword(password)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
