import 'server-only'
import { type Member, memberFor, type System } from '@/lib/actor'
import { db } from '@/lib/db'

// What the admin command asks of teams.

/** The teams that go by a slug, an id or a name; only by a name there can be several. */
export async function findTeams(_system: System, called: string) {
  const known = { deletedAt: null }
  const select = { id: true, slug: true, name: true }
  const bySlug = await db.team.findMany({ where: { ...known, slug: called }, select })
  return bySlug.length > 0
    ? bySlug
    : db.team.findMany({ where: { ...known, name: called }, select })
}

/** The member of a team with an address, or null. */
export async function findMember(
  _system: System,
  teamId: string,
  email: string,
): Promise<Member | null> {
  const where = { teamId, leftAt: null, user: { email } }
  const row = await db.membership.findFirst({ where, select: { userId: true } })
  return row && memberFor(row.userId, teamId)
}

/** Whoever has been an owner of a team for longest, or null. */
export async function findOldestOwner(_system: System, teamId: string): Promise<Member | null> {
  const row = await db.membership.findFirst({
    where: { teamId, leftAt: null, role: 'owner', user: { deletedAt: null, disabledAt: null } },
    orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
    select: { userId: true },
  })
  return row && memberFor(row.userId, teamId)
}
