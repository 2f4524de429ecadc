import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { afterCursor, instant, keyset, type Page } from '@/lib/records'
import { LinkType } from '@/prisma/generated/enums'
import { visibleLinks } from './policy'

/** A link as programs are told of it. */
export const linkRecord = z.object({
  id: z.uuid(),
  url: z.string(),
  title: z.string(),
  type: z.enum(LinkType),
  site: z.string(),
  author: z.string(),
  description: z.string(),
  durationSeconds: z.int().nullable(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
})

const columns = {
  id: true,
  url: true,
  title: true,
  type: true,
  site: true,
  author: true,
  description: true,
  durationSeconds: true,
  revision: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.LinkSelect

/** One page of the links that the member sees. One statement. */
export async function getLinkRecords(member: Member, page: Page) {
  const where = { AND: [visibleLinks(member), afterCursor(page)] }
  return db.link.findMany({ where, select: columns, ...keyset(page) })
}

export async function getLinkRecord(member: Member, id: string) {
  return db.link.findFirst({ where: { AND: [visibleLinks(member), { id }] }, select: columns })
}
