import 'server-only'
import { findOrCreateLink, updateLink } from '@/features/links/mutations'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { slugify } from '@/lib/ids'
import { record } from '@/lib/live'
import {
  type Added,
  about,
  changed,
  insertEntry,
  insertList,
  lockEntry,
  lockList,
  mustEdit,
  sectionIn,
} from './change'
import { described, explained } from './entry'
import { restorableEntries, restorableLists, visibleEntries, visibleLists } from './policy'
import type { AddLink, AddSession, EntryEdit, ListEdit, ListInput } from './schema'

export type { Added } from './change'

export async function createList(member: Member, input: ListInput) {
  mustEdit(member)
  return db.$transaction((tx) => insertList(member, tx, input))
}

/** @throws AppError CONFLICT when somebody has changed the list since `revision` */
export async function updateList(member: Member, { id, revision, title, description }: ListEdit) {
  return db.$transaction(async (tx) => {
    await lockList(member, tx, id)
    const slug = slugify(title)
    const { count } = await tx.readingList.updateMany({
      where: { ...visibleLists(member), id, revision },
      data: { title, slug, ...described(description), revision: { increment: 1 } },
    })
    if (count === 0) throw new AppError('CONFLICT', 'lists.conflict')
    await record(tx, member, { verb: 'edited', ...about('list', id, id) })
    return { id, slug }
  })
}

/** Moves a list to the trash: its shares find nothing from now on. In it already: success. */
export async function trashList(member: Member, id: string) {
  await db.$transaction(async (tx) => {
    const list = await lockList(member, tx, id, 'delete').catch(async (error: unknown) => {
      const gone = await tx.readingList.count({ where: { ...restorableLists(member), id } })
      if (gone === 0) throw error
    })
    if (!list) return
    const where = { ...visibleLists(member), id }
    await tx.readingList.updateMany({ where, data: { deletedAt: new Date() } })
    await record(tx, member, { verb: 'deleted', ...about('list', id, id) })
  })
}

/** Takes a list out of the trash. Already back, by whoever: success. */
export async function restoreList(member: Member, id: string) {
  mustEdit(member)
  await db.$transaction(async (tx) => {
    const where = { ...restorableLists(member), id }
    const { count } = await tx.readingList.updateMany({ where, data: { deletedAt: null } })
    if (count > 0) return record(tx, member, { verb: 'restored', ...about('list', id, id) })
    const back = await tx.readingList.count({ where: { ...visibleLists(member), id } })
    if (back === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
  })
}

/** @throws AppError INVALID on the field `address` */
export async function addLink(member: Member, { list, ...link }: AddLink) {
  return db.$transaction(async (tx) => {
    await lockList(member, tx, list)
    return insertLink(member, tx, list, link)
  })
}

/** The same to a new list of the title given. */
export async function addLinkToNew(member: Member, { title, address }: Named) {
  mustEdit(member)
  return db.$transaction(async (tx) => {
    const list = await insertList(member, tx, { title, description: '' })
    return insertLink(member, tx, list.id, { address, title: '', why: '' })
  })
}

type Named = Pick<AddLink, 'title' | 'address'>

async function insertLink(
  member: Member,
  tx: Transaction,
  list: string,
  { why, id, section, ...given }: Omit<AddLink, 'list'>,
) {
  const { id: linkId, offsetSeconds, back } = await findOrCreateLink(member, tx, given)
  const sectionId = await sectionIn(member, tx, list, section)
  const subject = { linkId, sessionId: null, offsetSeconds, ...(id && { id }) }
  return { ...(await insertEntry(member, tx, list, subject, why, sectionId)), back }
}

/** Adds a session to a list, or to a new one of the title given. */
export async function addSession(
  member: Member,
  { session, list, title, id, why = '' }: AddSession,
): Promise<Added> {
  mustEdit(member)
  return db.$transaction(async (tx) => {
    const found = await tx.session.count({ where: { ...visibleSessions(member), id: session } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (list) await lockList(member, tx, list)
    const listId = list ?? (await insertList(member, tx, { title, description: '' })).id
    const subject = { linkId: null, sessionId: session }
    return insertEntry(member, tx, listId, { ...subject, ...(id && { id }) }, why)
  })
}

/** @throws AppError CONFLICT when somebody has changed the entry or its link since */
export async function updateEntry(member: Member, edit: EntryEdit) {
  const { id, revision, why, linkRevision, title, type } = edit
  return db.$transaction(async (tx) => {
    const entry = await lockEntry(member, tx, { id })
    if (entry.linkId && title && type && linkRevision !== undefined) {
      await updateLink(member, tx, { id: entry.linkId, revision: linkRevision, title, type })
    }
    const { count } = await tx.entry.updateMany({
      where: { teamId: member.teamId, id, revision },
      data: { ...explained(why), revision: { increment: 1 } },
    })
    if (count === 0) throw new AppError('CONFLICT', 'lists.conflict')
    await changed(member, tx, 'edited', entry.readingListId, id)
    return { id: entry.readingListId, slug: entry.readingList.slug }
  })
}

/** Takes an entry out of its list, of a certain one if it is named. Out of it already: success. */
export async function removeEntry(member: Member, id: string, list?: string) {
  await db.$transaction(async (tx) => {
    const of = { id, ...(list && { readingListId: list }) }
    const entry = await lockEntry(member, tx, of).catch(async (error: unknown) => {
      const where = { ...restorableEntries(member), ...of }
      const gone = await tx.entry.findFirst({ where, select: { readingListId: true } })
      if (!gone) throw error
      await lockList(member, tx, gone.readingListId)
    })
    if (!entry) return
    const { readingListId } = entry
    const key = { teamId: member.teamId, id }
    await tx.entry.update({ where: { teamId_id: key }, data: { deletedAt: new Date() } })
    await changed(member, tx, 'deleted', readingListId, id)
  })
}

/** Puts an entry back where it stood. Already back, by whoever: success. */
export async function restoreEntry(member: Member, id: string) {
  mustEdit(member)
  await db.$transaction(async (tx) => {
    const where = { AND: [{ id }, { OR: [visibleEntries(member), restorableEntries(member)] }] }
    const select = { readingListId: true, linkId: true, sessionId: true }
    const entry = await tx.entry.findFirst({ where, select })
    if (!entry) throw new AppError('NOT_FOUND', 'errors.notFound')
    const { readingListId, ...subject } = entry
    await lockList(member, tx, readingListId)
    await insertEntry(member, tx, readingListId, subject, '')
  })
}
