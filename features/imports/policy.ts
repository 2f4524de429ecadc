import type { Member } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

const mayImport: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

export function canImport(member: Member): boolean {
  return mayImport[member.role]
}

/** All imports of one's team, for those who may import; none for the others. */
export function visibleImports(member: Member): Prisma.ImportWhereInput {
  const { teamId } = member
  // Not by an id of its own: callers add the one that they look for
  return canImport(member) ? { teamId } : { teamId, AND: [{ id: { in: [] } }] }
}
