import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { type Member, memberFor, type System, systemFor } from '@/lib/actor'
import { db, isDatabaseAway, Prisma } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { enqueue, enqueueAll, type Job } from '@/lib/jobs'
import { record } from '@/lib/live'
import { log } from '@/lib/log'
import type { ImportKind } from '@/prisma/generated/client'
import { applyAnnotations } from './annotations/apply'
import { applyLinks } from './links/apply'
import { applyMedia } from './media/apply'
import { applyNotes } from './notes/apply'
import { canImport, visibleImports } from './policy'
import { applyImport } from './programmes/apply'
import type { Apply, Confirmed, Tell } from './work'

// A confirmed import is carried out by a job, in one transaction: a process that dies leaves the
// state before, and the next one does it anew.

/** How each kind is carried out; what is not named is a programme. */
const appliers: Partial<Record<ImportKind, Apply>> = {
  links: applyLinks,
  notes: applyNotes,
  annotations: applyAnnotations,
  recordings: applyMedia,
  transcripts: applyMedia,
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
  retries: 0,
  pause: 0,
  keep: 7_200,
  every: 3_600,
  atStart: true,
  run: () => resumeImports(systemFor('imports that were cut off')),
}

/**
 * Has a staged import carried out in the background. Confirming twice is once.
 * @throws AppError CONFLICT when it was discarded or undone
 */
export async function confirmImport(member: Member, { id, planHash }: Confirmed): Promise<void> {
  const { teamId, userId } = member
  await db.$transaction(async (tx) => {
    const where = { AND: [visibleImports(member), { id }] }
    const found = await tx.import.findFirst({ where, select: { state: true } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (found.state === 'applied') return
    if (found.state !== 'staged') throw new AppError('CONFLICT', 'imports.apply.tooLate')
    // One that came back before begins anew
    const fresh = await tx.$executeRaw(Prisma.sql`
      INSERT INTO "ImportWork" AS w ("teamId", "importId", "planHash", "confirmedById")
      VALUES (${teamId}::uuid, ${id}::uuid, ${planHash}, ${userId}::uuid)
      ON CONFLICT ("teamId", "importId") DO UPDATE
      SET "planHash" = excluded."planHash", "confirmedById" = excluded."confirmedById",
          "confirmedAt" = now(), "begunAt" = NULL, "begun" = 0, "failed" = 0, "done" = 0,
          "total" = 0, "problem" = NULL
      WHERE w."problem" IS NOT NULL`)
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
 * Takes a confirmation back as long as nobody has begun with the work.
 * @throws AppError CONFLICT when it has begun
 */
export async function stopImport(member: Member, id: string): Promise<void> {
  const { teamId } = member
  await db.$transaction(async (tx) => {
    const where = { AND: [visibleImports(member), { id }] }
    const found = await tx.import.findFirst({ where, select: { state: true } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    const work = await tx.importWork.deleteMany({ where: { teamId, importId: id, begunAt: null } })
    const left = await tx.importWork.count({ where: { teamId, importId: id } })
    if (left > 0 || found.state === 'applied') {
      throw new AppError('CONFLICT', 'imports.work.tooLate')
    }
    if (work.count === 0) return
    await record(tx, member, { verb: 'edited', subject: { type: 'import', id }, audience: 'me' })
  })
}

/** Carries out a confirmed import as the member who confirmed it, with the rights they have now. */
export async function carryOut(system: System, { teamId, importId }: WorkKey): Promise<void> {
  const [work] = await db.$queryRaw<{ userId: string; planHash: string; begun: number }[]>`
    UPDATE "ImportWork" SET "begun" = "begun" + 1, "begunAt" = coalesce("begunAt", now()), "done" = 0
    WHERE "teamId" = ${teamId}::uuid AND "importId" = ${importId}::uuid AND "problem" IS NULL
    RETURNING "confirmedById" AS "userId", "planHash", "begun"`
  if (!work) return
  try {
    if (work.begun > mostBegun) throw new AppError('CONFLICT', 'imports.work.cutOff')
    const member = await memberFor(work.userId, teamId)
    const where = member && { AND: [visibleImports(member), { id: importId }] }
    const found = where && (await db.import.findFirst({ where, select: { kind: true } }))
    if (!found || !canImport(member)) throw new AppError('NOT_FOUND', 'imports.work.noRight')
    const apply = appliers[found.kind] ?? applyImport
    await apply(member, { id: importId, planHash: work.planHash }, teller({ teamId, importId }))
    await db.importWork.deleteMany({ where: { teamId, importId } })
  } catch (error) {
    const problem = error instanceof AppError ? error : await lastFailure(error, teamId, importId)
    await giveBack({ ...system, teamId }, { importId, planHash: work.planHash }, problem)
  }
}

/** What nobody expected is tried again, until it has happened often enough. */
async function lastFailure(error: unknown, teamId: string, importId: string): Promise<AppError> {
  if (isDatabaseAway(error)) throw error
  const where = { teamId_importId: { teamId, importId } }
  const { failed } = await db.importWork.update({ where, data: { failed: { increment: 1 } } })
  if (failed < mostFailed) throw error
  log.error({ err: error }, 'an import failed')
  return new AppError('CONFLICT', 'imports.work.failed')
}

/** Back to its preview, with the reason: nothing of it was written. */
async function giveBack(
  system: System & { teamId: string },
  { importId, planHash }: { importId: string; planHash: string },
  { messageKey: key, params }: AppError,
): Promise<void> {
  const { teamId } = system
  const where = { teamId, importId, planHash, problem: { equals: Prisma.AnyNull } }
  await db.$transaction(async (tx) => {
    const { count } = await tx.importWork.updateMany({ where, data: { problem: { key, params } } })
    // Another process was first, or it was confirmed again since
    if (count === 0) return
    const subject = { type: 'import', id: importId } as const
    await record(tx, system, { verb: 'edited', subject, audience: 'me' })
  })
}

/** Writes down how far the work is, past its transaction: others see it while it goes on. */
function teller({ teamId, importId }: WorkKey): Tell {
  let latest = { done: 0, total: 0 }
  let waiting = false
  const write = () => {
    waiting = false
    const where = { teamId, importId, done: { lte: latest.done } }
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
