import { beforeEach, describe, expect, test } from 'vitest'
import { createInvitation } from '@/features/teams/mutations'
import { guestFrom } from '@/lib/actor'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { createPerson, createTeam, createUser } from '@/prisma/factories'
import { admitIdentity, connectIdentity, disconnectIdentity } from './identities'

let email = ''
let identity = { provider: 'oidc', subject: '', name: 'Mira Holm', email, verified: true }
const guest = () => guestFrom(newId())

beforeEach(() => {
  env.SIGN_UP = 'open'
  email = `mira-${newId()}@example.org`
  identity = { provider: 'oidc', subject: newId(), name: 'Mira Holm', email, verified: true }
})

const identitiesOf = async (userId: string) =>
  new Set((await db.account.findMany({ where: { userId } })).map((it) => it.providerAccountId))

describe('an unknown identity', () => {
  test('makes an account, proved as far as the provider says', async () => {
    const admitted = await admitIdentity(guest(), identity, '/')
    const user = await db.user.findUniqueOrThrow({ where: { email } })
    expect(admitted).toEqual({ userId: user.id })
    expect(user.emailVerified).not.toBeNull()
    expect(user.passwordHash).toBeNull()
    const unproved = { ...identity, subject: newId(), email: `x${email}`, verified: false }
    await admitIdentity(guest(), unproved, '/')
    const other = await db.user.findUniqueOrThrow({ where: { email: `x${email}` } })
    expect(other.emailVerified).toBeNull()
  })

  test('joins an account when both sides have proved the address', async () => {
    const user = await createUser({ email })
    await db.user.update({ where: { id: user.id }, data: { emailVerified: new Date() } })
    expect(await admitIdentity(guest(), identity, '/')).toEqual({ userId: user.id })
    expect(await identitiesOf(user.id)).toEqual(new Set([identity.subject]))
  })

  test.each([
    { ours: false, theirs: true },
    { ours: true, theirs: false },
    { ours: false, theirs: false },
  ])('joins nothing when proved here $ours, there $theirs', async ({ ours, theirs }) => {
    const user = await createUser({ email })
    const emailVerified = ours ? new Date() : null
    await db.user.update({ where: { id: user.id }, data: { emailVerified } })
    expect(await admitIdentity(guest(), { ...identity, verified: theirs }, '/')).toEqual({
      goTo: '/sign-in?error=connectFirst',
    })
    expect(await identitiesOf(user.id)).toEqual(new Set())
  })

  test('without an address is sent back', async () => {
    expect(await admitIdentity(guest(), { ...identity, email: null }, '/')).toEqual({
      goTo: '/sign-in?error=noEmail',
    })
  })

  test('needs an invitation where a password would', async () => {
    env.SIGN_UP = 'invited'
    const { owner } = await createTeam()
    expect(await admitIdentity(guest(), identity, '/')).toEqual({
      goTo: '/sign-in?error=byInvitation',
    })
    const token = await createInvitation(owner, { role: 'viewer', days: 1, note: '' })
    expect(await admitIdentity(guest(), identity, `/join/${token}`)).toHaveProperty('userId')
  })
})

describe('a known identity', () => {
  test('signs in its user, whatever the address has become', async () => {
    const first = await admitIdentity(guest(), identity, '/')
    const later = { ...identity, email: `other-${email}`, verified: false }
    expect(await admitIdentity(guest(), later, '/')).toEqual(first)
  })

  test('is nobody once its account is deleted', async () => {
    const admitted = await admitIdentity(guest(), identity, '/')
    const id = 'userId' in admitted ? admitted.userId : ''
    await db.user.update({ where: { id }, data: { deletedAt: new Date() } })
    expect(await admitIdentity(guest(), identity, '/')).toEqual({ goTo: '/sign-in?error=gone' })
  })
})

describe('connecting', () => {
  test('gives a signed-in person another way in, proved address or not', async () => {
    const person = await createPerson({ email })
    expect(await connectIdentity(person, { ...identity, verified: false })).toBe(
      '/account?connected=oidc',
    )
    expect(await admitIdentity(guest(), identity, '/')).toEqual({ userId: person.userId })
    expect(await connectIdentity(person, identity)).toBe('/account?connected=oidc')
  })

  test('does not take an identity from another account', async () => {
    const admitted = await admitIdentity(guest(), identity, '/')
    const person = await createPerson()
    expect(await connectIdentity(person, identity)).toBe('/account?error=identityTaken')
    expect(await admitIdentity(guest(), identity, '/')).toEqual(admitted)
  })

  test('is undone by its own person, while another way in remains', async () => {
    const { provider, subject } = identity
    const person = await createPerson()
    await connectIdentity(person, identity)
    const stranger = await createPerson()
    await expect(disconnectIdentity(stranger, { provider, subject })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await disconnectIdentity(person, { provider, subject })
    expect(await identitiesOf(person.userId)).toEqual(new Set())

    await connectIdentity(person, identity)
    await db.user.update({ where: { id: person.userId }, data: { passwordHash: null } })
    await expect(disconnectIdentity(person, { provider, subject })).rejects.toMatchObject({
      messageKey: 'users.account.onlyWayIn',
    })
  })
})
