import 'server-only'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record, type Verb } from '@/lib/live'
import { canBeNamed, listFacts, listFactsOf, listRights, listsFor, running } from './audience'
import type { ListAudienceInput, ListMemberId, ListMemberInput } from './schema'

/** Who is named in a list that the member sees, and as what; people of the team, by name. */
export async function getListMembers(member: Member, { id }: { id: string }) {
  const rows = await db.listMember.findMany({
    where: { teamId: member.teamId, readingList: { ...listsFor(member), deletedAt: null, id } },
    relationLoadStrategy: 'join',
    select: {
      userId: true,
      role: true,
      membership: { select: { role: true, user: { select: { name: true } } } },
    },
    orderBy: [{ role: 'desc' }, { membership: { user: { name: 'asc' } } }],
  })
  return rows.map(({ userId, role, membership }) => ({
    userId,
    role,
    name: membership.user.name,
    /** Whether the team still lets them be so much */
    capped: !canBeNamed(membership.role, role),
  }))
}

export type ListMemberDetail = Awaited<ReturnType<typeof getListMembers>>[number]

/** Members of the team whom a list could name, with what they are in the team. */
export async function getNameable(member: Member) {
  const rows = await db.membership.findMany({
    where: { teamId: member.teamId, leftAt: null },
    relationLoadStrategy: 'join',
    select: { userId: true, role: true, user: { select: { name: true } } },
    orderBy: { user: { name: 'asc' } },
  })
  return rows.map(({ user, ...row }) => ({ ...row, name: user.name }))
}

/**
 * Turns a list over to the members whom it names, its mover their owner, or back to the team. Its
 * public addresses end with the first: who has one would see what the team may not.
 */
export async function setListAudience(member: Member, { list: id, audience }: ListAudienceInput) {
  await db.$transaction(async (tx) => {
    const list = await lockOwnList(member, tx, id)
    if (list.audience === audience) return
    const { teamId } = member
    await tx.readingList.update({ where: { teamId_id: { teamId, id } }, data: { audience } })
    if (audience === 'members') {
      await nameOwner(member, tx, id)
      await tx.share.updateMany({
        where: { teamId, readingListId: id, revokedAt: null },
        data: { revokedAt: new Date() },
      })
    }
    await record(tx, member, {
      verb: audience === 'members' ? 'withdrawn' : 'shown',
      subject: { type: 'list', id },
      place: { type: 'list', id },
    })
  })
}

/** Names a list's maker its owner. Part of a mutation that makes a list for named members. */
export async function nameOwner(
  { teamId, userId }: Member,
  tx: Transaction,
  readingListId: string,
) {
  const key = { teamId, readingListId, userId }
  await tx.listMember.upsert({
    where: { teamId_readingListId_userId: key },
    create: { ...key, role: 'owner', addedById: userId },
    update: { role: 'owner' },
  })
}

/** Names somebody in a list, or changes as what. */
export async function nameListMember(member: Member, { list, user, role }: ListMemberInput) {
  await db.$transaction(async (tx) => {
    await lockOwnList(member, tx, list)
    const { teamId } = member
    const theirs = await tx.membership.findFirst({
      where: { teamId, userId: user, leftAt: null },
      select: { role: true },
    })
    if (!theirs) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (!canBeNamed(theirs.role, role)) {
      const fieldErrors = { role: `shares.members.atMost.${theirs.role}` }
      throw new AppError('INVALID', 'errors.check', { fieldErrors })
    }
    const key = { teamId, readingListId: list, userId: user }
    await tx.listMember.upsert({
      where: { teamId_readingListId_userId: key },
      create: { ...key, role, addedById: member.userId },
      update: { role },
    })
    await keepAnOwner(member, tx, list)
    await tell(member, tx, 'shared', list)
  })
}

/** Takes a name out of a list: its owner's right, and everybody's over their own. */
export async function unnameListMember(member: Member, { list, user }: ListMemberId) {
  await db.$transaction(async (tx) => {
    await lockOwnList(member, tx, list, user === member.userId)
    const where = { teamId: member.teamId, readingListId: list, userId: user }
    const { count } = await tx.listMember.deleteMany({ where })
    if (count === 0) return
    await keepAnOwner(member, tx, list)
    await tell(member, tx, 'withdrawn', list)
  })
}

/** Who sees it, or as what, has changed: pages that have it open look again. */
async function tell(member: Member, tx: Transaction, verb: Verb, id: string) {
  const about = { type: 'list' as const, id }
  await record(tx, member, { verb, subject: about, place: about })
}

/** Refused for the names of a list that is for them alone, when none of them could run it. */
async function keepAnOwner({ teamId }: Member, tx: Transaction, id: string) {
  const left = await tx.readingList.count({
    where: { teamId, id, audience: 'members', members: { none: running } },
  })
  if (left > 0) throw new AppError('CONFLICT', 'shares.members.lastOwner')
}

/** The list, its names held still. Not for the member: not found; not theirs to run: forbidden. */
async function lockOwnList(member: Member, tx: Transaction, id: string, anybody = false) {
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "ReadingList"
    WHERE "teamId" = ${member.teamId}::uuid AND "id" = ${id}::uuid FOR UPDATE`)
  const list = await tx.readingList.findFirst({
    where: { ...listsFor(member), deletedAt: null, id },
    relationLoadStrategy: 'join',
    select: listFactsOf(member),
  })
  if (!list) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (!anybody && !listRights(member, listFacts(list)).manage) {
    throw new AppError('FORBIDDEN', 'errors.forbidden')
  }
  return list
}
