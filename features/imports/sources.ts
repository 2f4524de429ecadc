import 'server-only'
import { visibleConferences } from '@/features/conferences/policy'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import type { TableReading } from './formats/programme'
import { visibleSources } from './policy'
import type { Target } from './schema'

// The sources of a conference: where its programme comes from, and how it is fetched again.

/** The source that is kept from an address already, or null. */
export async function getSourceAt(
  member: Member,
  url: string,
  conferenceId: string | null,
): Promise<string | null> {
  const found = await db.source.findFirst({
    where: {
      AND: [visibleSources(member), { url }],
      conference: { ...visibleConferences(member), ...(conferenceId && { id: conferenceId }) },
    },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  })
  return found?.id ?? null
}

/** How somebody has said that the tables of a source are read; undefined where nobody has. */
export async function getSourceReading(
  member: Member,
  target: Target,
): Promise<TableReading | undefined> {
  if (target.kind !== 'source') return undefined
  const where = { AND: [visibleSources(member), { id: target.sourceId }] }
  const found = await db.source.findFirst({ where, select: { reading: true } })
  const reading = (found?.reading ?? {}) as TableReading
  return reading.columns ? reading : undefined
}
