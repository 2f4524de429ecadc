import 'server-only'
import { parseAddress } from '@/features/links/address'
import { normaliserVersion } from '@/features/links/normalise'
import { type System, systemFor } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import type { Job } from '@/lib/jobs'
import { record } from '@/lib/live'
import type { Link } from '@/prisma/generated/client'
import { lockPair, mergePair } from './moving'

/** Links looked at by one query. */
const batch = 500

/** Old rows when a new version starts; nothing to do afterwards. */
export const renormaliseLinksJob: Job<Record<string, never>> = {
  name: 'renormalise-links',
  retries: 3,
  pause: 60,
  keep: 86_400,
  every: 86_400,
  run: async () => {
    await renormaliseLinks(systemFor('addresses are compared in another way'))
  },
}

/**
 * Compares the addresses of all links as today's normaliser does, where they were kept by an older
 * one. Two links that turn out to be one are merged, as an editor would, into the one that came
 * first and is not in the trash. Answers how many it has looked at.
 */
export async function renormaliseLinks(system: System): Promise<number> {
  let seen = 0
  for (;;) {
    const links = await db.link.findMany({
      where: { normaliserVersion: { lt: normaliserVersion } },
      orderBy: { createdAt: 'asc' },
      take: batch,
    })
    for (const link of links) await renormalise(system, link)
    seen += links.length
    if (links.length < batch) return seen
  }
}

async function renormalise(system: System, link: Link): Promise<void> {
  const { teamId, id } = link
  const key = { teamId_id: { teamId, id } }
  const address = parseAddress(link.url)
  const current = { normaliserVersion }
  if (!address.ok || address.hash === link.urlHash) {
    await db.link.updateMany({ where: { teamId, id }, data: current })
    return
  }
  const { normalised: normalisedUrl, hash: urlHash } = address
  await db.$transaction(async (tx) => {
    const twin = await tx.link.findUnique({ where: { teamId_urlHash: { teamId, urlHash } } })
    if (!twin) {
      await tx.link.update({ where: key, data: { ...current, normalisedUrl, urlHash } })
      return
    }
    const other = twin.mergedIntoId ?? twin.id
    // What was merged already, its address finds by the twin
    if (!link.mergedIntoId && other !== id) {
      const there = { teamId_id: { teamId, id: other } }
      await becomeOne(system, tx, link, await tx.link.findUniqueOrThrow({ where: there }))
    }
    await tx.link.update({ where: key, data: current })
  })
}

async function becomeOne(system: System, tx: Transaction, one: Link, other: Link): Promise<void> {
  const into = staying(one, other)
  const from = into === one ? other : one
  const { teamId } = into
  if (from.deletedAt) {
    // What stands with a link in the trash stays out of sight with it
    const leads = { teamId, OR: [{ id: from.id }, { mergedIntoId: from.id }] }
    await tx.link.updateMany({ where: leads, data: { mergedIntoId: into.id } })
    return
  }
  const pair = { teamId, from: from.id, into: into.id }
  await lockPair(tx, pair)
  await mergePair(tx, pair)
  const subject = { type: 'link', id: from.id } as const
  await record(tx, { ...system, teamId }, { verb: 'deleted', subject })
}

function staying(one: Link, other: Link): Link {
  if (Boolean(one.deletedAt) !== Boolean(other.deletedAt)) return one.deletedAt ? other : one
  return one.createdAt <= other.createdAt ? one : other
}
