import { getList } from '@/features/reading-lists/queries'
import type { Member } from '@/lib/actor'
import { fromSlugId } from '@/lib/ids'

/** The list that a part of an address names; null where there is none for the reader. */
export async function findList(member: Member | null, part: string) {
  const id = fromSlugId(part)
  return member && id ? getList(member, id) : null
}
