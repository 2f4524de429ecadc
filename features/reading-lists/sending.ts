import 'server-only'
import type { Member } from '@/lib/actor'
import { db, isDuplicate } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { createList, updateList } from './mutations'
import { visibleLists } from './policy'
import { getSectionRecord } from './records'
import type { PutList, PutSection } from './schema'
import { addSection, renameSection } from './sections'

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

/** Writes a section as a program sends it. */
export async function putSection(
  member: Member,
  { id: list, section: id, revision, title }: PutSection,
): Promise<void> {
  if (revision === undefined) {
    await addSection(member, { list, id, title }).catch((error: unknown) => {
      throw isDuplicate(error) ? new AppError('CONFLICT', 'errors.conflict') : error
    })
    return
  }
  const found = await getSectionRecord(member, list, id)
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  await renameSection(member, { id, revision, title, page: '' })
}
