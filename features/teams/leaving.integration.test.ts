import { describe, expect, test } from 'vitest'
import { memberFor, type Person, personFor } from '@/lib/actor'
import { authenticate } from '@/lib/auth'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import {
  createMember,
  createPerson,
  createSession,
  createTeam,
  createUser,
  factoryPassword,
} from '@/prisma/factories'
import type { Audience } from '@/prisma/generated/client'
import { deleteAccount } from './leaving'
import { createTeam as createTeamAs } from './mutations'

const typed = { currentPassword: factoryPassword, email: '' }

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => 'accepted',
    (error) => error.fieldErrors?.email ?? error.fieldErrors?.currentPassword ?? error.messageKey,
  )

async function person(userId: string): Promise<Person> {
  const found = await personFor(userId)
  if (!found) throw new Error('nobody')
  return found
}

async function annotate(teamId: string, authorId: string, audience: Audience, before?: Audience) {
  const id = newId()
  const body = { bodySource: 'Words', bodyPlain: 'Words', bodyHtml: '<p>Words</p>' }
  const { id: sessionId } = await createSession(teamId)
  const revision = { teamId, annotationId: id, authorId, bodySource: 'Words' }
  await db.annotation.create({
    data: {
      ...body,
      teamId,
      id,
      sessionId,
      authorId,
      audience,
      kind: 'takeaway',
      rendererVersion: 1,
      orderKey: 'a0',
      startedAt: new Date(),
    },
  })
  await db.revision.createMany({
    data: [
      { ...revision, id: newId(), number: 1, audience: before ?? audience },
      { ...revision, id: newId(), number: 2, audience },
    ],
  })
  return id
}

describe('deleteAccount', () => {
  test('ends every way in and frees the address', async () => {
    const email = `mira-${newId()}@example.org`
    const mira = await createPerson({ email })
    const { userId } = mira
    await db.login.create({ data: { id: newId(), userId, expiresAt: new Date(Date.now() + 1e7) } })
    await db.account.create({ data: { provider: 'oidc', providerAccountId: newId(), userId } })
    await deleteAccount(mira, typed)
    expect(await personFor(userId)).toBeNull()
    expect(await authenticate(newId(), email, factoryPassword)).toBeNull()
    expect(await db.login.count({ where: { userId } })).toBe(0)
    expect(await db.account.count({ where: { userId } })).toBe(0)
    expect((await createUser({ email })).email).toBe(email)
  })

  test('leaves what teams were told, with the name, and deletes what was for oneself', async () => {
    const { editor, owner, team } = await createTeam()
    const { userId } = editor
    const kept = await annotate(team.id, userId, 'team', 'me')
    await annotate(team.id, userId, 'me')
    const another = await annotate(team.id, owner.userId, 'me')
    await deleteAccount(await person(userId), typed)
    const left = await db.annotation.findMany({ where: { teamId: team.id } })
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set([kept, another]))
    const revisions = await db.revision.findMany({ where: { teamId: team.id, authorId: userId } })
    expect(revisions.map(({ audience }) => audience)).toEqual(['team'])
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } })
    expect(user).toMatchObject({ name: 'Edda Editor', passwordHash: null })
    expect(await memberFor(userId, team.id)).toBeNull()
    const events = await db.event.findMany({ where: { teamId: team.id } })
    expect(events.map(({ verb, subjectId }) => [verb, subjectId])).toEqual([['left', userId]])
  })

  test('is refused while others would be left without an owner', async () => {
    const { owner, team } = await createTeam()
    await annotate(team.id, owner.userId, 'me')
    const mira = await person(owner.userId)
    await expect(deleteAccount(mira, typed)).rejects.toMatchObject({
      messageKey: 'teams.account.lastOwner',
      params: { teams: team.name },
    })
    expect(await memberFor(owner.userId, team.id)).not.toBeNull()
    expect(await db.annotation.count({ where: { teamId: team.id } })).toBe(1)
    await createMember(team.id, 'owner')
    expect(await refusal(deleteAccount(mira, typed))).toBe('accepted')
  })

  test('takes the teams along in which nobody else is', async () => {
    const mira = await createPerson()
    const slug = await createTeamAs(mira, { name: `Alone ${newId()}` })
    await deleteAccount(mira, typed)
    const team = await db.team.findUniqueOrThrow({ where: { slug } })
    expect(team.deletedAt).not.toBeNull()
  })

  test('wants the password, or the address of whoever has none', async () => {
    const mira = await createPerson()
    expect(await refusal(deleteAccount(mira, { currentPassword: 'no', email: mira.email }))).toBe(
      'users.account.wrongPassword',
    )
    await db.user.update({ where: { id: mira.userId }, data: { passwordHash: null } })
    expect(await refusal(deleteAccount(mira, { currentPassword: '', email: '' }))).toBe(
      'teams.account.addressDiffers',
    )
    const email = mira.email.toUpperCase()
    expect(await refusal(deleteAccount(mira, { currentPassword: '', email }))).toBe('accepted')
  })

  test('leaves one owner when the last two go at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const { owner, team } = await createTeam()
      const second = await createMember(team.id, 'owner')
      const two = await Promise.all([person(owner.userId), person(second.userId)])
      const results = await Promise.all(two.map((who) => refusal(deleteAccount(who, typed))))
      expect(new Set(results)).toEqual(new Set(['accepted', 'teams.account.lastOwner']))
      const owners = { teamId: team.id, role: 'owner' as const, leftAt: null }
      expect(await db.membership.count({ where: owners })).toBe(1)
    }
  })
})
