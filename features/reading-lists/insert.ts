import 'server-only'
import type { Member } from '@/lib/actor'
import type { Transaction } from '@/lib/db'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { about, inSection, orderOf, type Standing, type Subject, writeKeys } from './change'
import { explained } from './entry'
import { keysForMany, type NewKeys } from './order'

// How many entries come into a list; runs inside the transactions of what adds them.

export const entryFacts = {
  id: true,
  readingListId: true,
  linkId: true,
  sessionId: true,
  offsetSeconds: true,
  whySource: true,
} as const

type Item = Subject & { why: string; sectionId?: string | null }

/** Adds to the ends of sections what is not in the list yet. The list is locked. */
export async function insertEntries(
  member: Member,
  tx: Transaction,
  listId: string,
  items: Item[],
) {
  const { teamId, userId } = member
  const wanted = new Map<string, Item>()
  for (const item of items) if (!wanted.has(keyOf(item))) wanted.set(keyOf(item), item)
  const known = await subjectsIn(member, tx, listId)
  const fresh = [...wanted].filter(([key]) => !known.has(key))
  const made = fresh.map(([, item]) => ({ id: newId(), item }))
  const there = wanted.size - made.length
  if (made.length === 0) return { added: 0, there }
  const order: Standing[] = await orderOf(member, tx, listId)
  const keys: NewKeys = new Map()
  for (const section of new Set(made.map(({ item }) => item.sectionId ?? null))) {
    const own = made.filter(({ item }) => (item.sectionId ?? null) === section)
    const ids = own.map(({ id }) => id)
    for (const [id, key] of keysForMany(inSection(order, section), ids)) keys.set(id, key)
  }
  const ids = new Set(made.map(({ id }) => id))
  await writeKeys(member, tx, new Map([...keys].filter(([id]) => !ids.has(id))))
  await tx.entry.createMany({
    data: made.map(({ id, item: { linkId, sessionId, offsetSeconds, why, sectionId } }) => ({
      ...{ teamId, id, linkId, sessionId, readingListId: listId, addedById: userId },
      ...{ offsetSeconds: offsetSeconds ?? null, sectionId: sectionId ?? null },
      ...{ orderKey: keys.get(id) ?? '', ...(why && explained(why)) },
    })),
  })
  await tx.readingList.update({
    where: { teamId_id: { teamId, id: listId } },
    data: { updatedAt: new Date() },
  })
  await record(tx, member, { verb: 'added', ...about('list', listId, listId) })
  return { added: made.length, there }
}

/** By what a list knows one subject from another. */
export const keyOf = ({ linkId, sessionId }: Pick<Subject, 'linkId' | 'sessionId'>) =>
  linkId ?? sessionId ?? ''

/** What a list names already. */
export async function subjectsIn({ teamId }: Member, tx: Transaction, readingListId: string) {
  const rows = await tx.entry.findMany({
    where: { teamId, readingListId, deletedAt: null },
    select: { linkId: true, sessionId: true },
  })
  return new Set(rows.map(keyOf))
}
