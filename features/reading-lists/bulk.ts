import 'server-only'
import type { Member } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { LinkType } from '@/prisma/generated/client'
import {
  inSection,
  listChanged,
  lockList,
  mustEdit,
  orderOf,
  sectionIn,
  writeKeys,
  writeSection,
} from './change'
import { entryFacts, insertEntries, keyOf, subjectsIn } from './insert'
import { keysForMany, keysForReturn, type NewKeys } from './order'
import { restorableEntries, visibleEntries } from './policy'

// What is done to many entries at once: one transaction, and as many statements for one as for all.

/** What became of entries: `there` had been in place already, `gone` were taken away meanwhile. */
export type Outcome = { done: number; there: number; gone: number }

/** Those of the entries that are there, in the order given, once their list and another are locked. */
async function lockTicked(member: Member, tx: Transaction, ids: string[], other?: string) {
  const where = { AND: [visibleEntries(member), { id: { in: ids } }] }
  const seen = await tx.entry.findFirst({ where, select: { readingListId: true } })
  if (!seen) throw new AppError('NOT_FOUND', 'lists.bulk.gone')
  const { readingListId } = seen
  // Two who move entries to and fro between two lists take turns, too
  const lists = [...new Set([readingListId, ...(other ? [other] : [])])].sort()
  for (const id of lists) await lockList(member, tx, id)
  const rows = await tx.entry.findMany({
    where: { AND: [where, { readingListId }] },
    select: entryFacts,
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const entries = ids.flatMap((id) => byId.get(id) ?? [])
  return { readingListId, entries, gone: new Set(ids).size - entries.length }
}

/** Brings entries to the end of a section of their list, or of those without one. */
export async function entriesToSection(
  member: Member,
  { entries: ids, section }: { entries: string[]; section: string },
): Promise<Outcome> {
  return db.$transaction(async (tx) => {
    const { readingListId, entries, gone } = await lockTicked(member, tx, ids)
    const target = await sectionIn(member, tx, readingListId, section)
    if (section && !target) throw new AppError('NOT_FOUND', 'lists.bulk.sectionGone')
    const order = await orderOf(member, tx, readingListId)
    const wanted = new Set(entries.map(({ id }) => id))
    const standing = order.filter(({ id, sectionId }) => wanted.has(id) && sectionId === target)
    const moved = entries.filter(({ id }) => !standing.some((entry) => entry.id === id))
    const outcome = { done: moved.length, there: standing.length, gone }
    if (moved.length === 0) return outcome
    const movedIds = moved.map(({ id }) => id)
    await writeKeys(member, tx, keysForMany(inSection(order, target), movedIds))
    await writeSection(member, tx, movedIds, target)
    await listChanged(member, tx, readingListId)
    return outcome
  })
}

/**
 * Moves entries to the end of another list, with their comments, or copies them there, with their
 * whys. What stands there already stays where it is.
 */
export async function entriesToList(
  member: Member,
  { entries: ids, list, copy }: { entries: string[]; list: string; copy: boolean },
): Promise<Outcome & { to: { id: string; slug: string; title: string } }> {
  return db.$transaction(async (tx) => {
    const { readingListId, entries, gone } = await lockTicked(member, tx, ids, list)
    const to = await lockList(member, tx, list)
    if (copy || readingListId === list) {
      const items = entries.map(({ whySource, ...entry }) => ({ ...entry, why: whySource }))
      const { added, there } = await insertEntries(member, tx, list, items)
      return { done: added, there, gone, to }
    }
    const known = await subjectsIn(member, tx, list)
    const moved = entries.filter((entry) => !known.has(keyOf(entry))).map(({ id }) => id)
    const outcome = { done: moved.length, there: entries.length - moved.length, gone, to }
    if (moved.length === 0) return outcome
    const keys = keysForMany(inSection(await orderOf(member, tx, list), null), moved)
    await tx.entry.updateMany({
      where: { teamId: member.teamId, id: { in: moved } },
      data: { readingListId: list, sectionId: null, formerSectionId: null },
    })
    await writeKeys(member, tx, keys)
    await listChanged(member, tx, readingListId)
    await listChanged(member, tx, list)
    return outcome
  })
}

/** Says of what type the links of entries are, in all lists; sessions have none. */
export async function entriesToType(
  member: Member,
  { entries: ids, type }: { entries: string[]; type: LinkType },
): Promise<Outcome> {
  return db.$transaction(async (tx) => {
    const { readingListId, entries, gone } = await lockTicked(member, tx, ids)
    const links = entries.flatMap(({ linkId }) => linkId ?? [])
    const { count } = await tx.link.updateMany({
      where: {
        teamId: member.teamId,
        id: { in: links },
        deletedAt: null,
        OR: [{ type: { not: type } }, { typeTyped: false }],
      },
      data: { type, typeTyped: true, revision: { increment: 1 } },
    })
    if (count > 0) await listChanged(member, tx, readingListId)
    return { done: count, there: entries.length - count, gone }
  })
}

/** Takes entries out of their list. Answers which, for the way back. */
export async function removeEntries(member: Member, ids: string[]): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const { readingListId, entries } = await lockTicked(member, tx, ids)
    const removed = entries.map(({ id }) => id)
    await tx.entry.updateMany({
      where: { teamId: member.teamId, id: { in: removed } },
      data: { deletedAt: new Date() },
    })
    await listChanged(member, tx, readingListId)
    return removed
  })
}

/** Puts entries back where they stood. Those that are back already, by whoever: success. */
export async function restoreEntries(member: Member, ids: string[]): Promise<void> {
  mustEdit(member)
  await db.$transaction(async (tx) => {
    const where = { AND: [restorableEntries(member), { id: { in: ids } }] }
    const select = { ...entryFacts, orderKey: true, sectionId: true }
    const seen = await tx.entry.findFirst({ where, select: { readingListId: true } })
    if (!seen) return
    const { readingListId } = seen
    await lockList(member, tx, readingListId)
    const rows = await tx.entry.findMany({ where: { AND: [where, { readingListId }] }, select })
    const known = await subjectsIn(member, tx, readingListId)
    const back = rows.filter((row) => !known.has(keyOf(row)))
    const order = await orderOf(member, tx, readingListId)
    const keys: NewKeys = new Map()
    for (const entry of back.sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))) {
      const there = inSection(order, entry.sectionId)
      const changes = keysForReturn(there, entry)
      for (const [id, key] of changes) keys.set(id, key)
      order.push(entry)
      for (const one of order) one.orderKey = changes.get(one.id) ?? one.orderKey
      order.sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
    }
    await writeKeys(member, tx, keys)
    await tx.entry.updateMany({
      where: { teamId: member.teamId, id: { in: back.map(({ id }) => id) } },
      data: { deletedAt: null },
    })
    await listChanged(member, tx, readingListId)
  })
}
