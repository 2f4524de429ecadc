import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { afterCursor, instant, keyset, type Page, person } from '@/lib/records'
import { ListAudience } from '@/prisma/generated/enums'
import { visibleEntries, visibleLists, visibleSections } from './policy'

/** A reading list as programs are told of it. */
export const listRecord = z.object({
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  audience: z.enum(ListAudience),
  createdBy: person,
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
})

/** An entry of one: a link or a session. */
export const entryRecord = z.object({
  id: z.uuid(),
  list: z.uuid(),
  link: z.object({ id: z.uuid(), url: z.string(), title: z.string() }).nullable(),
  session: z.uuid().nullable(),
  section: z.uuid().nullable(),
  why: z.string(),
  offsetSeconds: z.int().nullable(),
  order: z.string().describe('api.fields.order'),
  addedBy: person,
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
})

/** A heading in a list; `order` is among the sections. */
export const sectionRecord = z.object({
  id: z.uuid(),
  list: z.uuid(),
  title: z.string(),
  order: z.string().describe('api.fields.order'),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
})

const somebody = { select: { user: { select: { id: true, name: true } } } } as const

const listColumns = {
  id: true,
  title: true,
  descriptionSource: true,
  audience: true,
  createdBy: somebody,
  revision: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.ReadingListSelect

const entryColumns = {
  id: true,
  readingListId: true,
  link: { select: { id: true, url: true, title: true } },
  sessionId: true,
  sectionId: true,
  whySource: true,
  offsetSeconds: true,
  orderKey: true,
  addedBy: somebody,
  revision: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.EntrySelect

type ListRow = Prisma.ReadingListGetPayload<{ select: typeof listColumns }>
type EntryRow = Prisma.EntryGetPayload<{ select: typeof entryColumns }>

function toldList({ descriptionSource, createdBy, ...row }: ListRow) {
  return { ...row, description: descriptionSource, createdBy: createdBy.user }
}

function toldEntry({ readingListId, sessionId, addedBy, ...row }: EntryRow) {
  const { sectionId, whySource, orderKey } = row
  return {
    ...row,
    section: sectionId,
    list: readingListId,
    session: sessionId,
    why: whySource,
    order: orderKey,
    addedBy: addedBy.user,
  }
}

/** One page of the lists that the member sees. One statement. */
export async function getListRecords(member: Member, page: Page) {
  const rows = await db.readingList.findMany({
    where: { AND: [visibleLists(member), afterCursor(page)] },
    relationLoadStrategy: 'join',
    select: listColumns,
    ...keyset(page),
  })
  return rows.map(toldList)
}

export async function getListRecord(member: Member, id: string) {
  const row = await db.readingList.findFirst({
    where: { AND: [visibleLists(member), { id }] },
    relationLoadStrategy: 'join',
    select: listColumns,
  })
  return row && toldList(row)
}

/** One page of the entries of a list. One statement. */
export async function getEntryRecords(member: Member, list: string, page: Page) {
  const rows = await db.entry.findMany({
    where: { AND: [visibleEntries(member), { readingListId: list }, afterCursor(page)] },
    relationLoadStrategy: 'join',
    select: entryColumns,
    ...keyset(page),
  })
  return rows.map(toldEntry)
}

export async function getEntryRecord(member: Member, list: string, id: string) {
  const row = await db.entry.findFirst({
    where: { AND: [visibleEntries(member), { readingListId: list, id }] },
    relationLoadStrategy: 'join',
    select: entryColumns,
  })
  return row && toldEntry(row)
}

/** One page of the sections of a list. One statement. */
export async function getSectionRecords(member: Member, list: string, page: Page) {
  const rows = await db.section.findMany({
    where: { AND: [visibleSections(member), { readingListId: list }, afterCursor(page)] },
    ...keyset(page),
  })
  return rows.map((row) => ({ ...row, list, order: row.orderKey }))
}

export async function getSectionRecord(member: Member, list: string, id: string) {
  const where = { AND: [visibleSections(member), { readingListId: list, id }] }
  const row = await db.section.findFirst({ where })
  return row && { ...row, list, order: row.orderKey }
}
