import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { type Member, memberFor, type System, systemFor } from '@/lib/actor'
import { db, isDatabaseAway, Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { enqueue, enqueueAll, hourly, type Job } from '@/lib/jobs'
import { record } from '@/lib/live'
import { log } from '@/lib/log'
import type { ImportKind, ImportState } from '@/prisma/generated/client'
import { applyAnnotations } from './annotations/apply'
import { undoAnnotations } from './annotations/undo'
import { applyLinks } from './links/apply'
import { undoLinks } from './links/undo'
import { applyMedia } from './media/apply'
import { undoMedia } from './media/undo'
import { applyNotes } from './notes/apply'
import { undoNotes } from './notes/undo'
import { canImport, visibleImports } from './policy'
import { applyImport } from './programmes/apply'
import { undoImport } from './programmes/undo'
import type { StopInput } from './schema'
import type { Apply, Confirmed, Tell, Undo } from './work'

// A confirmed import is carried out, and taken back, by a job, in one transaction: a process that dies
// leaves the state before, and the next one does it anew.

type Ways = { apply: Apply; undo: Undo }

const programmes: Ways = { apply: applyImport, undo: undoImport }
const media: Ways = { apply: applyMedia, undo: undoMedia }

/** How each kind is carried out and taken back; what is not named is a programme. */
const ways: Partial<Record<ImportKind, Ways>> = {
  links: { apply: applyLinks, undo: undoLinks },
  notes: { apply: applyNotes, undo: undoNotes },
  annotations: { apply: applyAnnotations, undo: undoAnnotations },
  recordings: media,
  transcripts: media,
}

type WorkKey = { teamId: string; importId: string }

/** Nobody's import takes the server down again and again. */
const mostBegun = 40
const mostFailed = 3
const tellEveryMs = 150

export const applyImportJob: Job<WorkKey> = {
  name: 'apply-import',
  retries: mostFailed,
  pause: 1,
  keep: 3_600,
  alive: 30,
  atOnce: 2,
  run: (key) => carryOut(systemFor('an import that was confirmed'), key),
}

/** What a process that died has left, as soon as one works again; and by the hour, whatever happened. */
export const resumeImportsJob: Job<Record<string, never>> = {
  name: 'resume-imports',
  ...hourly,
  atStart: true,
  run: () => resumeImports(systemFor('imports that were cut off')),
}

/**
 * Has a staged import carried out in the background. Confirming twice is once.
 * @throws AppError CONFLICT when it was discarded or undone
 */
export async function confirmImport(member: Member, { id, planHash }: Confirmed): Promise<void> {
  await ask(member, { id, planHash, undoing: false }, (state) => {
    if (state === 'staged' || state === 'applied') return state === 'staged'
    throw new AppError('CONFLICT', 'imports.apply.tooLate')
  })
}

/**
 * Has an applied import taken back in the background. Undoing twice is once.
 * @throws AppError CONFLICT when it was never applied
 */
export async function confirmUndo(member: Member, id: string): Promise<void> {
  await ask(member, { id, planHash: '', undoing: true }, (state) => {
    if (state === 'applied' || state === 'undone') return state === 'applied'
    throw new AppError('CONFLICT', 'imports.undo.notApplied')
  })
}

type Asked = Confirmed & { undoing: boolean }

/** @param isDue false when all is done already; throws when it cannot be done */
async function ask(member: Member, asked: Asked, isDue: (state: ImportState) => boolean) {
  const { teamId, userId } = member
  const { id, planHash, undoing } = asked
  await db.$transaction(async (tx) => {
    const where = { AND: [visibleImports(member), { id }] }
    const found = await tx.import.findFirst({ where, select: { state: true } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (!isDue(found.state)) return
    // One that came back before begins anew; what has just been applied may not be put away yet
    const fresh = await tx.$executeRaw(Prisma.sql`
      INSERT INTO "ImportWork" AS w ("teamId", "importId", "planHash", "undoing", "confirmedById")
      VALUES (${teamId}::uuid, ${id}::uuid, ${planHash}, ${undoing}, ${userId}::uuid)
      ON CONFLICT ("teamId", "importId") DO UPDATE
      SET "planHash" = excluded."planHash", "undoing" = excluded."undoing",
          "confirmedById" = excluded."confirmedById", "confirmedAt" = now(), "begunAt" = NULL,
          "begun" = 0, "failed" = 0, "done" = 0, "total" = 0, "problem" = NULL
      WHERE w."problem" IS NOT NULL OR (excluded."undoing" AND NOT w."undoing")`)
    if (fresh === 0) return
    await enqueue(applyImportJob, { teamId, importId: id }, tx)
    await record(tx, member, { verb: 'edited', subject: { type: 'import', id }, audience: 'me' })
  })
}

/** Waits for a confirmed import to be done or to come back, but not for longer than this. */
export async function awaitImport(member: Member, id: string, patienceMs: number): Promise<void> {
  const where = { teamId: member.teamId, importId: id, problem: { equals: Prisma.AnyNull } }
  const until = Date.now() + patienceMs
  for (let pause = 25; Date.now() < until; pause = Math.min(pause * 2, 200)) {
    if ((await db.importWork.count({ where })) === 0) return
    await wait(pause)
  }
}

/**
 * Takes a confirmation, of an import or of undoing it, back as long as nobody has begun with the work.
 * @throws AppError CONFLICT when it has begun
 */
export async function stopImport(member: Member, { id, undoing }: StopInput): Promise<void> {
  const { teamId } = member
  await db.$transaction(async (tx) => {
    const where = { AND: [visibleImports(member), { id }] }
    const found = await tx.import.findFirst({ where, select: { state: true } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    const key = { teamId, importId: id, undoing }
    const work = await tx.importWork.deleteMany({ where: { ...key, begunAt: null } })
    const left = await tx.importWork.count({ where: key })
    if (left > 0 || found.state === (undoing ? 'undone' : 'applied')) {
      throw new AppError('CONFLICT', undoing ? 'imports.undoing.tooLate' : 'imports.work.tooLate')
    }
    if (work.count === 0) return
    await record(tx, member, { verb: 'edited', subject: { type: 'import', id }, audience: 'me' })
  })
}

/** Does what somebody has confirmed, as that member, with the rights they have now. */
export async function carryOut(system: System, { teamId, importId }: WorkKey): Promise<void> {
  const [work] = await db.$queryRaw<Begun[]>`
    UPDATE "ImportWork" SET "begun" = "begun" + 1, "begunAt" = coalesce("begunAt", now()), "done" = 0
    WHERE "teamId" = ${teamId}::uuid AND "importId" = ${importId}::uuid AND "problem" IS NULL
    RETURNING "confirmedById" AS "userId", "planHash", "undoing", "begun"`
  if (!work) return
  const { planHash, undoing } = work
  const key = { teamId, importId, planHash, undoing }
  const why = undoing ? 'imports.undoing' : 'imports.work'
  try {
    if (work.begun > mostBegun) throw new AppError('CONFLICT', `${why}.cutOff`)
    const member = await memberFor(work.userId, teamId)
    const where = member && { AND: [visibleImports(member), { id: importId }] }
    const found = where && (await db.import.findFirst({ where, select: { kind: true } }))
    if (!found || !canImport(member)) throw new AppError('NOT_FOUND', `${why}.noRight`)
    const { apply, undo } = ways[found.kind] ?? programmes
    if (undoing) await undo(member, importId, teller(key))
    else await apply(member, { id: importId, planHash }, teller(key))
    await db.importWork.deleteMany({ where: { teamId, importId, undoing } })
  } catch (error) {
    const known = error instanceof AppError
    const problem = known ? error : await lastFailure(error, key, `${why}.failed`)
    await giveBack({ ...system, teamId }, key, problem)
  }
}

type Begun = { userId: string; planHash: string; undoing: boolean; begun: number }

/** The work as it was begun: what was confirmed anew since is another. */
type Task = WorkKey & Pick<Begun, 'planHash' | 'undoing'>

/** What nobody expected is tried again, until it has happened often enough. */
async function lastFailure(error: unknown, task: Task, reason: string): Promise<AppError> {
  if (isDatabaseAway(error)) throw error
  const [row] = await db.importWork.updateManyAndReturn({
    where: task,
    data: { failed: { increment: 1 } },
    select: { failed: true },
  })
  if (row && row.failed < mostFailed) throw error
  log.error({ err: error }, 'an import failed')
  return new AppError('CONFLICT', reason)
}

/** Back to where it was, with the reason: nothing of it was done. */
async function giveBack(
  system: System & { teamId: string },
  task: Task,
  { messageKey: key, params }: AppError,
): Promise<void> {
  const where = { ...task, problem: { equals: Prisma.AnyNull } }
  await db.$transaction(async (tx) => {
    const { count } = await tx.importWork.updateMany({ where, data: { problem: { key, params } } })
    // Another process was first, or it was confirmed again since
    if (count === 0) return
    const subject = { type: 'import', id: task.importId } as const
    await record(tx, system, { verb: 'edited', subject, audience: 'me' })
  })
}

/** Writes down how far the work is, past its transaction: others see it while it goes on. */
function teller({ teamId, importId, undoing }: Task): Tell {
  let latest = { done: 0, total: 0 }
  let waiting = false
  const write = () => {
    waiting = false
    const where = { teamId, importId, undoing, done: { lte: latest.done } }
    db.importWork.updateMany({ where, data: latest }).catch(() => {})
  }
  return (done, total) => {
    latest = { done, total }
    if (!waiting) setTimeout(write, tellEveryMs).unref()
    waiting = true
  }
}

/** Puts all that is confirmed and not done into the queue. Twice in it is once: the second finds it done. */
export async function resumeImports(_system: System): Promise<void> {
  const where = { problem: { equals: Prisma.AnyNull } }
  const select = { teamId: true, importId: true }
  await enqueueAll(applyImportJob, await db.importWork.findMany({ where, select, take: 1_000 }))
}
