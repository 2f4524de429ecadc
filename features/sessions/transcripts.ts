import 'server-only'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { isId } from '@/lib/ids'
import { record } from '@/lib/live'
import { paragraphsOf, textOf } from './paragraphs'
import { textHash } from './passage'
import { reattachPassages } from './passages'
import { canEditSessions, visibleSessions, visibleSessionsSql, visibleTranscripts } from './policy'
import type { AttachTranscript } from './schema'
import { type Cue, readTranscript } from './transcript'
import { writeTranscripts } from './transcript-rows'

type Named = { id: string; slug: string }

const patient = { timeout: 30_000, maxWait: 10_000 }

/**
 * What was said in a session, and whichever transcript went to the trash last. One statement; null
 * for each that is not there.
 */
export async function getTranscript(member: Member, sessionId: string) {
  const of = Prisma.sql`t."teamId" = ${member.teamId}::uuid AND t."sessionId" = ${sessionId}::uuid`
  const [row] = await readRows<TranscriptRow>(Prisma.sql`
    SELECT
      (SELECT json_build_object('id', t."id", 'fileName', t."fileName", 'language', t."language",
         'createdAt', t."createdAt", 'revision', t."revision", 'hash', t."hash", 'plain', t."plain",
         'by', (SELECT u."name" FROM "User" u WHERE u."id" = t."addedById"), 'cues', (
           SELECT json_agg(json_build_array(q."fromMs", q."toMs", q."speaker", q."text")
                           ORDER BY q."ordinal")
           FROM "TranscriptCue" q WHERE q."teamId" = ${member.teamId}::uuid AND q."transcriptId" = t."id"))
       FROM "Transcript" t WHERE ${of} AND t."deletedAt" IS NULL) AS "current",
      (SELECT json_build_object('id', t."id", 'fileName', t."fileName", 'deletedAt', t."deletedAt")
       FROM "Transcript" t WHERE ${of} AND t."deletedAt" > now() - interval '30 days'
       ORDER BY t."deletedAt" DESC LIMIT 1) AS "trashed"
    FROM "Session" s WHERE ${visibleSessionsSql(member)} AND s."id" = ${sessionId}::uuid`)
  const { current = null, trashed = null } = row ?? {}
  if (!current) return { current, trashed }
  const { cues, ...rest } = current
  const paragraphs = paragraphsOf(
    cues.map(([fromMs, toMs, speaker, text]) => ({ fromMs, toMs, speaker, text })),
  )
  return { current: { ...rest, paragraphs }, trashed }
}

type TranscriptRow = {
  current: {
    id: string
    fileName: string
    language: string
    createdAt: string
    revision: number
    hash: string
    plain: string
    by: string
    cues: [fromMs: number | null, toMs: number | null, speaker: string, text: string][]
  } | null
  trashed: { id: string; fileName: string; deletedAt: string } | null
}

export type TranscriptView = Awaited<ReturnType<typeof getTranscript>>

/** The session that a form names, if the member sees it. */
export async function getSessionPlace(member: Member, id: string): Promise<Named | null> {
  if (!isId(id)) return null
  const where = { ...visibleSessions(member), id }
  return db.session.findFirst({ where, select: { id: true, slug: true } })
}

/**
 * Attaches a transcript to a session; the one that was seen there moves to the trash. The same again
 * changes nothing.
 * @throws AppError INVALID when the text is none; CONFLICT when another one has come meanwhile
 */
export async function attachTranscript(member: Member, input: AttachTranscript): Promise<Named> {
  requireEditor(member)
  const { sessionId, source, replaces, fileName, language } = input
  const read = readTranscript(source)
  if (!read.ok) {
    throw new AppError('INVALID', 'errors.check', {
      fieldErrors: { text: `sessions.transcript.problems.${read.problem}` },
    })
  }
  const plain = textOf(paragraphsOf(read.cues))
  const hash = textHash(plain)
  return db.$transaction(async (tx) => {
    const session = await lock(member, tx, sessionId)
    const of = { ...visibleTranscripts(member), sessionId }
    const current = await tx.transcript.findFirst({ where: of, select: { id: true, hash: true } })
    if (current?.hash === hash && (await sameCues(member, tx, current.id, read.cues))) {
      return session
    }
    if ((current?.id ?? null) !== replaces) {
      throw new AppError('CONFLICT', 'sessions.transcript.stale')
    }
    const { format, cues } = read
    await writeTranscripts(member, tx, [
      { sessionId, format, fileName, language, plain, hash, cues },
    ])
    await tell(tx, member, sessionId)
    return session
  }, patient)
}

/** Moves a session's transcript to the trash; what was said about it stays, with its quotes. */
export async function removeTranscript(member: Member, id: string): Promise<Named> {
  return change(member, id, async (tx, { sessionId }) => {
    const where = { ...visibleTranscripts(member), id, sessionId }
    const { count } = await tx.transcript.updateMany({ where, data: { deletedAt: new Date() } })
    return count > 0
  })
}

/** Takes a transcript back out of the trash; the one that has come in its place goes there. */
export async function restoreTranscript(member: Member, id: string): Promise<Named> {
  return change(member, id, async (tx, { sessionId, deletedAt }) => {
    if (!deletedAt) return false
    await tx.transcript.updateMany({
      where: { ...visibleTranscripts(member), sessionId },
      data: { deletedAt: new Date() },
    })
    const where = { teamId: member.teamId, sessionId, id }
    await tx.transcript.updateMany({ where, data: { deletedAt: null } })
    return true
  })
}

type Found = { sessionId: string; deletedAt: Date | null }

async function change(
  member: Member,
  id: string,
  run: (tx: Transaction, found: Found) => Promise<boolean>,
): Promise<Named> {
  requireEditor(member)
  return db.$transaction(async (tx) => {
    const where = { teamId: member.teamId, id, session: visibleSessions(member) }
    const at = await tx.transcript.findFirst({ where, select: { sessionId: true } })
    if (!at) throw new AppError('NOT_FOUND', 'errors.notFound')
    const session = await lock(member, tx, at.sessionId)
    const found = await tx.transcript.findFirstOrThrow({ where })
    if (await run(tx, found)) {
      await reattachPassages(member, tx, 'transcript', [found.sessionId])
      await tell(tx, member, found.sessionId)
    }
    return session
  }, patient)
}

// Whoever writes on the session meanwhile waits, and then sees the text that there is
async function lock(member: Member, tx: Transaction, id: string): Promise<Named> {
  const session = await tx.session.findFirst({
    where: { ...visibleSessions(member), id },
    select: { id: true, slug: true },
  })
  if (!session) throw new AppError('NOT_FOUND', 'errors.notFound')
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "Session" WHERE "teamId" = ${member.teamId}::uuid AND "id" = ${id}::uuid
    FOR NO KEY UPDATE`)
  return session
}

async function sameCues({ teamId }: Member, tx: Transaction, transcriptId: string, cues: Cue[]) {
  const stored = await tx.transcriptCue.findMany({
    where: { teamId, transcriptId },
    select: { fromMs: true, toMs: true, speaker: true, text: true },
    orderBy: { ordinal: 'asc' },
  })
  const values = ({ fromMs, toMs, speaker, text }: Cue) => [fromMs, toMs, speaker, text]
  return JSON.stringify(stored.map(values)) === JSON.stringify(cues.map(values))
}

function requireEditor(member: Member): void {
  if (!canEditSessions(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

function tell(tx: Transaction, member: Member, id: string): Promise<void> {
  const session = { type: 'session', id } as const
  return record(tx, member, { verb: 'edited', subject: session, place: session })
}
