import 'server-only'
import { type Member, type System, systemFor } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { enqueue, hourly, type Job } from '@/lib/jobs'
import { limit } from '@/lib/limits'
import { record } from '@/lib/live'
import { OutboundError, probeOutside, type Way } from '@/lib/outbound'
import { parseAddress, siteOf } from './address'
import { afterLook, movedTo } from './liveness'
import { normaliserVersion } from './normalise'
import { canEditLinks, visibleLinks } from './policy'
import { queueReading } from './reading'
import type { FollowMove, SetArchive } from './schema'

// Whether the page behind a link is still there, and what people do about it.

type LinkKey = { teamId: string; id: string }

const mostAtOnce = 60
/** Nobody's server is asked for more of its pages than this in one go. */
const mostOfOneSite = 5
/** Below the time after which the queue takes a job for dead. */
const longestMs = 600_000

/** Each hour a few of those whose time has come. */
export const checkLinksJob: Job<Record<string, never>> = {
  name: 'check-links',
  ...hourly,
  async run() {
    await checkDueLinks(systemFor('links that may be dead'))
  },
}

/** One, because somebody asks. */
export const checkLinkJob: Job<LinkKey> = {
  name: 'check-link',
  retries: 0,
  pause: 0,
  keep: 3_600,
  atOnce: 2,
  async run({ teamId, id }) {
    await checkLink({ ...systemFor('whether a link answers'), teamId }, id)
  },
}

/**
 * Looks at links that nobody has looked at for long enough, one after the other. Each is taken out
 * for a day before it is asked for, so that nothing is asked twice whatever becomes of this process.
 * Answers how many it looked at.
 * @param way for tests
 */
export async function checkDueLinks(system: System, way?: Way): Promise<number> {
  if (env.FETCH_LINKS === 'off') return 0
  const due = Prisma.sql`l."deletedAt" IS NULL AND (l."checkAt" <= now()
    OR l."checkAt" IS NULL AND l."createdAt" < now() - interval '14 days')`
  const links = await db.$queryRaw<LinkKey[]>(Prisma.sql`
    WITH due AS (
      SELECT l."teamId", l."id", l."checkAt",
             row_number() OVER (PARTITION BY l."site" ORDER BY l."checkAt", l."id") AS "n"
      FROM "Link" l WHERE ${due}
    ), taken AS (
      SELECT l."teamId", l."id" FROM due JOIN "Link" l USING ("teamId", "id")
      WHERE due."n" <= ${mostOfOneSite} AND ${due}
      ORDER BY due."checkAt" LIMIT ${mostAtOnce} FOR NO KEY UPDATE OF l SKIP LOCKED
    )
    UPDATE "Link" l SET "checkAt" = now() + interval '1 day' FROM taken t
    WHERE l."teamId" = t."teamId" AND l."id" = t."id" RETURNING l."teamId", l."id"`)
  const began = Date.now()
  let looked = 0
  for (const { teamId, id } of links) {
    if (Date.now() - began > longestMs) break
    await checkLink({ ...system, teamId }, id, way)
    looked += 1
  }
  return looked
}

/**
 * Looks whether the page of a link is there, and keeps what that says of it.
 * @param way for tests
 */
export async function checkLink(
  system: System & { teamId: string },
  id: string,
  way?: Way,
): Promise<void> {
  const where = { teamId: system.teamId, id, deletedAt: null }
  const select = { url: true, goneSince: true, goneCount: true, deadAt: true, movedTo: true }
  const link = await db.link.findFirst({ where, select })
  if (!link) return
  const found = await probeOutside(link.url, way).catch((error: unknown) => {
    if (error instanceof OutboundError) return error.code
    throw error
  })
  const code = typeof found === 'string' ? found : null
  const now = new Date()
  const state = afterLook(link, code, now)
  const moved = typeof found === 'object' && found.moved ? movedTo(link.url, found.url) : null
  const after = { ...state, movedTo: code ? link.movedTo : moved, checkedAt: now }
  const news =
    after.movedTo !== link.movedTo ||
    (after.deadAt === null) !== (link.deadAt === null) ||
    (after.goneSince === null) !== (link.goneSince === null)
  await db.$transaction(async (tx) => {
    // Its address may have become another one while this was on its way
    const { count } = await tx.link.updateMany({ where: { ...where, url: link.url }, data: after })
    if (count && news) await record(tx, system, { verb: 'edited', subject: { type: 'link', id } })
  })
}

async function edit<T>(
  member: Member,
  id: string,
  run: (tx: Transaction, link: { url: string; movedTo: string | null }) => Promise<T>,
): Promise<T> {
  return db.$transaction(async (tx) => {
    const where = { AND: [visibleLinks(member), { id }] }
    const link = await tx.link.findFirst({ where, select: { url: true, movedTo: true } })
    if (!link) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (!canEditLinks(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
    const done = await run(tx, link)
    await record(tx, member, { verb: 'edited', subject: { type: 'link', id } })
    return done
  })
}

/** Has a link looked at soon, because somebody asks. */
export async function checkLinkNow(member: Member, id: string): Promise<void> {
  await limit('readLinkPerMember', `${member.teamId} ${member.userId}`)
  const { teamId } = member
  await edit(member, id, async (tx) => {
    if (env.FETCH_LINKS === 'off') throw new AppError('INVALID', 'links.kept.off')
    const key = { teamId_id: { teamId, id } }
    await tx.link.update({ where: key, data: { checkAt: new Date() } })
    await enqueue(checkLinkJob, { teamId, id }, tx)
  })
}

/**
 * Takes the address that a link has moved to for its own; its page is read anew.
 * @throws AppError CONFLICT when it is not the one that was offered, or the team has a link of it
 */
export async function followMove(member: Member, { id, to }: FollowMove): Promise<void> {
  const { teamId } = member
  await edit(member, id, async (tx, link) => {
    const address = parseAddress(to)
    if (!address.ok || link.movedTo !== to) throw new AppError('CONFLICT', 'errors.conflict')
    const { url, normalised, hash } = address
    const known = await tx.link.count({ where: { teamId, urlHash: hash, id: { not: id } } })
    if (known) throw new AppError('CONFLICT', 'links.kept.known')
    await tx.link.update({
      where: { teamId_id: { teamId, id } },
      data: {
        ...{ url, normalisedUrl: normalised, urlHash: hash, normaliserVersion, site: siteOf(url) },
        ...{ movedTo: null, goneSince: null, goneCount: 0, deadAt: null },
        revision: { increment: 1 },
      },
    })
    await queueReading(member, tx, id)
  })
}

/** Says where a page has been archived; no address takes that back. Nobody asks there but by a click. */
export async function setArchive(member: Member, { id, archive }: SetArchive): Promise<void> {
  const { teamId } = member
  await edit(member, id, (tx) =>
    tx.link.update({ where: { teamId_id: { teamId, id } }, data: { archiveUrl: archive } }),
  )
}
