import type { Member } from '@/lib/actor'
import { type ListAudience, Prisma, type Role } from '@/prisma/generated/client'

// Who a list is for. Here and not with the lists, since links and shares, which come before them,
// are seen through lists too.

/** What decides over a list. */
export type ListFacts = {
  audience: ListAudience
  createdById: string
  /** As what it names the member; null when not at all */
  named: Role | null
  /** Whether it has no owner left who may run it */
  orphaned: boolean
}

/** A list may not make more of somebody than the team does; running one takes an editor. */
const atMost: Record<Role, readonly Role[]> = {
  viewer: ['viewer'],
  commenter: ['viewer', 'commenter'],
  editor: ['viewer', 'commenter', 'editor', 'owner'],
  owner: ['viewer', 'commenter', 'editor', 'owner'],
}

/** Somebody whom a list names its owner, and who may still run it. */
export const running = {
  role: 'owner',
  membership: { leftAt: null, role: { in: ['editor', 'owner'] } },
} satisfies Prisma.ListMemberWhereInput

const comments: readonly Role[] = ['commenter', 'editor', 'owner']
const edits: readonly Role[] = ['editor', 'owner']
const owns: readonly Role[] = ['owner']

/** Whether a list may name somebody so who is this in the team. */
export function canBeNamed(inTeam: Role, inList: Role): boolean {
  return atMost[inTeam].includes(inList)
}

/** What a member is in a list: what it names them as, or what they are in the team; the lesser. */
export function roleInList(member: Member, it: ListFacts): Role | null {
  if (it.audience === 'team') {
    const begun = it.createdById === member.userId && edits.includes(member.role)
    return begun ? 'owner' : member.role
  }
  if (it.orphaned && member.role === 'owner') return 'owner'
  if (it.named === null) return null
  const allowed = atMost[member.role]
  return allowed.includes(it.named) ? it.named : (allowed.at(-1) ?? null)
}

/** What a member may do with a list, and with what stands in it. */
export function listRights(member: Member, it: ListFacts) {
  const role = roleInList(member, it) ?? 'viewer'
  const edit = edits.includes(role)
  const own = owns.includes(role)
  return {
    comment: comments.includes(role),
    edit,
    arrange: edit,
    add: edit,
    share: edit,
    // A list of the team is in the hands of all who edit
    delete: it.audience === 'team' ? edit : own,
    // Who it is for
    manage: own,
  }
}

/** The columns that `listFacts` reads. */
export function listFactsOf({ userId }: Member) {
  return {
    audience: true,
    createdById: true,
    members: { where: { userId }, select: { role: true } },
    _count: { select: { members: { where: running } } },
  } satisfies Prisma.ReadingListSelect
}

/** What decides over a "ReadingList" `l`, as columns named like `ListFacts`; those of its own left out. */
export function listFactsSql({ teamId, userId }: Member): Prisma.Sql {
  return Prisma.sql`(
      SELECT lm."role" FROM "ListMember" lm
      WHERE lm."teamId" = ${teamId}::uuid AND lm."readingListId" = l."id"
        AND lm."userId" = ${userId}::uuid) AS "named",
    (l."audience" = 'members'
      AND NOT EXISTS (${runningSql(Prisma.sql`${teamId}::uuid`)})) AS "orphaned"`
}

type FactRow = Omit<ListFacts, 'named' | 'orphaned'> & {
  members: { role: Role }[]
  _count: { members: number }
}

/** What the rules for lists go by, from a row of Prisma's. */
export function listFacts({ audience, createdById, members, _count }: FactRow): ListFacts {
  return {
    audience,
    createdById,
    named: members[0]?.role ?? null,
    orphaned: audience === 'members' && _count.members === 0,
  }
}

/** The lists, in the trash or not, that are for the member, by what they may do there. */
export function listsFor(
  member: Member,
  may: 'see' | 'comment' | 'edit' | 'own' = 'see',
): Prisma.ReadingListWhereInput & { teamId: string } {
  const { teamId, userId, role } = member
  const enough = { see: comments.concat('viewer'), comment: comments, edit: edits, own: owns }[may]
  // The most that a list can make of them
  const reach = atMost[role].some((one) => enough.includes(one))
  if (!reach) return { teamId, OR: [{ id: { in: [] } }] }
  const own = may === 'own' && role !== 'owner' ? { createdById: userId } : {}
  const orphaned = { members: { none: running } }
  return {
    teamId,
    OR: [
      { audience: 'team', ...own },
      { members: { some: { userId, role: { in: namedAs(role, enough) } } } },
      ...(role === 'owner' ? [orphaned] : []),
    ],
  }
}

/** As what a list may name somebody of this role so that they are one of `enough` there. */
function namedAs(role: Role, enough: readonly Role[]): Role[] {
  const all: Role[] = ['viewer', 'commenter', 'editor', 'owner']
  const top = atMost[role].at(-1) ?? 'viewer'
  return all.filter((named) => enough.includes(atMost[role].includes(named) ? named : top))
}

/** Those that the member sees, in SQL, as a condition on a "ReadingList" `l`. */
export function listsForSql({ teamId, userId, role }: Member): Prisma.Sql {
  const orphaned =
    role === 'owner'
      ? Prisma.sql`OR NOT EXISTS (${runningSql(Prisma.sql`${teamId}::uuid`)})`
      : Prisma.empty
  return Prisma.sql`(l."teamId" = ${teamId}::uuid AND (l."audience" = 'team'
    OR EXISTS (SELECT FROM "ListMember" lm WHERE lm."teamId" = ${teamId}::uuid
                 AND lm."readingListId" = l."id" AND lm."userId" = ${userId}::uuid) ${orphaned}))`
}

/** Who owns a "ReadingList" `l` and may still run it. */
function runningSql(teamId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT FROM "ListMember" lm
    JOIN "Membership" lr ON lr."teamId" = ${teamId} AND lr."userId" = lm."userId"
    WHERE lm."teamId" = ${teamId} AND lm."readingListId" = l."id" AND lm."role" = 'owner'
      AND lr."leftAt" IS NULL AND lr."role" IN ('editor', 'owner')`
}

/**
 * The ids of all who see a "ReadingList" `l` that names its members, as an array; null of one that
 * the whole team sees. What reads for many readers at once asks with it.
 */
export const listReadersSql = Prisma.sql`(CASE WHEN l."audience" = 'members' THEN ARRAY(
  SELECT lm."userId" FROM "ListMember" lm
  WHERE lm."teamId" = l."teamId" AND lm."readingListId" = l."id"
  UNION
  SELECT m."userId" FROM "Membership" m
  WHERE m."teamId" = l."teamId" AND m."leftAt" IS NULL AND m."role" = 'owner'
    AND NOT EXISTS (${runningSql(Prisma.sql`l."teamId"`)})) END)`
