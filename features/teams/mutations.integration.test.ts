import { describe, expect, test } from 'vitest'
import { type Member, memberFor, type Person, personFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { hashToken } from '@/lib/tokens'
import { createMember, createPerson, createTeam } from '@/prisma/factories'
import type { Role } from '@/prisma/generated/client'
import * as mutations from './mutations'

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => 'accepted',
    (error) => error.fieldErrors?.name ?? error.messageKey,
  )

async function person({ userId }: { userId: string }): Promise<Person> {
  const found = await personFor(userId)
  if (!found) throw new Error('nobody')
  return found
}

async function rolesIn(teamId: string): Promise<Record<string, Role>> {
  const rows = await db.membership.findMany({ where: { teamId, leftAt: null } })
  return Object.fromEntries(rows.map(({ userId, role }) => [userId, role]))
}

async function events(teamId: string): Promise<string[]> {
  const rows = await db.event.findMany({ where: { teamId }, orderBy: { seq: 'asc' } })
  return rows.map(({ verb, subjectType }) => `${subjectType} ${verb}`)
}

const invite = (owner: Member, role: Role = 'editor') =>
  mutations.createInvitation(owner, { role, days: 7, note: 'Mira' })

const accept = async (who: { userId: string }, token: string) =>
  mutations.acceptInvitation(await person(who), token, newId())

describe('createTeam', () => {
  test('makes its person the owner and says so in the log', async () => {
    const mira = await createPerson()
    const slug = await mutations.createTeam(mira, { name: `平台组 ${newId()}` })
    const team = await db.team.findUniqueOrThrow({ where: { slug } })
    expect(slug).toMatch(/^平台组-/)
    expect(await rolesIn(team.id)).toEqual({ [mira.userId]: 'owner' })
    const log = await db.event.findMany({ where: { teamId: team.id } })
    expect(log.map(({ verb, actorId }) => [verb, actorId])).toEqual([['created', mira.userId]])
  })

  test('takes another address when the first is taken', async () => {
    const mira = await createPerson()
    const name = `Storage ${newId()}`
    const first = await mutations.createTeam(mira, { name })
    const second = await mutations.createTeam(mira, { name })
    expect(second).not.toBe(first)
    expect(second.startsWith(first)).toBe(true)
  })
})

describe('the rights of an owner', () => {
  const tries: [string, (member: Member, other: Member) => Promise<unknown>][] = [
    ['edit', (it) => mutations.editTeam(it, { name: 'X', publicSharing: false, revision: 1 })],
    ['delete', (it) => mutations.deleteTeam(it, { name: 'Platform team' })],
    ['invite', (it) => invite(it)],
    ['revoke', (it) => mutations.revokeInvitation(it, newId())],
    ['change a role', (it, { userId }) => mutations.changeRole(it, { userId, role: 'viewer' })],
    ['remove', (it, { userId }) => mutations.removeMember(it, userId)],
  ]

  test.each(tries)('are needed to %s', async (_what, attempt) => {
    const { editor, commenter, viewer, team } = await createTeam()
    const before = await rolesIn(team.id)
    for (const member of [editor, commenter, viewer])
      expect(await refusal(attempt(member, commenter))).toBe('teams.ownersOnly')
    expect(await rolesIn(team.id)).toEqual(before)
    expect(await events(team.id)).toEqual([])
  })

  test.each(tries)('end at once: a demoted owner cannot %s', async (_what, attempt) => {
    const { owner, editor, team } = await createTeam()
    const second = await createMember(team.id, 'owner')
    await mutations.changeRole(owner, { userId: second.userId, role: 'editor' })
    expect(await refusal(attempt(second, editor))).toBe('teams.ownersOnly')
  })

  test('do not reach into another team', async () => {
    const [mine, other] = [await createTeam(), await createTeam()]
    const { userId } = other.editor
    expect(await refusal(mutations.removeMember(mine.owner, userId))).toBe('errors.notFound')
    expect(await refusal(mutations.changeRole(mine.owner, { userId, role: 'viewer' }))).toBe(
      'errors.notFound',
    )
    const token = await invite(other.owner)
    const invitation = await db.invitation.findUniqueOrThrow({
      where: { tokenHash: hashToken(token) },
    })
    expect(await refusal(mutations.revokeInvitation(mine.owner, invitation.id))).toBe(
      'teams.invitations.over',
    )
    expect((await rolesIn(other.team.id))[userId]).toBe('editor')
  })
})

describe('an invitation', () => {
  test('brings one person in, with its role', async () => {
    const { owner, team } = await createTeam()
    const token = await invite(owner, 'commenter')
    const [mira, late] = [await createPerson(), await createPerson()]
    expect(await accept(mira, token)).toBe(team.slug)
    expect((await rolesIn(team.id))[mira.userId]).toBe('commenter')
    expect(await refusal(accept(late, token))).toBe('teams.join.over')
    expect(await events(team.id)).toEqual(['team edited', 'member joined'])
  })

  test('brings in one of two who open it at the same moment', async () => {
    const { owner, team } = await createTeam()
    const token = await invite(owner)
    const two = [await createPerson(), await createPerson()]
    const results = await Promise.all(two.map((who) => refusal(accept(who, token))))
    expect(new Set(results)).toEqual(new Set(['accepted', 'teams.join.over']))
    expect(Object.keys(await rolesIn(team.id))).toHaveLength(5)
  })

  test('is not used up by somebody who is in the team, nor changes their role', async () => {
    const { owner, viewer, team } = await createTeam()
    const token = await invite(owner, 'owner')
    expect(await accept(viewer, token)).toBe(team.slug)
    expect((await rolesIn(team.id))[viewer.userId]).toBe('viewer')
    expect(await refusal(accept(await createPerson(), token))).toBe('accepted')
  })

  test.each([
    ['is too old', { expiresAt: new Date() }],
    ['is revoked', { revokedAt: new Date() }],
  ])('does nothing once it %s', async (_why, data) => {
    const { owner } = await createTeam()
    const token = await invite(owner)
    await db.invitation.update({ where: { tokenHash: hashToken(token) }, data })
    expect(await refusal(accept(await createPerson(), token))).toBe('teams.join.over')
  })

  test('does nothing once its team is deleted', async () => {
    const { owner, team } = await createTeam()
    const token = await invite(owner)
    await mutations.deleteTeam(owner, { name: team.name })
    expect(await refusal(accept(await createPerson(), token))).toBe('teams.join.over')
  })

  test('does nothing once who made it has lost the right to', async () => {
    for (const end of ['demote', 'remove'] as const) {
      const { owner, team } = await createTeam()
      const second = await createMember(team.id, 'owner')
      const token = await invite(second)
      const { userId } = second
      await (end === 'demote'
        ? mutations.changeRole(owner, { userId, role: 'editor' })
        : mutations.removeMember(owner, userId))
      const stranger = await createPerson()
      expect(await refusal(accept(stranger, token))).toBe('teams.join.over')
    }
  })

  test('is kept as a hash alone, for as many days as was said', async () => {
    const { owner, team } = await createTeam()
    const token = await invite(owner)
    const [row] = await db.invitation.findMany({ where: { teamId: team.id } })
    expect(JSON.stringify(row)).not.toContain(token)
    expect(Math.round(((row?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(7)
  })
})

describe('members', () => {
  test('who were removed keep their row, and get it back when they return', async () => {
    const { owner, editor, team } = await createTeam()
    const { userId } = editor
    await mutations.removeMember(owner, userId)
    expect(await memberFor(userId, team.id)).toBeNull()
    const key = { teamId_userId: { teamId: team.id, userId } }
    const left = await db.membership.findUniqueOrThrow({ where: key })
    expect(left.leftAt).not.toBeNull()
    await accept(editor, await invite(owner, 'viewer'))
    const back = await db.membership.findUniqueOrThrow({ where: key })
    expect(back).toMatchObject({ role: 'viewer', leftAt: null })
    expect(await events(team.id)).toEqual(['member removed', 'team edited', 'member joined'])
  })

  test('leave by themselves, whatever their role', async () => {
    const { owner, editor, commenter, viewer, team } = await createTeam()
    for (const member of [editor, commenter, viewer]) await mutations.leaveTeam(member)
    expect(await rolesIn(team.id)).toEqual({ [owner.userId]: 'owner' })
    expect(await events(team.id)).toEqual(['member left', 'member left', 'member left'])
  })

  test('change roles, with a trace', async () => {
    const { owner, viewer, team } = await createTeam()
    await mutations.changeRole(owner, { userId: viewer.userId, role: 'editor' })
    await mutations.changeRole(owner, { userId: viewer.userId, role: 'editor' })
    expect((await rolesIn(team.id))[viewer.userId]).toBe('editor')
    expect(await events(team.id)).toEqual(['member role_changed'])
  })
})

describe('the last owner', () => {
  test('cannot leave, be removed or be demoted', async () => {
    const { owner, team } = await createTeam()
    const { userId } = owner
    const last = 'teams.members.lastOwner'
    expect(await refusal(mutations.leaveTeam(owner))).toBe(last)
    expect(await refusal(mutations.removeMember(owner, userId))).toBe(last)
    expect(await refusal(mutations.changeRole(owner, { userId, role: 'editor' }))).toBe(last)
    expect((await rolesIn(team.id))[userId]).toBe('owner')
  })

  const races: [string, (one: Member, two: Member) => Promise<unknown>[]][] = [
    [
      'demote each other',
      (one, two) => [
        mutations.changeRole(one, { userId: two.userId, role: 'editor' }),
        mutations.changeRole(two, { userId: one.userId, role: 'editor' }),
      ],
    ],
    [
      'remove each other',
      (one, two) => [
        mutations.removeMember(one, two.userId),
        mutations.removeMember(two, one.userId),
      ],
    ],
    ['leave', (one, two) => [mutations.leaveTeam(one), mutations.leaveTeam(two)]],
  ]

  test.each(races)('remains when two owners %s at the same moment', async (_what, race) => {
    for (let round = 0; round < 5; round++) {
      const { owner, team } = await createTeam()
      const second = await createMember(team.id, 'owner')
      const results = await Promise.all(race(owner, second).map(refusal))
      expect(results.filter((result) => result === 'accepted')).toHaveLength(1)
      const owners = Object.values(await rolesIn(team.id)).filter((role) => role === 'owner')
      expect(owners).toHaveLength(1)
    }
  })
})

describe('settings', () => {
  test('are saved once, and refused to whoever saw older ones', async () => {
    const { owner, team } = await createTeam()
    const input = { name: 'Renamed', publicSharing: false, revision: 1 }
    await mutations.editTeam(owner, input)
    expect(await refusal(mutations.editTeam(owner, { ...input, name: 'Late' }))).toBe(
      'errors.conflict',
    )
    const row = await db.team.findUniqueOrThrow({ where: { id: team.id } })
    expect(row).toMatchObject({ name: 'Renamed', publicSharing: false, slug: team.slug })
  })

  test('delete the team only when its name is typed', async () => {
    const { owner, viewer, team } = await createTeam()
    expect(await refusal(mutations.deleteTeam(owner, { name: 'platform' }))).toBe(
      'teams.settings.nameDiffers',
    )
    await mutations.deleteTeam(owner, { name: team.name })
    expect(await memberFor(viewer.userId, team.id)).toBeNull()
  })
})
