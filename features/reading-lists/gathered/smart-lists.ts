import 'server-only'
import { generateNKeysBetween } from 'fractional-indexing'
import { cache } from 'react'
import { visibleConferences } from '@/features/conferences/policy'
import { visibleMembers } from '@/features/teams/policy'
import { visibleTopicsSql } from '@/features/topics/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId, slugify } from '@/lib/ids'
import { type Happening, record } from '@/lib/live'
import { createList } from '../mutations'
import {
  canEditLists,
  editableSmartLists,
  restorableSmartLists,
  visibleSmartLists,
} from '../policy'
import { type SmartFilter, type SmartListInput, smartFilter, smartGathering } from './filter'
import { getGathered } from './queue'

/** How much of a smart list a copy takes. */
const mostCopied = 500

const columns = {
  id: true,
  slug: true,
  title: true,
  filter: true,
  forTeam: true,
  revision: true,
  createdById: true,
  createdBy: { select: { user: { select: { name: true } } } },
} satisfies Prisma.SmartListSelect

type Row = Prisma.SmartListGetPayload<{ select: typeof columns }>

function shown(member: Member, { createdBy, createdById, filter, ...row }: Row) {
  const edit = row.forTeam ? canEditLists(member) : createdById === member.userId
  return {
    ...row,
    // What an older version has stored otherwise asks for nothing
    filter: smartFilter.catch(smartFilter.parse({})).parse(filter),
    createdBy: createdBy.user.name,
    can: { edit, copy: canEditLists(member) },
  }
}

export type SmartListDetail = ReturnType<typeof shown>

/** The smart lists of the team, and one's own, by title. */
export async function getSmartLists(member: Member) {
  const rows = await db.smartList.findMany({
    where: visibleSmartLists(member),
    relationLoadStrategy: 'join',
    select: columns,
    orderBy: [{ title: 'asc' }, { createdAt: 'asc' }],
  })
  return rows.map((row) => shown(member, row))
}

export const getSmartList = cache(async (member: Member, id: string) => {
  const row = await db.smartList.findFirst({
    where: { AND: [visibleSmartLists(member), { id }] },
    relationLoadStrategy: 'join',
    select: columns,
  })
  return row && shown(member, row)
})

/** What a filter can name: topics, conferences and members, as far as the member sees them. */
export async function getSmartChoices(member: Member) {
  const [topics, conferences, people] = await Promise.all([
    readRows<Choice>(Prisma.sql`
      SELECT t."id", t."name" FROM "Topic" t WHERE ${visibleTopicsSql(member)}
      ORDER BY t."normalisedName" LIMIT 500`),
    db.conference.findMany({
      where: visibleConferences(member),
      select: { id: true, title: true },
      orderBy: { title: 'asc' },
    }),
    db.membership.findMany({
      where: visibleMembers(member),
      select: { userId: true, user: { select: { name: true } } },
      orderBy: { user: { name: 'asc' } },
      relationLoadStrategy: 'join',
    }),
  ])
  return {
    topic: topics,
    conference: conferences.map(({ id, title }): Choice => ({ id, name: title })),
    by: people.map(({ userId, user }): Choice => ({ id: userId, name: user.name })),
  }
}

/** The same where some smart lists name any of it; asked for nothing else. */
export async function getSmartNames(
  member: Member,
  lists: { filter: SmartFilter }[],
): Promise<SmartChoices> {
  const named = lists.some(({ filter }) => filter.topic || filter.conference || filter.by)
  return named ? getSmartChoices(member) : { topic: [], conference: [], by: [] }
}

type Choice = { id: string; name: string }
export type SmartChoices = Awaited<ReturnType<typeof getSmartChoices>>

/** Keeps a filter under a name: for oneself, or for the team where one may edit its lists. */
export async function createSmartList(member: Member, input: SmartListInput) {
  const { title, forTeam, ...filter } = input
  if (forTeam && !canEditLists(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  const { teamId, userId: createdById } = member
  const data = { teamId, id: newId(), slug: slugify(title), title, forTeam, createdById }
  return db.$transaction(async (tx) => {
    await tx.smartList.create({ data: { ...data, filter: smartFilter.parse(filter) } })
    await record(tx, member, about(data, 'created'))
    return { id: data.id, slug: data.slug }
  })
}

/**
 * Changes name and filter; who sees it stays.
 * @throws AppError CONFLICT when somebody has changed it since `revision`
 */
export async function updateSmartList(
  member: Member,
  { id, revision, ...input }: SmartListInput & { id: string; revision: number },
) {
  const { title, forTeam: _, ...filter } = input
  return db.$transaction(async (tx) => {
    const where = { AND: [editableSmartLists(member), { id }] }
    const found = await tx.smartList.findFirst({ where, select: { forTeam: true } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    const slug = slugify(title)
    const { count } = await tx.smartList.updateMany({
      where: { ...where, revision },
      data: { title, slug, filter: smartFilter.parse(filter), revision: { increment: 1 } },
    })
    if (count === 0) throw new AppError('CONFLICT', 'lists.conflict')
    await record(tx, member, about({ id, ...found }, 'edited'))
    return { id, slug }
  })
}

/** Moves it to the trash, or back. What it has shown stays where it is. */
export async function setSmartListDeleted(member: Member, id: string, deleted: boolean) {
  await db.$transaction(async (tx) => {
    const from = deleted ? editableSmartLists(member) : restorableSmartLists(member)
    const where = { AND: [from, { id }] }
    const found = await tx.smartList.findFirst({ where, select: { forTeam: true } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    await tx.smartList.updateMany({ where, data: { deletedAt: deleted ? new Date() : null } })
    await record(tx, member, about({ id, ...found }, deleted ? 'deleted' : 'restored'))
  })
}

/** A list of what the smart list holds for the member now, in its order. */
export async function copySmartList(member: Member, id: string) {
  const smart = await getSmartList(member, id)
  if (!smart) throw new AppError('NOT_FOUND', 'errors.notFound')
  const found: { linkId: string | null; sessionId: string | null }[] = []
  for (let page = 1, pages = 1; page <= pages && found.length < mostCopied; page++) {
    const part = await getGathered(member, smartGathering(smart.filter), page)
    pages = part.pages
    for (const { link, session } of part.items) {
      found.push({ linkId: link?.id ?? null, sessionId: session?.id ?? null })
    }
  }
  const list = await createList(member, { title: smart.title, description: '' })
  const { teamId, userId: addedById } = member
  const kept = found.slice(0, mostCopied)
  const keys = generateNKeysBetween(null, null, kept.length)
  await db.$transaction(async (tx) => {
    const own = { teamId, addedById, readingListId: list.id }
    await tx.entry.createMany({
      data: kept.map((it, index) => ({ ...own, ...it, id: newId(), orderKey: keys[index] ?? '' })),
    })
    const subject = { type: 'list' as const, id: list.id }
    await record(tx, member, { verb: 'edited', subject, place: subject })
  })
  return list
}

function about(it: { id: string; forTeam: boolean }, verb: Happening['verb']): Happening {
  const subject = { type: 'smart-list' as const, id: it.id }
  return { verb, subject, audience: it.forTeam ? 'team' : 'me' }
}

export type { SmartFilter }
