import { readUrl } from '@/lib/paths'
import 'server-only'
import { type Member, type System, systemFor } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { enqueue, enqueueAll, type Job } from '@/lib/jobs'
import { limit } from '@/lib/limits'
import { record } from '@/lib/live'
import { fetchOutside, type OutboundCode, OutboundError, type Way } from '@/lib/outbound'
import type { LinkType } from '@/prisma/generated/enums'
import { guessType, titleFrom } from './address'
import { isSignIn, type Metadata, oembedOf, readOembed, readPage, textOf } from './metadata'
import { linkPictureJob } from './pictures'
import { canEditLinks, visibleLinks } from './policy'

// What the page behind a link says of itself, read in the background.

type LinkKey = { teamId: string; id: string }

const html = ['text/html', 'application/xhtml+xml']
const json = ['application/json', 'text/json', 'text/javascript']

/** What may have gone by the next try. */
const passing: OutboundCode[] = ['nohost', 'unreachable', 'timeout', 'broken']

export const readLinkJob: Job<LinkKey> = {
  name: 'read-link',
  // After five, ten and twenty minutes
  retries: 3,
  pause: 300,
  keep: 3_600,
  atOnce: 4,
  async run({ teamId, id }) {
    const failed = await readLink({ ...systemFor('what a link is'), teamId }, id)
    if (failed && passing.includes(failed)) throw new OutboundError(failed)
  },
}

/** Has a link's page read soon after the transaction, where pages are read at all. */
export async function queueReading({ teamId }: Member, tx: Transaction, id: string): Promise<void> {
  if (env.FETCH_LINKS === 'off') return
  const key = { teamId_id: { teamId, id } }
  await tx.link.update({ where: key, data: { fetchState: 'waiting', fetchError: null } })
  await enqueue(readLinkJob, { teamId, id }, tx)
}

/** The same of links that have begun to wait already. */
export async function queueReadings(
  { teamId }: Pick<Member, 'teamId'>,
  tx: Transaction,
  ids: string[],
) {
  const links = ids.map((id) => ({ teamId, id }))
  await enqueueAll(readLinkJob, links, tx)
}

/** Reads the page of a link anew, because somebody asks for it. */
export async function readLinkAgain(member: Member, id: string): Promise<void> {
  await limit('readLinkPerMember', `${member.teamId} ${member.userId}`)
  await db.$transaction(async (tx) => {
    const found = await tx.link.count({ where: { AND: [visibleLinks(member), { id }] } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (!canEditLinks(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
    await queueReading(member, tx, id)
    await record(tx, member, { verb: 'edited', subject: { type: 'link', id } })
  })
}

/**
 * Reads the page of a link that waits for it, or has failed before, and keeps what it says; a title
 * that a person gave stays. Answers why it could not be read, null when it was.
 * @param way for tests
 */
export async function readLink(
  system: System & { teamId: string },
  id: string,
  way?: Way,
): Promise<OutboundCode | null> {
  const where = { teamId: system.teamId, id, deletedAt: null }
  const link = await db.link.findFirst({
    where: { ...where, fetchState: { in: ['waiting', 'failed'] } },
    select: { url: true, fetchState: true, fetchError: true },
  })
  if (!link) return null
  const read = await metadataOf(link.url, way).catch((error: unknown) => {
    if (error instanceof OutboundError) return error.code
    throw error
  })
  if (typeof read === 'string') {
    await db.$transaction(async (tx) => {
      const data = { fetchState: 'failed', fetchError: read, fetchedAt: new Date() } as const
      await tx.link.updateMany({ where, data })
      if (read !== link.fetchError) await recordEdit(system, tx, id)
    })
    return read
  }
  const { title, picture, type, ...facts } = read
  const done = { fetchState: 'done', fetchError: null, fetchedAt: new Date() } as const
  const data = { ...facts, ...done, ...(!picture && { pictureHash: null }) }
  await db.$transaction(async (tx) => {
    await tx.link.updateMany({ where, data })
    // Links older than this reading do not tell who gave their title
    const ours = [{ titleTyped: false }, { title: titleFrom(link.url) }]
    if (title) {
      await tx.link.updateMany({
        where: { ...where, title: { not: title }, OR: ours },
        data: { title, titleTyped: false, revision: { increment: 1 } },
      })
    }
    if (type && vague.includes(guessType(link.url))) {
      await tx.link.updateMany({ where: { ...where, typeTyped: false }, data: { type } })
    }
    if (picture) await enqueue(linkPictureJob, { teamId: system.teamId, id, picture }, tx)
    await recordEdit(system, tx, id)
  })
  return null
}

// What an address is taken for when it tells nothing
const vague: LinkType[] = ['article', 'product']

function recordEdit(system: System & { teamId: string }, tx: Transaction, id: string) {
  return record(tx, system, { verb: 'edited', subject: { type: 'link', id } })
}

/** @throws OutboundError */
async function metadataOf(url: string, way?: Way): Promise<Metadata> {
  const endpoint = oembedOf(url)
  if (!endpoint) return pageOf(url, way)
  const answer = await fetchOutside(endpoint, json, way)
  const described = readOembed(textOf(answer.bytes, answer.charset))
  if (!described) throw new OutboundError('unreadable')
  if (described.durationSeconds) return described
  // YouTube tells how long a video is only on its page
  const page = await pageOf(url, way).catch(() => null)
  return { ...described, durationSeconds: page?.durationSeconds ?? null }
}

async function pageOf(url: string, way?: Way): Promise<Metadata> {
  const { url: end, bytes, charset } = await fetchOutside(url, html, way)
  if (isSignIn(end) && !isSignIn(url)) throw new OutboundError('denied')
  const page = readPage(textOf(bytes, charset))
  return {
    ...page,
    picture: readUrl(page.picture, end)?.href ?? '',
  }
}
