import 'server-only'
import { findOrCreateLink, updateLink } from '@/features/links/mutations'
import { visibleSessions } from '@/features/sessions/policy'
import { listFacts, listFactsOf, listRights } from '@/features/shares/audience'
import { nameOwner } from '@/features/shares/list-members'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId, slugify } from '@/lib/ids'
import { record, type Verb } from '@/lib/live'
import { described, explained } from './entry'
import { keysForEnd, keysForPlace, keysForReturn, type NewKeys } from './order'
import {
  canEditLists,
  restorableEntries,
  restorableLists,
  visibleEntries,
  visibleLists,
} from './policy'
import type { AddLink, AddSession, EntryEdit, ListEdit, ListInput, PlaceInput } from './schema'

/** Whether an entry is new in its list; one that was there already is success too. */
export type Added = { listId: string; entryId: string; added: boolean }

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

/** Moves a list to the trash. Its shares find nothing from now on. */
export async function trashList(member: Member, id: string) {
  await db.$transaction(async (tx) => {
    await lockList(member, tx, id, 'delete')
    const where = { ...visibleLists(member), id }
    await tx.readingList.updateMany({ where, data: { deletedAt: new Date() } })
    await record(tx, member, { verb: 'deleted', ...about('list', id, id) })
  })
}

export async function restoreList(member: Member, id: string) {
  mustEdit(member)
  await db.$transaction(async (tx) => {
    const where = { ...restorableLists(member), id }
    const { count } = await tx.readingList.updateMany({ where, data: { deletedAt: null } })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    await record(tx, member, { verb: 'restored', ...about('list', id, id) })
  })
}

/** @throws AppError INVALID on the field `address` */
export async function addLink(member: Member, { list, why, id, ...given }: AddLink) {
  return db.$transaction(async (tx) => {
    await lockList(member, tx, list)
    const { id: linkId, offsetSeconds, back } = await findOrCreateLink(member, tx, given)
    const subject = { linkId, sessionId: null, offsetSeconds, ...(id && { id }) }
    return { ...(await insertEntry(member, tx, list, subject, why)), back }
  })
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
    const entry = await lockEntry(member, tx, id)
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

/**
 * Moves an entry between the neighbours that its mover saw. Movers of one list take turns (its row
 * is locked), so no entry is lost or doubled; the same move twice is one.
 * @throws AppError CONFLICT when both neighbours have gone meanwhile
 */
export async function placeEntry(member: Member, { id, after, before }: PlaceInput) {
  await db.$transaction(async (tx) => {
    const { readingListId } = await lockEntry(member, tx, id)
    const keys = keysForPlace(await orderOf(member, tx, readingListId), id, { after, before })
    if (!keys) throw new AppError('CONFLICT', 'lists.neighboursGone')
    if (keys.size === 0) return
    await writeKeys(member, tx, keys)
    await changed(member, tx, 'moved', readingListId, id)
  })
}

export async function removeEntry(member: Member, id: string) {
  await db.$transaction(async (tx) => {
    const { readingListId } = await lockEntry(member, tx, id)
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

type Place = { linkId: string | null; sessionId: string | null }
type Subject = Place & { offsetSeconds?: number | null; id?: string }

/** Adds to the end, or restores to its place what was in the list before. The list is locked. */
async function insertEntry(
  member: Member,
  tx: Transaction,
  listId: string,
  subject: Subject,
  why: string,
): Promise<Added> {
  const { teamId, userId } = member
  const { linkId, sessionId } = subject
  const former = await tx.entry.findFirst({
    where: { teamId, readingListId: listId, linkId, sessionId },
    orderBy: [{ deletedAt: { sort: 'desc', nulls: 'first' } }],
    select: { id: true, orderKey: true, deletedAt: true, whySource: true },
  })
  if (former && !former.deletedAt) return { listId, entryId: former.id, added: false }
  const order = await orderOf(member, tx, listId)
  const entryId = former?.id ?? subject.id ?? newId()
  const keys = former ? keysForReturn(order, former) : keysForEnd(order, entryId)
  await writeKeys(member, tx, keys)
  const own = { orderKey: keys.get(entryId) ?? '', ...(why && explained(why)) }
  if (former) {
    const key = { teamId, id: entryId }
    await tx.entry.update({ where: { teamId_id: key }, data: { ...own, deletedAt: null } })
  } else {
    const data = {
      ...subject,
      ...own,
      teamId,
      id: entryId,
      readingListId: listId,
      addedById: userId,
    }
    await tx.entry.create({ data })
  }
  await changed(member, tx, former ? 'restored' : 'created', listId, entryId)
  return { listId, entryId, added: true }
}

async function insertList(
  member: Member,
  tx: Transaction,
  { id = newId(), title, description, audience = 'team' }: ListInput,
) {
  const { teamId, userId: createdById } = member
  const words = { title, slug: slugify(title), ...described(description) }
  const data = { teamId, id, audience, ...words }
  const select = { id: true, slug: true }
  const list = await tx.readingList.create({ data: { ...data, createdById }, select })
  if (audience === 'members') await nameOwner(member, tx, list.id)
  await record(tx, member, { verb: 'created', ...about('list', list.id, list.id) })
  return list
}

/**
 * Waits for the list's turn, and looks at it then. Not there, or not for the member: not found; there,
 * but more than they may: forbidden.
 */
async function lockList(
  member: Member,
  tx: Transaction,
  id: string,
  right: 'edit' | 'delete' = 'edit',
) {
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "ReadingList"
    WHERE "teamId" = ${member.teamId}::uuid AND "id" = ${id}::uuid FOR UPDATE`)
  const list = await tx.readingList.findFirst({
    where: { ...visibleLists(member), id },
    relationLoadStrategy: 'join',
    select: listFactsOf(member),
  })
  if (!list) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (!listRights(member, listFacts(list))[right]) {
    throw new AppError('FORBIDDEN', 'errors.forbidden')
  }
}

/** The entry, with its list locked; looked at again once it is our turn. */
async function lockEntry(member: Member, tx: Transaction, id: string) {
  const where = { ...visibleEntries(member), id }
  const select = { readingListId: true, linkId: true, readingList: { select: { slug: true } } }
  const seen = await tx.entry.findFirst({ where, select })
  if (seen) await lockList(member, tx, seen.readingListId)
  const entry = seen && (await tx.entry.findFirst({ where, select }))
  if (!entry) throw new AppError('NOT_FOUND', 'errors.notFound')
  return entry
}

function mustEdit(member: Member) {
  if (!canEditLists(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

/** All that is in the list, also what the page leaves out because its session is in the trash. */
function orderOf({ teamId }: Member, tx: Transaction, readingListId: string) {
  return tx.entry.findMany({
    where: { teamId, readingListId, deletedAt: null },
    select: { id: true, orderKey: true },
    orderBy: [{ orderKey: 'asc' }, { createdAt: 'asc' }],
  })
}

async function writeKeys({ teamId }: Member, tx: Transaction, keys: NewKeys) {
  const [ids, values] = [[...keys.keys()], [...keys.values()]]
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Entry" e SET "orderKey" = k."key"
    FROM unnest(${ids}::uuid[], ${values}::text[]) AS k("id", "key")
    WHERE e."teamId" = ${teamId}::uuid AND e."id" = k."id"`)
}

/** The list has changed with its entry: the order of all lists is by that. */
async function changed(member: Member, tx: Transaction, verb: Verb, listId: string, id: string) {
  const key = { teamId: member.teamId, id: listId }
  await tx.readingList.update({ where: { teamId_id: key }, data: { updatedAt: new Date() } })
  await record(tx, member, { verb, ...about('entry', id, listId) })
}

function about(type: 'list' | 'entry', id: string, listId: string) {
  return { subject: { type, id }, place: { type: 'list' as const, id: listId } }
}
