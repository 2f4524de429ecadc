import type { Member } from '@/lib/actor'
import type { Prisma, Role } from '@/prisma/generated/client'

const mayEdit: Record<Role, boolean> = {
  viewer: false,
  commenter: false,
  editor: true,
  owner: true,
}

/**
 * A link is seen through what cites it: an entry of a list, or an annotation that the reader may
 * see. One that only somebody's own notes cite is theirs alone.
 */
export function visibleLinks(member: Member): Prisma.LinkWhereInput {
  const { teamId, userId } = member
  return {
    teamId,
    deletedAt: null,
    OR: [
      { entries: { some: { deletedAt: null, readingList: { deletedAt: null } } } },
      {
        annotations: {
          some: {
            deletedAt: null,
            OR: [{ audience: { in: ['team', 'public'] } }, { authorId: userId }],
          },
        },
      },
    ],
  }
}

export function canEditLinks(member: Member): boolean {
  return mayEdit[member.role]
}
