import 'server-only'
import { cache } from 'react'
import { visibleConferences } from '@/features/conferences/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import type { Entry, Values } from './formats/values'
import { canImport, visibleImports } from './policy'
import { type Item, isEmpty, type Placing, planHash, planImport } from './programmes/plan'
import {
  type ImportOptions,
  type ImportReport,
  programmeKinds,
  type StagedProgramme,
  type Target,
} from './schema'
import { stateOf } from './work'

const workColumns = { undoing: true, begunAt: true, done: true, total: true, problem: true }

const summary = {
  id: true,
  state: true,
  kind: true,
  fileName: true,
  fileSize: true,
  conferenceId: true,
  createdAt: true,
  appliedAt: true,
  undoneAt: true,
  createdBy: { select: { user: { select: { name: true } } } },
  work: { select: workColumns },
} satisfies Prisma.ImportSelect

const importsPerPage = 100

/** A page of the team's imports, the latest first, with what they did in numbers. */
export async function getImports(member: Member, page = 1) {
  const rows = await db.import.findMany({
    where: visibleImports(member),
    relationLoadStrategy: 'join',
    select: { ...summary, options: true, report: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    skip: (page - 1) * importsPerPage,
    take: importsPerPage + 1,
  })
  const imports = rows
    .slice(0, importsPerPage)
    .map(({ options, report, createdBy, work, ...row }) => ({
      ...row,
      state: stateOf(row.state, work).state,
      by: createdBy.user.name,
      title: (options as ImportOptions).title,
      report: countsOf(report as ImportReport | null),
    }))
  return { imports, more: rows.length > importsPerPage }
}

export type ImportSummary = Awaited<ReturnType<typeof getImports>>['imports'][number]

function countsOf(report: ImportReport | null) {
  if (!report) return null
  const { conference, added, changed, unchanged, vanished, kept } = report
  return { conference, added, changed, unchanged, vanished, kept }
}

/** One import as it stands, or null. A staged one carries what was read, an applied one its report. */
export const getImport = cache(async (member: Member, id: string) => {
  const row = await db.import.findFirst({
    where: { ...visibleImports(member), id },
    relationLoadStrategy: 'join',
    select: {
      ...summary,
      fileHash: true,
      sourceId: true,
      options: true,
      report: true,
    },
  })
  if (!row) return null
  const { createdBy, options, report, work, ...rest } = row
  // Other kinds read their own, of several megabytes at times
  const read = programmeKinds.includes(row.kind)
    ? await db.import.findFirst({
        where: { teamId: member.teamId, id },
        select: { programme: true },
      })
    : null
  const { busy, problem } = stateOf(row.state, work)
  return {
    ...rest,
    /** What is done with it at the moment, and how far that is */
    work: busy && work && { ...work, busy },
    /** Why it came back after somebody asked for that */
    problem,
    by: createdBy.user.name,
    options: options as ImportOptions,
    report: report as ImportReport | null,
    programme: read?.programme as StagedProgramme,
  }
})

export type ImportDetail = NonNullable<Awaited<ReturnType<typeof getImport>>>

/** What is told of a conference that a file goes to. */
const columns = {
  id: true,
  slug: true,
  title: true,
  zone: true,
  dayEndsAtMinutes: true,
} satisfies Prisma.ConferenceSelect

/** The conferences that a file can go to, with their sources. None for who may not import. */
export async function getImportTargets(member: Member) {
  if (!canImport(member)) return []
  return db.conference.findMany({
    where: visibleConferences(member),
    relationLoadStrategy: 'join',
    select: {
      ...columns,
      sources: {
        where: { deletedAt: null },
        select: { id: true, name: true, kind: true, contentHash: true, refreshedAt: true },
        orderBy: { createdAt: 'asc' },
      },
    },
    orderBy: [{ firstDay: { sort: 'desc', nulls: 'last' } }, { title: 'asc' }],
  })
}

export type ImportTarget = Awaited<ReturnType<typeof getImportTargets>>[number]

type ItemRow = {
  key: string
  stored: Values & { unique: boolean }
  sessionId: string
  vanished: boolean
  editedFields: string[]
  deleted: boolean
}

/**
 * What a staged import would do to the programme as it is at this moment, or null when the
 * conference or source it aims at is gone, or its zone is not known yet.
 */
export async function getPlan(
  member: Member,
  { options, programme }: { options: ImportOptions; programme: StagedProgramme },
  client: Transaction = db,
) {
  const aim = await findTarget(member, options, client)
  if (!aim) return null
  const items = aim.source ? await itemsOf(member, aim.source.id, client) : []
  const plan = planImport(programme.entries, items, aim.placing)
  const named = {
    conferenceId: aim.conference?.id ?? null,
    sourceId: aim.source?.id ?? null,
    title: aim.conference ? null : options.title,
    placing: aim.placing,
  }
  return { ...aim, items, plan, empty: isEmpty(plan), hash: planHash(plan, named) }
}

export type FoundPlan = NonNullable<Awaited<ReturnType<typeof getPlan>>>

async function findTarget(member: Member, options: ImportOptions, client: Transaction) {
  const { target, zone, dayEndsAtMinutes } = options
  if (target.kind === 'new') {
    const placing: Placing | null = zone ? { zone, dayEndsAtMinutes } : null
    return placing && { conference: null, source: null, placing }
  }
  const conference = await client.conference.findFirst({
    where: { ...visibleConferences(member), ...ofTarget(target) },
    relationLoadStrategy: 'join',
    select: {
      ...columns,
      sources: {
        where: { id: target.kind === 'source' ? target.sourceId : { in: [] } },
        select: { id: true, name: true, contentHash: true, refreshedAt: true },
      },
    },
  })
  if (!conference) return null
  const { sources, ...rest } = conference
  const placing: Placing = { zone: rest.zone, dayEndsAtMinutes: rest.dayEndsAtMinutes }
  return { conference: rest, source: sources[0] ?? null, placing }
}

function ofTarget(target: Exclude<Target, { kind: 'new' }>): Prisma.ConferenceWhereInput {
  if (target.kind === 'conference') return { id: target.conferenceId }
  return { sources: { some: { id: target.sourceId, deletedAt: null } } }
}

async function itemsOf(member: Member, sourceId: string, client: Transaction): Promise<Item[]> {
  const rows = await client.$queryRaw<ItemRow[]>(Prisma.sql`
    SELECT i."externalKey" AS "key", i."values" AS "stored", i."sessionId",
           i."vanishedAt" IS NOT NULL AS "vanished", s."editedFields",
           s."deletedAt" IS NOT NULL AS "deleted"
    FROM "SourceItem" i
    JOIN "Session" s ON s."teamId" = i."teamId" AND s."id" = i."sessionId"
    WHERE i."teamId" = ${member.teamId}::uuid AND i."sourceId" = ${sourceId}::uuid
    ORDER BY i."values"->>'startsAt', i."externalKey"`)
  return rows.map(({ stored, ...row }) => {
    const { unique, ...values } = stored
    return { ...row, unique, values }
  })
}

/**
 * The source that gave what a file has, or null: most likely the file is its next version, or a
 * part of it. A third of the smaller one must be known to the other by key and by title or start;
 * keys alone would not do, since many conferences number their talks from 1.
 */
export async function getLikelySource(
  member: Member,
  entries: Entry[],
  conferenceId: string | null,
): Promise<string | null> {
  const keys = entries.map(({ key }) => key)
  const titles = entries.map(({ values }) => values.title)
  const starts = entries.map(({ values }) => values.startsAt)
  const [best] = await db.$queryRaw<{ id: string; known: bigint; all: bigint }[]>(Prisma.sql`
    SELECT i."sourceId" AS "id", count(*) AS "all",
           count(*) FILTER (WHERE i."values"->>'title' = e."title"
                               OR i."values"->>'startsAt' = e."start") AS "known"
    FROM "SourceItem" i
    JOIN "Source" s ON s."teamId" = i."teamId" AND s."id" = i."sourceId" AND s."deletedAt" IS NULL
    JOIN "Conference" c ON c."teamId" = s."teamId" AND c."id" = s."conferenceId"
                       AND c."deletedAt" IS NULL
    LEFT JOIN unnest(${keys}::text[], ${titles}::text[], ${starts}::text[])
      AS e("key", "title", "start") ON e."key" = i."externalKey"
    WHERE i."teamId" = ${member.teamId}::uuid
      AND (${conferenceId}::uuid IS NULL OR c."id" = ${conferenceId}::uuid)
    GROUP BY i."sourceId" ORDER BY "known" DESC, i."sourceId" LIMIT 1`)
  if (!best || best.known === 0n) return null
  return Number(best.known) * 3 >= Math.min(entries.length, Number(best.all)) ? best.id : null
}
