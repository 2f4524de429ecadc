import 'server-only'
import type { Member } from '@/lib/actor'
import type { Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { guessType, normaliserVersion, parseAddress, siteOf, titleFrom } from './address'
import { canEditLinks, visibleLinks } from './policy'
import { queueReading } from './reading'
import type { LinkEdit, LinkInput } from './schema'

export type FoundLink = {
  id: string
  title: string
  /** Where in a video this very address points */
  offsetSeconds: number | null
}

/**
 * The team's link for an address: the one there is, restored when it was in the trash, or a new
 * one. Part of a mutation that adds an entry or an annotation, which checks the right to do so and
 * records it. Its page is read in the background. Give no title on behalf of an *only me* annotation: the row is the whole team's.
 * @throws AppError INVALID on the field `address`
 */
export async function findOrCreateLink(
  member: Member,
  tx: Transaction,
  given: LinkInput,
): Promise<FoundLink> {
  const address = parseAddress(given.address)
  if (!address.ok) {
    const key = `links.refusals.${address.code}`
    throw new AppError('INVALID', 'errors.check', { fieldErrors: { address: key } })
  }
  const { teamId, userId } = member
  const { url, normalised, hash, offsetSeconds } = address
  // Waits for a concurrent writer of the same address, then leaves the row to it
  const { count } = await tx.link.createMany({
    data: {
      teamId,
      id: newId(),
      url,
      normalisedUrl: normalised,
      urlHash: hash,
      normaliserVersion,
      type: given.type ?? guessType(url),
      title: given.title || titleFrom(url),
      titleTyped: given.title !== '',
      site: siteOf(url),
      createdById: userId,
    },
    skipDuplicates: true,
  })
  const link = await tx.link.findUniqueOrThrow({
    where: { teamId_urlHash: { teamId, urlHash: hash } },
    select: { id: true, url: true, title: true, titleTyped: true, deletedAt: true },
  })
  const untitled = !link.titleTyped || link.title === titleFrom(link.url)
  const titled = count === 0 && given.title !== '' && untitled
  const title = titled ? given.title : link.title
  if (link.deletedAt || titled) {
    const typed = { title, titleTyped: true, revision: { increment: 1 } }
    await tx.link.update({
      where: { teamId_id: { teamId, id: link.id } },
      data: { deletedAt: null, ...(titled && typed) },
    })
  }
  if (link.deletedAt || count === 1) await queueReading(member, tx, link.id)
  return { id: link.id, title, offsetSeconds }
}

/**
 * Changes title and type of a link, for every list that names it. Part of a mutation; records itself.
 * @throws AppError CONFLICT when somebody has changed it since `revision`
 */
export async function updateLink(
  member: Member,
  tx: Transaction,
  { id, revision, title, type }: LinkEdit,
) {
  const link = await tx.link.findFirst({
    where: { AND: [visibleLinks(member), { id }] },
    select: { url: true, title: true, titleTyped: true, type: true, revision: true },
  })
  if (!link) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (!canEditLinks(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  // A form that was opened before the page's own title came, and left as it was
  const unread = revision !== link.revision && !link.titleTyped && title === titleFrom(link.url)
  const retitled = link.title !== title && !unread
  if (!retitled && link.type === type) return
  const { count } = await tx.link.updateMany({
    where: { teamId: member.teamId, id, revision, deletedAt: null },
    data: { type, ...(retitled && { title, titleTyped: true }), revision: { increment: 1 } },
  })
  if (count === 0) throw new AppError('CONFLICT', 'errors.conflict')
  await record(tx, member, { verb: 'edited', subject: { type: 'link', id } })
}
