import 'server-only'
import { visibleConferences } from '@/features/conferences/policy'
import { visibleSessionsSql } from '@/features/sessions/policy'
import { recordingOf } from '@/features/sessions/recording'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { canImport, visibleImports } from '../policy'
import { json } from '../staged'
import type { MediaChoices } from './choices'
import {
  choosePairs,
  type MediaKind,
  type MediaOptions,
  type MediaReport,
  type MediaSession,
  mediaPlanHash,
  planMedia,
  refuseUnfit,
  type StagedMedia,
  seenHash,
} from './plan'

// Imports of recordings and transcripts: staged, paired with sessions, corrected before confirmation.

type Staged = {
  /** Chosen by the sender, where they may try again */
  id?: string
  kind: MediaKind
  /** SHA-256 of the stored file */
  hash: string
  size: number
  name: string
  media: StagedMedia
  /** Null to be asked for; the only conference of a team need not be */
  conferenceId: string | null
}

const kinds = { in: ['recordings', 'transcripts'] satisfies MediaKind[] }

/** Puts recordings or transcripts aside for their review. No session is touched yet. */
export async function stageMedia(member: Member, staged: Staged): Promise<string> {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
  const { kind, media, name } = staged
  const { id = newId() } = staged
  const conferences = await db.conference.findMany({
    where: visibleConferences(member),
    select: { id: true },
    take: 2,
  })
  const only = conferences.length === 1 ? (conferences[0]?.id ?? null) : null
  const options = await paired(member, kind, media, {
    title: name.slice(0, 200),
    conferenceId: staged.conferenceId ?? only,
  })
  await db.$transaction(async (tx) => {
    await tx.import.create({
      data: {
        ...{ teamId: member.teamId, id, kind, createdById: member.userId, options: json(options) },
        ...{ fileName: name.slice(0, 200), fileHash: staged.hash, fileSize: staged.size },
        conferenceId: options.conferenceId,
        programme: media as unknown as Prisma.InputJsonObject,
      },
    })
    await record(tx, member, { verb: 'created', subject: { type: 'import', id }, audience: 'me' })
  })
  return id
}

/** The proposals for a conference that the member sees; none without one. */
async function paired(
  member: Member,
  kind: MediaKind,
  { items }: StagedMedia,
  { title, conferenceId }: Pick<MediaOptions, 'title' | 'conferenceId'>,
): Promise<MediaOptions> {
  const found = conferenceId ? await findConference(member, conferenceId) : null
  if (!found) return { title, conferenceId: null, pairs: [] }
  const sessions = await sessionsOf(member, found.id)
  const talks = sessions.map(({ id, title, speakers, ...rest }) => {
    return { id, title, speakers, day: null, marks: marksOf(rest) }
  })
  const byId = new Map(sessions.map((one) => [one.id, one]))
  const pairs = choosePairs(kind, items, talks, found.title, byId)
  return { title: found.title, conferenceId: found.id, pairs }
}

/** By what a session may be called elsewhere: its video, its code, the last part of its address. */
function marksOf({ recordingUrl, keys, url }: Pick<MediaSession, 'recordingUrl' | 'keys' | 'url'>) {
  const recording = recordingUrl ? recordingOf(recordingUrl) : null
  const codes = [...keys, url?.split(/[/?#]/).filter(Boolean).at(-1) ?? '']
    .map((code) => code.toLowerCase())
    .filter((code) => /^[\p{L}\p{N}_-]{3,}$/u.test(code) && !/^(?:19|20)\d\d$/.test(code))
  const marks = codes.flatMap((code) => [code, `name:${code}`])
  return recording && recording.player !== 'file' ? [`video:${recording.id}`, ...marks] : marks
}

function findConference(member: Member, id: string, client: Transaction = db) {
  return client.conference.findFirst({
    where: { ...visibleConferences(member), id },
    select: { id: true, slug: true, title: true },
  })
}

/** The sessions of a conference with what they have to see and read. One statement. */
function sessionsOf(member: Member, conferenceId: string, client: Transaction = db) {
  const { teamId } = member
  const of = Prisma.sql`x."teamId" = ${teamId}::uuid AND x."sessionId" = s."id"`
  return client.$queryRaw<MediaSession[]>(Prisma.sql`
    SELECT s."id", s."slug", s."title", s."day"::text AS "day", s."language", s."url",
      s."recordingUrl",
      EXISTS (SELECT FROM "Recording" x WHERE ${of} AND x."deletedAt" IS NULL) AS "uploaded",
      (SELECT json_build_object('id', x."id", 'hash', x."hash", 'language', x."language")
       FROM "Transcript" x WHERE ${of} AND x."deletedAt" IS NULL) AS "transcript",
      ARRAY(SELECT p."name" FROM "SessionSpeaker" x
            JOIN "Speaker" p ON p."teamId" = ${teamId}::uuid AND p."id" = x."speakerId"
            WHERE ${of} ORDER BY x."position") AS "speakers",
      ARRAY(SELECT x."externalKey" FROM "SourceItem" x WHERE ${of}) AS "keys"
    FROM "Session" s
    WHERE ${visibleSessionsSql(member)} AND s."conferenceId" = ${conferenceId}::uuid
    ORDER BY s."startsAt" NULLS LAST, s."title"`)
}

/** One import of recordings or transcripts as it stands, or null. */
export async function getMediaImport(member: Member, id: string, client: Transaction = db) {
  const row = await client.import.findFirst({
    where: { AND: [visibleImports(member), { id, kind: kinds }] },
    select: {
      ...{ id: true, kind: true, state: true, fileName: true, fileHash: true, appliedAt: true },
      ...{ conferenceId: true, programme: true, options: true, report: true },
    },
  })
  if (!row) return null
  const { kind, programme, options, report, ...rest } = row
  return {
    ...rest,
    kind: kind as MediaKind,
    media: programme as unknown as StagedMedia,
    options: options as MediaOptions,
    report: report as MediaReport | null,
  }
}

export type MediaImport = NonNullable<Awaited<ReturnType<typeof getMediaImport>>>

/** What confirming would do now, or null when no conference is chosen, or it is gone. */
export async function getMediaPlan(
  member: Member,
  { kind, media, options }: Pick<MediaImport, 'kind' | 'media' | 'options'>,
  client: Transaction = db,
) {
  const { conferenceId, pairs } = options
  const conference = conferenceId ? await findConference(member, conferenceId, client) : null
  if (!conference) return null
  const sessions = await sessionsOf(member, conference.id, client)
  const plan = planMedia(kind, media.items, pairs, new Map(sessions.map((one) => [one.id, one])))
  const seen = seenHash(kind, conference.id, sessions)
  return { conference, sessions, ...plan, seen, hash: mediaPlanHash(seen, pairs) }
}

export type FoundMediaPlan = NonNullable<Awaited<ReturnType<typeof getMediaPlan>>>

/** Says which conference the recordings or transcripts are of: they are paired anew. */
export async function chooseMediaConference(
  member: Member,
  { id, conference }: { id: string; conference: string },
): Promise<void> {
  const staged = await getMediaImport(member, id)
  if (staged?.state !== 'staged') throw new AppError('NOT_FOUND', 'errors.notFound')
  const { kind, media, options } = staged
  const next = await paired(member, kind, media, { ...options, conferenceId: conference })
  if (!next.conferenceId) throw new AppError('NOT_FOUND', 'errors.notFound')
  await save(member, id, next)
}

/**
 * Keeps what a person has chosen and answers the hash of the plan that it makes.
 * @throws AppError CONFLICT when the sessions have changed since they were shown, INVALID when two
 *   things go to one session or none is ticked; what was chosen is kept all the same
 */
export async function saveMediaChoices(member: Member, input: MediaChoices): Promise<string> {
  const staged = await getMediaImport(member, input.id)
  if (!staged) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (staged.state !== 'staged') throw new AppError('CONFLICT', 'imports.apply.tooLate')
  const pairs = staged.media.items.map((_, index) => {
    const before = staged.options.pairs[index] ?? { proposals: [], session: null, take: false }
    const session = input.pairs.get(index)
    const chosen = session === undefined ? before.session : session
    return { ...before, session: chosen, take: chosen !== null && input.taken.has(index) }
  })
  const options = { ...staged.options, pairs }
  await save(member, input.id, options)
  const plan = await getMediaPlan(member, { ...staged, options })
  if (!plan || plan.seen !== input.seen) throw new AppError('CONFLICT', 'imports.media.changed')
  refuseUnfit(plan)
  return plan.hash
}

async function save(member: Member, id: string, options: MediaOptions): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { AND: [visibleImports(member), { id, state: 'staged' as const }] },
      data: { options, conferenceId: options.conferenceId },
    })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    await record(tx, member, { verb: 'edited', subject: { type: 'import', id }, audience: 'me' })
  })
}
