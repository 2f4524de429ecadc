import 'server-only'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { listFacts, listFactsOf, listRights, roleInList } from './audience'
import { canSeeTeamShares, shareCan, visibleShares } from './policy'
import type { ShareInput } from './schema'

const named = { id: true, slug: true, title: true } as const

const columns = (member: Member) =>
  ({
    id: true,
    createdAt: true,
    expiresAt: true,
    revokedAt: true,
    indexed: true,
    views: true,
    passwordHash: true,
    readingList: { select: { ...named, ...listFactsOf(member) } },
    session: { select: named },
    recap: { select: { conference: { select: named } } },
    createdById: true,
    createdBy: { select: { user: { select: { name: true } } } },
  }) satisfies Prisma.ShareSelect

type ShareRow = Prisma.ShareGetPayload<{ select: ReturnType<typeof columns> }>

/** What is shared (a recap goes by its conference); of a list that is not for the member, only that it is one. */
function subjectOf(member: Member, { readingList, session, recap }: ShareRow) {
  const list = readingList && { ...readingList, facts: listFacts(readingList) }
  const other = session ?? recap?.conference ?? null
  const seen = list && roleInList(member, list.facts) !== null ? list : other
  const subject: Subject = list ? 'list' : session ? 'session' : 'recap'
  return {
    subject,
    of: seen && { id: seen.id, slug: seen.slug, title: seen.title },
    ownsList: list?.audience === 'members' && listRights(member, list.facts).manage,
  }
}

/** How many shares a page of them holds; as many may be ended at once. */
const sharesPerPage = 200

async function getSharesWhere(member: Member, where: Prisma.ShareWhereInput, page = 1) {
  const rows = await db.share.findMany({
    where: { AND: [visibleShares(member), where] },
    relationLoadStrategy: 'join',
    select: columns(member),
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    skip: (page - 1) * sharesPerPage,
    take: sharesPerPage + 1,
  })
  const shares = rows.slice(0, sharesPerPage).map((row) => {
    const { id, createdAt, expiresAt, revokedAt, indexed, views, createdById } = row
    const { subject, of, ownsList } = subjectOf(member, row)
    return {
      ...{ id, createdAt, expiresAt, revokedAt, indexed, views, subject, of },
      locked: row.passwordHash !== null,
      createdBy: row.createdBy.user.name,
      state: stateOf(row),
      can: shareCan(member, { createdById, revokedAt, ownsList }),
    }
  })
  return { shares, more: rows.length > sharesPerPage }
}

function stateOf({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date | null }) {
  if (revokedAt) return 'revoked' as const
  return expiresAt && expiresAt <= new Date() ? ('expired' as const) : ('live' as const)
}

const columnOf = { list: 'readingListId', session: 'sessionId', recap: 'recapId' } as const

/** The shares of one list, session or recap, ended ones too, the latest first. */
export async function getShares(member: Member, subject: Subject, { id }: { id: string }) {
  return (await getSharesWhere(member, { [columnOf[subject]]: id })).shares
}

/** Which shares of a team to show: what is not named is no matter. */
export type ShareFilter = { state?: 'open' | 'ended'; of?: Subject }

/** A page of the shares of the team, the latest first, for owners; empty for others. */
export async function getTeamShares(member: Member, { state, of }: ShareFilter = {}, page = 1) {
  if (!canSeeTeamShares(member)) return { shares: [], more: false }
  const now = new Date()
  const states = {
    ended: { OR: [{ revokedAt: { not: null } }, { expiresAt: { lte: now } }] },
    // Not the contrary of the other: in SQL what never ends is neither
    open: { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  }
  const where: Prisma.ShareWhereInput[] = []
  if (state) where.push(states[state])
  if (of) where.push({ [columnOf[of]]: { not: null } })
  return getSharesWhere(member, { AND: where }, page)
}

type Subject = ShareInput['subject']
export type ShareDetail = Awaited<ReturnType<typeof getShares>>[number]

/** Whether public pages may show the member's own name. */
export async function getNameOnPublic(member: Member): Promise<boolean> {
  const { teamId, userId } = member
  const row = await db.membership.findFirst({
    where: { teamId, userId, leftAt: null },
    select: { showNameOnPublic: true },
  })
  return row?.showNameOnPublic ?? false
}
