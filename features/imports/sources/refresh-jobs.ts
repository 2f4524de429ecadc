import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { type Member, memberFor, type System, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { enqueue, hourly, type Job } from '@/lib/jobs'
import { limit } from '@/lib/limits'
import { record } from '@/lib/live'
import type { Way } from '@/lib/outbound'
import { canImport, visibleSources } from '../policy'
import type { WorkProblem } from '../work'
import { refreshSource } from './refreshing'

// When sources are fetched again: by the hour those that are due, and one when somebody asks.

type Asked = { teamId: string; id: string; userId: string }

const mostAtOnce = 100
/** Below the time after which the queue takes a job for dead. */
const longestMs = 600_000
/** Who asks by the hour must not miss what is due a moment later. */
const graceMs = 300_000

/** Each hour those whose time has come. */
export const refreshSourcesJob: Job<Record<string, never>> = {
  name: 'refresh-sources',
  ...hourly,
  async run() {
    await refreshDueSources(systemFor('sources on a schedule'))
  },
}

/** One, because somebody asks. */
export const refreshSourceJob: Job<Asked> = {
  name: 'refresh-source',
  retries: 0,
  pause: 0,
  keep: 3_600,
  atOnce: 2,
  async run({ teamId, id, userId }) {
    const member = await memberFor(userId, teamId)
    if (member) await refreshSource(member, id, { byHand: true })
  },
}

/** Has a source fetched now, and waits for what comes of it, but not for longer than this. */
export async function refreshSoon(member: Member, id: string, patienceMs: number): Promise<void> {
  const where = { AND: [visibleSources(member), { id, url: { not: null } }] }
  const found = await db.source.findFirst({ where, select: { checkedAt: true } })
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  await limit('importPerMember', member.userId)
  const { teamId, userId } = member
  await enqueue(refreshSourceJob, { teamId, id, userId })
  const before = found.checkedAt?.getTime()
  const until = Date.now() + patienceMs
  for (let pause = 50; Date.now() < until; pause = Math.min(pause * 2, 400)) {
    await wait(pause)
    const now = await db.source.findFirst({ where, select: { checkedAt: true } })
    if (now?.checkedAt?.getTime() !== before) return
  }
}

/**
 * Fetches the sources whose time has come, each in the name of the member who set its schedule up. One
 * that is taken is out for an hour, so that nothing is fetched twice whatever becomes of this process.
 * Answers how many it fetched.
 * @param way for tests
 */
export async function refreshDueSources(system: System, way?: Way): Promise<number> {
  const due = new Date(Date.now() + graceMs)
  const taken = await db.$queryRaw<{ teamId: string; id: string; userId: string | null }[]>`
    UPDATE "Source" s SET "nextAt" = now() + interval '1 hour'
    FROM (SELECT d."teamId", d."id" FROM "Source" d
          JOIN "Conference" c ON c."teamId" = d."teamId" AND c."id" = d."conferenceId"
          WHERE d."nextAt" <= ${due} AND d."schedule" <> 'off' AND d."deletedAt" IS NULL
            AND c."deletedAt" IS NULL
          ORDER BY d."nextAt" LIMIT ${mostAtOnce} FOR NO KEY UPDATE OF d SKIP LOCKED) t
    WHERE s."teamId" = t."teamId" AND s."id" = t."id"
    RETURNING s."teamId", s."id", s."scheduledById" AS "userId"`
  const began = Date.now()
  let fetched = 0
  for (const { teamId, id, userId } of taken) {
    if (Date.now() - began > longestMs) break
    const member = userId && (await memberFor(userId, teamId))
    if (member && canImport(member))
      await refreshSource(member, id, { byHand: false, ...(way && { way }) })
    else await stopSchedule({ ...system, teamId }, id)
    fetched += 1
  }
  return fetched
}

/** Whoever set it up has left the team, or may not import any more. */
async function stopSchedule(system: System & { teamId: string }, id: string): Promise<void> {
  const { teamId } = system
  const failure = JSON.stringify({ key: 'imports.sources.noRight', params: {} } as WorkProblem)
  await db.$transaction(async (tx) => {
    const data = { schedule: 'off', nextAt: null, failure } as const
    await tx.source.updateMany({ where: { teamId, id }, data })
    const found = await tx.source.findFirst({ where: { teamId, id } })
    if (!found) return
    const subject = { type: 'conference', id: found.conferenceId } as const
    await record(tx, system, { verb: 'edited', subject, audience: 'me' })
  })
}
