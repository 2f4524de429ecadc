import type { Member } from '@/lib/actor'
import type { ImportKind, Prisma, Role } from '@/prisma/generated/client'

const mayImport: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

export function canImport(member: Member): boolean {
  return mayImport[member.role]
}

const personal: ImportKind[] = ['links', 'notes', 'annotations']

/**
 * The programmes that the team imported and the links and notes of one's own, for those who may
 * import; none for the others. Links say what somebody has read, and go to a list that may not be
 * for everybody.
 */
export function visibleImports(member: Member): Prisma.ImportWhereInput {
  const { teamId } = member
  // Not by an id of its own: callers add the one that they look for
  const shared = { OR: [{ kind: { notIn: personal } }, { createdById: member.userId }] }
  return canImport(member) ? { teamId, ...shared } : { teamId, AND: [{ id: { in: [] } }] }
}

/** The sources of the team's conferences, for those who may import. */
export function visibleSources(member: Member): Prisma.SourceWhereInput {
  return sourcesOf(member, null)
}

/** Those that were taken away, to be brought back. */
export function removedSources(member: Member): Prisma.SourceWhereInput {
  return sourcesOf(member, { not: null })
}

function sourcesOf(member: Member, deletedAt: { not: null } | null): Prisma.SourceWhereInput {
  const { teamId } = member
  // Not by an id of its own: callers add the one that they look for
  return canImport(member) ? { teamId, deletedAt } : { teamId, AND: [{ id: { in: [] } }] }
}
