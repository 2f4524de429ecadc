import 'server-only'
import { visibleConferences } from '@/features/conferences/policy'
import type { Member } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'
import type { TableReading } from '../formats/programme'
import { removedSources, visibleSources } from '../policy'
import type { ScheduleInput } from '../schema'
import type { WorkProblem } from '../work'
import { nextAfter } from './timetable'

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

/**
 * How somebody has said last that a table of these columns is read; undefined where nobody has.
 * @param sourceId only what was said of this source
 */
export async function getKnownReading(
  member: Member,
  columns: string[],
  sourceId: string | null,
): Promise<TableReading | undefined> {
  const found = await db.source.findMany({
    where: {
      AND: [visibleSources(member), sourceId ? { id: sourceId } : {}],
      reading: { not: {} },
    },
    select: { reading: true },
    orderBy: { refreshedAt: 'desc' },
    take: 100,
  })
  const names = [...columns].sort().join('\n')
  return found
    .map(({ reading }) => reading as TableReading)
    .find(
      (reading) =>
        Object.keys(reading.columns ?? {})
          .sort()
          .join('\n') === names,
    )
}

/** The sources of a conference, the oldest first, as their page shows them. None for who may not import. */
export async function getSources(member: Member, conferenceId: string) {
  const { teamId } = member
  const sources = await db.source.findMany({
    where: { ...visibleSources(member), conferenceId, conference: visibleConferences(member) },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, name: true, kind: true, url: true, refreshedAt: true, schedule: true },
      ...{ nextAt: true, checkedAt: true, failures: true, failure: true },
      scheduledBy: { select: { user: { select: { name: true } } } },
      _count: { select: { items: { where: { vanishedAt: null } } } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const held = await db.import.findMany({
    where: { teamId, state: 'staged', sourceId: { in: sources.map(({ id }) => id) } },
    select: { id: true, sourceId: true },
  })
  return sources.map(({ scheduledBy, _count, failure, ...source }) => ({
    ...source,
    sessions: _count.items,
    scheduledBy: scheduledBy?.user.name ?? null,
    failure: failure ? (JSON.parse(failure) as WorkProblem) : null,
    /** What came and waits for somebody to look at it */
    heldId: held.find(({ sourceId }) => sourceId === source.id)?.id ?? null,
  }))
}

export type ShownSource = Awaited<ReturnType<typeof getSources>>[number]

/** Has a source fetched by itself from now on, in the name of the member, or no longer. */
export async function scheduleSource(member: Member, input: ScheduleInput): Promise<void> {
  const { id, schedule } = input
  await change(member, id, async (tx, source) => {
    if (!source.url) throw new AppError('CONFLICT', 'imports.sources.noAddress')
    const on = schedule !== 'off'
    await tx.source.updateMany({
      where: { teamId: member.teamId, id },
      data: {
        ...{ schedule, scheduledById: on ? member.userId : null },
        nextAt: on ? nextAfter(schedule, 0, new Date()) : null,
        // A failure that ended a schedule is answered by a new one
        ...(on && { failures: 0, failure: null }),
      },
    })
  })
}

/** Takes a source away. What came from it stays, with its sessions; nothing is fetched any more. */
export async function removeSource(member: Member, id: string): Promise<Named> {
  return change(member, id, async (tx) => {
    const where = { teamId: member.teamId, id }
    const off = { schedule: 'off', nextAt: null, scheduledById: null } as const
    await tx.source.updateMany({ where, data: { deletedAt: new Date(), ...off } })
    const waiting = { teamId: member.teamId, sourceId: id, state: 'staged' } as const
    await tx.import.updateMany({ where: waiting, data: { state: 'discarded' } })
  })
}

/** A source that was taken away, to be brought back; null when it is not, or no longer. */
export async function getRemovedSource(member: Member, id: string) {
  return db.source.findFirst({
    where: { AND: [removedSources(member), { id }] },
    select: { id: true, name: true },
  })
}

/** Brings a source back, without its schedule. */
export async function restoreSource(member: Member, id: string): Promise<Named> {
  return change(
    member,
    id,
    async (tx) => {
      await tx.source.updateMany({
        where: { teamId: member.teamId, id },
        data: { deletedAt: null },
      })
    },
    true,
  )
}

type Named = { id: string; slug: string }
type Found = { url: string | null }

async function change(
  member: Member,
  id: string,
  run: (tx: Transaction, source: Found) => Promise<void>,
  removed = false,
): Promise<Named> {
  const sources = removed ? removedSources : visibleSources
  return db.$transaction(async (tx) => {
    const source = await tx.source.findFirst({
      where: { AND: [sources(member), { id }], conference: visibleConferences(member) },
      select: { url: true, conference: { select: { id: true, slug: true } } },
    })
    if (!source) throw new AppError('NOT_FOUND', 'errors.notFound')
    await run(tx, source)
    const subject = { type: 'conference', id: source.conference.id } as const
    await record(tx, member, { verb: 'edited', subject })
    return source.conference
  })
}
