import 'server-only'
import { listFacts, listFactsOf, listRights } from '@/features/shares/audience'
import { nameOwner } from '@/features/shares/list-members'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId, slugify } from '@/lib/ids'
import { record, type Verb } from '@/lib/live'
import { described, explained } from './entry'
import { keysForEnd, keysForReturn, type NewKeys, type Ordered } from './order'
import { canEditLists, visibleEntries, visibleLists } from './policy'
import type { ListInput } from './schema'

// What changes of a list have in common; all of it runs inside their transactions.

/** Whether an entry is new in its list; one that was there already is success too. */
export type Added = { listId: string; entryId: string; added: boolean }

export type Subject = {
  linkId: string | null
  sessionId: string | null
  offsetSeconds?: number | null
  /** As whoever adds it wants it to be known */
  id?: string
}

/** An entry and where it stands: keys compare within a section. */
export type Standing = Ordered & { sectionId: string | null }

/** Adds to the end of its section, or restores to its place what was in the list before. The list is locked. */
export async function insertEntry(
  member: Member,
  tx: Transaction,
  listId: string,
  subject: Subject,
  why: string,
  sectionId: string | null = null,
): Promise<Added> {
  const { teamId, userId } = member
  const { linkId, sessionId } = subject
  const former = await tx.entry.findFirst({
    where: { teamId, readingListId: listId, linkId, sessionId },
    orderBy: [{ deletedAt: { sort: 'desc', nulls: 'first' } }],
    select: { id: true, orderKey: true, sectionId: true, deletedAt: true, whySource: true },
  })
  if (former && !former.deletedAt) return { listId, entryId: former.id, added: false }
  const section = former ? former.sectionId : sectionId
  const order = inSection(await orderOf(member, tx, listId), section)
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
      sectionId: section,
      addedById: userId,
    }
    await tx.entry.create({ data })
  }
  await changed(member, tx, former ? 'restored' : 'created', listId, entryId)
  return { listId, entryId, added: true }
}

/** A new list with its event; answers where it is. */
export async function insertList(
  member: Member,
  tx: Transaction,
  { id = newId(), title, description, audience = 'team' }: ListInput,
  copiedFromId: string | null = null,
) {
  const { teamId, userId: createdById } = member
  const words = { title, slug: slugify(title), ...described(description) }
  const data = { teamId, id, audience, copiedFromId, ...words }
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
export async function lockList(
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
    select: { ...listFactsOf(member), slug: true, title: true },
  })
  if (!list) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (!listRights(member, listFacts(list))[right]) {
    throw new AppError('FORBIDDEN', 'errors.forbidden')
  }
  return { id, slug: list.slug, title: list.title }
}

/** The entry, with its list locked; looked at again once it is our turn. */
export async function lockEntry(
  member: Member,
  tx: Transaction,
  of: { id: string; readingListId?: string },
) {
  const where = { ...visibleEntries(member), ...of }
  const select = { readingListId: true, linkId: true, readingList: { select: { slug: true } } }
  const seen = await tx.entry.findFirst({ where, select })
  if (seen) await lockList(member, tx, seen.readingListId)
  const entry = seen && (await tx.entry.findFirst({ where, select }))
  if (!entry) throw new AppError('NOT_FOUND', 'errors.notFound')
  return entry
}

/** @throws AppError FORBIDDEN for who may change no list */
export function mustEdit(member: Member) {
  if (!canEditLists(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

/** All that is in the list, also what the page leaves out because its session is in the trash. */
export function orderOf({ teamId }: Member, tx: Transaction, readingListId: string) {
  return tx.entry.findMany({
    where: { teamId, readingListId, deletedAt: null },
    select: { id: true, orderKey: true, sectionId: true },
    orderBy: [{ orderKey: 'asc' }, { createdAt: 'asc' }],
  })
}

/** Of the entries in their order those of one section, or of none. */
export function inSection(order: Standing[], sectionId: string | null): Standing[] {
  return order.filter((entry) => entry.sectionId === sectionId)
}

/** The sections of a list, in their order. */
export function sectionsOf({ teamId }: Member, tx: Transaction, readingListId: string) {
  return tx.section.findMany({
    where: { teamId, readingListId, deletedAt: null },
    select: { id: true, orderKey: true, title: true },
    orderBy: [{ orderKey: 'asc' }, { createdAt: 'asc' }],
  })
}

/** The section if it is one of the list's, else none. */
export async function sectionIn(
  member: Member,
  tx: Transaction,
  readingListId: string,
  id: string | null | undefined,
): Promise<string | null> {
  if (!id) return null
  const where = { teamId: member.teamId, readingListId, id, deletedAt: null }
  return (await tx.section.count({ where })) > 0 ? id : null
}

/** Gives entries other places, in one statement. */
export async function writeKeys({ teamId }: Member, tx: Transaction, keys: NewKeys) {
  if (keys.size === 0) return
  const [ids, values] = [[...keys.keys()], [...keys.values()]]
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Entry" e SET "orderKey" = k."key"
    FROM unnest(${ids}::uuid[], ${values}::text[]) AS k("id", "key")
    WHERE e."teamId" = ${teamId}::uuid AND e."id" = k."id"`)
}

/** Brings entries of one list into a section, or out of all: with the keys they have there. */
export async function writeSection(
  { teamId }: Member,
  tx: Transaction,
  ids: string[],
  sectionId: string | null,
  formerSectionId: string | null = null,
) {
  const where = { teamId, id: { in: ids } }
  await tx.entry.updateMany({ where, data: { sectionId, formerSectionId } })
}

/** The list has changed with its entry: the order of all lists is by that. */
export async function changed(
  member: Member,
  tx: Transaction,
  verb: Verb,
  listId: string,
  id: string,
) {
  await touchList(member, tx, listId)
  await record(tx, member, { verb, ...about('entry', id, listId) })
}

/** The same of many entries, or of sections: one line of the log. */
export async function listChanged(member: Member, tx: Transaction, listId: string) {
  await touchList(member, tx, listId)
  await record(tx, member, { verb: 'edited', ...about('list', listId, listId) })
}

async function touchList({ teamId }: Member, tx: Transaction, id: string) {
  const key = { teamId, id }
  await tx.readingList.update({ where: { teamId_id: key }, data: { updatedAt: new Date() } })
}

/** Subject and place of an event of a list. */
export function about(type: 'list' | 'entry', id: string, listId: string) {
  return { subject: { type, id }, place: { type: 'list' as const, id: listId } }
}
