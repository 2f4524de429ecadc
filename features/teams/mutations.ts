import 'server-only'
import { randomInt } from 'node:crypto'
import { type Member, memberFor, type Person } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId, slugify } from '@/lib/ids'
import { limit } from '@/lib/limits'
import { record } from '@/lib/live'
import { hashToken, newToken } from '@/lib/tokens'
import type { Role } from '@/prisma/generated/client'
import { openInvitation } from './policy'

/** Makes a team with the person as its owner. Answers its slug. */
export async function createTeam(person: Person, { name }: { name: string }): Promise<string> {
  const id = newId()
  return db.$transaction(async (tx) => {
    const slug = await freeSlug(tx, name)
    await tx.team.create({ data: { id, name, slug } })
    await tx.membership.create({ data: { teamId: id, userId: person.userId, role: 'owner' } })
    const owner = await newMember(tx, person, id)
    await record(tx, owner, { verb: 'created', subject: { type: 'team', id } })
    return slug
  })
}

async function freeSlug(tx: Transaction, name: string): Promise<string> {
  const wanted = slugify(name)
  const taken = await tx.team.findUnique({ where: { slug: wanted }, select: { id: true } })
  return taken ? `${wanted}-${randomInt(1000, 10_000)}` : wanted
}

async function newMember(tx: Transaction, person: Person, teamId: string): Promise<Member> {
  const member = await memberFor(person.userId, teamId, tx)
  if (!member) throw new AppError('NOT_FOUND', 'errors.notFound')
  return member
}

/**
 * Holds the team still and checks that the member is still an owner of it: whoever was demoted
 * while a page was open, or by somebody who was a moment faster, may not act any more. It is the
 * lock that numbers events too, so two changes of members never pass each other.
 */
async function holdAsOwner(tx: Transaction, member: Member) {
  const team = await hold(tx, member)
  const own = await tx.membership.findFirst({
    where: { teamId: member.teamId, userId: member.userId, leftAt: null, role: 'owner' },
  })
  if (!own) throw new AppError('FORBIDDEN', 'teams.ownersOnly')
  return team
}

async function hold(tx: Transaction, { teamId }: { teamId: string }) {
  await tx.$executeRaw`SELECT 1 FROM "Team" WHERE "id" = ${teamId}::uuid FOR NO KEY UPDATE`
  const team = await tx.team.findFirst({ where: { id: teamId, deletedAt: null } })
  if (!team) throw new AppError('NOT_FOUND', 'errors.notFound')
  return team
}

const team = (id: string) => ({ type: 'team', id }) as const

/** Name and public sharing. Refused when somebody changed them since the form was shown. */
export async function editTeam(
  member: Member,
  input: { name: string; publicSharing: boolean; revision: number },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { revision } = await holdAsOwner(tx, member)
    if (revision !== input.revision) throw new AppError('CONFLICT', 'errors.conflict')
    const { name, publicSharing } = input
    const where = { id: member.teamId, deletedAt: null }
    await tx.team.update({ where, data: { name, publicSharing, revision: revision + 1 } })
    await record(tx, member, { verb: 'edited', subject: team(member.teamId) })
  })
}

/** Deletes the team for everybody, if its name was typed. */
export async function deleteTeam(member: Member, input: { name: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { name } = await holdAsOwner(tx, member)
    if (input.name !== name) {
      const fieldErrors = { name: 'teams.settings.nameDiffers' }
      throw new AppError('INVALID', 'errors.check', { fieldErrors })
    }
    await record(tx, member, { verb: 'deleted', subject: team(member.teamId) })
    await tx.team.update({ where: { id: member.teamId }, data: { deletedAt: new Date() } })
  })
}

/** Makes a single-use invitation. Answers its token, which is kept nowhere. */
export async function createInvitation(
  member: Member,
  { role, days, note }: { role: Role; days: number; note: string },
): Promise<string> {
  const token = newToken()
  await db.$transaction(async (tx) => {
    await holdAsOwner(tx, member)
    await tx.invitation.create({
      data: {
        teamId: member.teamId,
        id: newId(),
        role,
        note,
        createdById: member.userId,
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + days * 86_400_000),
      },
    })
    await record(tx, member, { verb: 'edited', subject: team(member.teamId) })
  })
  return token
}

export async function revokeInvitation(member: Member, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await holdAsOwner(tx, member)
    const { count } = await tx.invitation.updateMany({
      where: { teamId: member.teamId, id, ...openInvitation() },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw new AppError('NOT_FOUND', 'teams.invitations.over')
    await record(tx, member, { verb: 'revoked', subject: team(member.teamId) })
  })
}

/**
 * Joins the team of an invitation. A former member gets their old row back, with the new role;
 * somebody who is in the team already does not use the invitation up. Answers the team's slug.
 */
export async function acceptInvitation(
  person: Person,
  token: string,
  address: string,
): Promise<string> {
  await limit('invitationPerAddress', address)
  const where = { tokenHash: hashToken(token), ...openInvitation(), team: { deletedAt: null } }
  return db.$transaction(async (tx) => {
    const found = await tx.invitation.findFirst({ where, select: { teamId: true } })
    if (!found) throw new AppError('NOT_FOUND', 'teams.join.over')
    const { teamId } = found
    const { slug } = await hold(tx, found)
    const userId = person.userId
    const already = await tx.membership.findFirst({ where: { teamId, userId, leftAt: null } })
    if (already) return slug
    const [invitation] = await tx.invitation.updateManyAndReturn({
      where,
      data: { acceptedAt: new Date(), acceptedById: userId },
    })
    if (!invitation) throw new AppError('NOT_FOUND', 'teams.join.over')
    const { role } = invitation
    await tx.membership.upsert({
      where: { teamId_userId: { teamId, userId } },
      create: { teamId, userId, role },
      update: { role, leftAt: null, joinedAt: new Date() },
    })
    const member = await newMember(tx, person, teamId)
    await record(tx, member, { verb: 'joined', subject: { type: 'member', id: userId } })
    return slug
  })
}

/** Throws when the team would be left without an owner. Call it with the team held. */
async function keepAnOwner(tx: Transaction, teamId: string, without: string): Promise<void> {
  const others = await tx.membership.count({
    where: { teamId, role: 'owner', leftAt: null, userId: { not: without } },
  })
  if (others === 0) throw new AppError('CONFLICT', 'teams.members.lastOwner')
}

export async function changeRole(
  member: Member,
  { userId, role }: { userId: string; role: Role },
): Promise<void> {
  const { teamId } = member
  await db.$transaction(async (tx) => {
    await holdAsOwner(tx, member)
    const before = await tx.membership.findFirst({ where: { teamId, userId, leftAt: null } })
    if (!before) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (before.role === role) return
    if (before.role === 'owner') {
      await keepAnOwner(tx, teamId, userId)
      await revokeInvitationsOf(tx, teamId, userId)
    }
    await tx.membership.update({ where: { teamId_userId: { teamId, userId } }, data: { role } })
    await record(tx, member, { verb: 'role_changed', subject: { type: 'member', id: userId } })
  })
}

/** Ends a membership; the row and everything the person wrote for the team stays. */
export async function removeMember(member: Member, userId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await holdAsOwner(tx, member)
    await endMembership(tx, member, userId)
    const verb = userId === member.userId ? 'left' : 'removed'
    await record(tx, member, { verb, subject: { type: 'member', id: userId } })
  })
}

export async function leaveTeam(member: Member): Promise<void> {
  await db.$transaction(async (tx) => {
    await hold(tx, member)
    await endMembership(tx, member, member.userId)
    await record(tx, member, { verb: 'left', subject: { type: 'member', id: member.userId } })
  })
}

async function endMembership(tx: Transaction, { teamId }: Member, userId: string): Promise<void> {
  const before = await tx.membership.findFirst({ where: { teamId, userId, leftAt: null } })
  if (!before) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (before.role === 'owner') await keepAnOwner(tx, teamId, userId)
  // An invitation that they kept for themselves would let them in again
  await revokeInvitationsOf(tx, teamId, userId)
  const where = { teamId_userId: { teamId, userId } }
  await tx.membership.update({ where, data: { leftAt: new Date() } })
  // They do not come back to life with whoever comes back
  const open = { teamId, userId, revokedAt: null }
  await tx.apiToken.updateMany({ where: open, data: { revokedAt: new Date() } })
  await tx.pickFeed.updateMany({ where: open, data: { revokedAt: new Date() } })
  // Nor do the lists that named them let them in again
  await tx.listMember.deleteMany({ where: { teamId, userId } })
}

async function revokeInvitationsOf(tx: Transaction, teamId: string, createdById: string) {
  await tx.invitation.updateMany({
    where: { teamId, createdById, ...openInvitation() },
    data: { revokedAt: new Date() },
  })
}
