import 'server-only'
import { cache } from 'react'
import { visibleConferences } from '@/features/conferences/policy'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { withStored } from '@/lib/storage'
import { readApart } from '../formats/read-apart'
import type { StagedNotes } from '../formats/staged-notes'
import { certain, matchSessions, type Programmed } from '../matching/match'
import { canImport, visibleImports } from '../policy'
import { getImportTargets, type ImportTarget } from '../queries'
import { json } from '../staged'
import type { NoteOptions, NoteOptionsInput, NoteReport } from './input'
import { nothingChosen } from './pieces'
import { type Brought, type Matches, notePlanHash, planNotes } from './plan'

// Imports of notes: staged, shown, changed before they are confirmed.

type StagedFile = {
  /** Chosen by the sender, where they may have to try again */
  id?: string
  hash: string
  size: number
  name: string
  notes: StagedNotes
  /** A conference of the team; null to find out from the notes */
  conferenceId: string | null
  /** The zone in which the person's clock runs, where the browser tells */
  ownZone: string | null
}

/** Puts notes aside for their review. Nothing of them is written yet. */
export async function stageNotes(member: Member, file: StagedFile): Promise<string> {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
  const { id = newId() } = file
  const data = await noteColumns(member, file)
  await db.$transaction(async (tx) => {
    await tx.import.create({
      data: {
        ...{ teamId: member.teamId, id, createdById: member.userId, ...data },
        ...{ fileName: file.name.slice(0, 200), fileHash: file.hash, fileSize: file.size },
      },
    })
    await record(tx, member, { verb: 'created', subject: { type: 'import', id }, audience: 'me' })
  })
  return id
}

/** What an import holds of notes: what was read, and where it goes as far as that can be told. */
export async function noteColumns(member: Member, file: Omit<StagedFile, 'size' | 'id'>) {
  const { notes } = file
  const targets = await getImportTargets(member)
  const conference = await likelyConference(member, file, targets)
  // Some files name their language before their ending
  const named = file.name
    .replace(/(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?\.[a-z]{2,8}$/i, '')
    .replace(/[-_]+/g, ' ')
  const zone = file.ownZone ?? targets[0]?.zone ?? 'UTC'
  const options: NoteOptions = {
    target: conference ? { kind: 'conference', conferenceId: conference } : { kind: 'new' },
    title: (notes.title || named.trim() || file.name).slice(0, 200),
    zone,
    choices: nothingChosen,
  }
  const found = await getNotePlan(member, { notes, options, matches: null })
  return {
    ...{
      kind: 'notes' as const,
      options: json(options),
      plan: found?.plan.matches ?? Prisma.DbNull,
    },
    programme: notes as unknown as Prisma.InputJsonObject,
  }
}

/**
 * The one that was named; that to which this person brought the same notes before; that in which most
 * headings are found; or the only one on the days that the notes name. None: a new one.
 */
async function likelyConference(
  member: Member,
  { conferenceId, hash, name, notes }: Omit<StagedFile, 'size' | 'id'>,
  targets: ImportTarget[],
): Promise<string | null> {
  const known = (id: string | null | undefined) => targets.some((one) => one.id === id)
  if (conferenceId && known(conferenceId)) return conferenceId
  const before = await db.import.findFirst({
    where: {
      AND: [visibleImports(member)],
      ...{ kind: 'notes', state: 'applied', createdById: member.userId },
      OR: [{ fileHash: hash }, { fileName: name.slice(0, 200) }],
    },
    orderBy: { appliedAt: 'desc' },
    select: { conferenceId: true },
  })
  if (before?.conferenceId && known(before.conferenceId)) return before.conferenceId
  const days = notes.days.flatMap(({ date }) => date ?? [])
  const [first, last] = [days.toSorted()[0], days.toSorted().at(-1)]
  const then = first && last && { first: new Date(first), last: new Date(last) }
  const candidates = await db.conference.findMany({
    where: {
      ...visibleConferences(member),
      ...(then && { firstDay: { lte: then.first }, lastDay: { gte: then.last } }),
    },
    select: { id: true },
    orderBy: { firstDay: { sort: 'desc', nulls: 'last' } },
    take: 20,
  })
  const ids = candidates.map(({ id }) => id)
  const sessions = await sessionsOf(member, ids, db)
  const conferenceOf = new Map(sessions.map((one) => [one.id, one.conferenceId]))
  const found = new Map<string, number>()
  for (const [best] of matchSessions(notes.sections, sessions)) {
    const id = best && best.score >= certain && conferenceOf.get(best.id)
    if (id) found.set(id, (found.get(id) ?? 0) + 1)
  }
  const [most] = [...found].sort(([, one], [, other]) => other - one)
  if (most && most[1] * 5 >= Math.min(notes.sections.length, 10)) return most[0]
  return then && ids.length === 1 ? (ids[0] ?? null) : null
}

/** One import of notes as it stands, or null. */
export const getNoteImport = cache(async (member: Member, id: string) => {
  const row = await db.import.findFirst({
    where: { AND: [visibleImports(member), { id, kind: 'notes' }] },
    select: {
      ...{ id: true, state: true, fileName: true, fileHash: true, conferenceId: true },
      ...{ programme: true, options: true, plan: true, report: true },
    },
  })
  if (!row) return null
  const { programme, options, plan, report, ...rest } = row
  return {
    ...rest,
    matches: plan as Matches | null,
    notes: programme as unknown as StagedNotes,
    options: options as unknown as NoteOptions,
    report: report as NoteReport | null,
  }
})

export type NoteImport = NonNullable<Awaited<ReturnType<typeof getNoteImport>>>

type Planned = Pick<NoteImport, 'notes' | 'options' | 'matches'>

/** What confirming would do now, or null when the conference is gone. Three statements. */
export async function getNotePlan(
  member: Member,
  { notes, options, matches }: Planned,
  client: Transaction = db,
) {
  const { target, title, zone } = options
  const id = target.kind === 'conference' ? target.conferenceId : null
  const conference = id
    ? await client.conference.findFirst({
        where: { ...visibleConferences(member), id },
        select: { id: true, slug: true, title: true, zone: true },
      })
    : null
  if (id && !conference) return null
  const sessions = id ? await sessionsOf(member, [id], client) : []
  const brought = id ? await broughtTo(member, id, client) : new Map()
  const plan = planNotes(notes, options.choices, { sessions, brought, matches })
  const aim = conference ? [conference.id] : [null, title, zone]
  return { conference, sessions, plan, hash: notePlanHash(plan, aim) }
}

export type FoundNotePlan = NonNullable<Awaited<ReturnType<typeof getNotePlan>>>

async function sessionsOf(member: Member, conferenceIds: string[], client: Transaction) {
  if (conferenceIds.length === 0) return []
  const rows = await client.session.findMany({
    where: { ...visibleSessions(member), conferenceId: { in: conferenceIds } },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, slug: true, title: true, day: true, conferenceId: true },
      speakers: { select: { speaker: { select: { name: true } } }, orderBy: { position: 'asc' } },
    },
    orderBy: [{ day: 'asc' }, { startsAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(
    ({ day, speakers, ...row }): Programmed & { slug: string; conferenceId: string } => ({
      ...row,
      day: day?.toISOString().slice(0, 10) ?? null,
      speakers: speakers.map(({ speaker }) => speaker.name),
    }),
  )
}

/** The texts that this person's earlier imports have brought to a conference, as they came. */
async function broughtTo(
  { teamId, userId }: Member,
  conferenceId: string,
  client: Transaction,
): Promise<Brought> {
  const rows = await client.$queryRaw<{ id: string; hash: string; count: number }[]>(Prisma.sql`
    SELECT a."sessionId" AS "id", md5(r."bodySource") AS "hash", count(*)::int AS "count"
    FROM "Annotation" a
    JOIN "Revision" r ON r."teamId" = a."teamId" AND r."annotationId" = a."id" AND r."number" = 1
    JOIN "Session" s ON s."teamId" = a."teamId" AND s."id" = a."sessionId"
    WHERE a."teamId" = ${teamId}::uuid AND a."authorId" = ${userId}::uuid
      AND a."importId" IS NOT NULL AND a."deletedAt" IS NULL
      AND s."conferenceId" = ${conferenceId}::uuid
    GROUP BY a."sessionId", md5(r."bodySource")`)
  const brought: Brought = new Map()
  for (const { id, hash, count } of rows) {
    const texts = brought.get(id) ?? new Map<string, number>()
    brought.set(id, texts.set(hash, count))
  }
  return brought
}

/**
 * Changes where notes go, what a new conference is called and when its days are; and which headings
 * begin a session: then the file is read again, and what was chosen for its pieces is forgotten.
 */
export async function updateNoteImport(member: Member, input: NoteOptionsInput): Promise<void> {
  const staged = await getNoteImport(member, input.id)
  if (staged?.state !== 'staged') throw new AppError('NOT_FOUND', 'errors.notFound')
  const { target, days, level } = input
  const { options: before } = staged
  if (target.kind === 'source') throw new AppError('INVALID', 'errors.invalid')
  const otherLevel = level !== undefined && level !== staged.notes.level
  const sameTarget = JSON.stringify(target) === JSON.stringify(before.target)
  const choices = otherLevel
    ? nothingChosen
    : { ...before.choices, ...(!sameTarget && { sections: {} }), days }
  const options: NoteOptions = {
    ...{ target, choices },
    title: input.title || before.title,
    zone: input.zone ?? before.zone,
  }
  const notes = otherLevel
    ? await readAgain(staged.fileHash, { name: staged.fileName, level })
    : staged.notes
  const found = await getNotePlan(member, { notes, options, matches: staged.matches })
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  await saveStaged(member, input.id, {
    ...{ options, plan: found.plan.matches },
    ...(otherLevel && { programme: notes as unknown as Prisma.InputJsonObject }),
  })
}

async function readAgain(hash: string, options: { name: string; level: number }) {
  const read = { ...options, as: 'notes' as const }
  const result = await withStored(hash, (path) => readApart(path, read)).catch(() => null)
  if (result?.ok && 'notes' in result) return result.notes
  throw new AppError('CONFLICT', 'imports.options.fileGone')
}

/** Changes an import that still waits. */
export async function saveStaged(
  member: Member,
  id: string,
  data: Prisma.ImportUncheckedUpdateManyInput,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const where = { AND: [visibleImports(member), { id, state: 'staged' as const }] }
    const { count } = await tx.import.updateMany({ where, data })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    await record(tx, member, { verb: 'edited', subject: { type: 'import', id }, audience: 'me' })
  })
}
