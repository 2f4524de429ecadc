import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { hashToken, newToken } from '@/lib/tokens'
import type { Prisma } from '@/prisma/generated/client'

/** A token of a member, for writing unless told otherwise. */
export async function tokenOf(
  teamId: string,
  { userId }: { userId: string },
  given: Partial<Prisma.ApiTokenUncheckedCreateInput> = {},
): Promise<string> {
  const token = `hw_${newToken()}`
  const told = { id: newId(), name: 'A program', scope: 'write' as const, ...given }
  await db.apiToken.create({ data: { teamId, userId, tokenHash: hashToken(token), ...told } })
  return token
}
