import 'server-only'
import type { Member } from '@/lib/actor'
import { db, isDuplicate } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { createList, updateList } from './mutations'
import { visibleLists } from './policy'
import type { PutList } from './schema'

/** Writes a list as a program sends it. The same id and title without a revision is the same list. */
export async function putList(member: Member, { revision, ...fields }: PutList): Promise<void> {
  if (revision !== undefined) {
    await updateList(member, { ...fields, revision })
    return
  }
  try {
    await createList(member, fields)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const { id, title } = fields
    const made = await db.readingList.count({
      where: { AND: [visibleLists(member), { id, title }] },
    })
    if (made === 0) throw new AppError('CONFLICT', 'errors.conflict', { cause: error })
  }
}
