import 'server-only'
import { Readable } from 'node:stream'
import { storePicture } from '@/features/files/mutations'
import { readPreview } from '@/features/files/photo'
import { type Member, type System, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Job } from '@/lib/jobs'
import { record } from '@/lib/live'
import { fetchOutside, OutboundError, type Way } from '@/lib/outbound'
import { receive } from '@/lib/storage'
import { longestAddress } from './address'
import { visibleLinks } from './policy'

// The picture that a page shows of itself: fetched once, made small, and served by us.

type LinkPicture = { teamId: string; id: string; picture: string }

const pictures = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']
const longest = 2_000_000

export const linkPictureJob: Job<LinkPicture> = {
  name: 'link-picture',
  retries: 1,
  pause: 600,
  keep: 3_600,
  atOnce: 2,
  async run({ teamId, ...rest }) {
    await keepPicture({ ...systemFor('the picture of a link'), teamId }, rest)
  },
}

/**
 * Fetches the picture at an address that a link's page has named and keeps it, small. One that cannot
 * be fetched whole, or is none, leaves the link as it is. Answers whether it was kept.
 * @param way for tests
 */
export async function keepPicture(
  system: System & { teamId: string },
  { id, picture }: { id: string; picture: string },
  way?: Way,
): Promise<boolean> {
  const where = { teamId: system.teamId, id, deletedAt: null }
  const before = await db.link.findFirst({ where, select: { pictureHash: true } })
  if (!before || picture.length > longestAddress) return false
  const preview = await previewOf(picture, way).catch((error: unknown) => {
    if (error instanceof AppError || error instanceof OutboundError) return null
    throw error
  })
  if (!preview) return false
  const pictureHash = await storePicture(system, preview)
  if (pictureHash === before.pictureHash) return true
  await db.$transaction(async (tx) => {
    const { count } = await tx.link.updateMany({ where, data: { pictureHash } })
    if (count) await record(tx, system, { verb: 'edited', subject: { type: 'link', id } })
  })
  return true
}

async function previewOf(picture: string, way?: Way) {
  const { bytes, cut } = await fetchOutside(picture, pictures, way)
  if (cut || bytes.length === 0) throw new OutboundError('unreadable')
  const file = await receive(Readable.from([bytes]), longest)
  try {
    return await readPreview(file.path)
  } finally {
    await file.drop()
  }
}

/** The stored content of a link's picture; null when there is none, or the link cannot be seen. */
export async function getLinkPicture(member: Member, id: string): Promise<string | null> {
  const where = { AND: [visibleLinks(member), { id }] }
  return (await db.link.findFirst({ where, select: { pictureHash: true } }))?.pictureHash ?? null
}
