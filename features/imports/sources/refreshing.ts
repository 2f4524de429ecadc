import 'server-only'
import { visibleConferences } from '@/features/conferences/policy'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { log } from '@/lib/log'
import type { Way } from '@/lib/outbound'
import type { Programme, TableReading } from '../formats/programme'
import { ReaderFailed, readApart } from '../formats/read-apart'
import { visibleSources } from '../policy'
import { applyImport } from '../programmes/apply'
import { type FoundPlan, getImport, getPlan } from '../queries'
import { type Fetched, type ImportOptions, type StagedProgramme, sourceKinds } from '../schema'
import { json, stagedOf } from '../staged'
import type { WorkProblem } from '../work'
import { type FetchedFile, fetchFile } from './fetching'
import { isAlarming, mostFailures, nextAfter } from './timetable'

// A source with an address, fetched again: what it adds and changes is applied as an import of its own.

export type Outcome = 'unchanged' | 'applied' | 'held' | 'failed'

/**
 * Fetches a source and applies what it adds and changes. Of a source that is as it was last time, and
 * of one whose sessions would mostly vanish, nothing is applied: the second waits for a person.
 * What fails is kept with the source, in words.
 * @param way for tests
 */
export async function refreshSource(
  member: Member,
  id: string,
  { byHand, way }: { byHand: boolean; way?: Way },
): Promise<Outcome> {
  const source = await findSource(member, id)
  if (!source) return 'failed'
  // By hand also what was undone or put aside comes again
  const last = byHand ? source.contentHash : source.seenHash
  const known = !byHand || source.seenHash === source.contentHash
  const nothing = { etag: null, lastModified: null }
  let came: FetchedFile | null = null
  try {
    came = await fetchFile(source.url, known ? source : nothing, way)
    if (came.unchanged || came.file.hash === last) {
      await settle(member, source, came.unchanged ? came.known : came.fetched)
      return 'unchanged'
    }
    return await take(member, source, came)
  } catch (error) {
    await fail(member, source, problemOf(error))
    return 'failed'
  } finally {
    if (came && !came.unchanged) await came.file.drop()
  }
}

async function findSource(member: Member, id: string) {
  const found = await db.source.findFirst({
    where: { AND: [visibleSources(member), { id }], conference: visibleConferences(member) },
    select: {
      ...{ id: true, conferenceId: true, url: true, etag: true, lastModified: true },
      ...{ seenHash: true, contentHash: true, schedule: true, failures: true, reading: true },
      conference: { select: { title: true, zone: true, dayEndsAtMinutes: true } },
    },
  })
  return found?.url ? { ...found, url: found.url } : null
}

type Source = NonNullable<Awaited<ReturnType<typeof findSource>>>
type Came = Exclude<FetchedFile, { unchanged: true }>

async function take(member: Member, source: Source, came: Came): Promise<Outcome> {
  const { file, fetched } = came
  const programme = await read(source, file.path)
  const { zone, dayEndsAtMinutes, title } = source.conference
  const options: ImportOptions = {
    target: { kind: 'source', sourceId: source.id },
    ...{ title, zone, zoneProposal: zone, dayEndsAtMinutes, fetched },
  }
  const staged = stagedOf(programme, true)
  const found = await getPlan(member, { options, programme: staged })
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  const seen = { ...fetched, seenHash: file.hash }
  if (found.empty) {
    await settle(member, source, seen)
    return 'unchanged'
  }
  await file.keep()
  const importId = await stage(member, source, { came, staged, options })
  const held = isHeld(found)
  if (!held) await apply(member, importId)
  await settle(member, source, seen)
  return held ? 'held' : 'applied'
}

/** What cannot be applied, as somebody was faster, is put away: the next time finds what is left of it. */
async function apply(member: Member, id: string): Promise<void> {
  try {
    // Planned again from what is stored: the plan that counts is the one that a page would show
    const staged = await getImport(member, id)
    const plan = staged && (await getPlan(member, staged))
    if (!plan) throw new AppError('NOT_FOUND', 'errors.notFound')
    await applyImport(member, { id, planHash: plan.hash })
  } catch (error) {
    const where = { teamId: member.teamId, id, state: 'staged' } as const
    await db.import.updateMany({ where, data: { state: 'discarded' } })
    throw error
  }
}

const isHeld = ({ plan, items }: FoundPlan) =>
  isAlarming(
    plan.vanished.length,
    items.filter(({ vanished, deleted }) => !vanished && !deleted).length,
  )

async function read(source: Source, path: string): Promise<Programme> {
  const reading = source.reading as TableReading
  const table = reading.columns ? { table: reading } : {}
  const readWith = async (zone?: string) => {
    const result = await readApart(path, { ...table, ...(zone && { zone }) })
    if (!result.ok) {
      throw new AppError('INVALID', `importProblems.${result.code}`, { params: result.params })
    }
    if ('programme' in result) return result.programme
    throw new AppError('INVALID', 'imports.sources.noProgramme')
  }
  const programme = await readWith()
  return programme.zoneCertain ? programme : readWith(source.conference.zone)
}

type Staging = { came: Came; staged: StagedProgramme; options: ImportOptions }

/** An import as by hand; what waits of an earlier one is out of date and goes. */
async function stage(member: Member, source: Source, { came, staged, options }: Staging) {
  const { teamId, userId } = member
  const { id: sourceId, conferenceId } = source
  const id = newId()
  await db.$transaction(async (tx) => {
    const where = { teamId, sourceId, state: 'staged', work: null } as const
    await tx.import.updateMany({ where, data: { state: 'discarded' } })
    await tx.import.create({
      data: {
        ...{ teamId, id, sourceId, conferenceId, createdById: userId },
        ...{ kind: sourceKinds[staged.format], fileName: came.name },
        ...{ fileHash: came.file.hash, fileSize: came.file.size },
        ...{ programme: json(staged), options: json(options) },
      },
    })
    await record(tx, member, { verb: 'created', subject: { type: 'import', id }, audience: 'me' })
  })
  return id
}

type Seen = Pick<Fetched, 'etag' | 'lastModified'> & { seenHash?: string }

async function settle({ teamId }: Member, { id, schedule }: Source, seen: Seen): Promise<void> {
  const { etag, lastModified, seenHash } = seen
  const now = new Date()
  await db.source.updateMany({
    where: { teamId, id },
    data: {
      ...{ checkedAt: now, failures: 0, failure: null, nextAt: nextAfter(schedule, 0, now) },
      ...{ etag, lastModified, ...(seenHash && { seenHash }) },
    },
  })
}

async function fail({ teamId }: Member, source: Source, problem: WorkProblem): Promise<void> {
  const now = new Date()
  const failures = source.failures + 1
  const next = nextAfter(source.schedule, failures, now)
  await db.source.updateMany({
    where: { teamId, id: source.id },
    data: {
      ...{ checkedAt: now, failures, failure: JSON.stringify(problem), nextAt: next },
      ...(failures >= mostFailures && { schedule: 'off' as const }),
    },
  })
}

function problemOf(error: unknown): WorkProblem {
  if (error instanceof AppError) return { key: error.messageKey, params: error.params }
  log.error({ err: error }, 'a source could not be refreshed')
  const key =
    error instanceof ReaderFailed ? 'imports.refused.failed' : 'imports.sources.unexpected'
  return { key, params: {} }
}
