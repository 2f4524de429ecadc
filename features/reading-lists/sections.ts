import 'server-only'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import {
  changed,
  inSection,
  listChanged,
  lockEntry,
  lockList,
  orderOf,
  type Standing,
  sectionIn,
  sectionsOf,
  writeKeys,
  writeSection,
} from './change'
import { keysForEnd, keysForMany, keysForPlace, keysForReturn, type NewKeys } from './order'
import { restorableSections, visibleSections } from './policy'
import { mostSections, type PlaceInput, type SectionEdit, type SectionInput } from './schema'

// The order of a list: its sections, and where its entries stand.

/**
 * Moves an entry between the neighbours that its mover saw, and into the section that they saw it in.
 * Movers of one list take turns (its row is locked), so no entry is lost or doubled; the same move
 * twice is one. A section that has gone meanwhile is that of the neighbours; neighbours that have
 * left it leave its beginning or end.
 * @throws AppError CONFLICT when section and neighbours have gone meanwhile
 */
export async function placeEntry(member: Member, { id, after, before, section }: PlaceInput) {
  await db.$transaction(async (tx) => {
    const { readingListId } = await lockEntry(member, tx, { id })
    const order = await orderOf(member, tx, readingListId)
    const neighbour = order.find((entry) => entry.id === after) ?? find(order, before)
    const named = section && (await sectionIn(member, tx, readingListId, section))
    const gone = section !== undefined && section !== '' && !named
    if (!neighbour && (section === undefined || gone)) {
      throw new AppError('CONFLICT', 'lists.neighboursGone')
    }
    const target = section === undefined || gone ? (neighbour?.sectionId ?? null) : named || null
    const there = inSection(order, target)
    const others = there.filter((entry) => entry.id !== id)
    const start = after || !before ? undefined : others[0]?.id
    const keys =
      keysForPlace(there, id, { after, before }) ??
      keysForPlace(there, id, { after: start ? undefined : others.at(-1)?.id, before: start }) ??
      (there.length > 0 ? new Map<string, string>() : keysForEnd([], id))
    if (keys.size === 0) return
    await writeKeys(member, tx, keys)
    if (find(order, id)?.sectionId !== target) await writeSection(member, tx, [id], target)
    await changed(member, tx, 'moved', readingListId, id)
  })
}

const find = (order: Standing[], id: string | undefined) => order.find((entry) => entry.id === id)

/** A new last section of a list. The same id and title again is the same section. */
export async function addSection(
  member: Member,
  { list, title, id = newId() }: SectionInput,
): Promise<string> {
  return db.$transaction(async (tx) => {
    await lockList(member, tx, list)
    const key = { teamId: member.teamId, id }
    const known = await tx.section.findUnique({ where: { teamId_id: key } })
    if (known?.readingListId === list && known.title === title && !known.deletedAt) return id
    if (known) throw new AppError('CONFLICT', 'errors.conflict')
    await insertSections(member, tx, list, [title], [id])
    await listChanged(member, tx, list)
    return id
  })
}

/** New last sections, in the order given. The list is locked. @throws AppError INVALID: too many */
export async function insertSections(
  member: Member,
  tx: Transaction,
  readingListId: string,
  titles: string[],
  ids = titles.map(() => newId()),
): Promise<string[]> {
  if (titles.length === 0) return []
  const { teamId, userId: createdById } = member
  const order = await sectionsOf(member, tx, readingListId)
  if (order.length + titles.length > mostSections) {
    throw new AppError('INVALID', 'lists.tooManySections', { params: { max: mostSections } })
  }
  const keys = keysForMany(order, ids)
  await writeSectionKeys(member, tx, keys)
  const data = titles.map((title, index) => {
    const id = ids[index] ?? ''
    return { teamId, id, readingListId, title, createdById, orderKey: keys.get(id) ?? '' }
  })
  await tx.section.createMany({ data })
  return ids
}

/** @throws AppError CONFLICT when somebody has renamed it since `revision` */
export async function renameSection(member: Member, { id, revision, title }: SectionEdit) {
  return db.$transaction(async (tx) => {
    const list = await lockSection(member, tx, { id })
    const { count } = await tx.section.updateMany({
      where: { ...visibleSections(member), id, revision },
      data: { title, revision: { increment: 1 } },
    })
    if (count === 0) throw new AppError('CONFLICT', 'lists.conflict')
    await listChanged(member, tx, list.id)
    return list
  })
}

/** Moves a section with its entries before or behind another. The same move twice is one. */
export async function placeSection(
  member: Member,
  { id, after, before }: Pick<PlaceInput, 'id' | 'after' | 'before'>,
) {
  await db.$transaction(async (tx) => {
    const list = await lockSection(member, tx, { id })
    const keys = keysForPlace(await sectionsOf(member, tx, list.id), id, { after, before })
    if (!keys) throw new AppError('CONFLICT', 'lists.neighboursGone')
    if (keys.size === 0) return
    await writeSectionKeys(member, tx, keys)
    await listChanged(member, tx, list.id)
  })
}

/**
 * Takes the heading away. Its entries stand at the end of the section before it, or of those without
 * one, and keep in mind where they come from. Taken away already, by whoever: success.
 */
export async function trashSection(member: Member, id: string, of?: string) {
  await db.$transaction(async (tx) => {
    const within = { id, ...(of && { readingListId: of }) }
    const list = await lockSection(member, tx, within).catch(async (error: unknown) => {
      const where = { ...restorableSections(member), ...within }
      const gone = await tx.section.findFirst({ where, select: { readingListId: true } })
      if (!gone) throw error
      await lockList(member, tx, gone.readingListId)
    })
    if (!list) return
    const sections = await sectionsOf(member, tx, list.id)
    const target = sections[sections.findIndex((section) => section.id === id) - 1]?.id ?? null
    const order = await everyEntry(member, tx, list.id)
    const ids = inSection(order, id).map((entry) => entry.id)
    await writeKeys(member, tx, keysForMany(inSection(order, target), ids))
    await writeSection(member, tx, ids, target, id)
    const key = { teamId_id: { teamId: member.teamId, id } }
    await tx.section.update({ where: key, data: { deletedAt: new Date() } })
    await listChanged(member, tx, list.id)
  })
}

/** Puts a section back, with what it held and nobody has moved since. */
export async function restoreSection(member: Member, id: string) {
  await db.$transaction(async (tx) => {
    const where = { AND: [{ id }, { OR: [visibleSections(member), restorableSections(member)] }] }
    const select = { readingListId: true }
    const seen = await tx.section.findFirst({ where, select })
    if (!seen) throw new AppError('NOT_FOUND', 'errors.notFound')
    const { id: listId } = await lockList(member, tx, seen.readingListId)
    const key = { teamId: member.teamId, id }
    const section = await tx.section.findUniqueOrThrow({ where: { teamId_id: key } })
    if (!section.deletedAt) return
    await writeSectionKeys(member, tx, keysForReturn(await sectionsOf(member, tx, listId), section))
    await tx.section.update({ where: { teamId_id: key }, data: { deletedAt: null } })
    const order = await everyEntry(member, tx, listId)
    const ids = order.filter((entry) => entry.formerSectionId === id).map((entry) => entry.id)
    await writeKeys(member, tx, keysForMany([], ids))
    await writeSection(member, tx, ids, id)
    await listChanged(member, tx, listId)
  })
}

/** Also those that were taken out, since they come back to where they stood. */
function everyEntry({ teamId }: Member, tx: Transaction, readingListId: string) {
  return tx.entry.findMany({
    where: { teamId, readingListId },
    select: { id: true, orderKey: true, sectionId: true, formerSectionId: true },
    orderBy: [{ orderKey: 'asc' }, { createdAt: 'asc' }],
  })
}

/** The list of a section, locked; the section is looked at again once it is our turn. */
async function lockSection(
  member: Member,
  tx: Transaction,
  of: { id: string; readingListId?: string },
) {
  const where = { ...visibleSections(member), ...of }
  const seen = await tx.section.findFirst({ where, select: { readingListId: true } })
  if (!seen) throw new AppError('NOT_FOUND', 'errors.notFound')
  const list = await lockList(member, tx, seen.readingListId)
  if (!(await tx.section.count({ where }))) throw new AppError('NOT_FOUND', 'errors.notFound')
  return list
}

async function writeSectionKeys({ teamId }: Member, tx: Transaction, keys: NewKeys) {
  if (keys.size === 0) return
  const [ids, values] = [[...keys.keys()], [...keys.values()]]
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Section" s SET "orderKey" = k."key"
    FROM unnest(${ids}::uuid[], ${values}::text[]) AS k("id", "key")
    WHERE s."teamId" = ${teamId}::uuid AND s."id" = k."id"`)
}
