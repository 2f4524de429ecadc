import 'server-only'
import { getConferences } from '@/features/conferences/queries'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { withStored } from '@/lib/storage'
import type { Programme, TableReading } from './formats/programme'
import { proposeZone } from './formats/propose-zone'
import { readApart } from './formats/read-apart'
import { type Entry, entriesOf } from './formats/values'
import { canImport, visibleImports } from './policy'
import {
  getImport,
  getImportTargets,
  getLikelySource,
  type ImportDetail,
  type ImportTarget,
} from './queries'
import {
  type ColumnsInput,
  type Fetched,
  type ImportOptions,
  type ImportOptionsInput,
  sourceKinds,
  type Target,
} from './schema'
import { getKnownReading, getSourceAt } from './sources/sources'
import { json, stagedOf } from './staged'

type StagedFile = {
  /** Chosen by the sender, where they may try again */
  id?: string
  /** SHA-256 of the stored file */
  hash: string
  size: number
  name: string
  programme: Programme
  /** A conference of the team; null to find out from the file */
  conferenceId: string | null
  /** The zone in which the person's clock runs, where the browser tells */
  ownZone: string | null
  /** It came from an address */
  fetched?: Fetched
}

/** Puts a file that was read aside for its preview. The programme itself is not touched yet. */
export async function stageImport(member: Member, file: StagedFile): Promise<string> {
  requireImporter(member)
  const { target, programme, table } = await readAsBefore(member, file)
  const conferences = await getConferences(member)
  const { id = newId() } = file
  const options: ImportOptions = {
    target,
    title: (programme.title ?? '').slice(0, 200) || file.name.replace(/\.[a-z]{2,5}$/i, ''),
    zone: programme.zoneCertain ? programme.zone : null,
    zoneProposal: proposeZone(programme, conferences[0]?.zone ?? null, file.ownZone),
    dayEndsAtMinutes: programme.dayEndsAtMinutes,
    ...(table && { table }),
    ...(file.fetched && { fetched: file.fetched }),
  }
  await db.$transaction(async (tx) => {
    await tx.import.create({
      data: {
        teamId: member.teamId,
        id,
        kind: sourceKinds[programme.format],
        fileName: file.name.slice(0, 200),
        fileHash: file.hash,
        fileSize: file.size,
        programme: json(stagedOf(programme, target.kind !== 'new' || !!options.zone)),
        options: json(options),
        createdById: member.userId,
      },
    })
    await record(tx, member, { verb: 'created', subject: { type: 'import', id }, audience: 'me' })
  })
  return id
}

/**
 * Finds where a file goes, and reads it as that asks for: with the columns that somebody has named
 * before for a table like it, and its times, where they are those of no zone, in the conference's.
 */
async function readAsBefore(member: Member, file: StagedFile) {
  const { fetched, hash } = file
  const sourceId = fetched && (await getSourceAt(member, fetched.address, file.conferenceId))
  const names = file.programme.table?.columns.map(({ name }) => name)
  const table = names && (await getKnownReading(member, names, sourceId ?? null))
  const read = table ? await readAgain(hash, null, table) : file.programme
  const target: Target = sourceId
    ? { kind: 'source', sourceId }
    : await likelyTarget(member, entriesOf(read), file.conferenceId)
  const zone = conferenceOf(await getImportTargets(member), target)?.zone
  const isElsewhere = zone && !read.zoneCertain && read.timesDependOnZone && zone !== read.usedZone
  const programme = isElsewhere ? await readAgain(hash, zone, table) : read
  return { target, programme, table }
}

async function likelyTarget(
  member: Member,
  entries: Entry[],
  conferenceId: string | null,
): Promise<Target> {
  const sourceId = await getLikelySource(member, entries, conferenceId)
  if (sourceId) return { kind: 'source', sourceId }
  if (!conferenceId) return { kind: 'new' }
  const target: Target = { kind: 'conference', conferenceId }
  return conferenceOf(await getImportTargets(member), target) ? target : { kind: 'new' }
}

/**
 * Changes where a staged file goes and how its times are read. The file is read again, since
 * another zone can move its instants.
 */
export async function updateImport(member: Member, input: ImportOptionsInput): Promise<void> {
  const staged = await getImport(member, input.id)
  if (staged?.state !== 'staged') throw new AppError('NOT_FOUND', 'errors.notFound')
  const targets = await getImportTargets(member)
  const { target } = input
  const conference = conferenceOf(targets, target)
  if (target.kind !== 'new' && !conference) throw new AppError('NOT_FOUND', 'errors.notFound')
  const zone = input.zone ?? staged.options.zone
  const options: ImportOptions = {
    ...staged.options,
    target,
    title: input.title ?? staged.options.title,
    zone,
    dayEndsAtMinutes: input.dayEndsAtMinutes ?? staged.options.dayEndsAtMinutes,
  }
  await restage(member, staged, options, conference?.zone ?? null)
}

/**
 * Changes what the columns of a staged table are taken for, and reads it again.
 * @throws AppError INVALID when none is the title
 */
export async function updateColumns(member: Member, input: ColumnsInput): Promise<void> {
  const { id, columns, firstDay } = input
  const staged = await getImport(member, id)
  if (staged?.state !== 'staged' || !staged.programme.table) {
    throw new AppError('NOT_FOUND', 'errors.notFound')
  }
  if (!Object.values(columns).includes('title')) {
    throw new AppError('INVALID', 'imports.columns.titleMissing')
  }
  const table = { columns, ...(firstDay && { firstDay }) }
  const found = conferenceOf(await getImportTargets(member), staged.options.target)
  await restage(member, staged, { ...staged.options, table }, found?.zone ?? null)
}

const conferenceOf = (targets: ImportTarget[], target: Target) =>
  targets.find(
    ({ id, sources }) =>
      (target.kind === 'conference' && id === target.conferenceId) ||
      (target.kind === 'source' && sources.some((source) => source.id === target.sourceId)),
  )

async function restage(
  member: Member,
  staged: ImportDetail,
  options: ImportOptions,
  conferenceZone: string | null,
): Promise<void> {
  const { zone, zoneProposal, table } = options
  // A conference knows its zone; but what the file itself says for certain of its times goes before
  const known = staged.programme.zoneCertain ? null : conferenceZone
  const readIn = conferenceZone ? known : (zone ?? zoneProposal)
  const read = await readAgain(staged.fileHash, readIn, table)
  const programme = stagedOf(read, !!(conferenceZone ?? zone))
  const { id } = staged
  await db.$transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { ...visibleImports(member), id, state: 'staged' },
      data: { options: json(options), programme: json(programme) },
    })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    await record(tx, member, { verb: 'edited', subject: { type: 'import', id }, audience: 'me' })
  })
}

async function readAgain(
  hash: string,
  zone: string | null,
  table?: TableReading,
): Promise<Programme> {
  const options = { ...(zone && { zone }), ...(table && { table }) }
  const result = await withStored(hash, (path) => readApart(path, options)).catch(() => null)
  if (!result?.ok || !('programme' in result))
    throw new AppError('CONFLICT', 'imports.options.fileGone')
  return result.programme
}

/** Puts a staged import away. Nothing of it has reached the programme. */
export async function discardImport(member: Member, id: string): Promise<void> {
  requireImporter(member)
  await db.$transaction(async (tx) => {
    const where = { ...visibleImports(member), id }
    const { count } = await tx.import.updateMany({
      where: { ...where, state: 'staged' },
      data: { state: 'discarded' },
    })
    const found = await tx.import.findFirst({ where, select: { state: true } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (found.state !== 'discarded') throw new AppError('CONFLICT', 'imports.discard.tooLate')
    if (count === 0) return
    await record(tx, member, { verb: 'deleted', subject: { type: 'import', id }, audience: 'me' })
  })
}

function requireImporter(member: Member): void {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
}
