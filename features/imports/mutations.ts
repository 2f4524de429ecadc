import 'server-only'
import { getConferences } from '@/features/conferences/queries'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { withStored } from '@/lib/storage'
import type { Programme } from './formats/programme'
import { proposeZone } from './formats/propose-zone'
import { readApart } from './formats/read-apart'
import { entriesOf } from './formats/values'
import { canImport, visibleImports } from './policy'
import { getImport, getImportTargets, getLikelySource } from './queries'
import {
  type ImportOptions,
  type ImportOptionsInput,
  type StagedProgramme,
  sourceKinds,
  type Target,
} from './schema'

type StagedFile = {
  /** SHA-256 of the stored file */
  hash: string
  size: number
  name: string
  programme: Programme
  /** A conference of the team; null to find out from the file */
  conferenceId: string | null
  /** The zone in which the person's clock runs, where the browser tells */
  ownZone: string | null
}

/** Puts a file that was read aside for its preview. The programme itself is not touched yet. */
export async function stageImport(member: Member, file: StagedFile): Promise<string> {
  requireImporter(member)
  const { programme } = file
  const target = await likelyTarget(member, file)
  const conferences = await getConferences(member)
  const id = newId()
  const options: ImportOptions = {
    target,
    title: (programme.title ?? '').slice(0, 200) || file.name.replace(/\.[a-z]{2,5}$/i, ''),
    zone: programme.zoneCertain ? programme.zone : null,
    zoneProposal: proposeZone(programme, conferences[0]?.zone ?? null, file.ownZone),
    dayEndsAtMinutes: programme.dayEndsAtMinutes,
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

async function likelyTarget(member: Member, file: StagedFile): Promise<Target> {
  const sourceId = await getLikelySource(member, entriesOf(file.programme), file.conferenceId)
  if (sourceId) return { kind: 'source', sourceId }
  const { conferenceId } = file
  if (!conferenceId) return { kind: 'new' }
  const targets = await getImportTargets(member)
  if (!targets.some(({ id }) => id === conferenceId)) return { kind: 'new' }
  return { kind: 'conference', conferenceId }
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
  const conference = targets.find(
    ({ id, sources }) =>
      (target.kind === 'conference' && id === target.conferenceId) ||
      (target.kind === 'source' && sources.some((source) => source.id === target.sourceId)),
  )
  if (target.kind !== 'new' && !conference) throw new AppError('NOT_FOUND', 'errors.notFound')
  const zone = input.zone ?? staged.options.zone
  const options: ImportOptions = {
    ...staged.options,
    target,
    title: input.title ?? staged.options.title,
    zone,
    dayEndsAtMinutes: input.dayEndsAtMinutes ?? staged.options.dayEndsAtMinutes,
  }
  // A conference knows its zone; but what the file itself says for certain of its times goes before
  const readIn = conference
    ? staged.programme.zoneCertain
      ? null
      : conference.zone
    : (zone ?? options.zoneProposal)
  const programme = stagedOf(await readAgain(staged.fileHash, readIn), !!(conference ?? zone))
  await db.$transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { ...visibleImports(member), id: input.id, state: 'staged' },
      data: { options: json(options), programme: json(programme) },
    })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    const subject = { type: 'import', id: input.id } as const
    await record(tx, member, { verb: 'edited', subject, audience: 'me' })
  })
}

async function readAgain(hash: string, zone: string | null): Promise<Programme> {
  const result = await withStored(hash, (path) => readApart(path, zone ? { zone } : {})).catch(
    () => null,
  )
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

/** That the file names no zone is a problem no more once somebody has. */
function stagedOf(programme: Programme, zoneKnown: boolean): StagedProgramme {
  const { format, zoneCertain, url } = programme
  const problems = programme.problems.filter(({ code }) => code !== 'zone-unknown' || !zoneKnown)
  return { format, zoneCertain, url, problems, entries: entriesOf(programme) }
}

function requireImporter(member: Member): void {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
}

/** As JSON that PostgreSQL takes: without NUL and halves of surrogate pairs. */
function json(value: object): Prisma.InputJsonObject {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'string'
        ? part.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')
        : part,
    ),
  )
}
