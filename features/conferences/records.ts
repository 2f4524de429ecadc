import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { afterCursor, day, instant, keyset, type Page } from '@/lib/records'
import { visibleConferences } from './policy'

/** A conference as programs are told of it. */
export const conferenceRecord = z.object({
  id: z.uuid(),
  title: z.string(),
  zone: z.string().describe('api.fields.zone'),
  dayEndsAt: z.string().describe('api.fields.dayEndsAt'),
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  place: z.string(),
  url: z.string().nullable(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
})

const columns = {
  id: true,
  title: true,
  zone: true,
  dayEndsAtMinutes: true,
  firstDay: true,
  lastDay: true,
  place: true,
  url: true,
  revision: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.ConferenceSelect

type Row = Prisma.ConferenceGetPayload<{ select: typeof columns }>

function told({ dayEndsAtMinutes, ...row }: Row) {
  return { ...row, dayEndsAt: new Date(dayEndsAtMinutes * 60_000).toISOString().slice(11, 16) }
}

/** One page of the team's conferences. One statement. */
export async function getConferenceRecords(member: Member, page: Page) {
  const where = { AND: [visibleConferences(member), afterCursor(page)] }
  const rows = await db.conference.findMany({ where, select: columns, ...keyset(page) })
  return rows.map(told)
}

export async function getConferenceRecord(member: Member, id: string) {
  const where = { ...visibleConferences(member), id }
  const row = await db.conference.findFirst({ where, select: columns })
  return row && told(row)
}
