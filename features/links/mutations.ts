import 'server-only'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'
import { type Address, guessType, parseAddress, titleFrom } from './address'
import { type Joined, joiningSql } from './joining'
import { canEditLinks, restorableLinks, visibleLinks } from './policy'
import { queueReading, queueReadings } from './reading'
import type { LinkEdit, LinkInput } from './schema'

export type FoundLink = {
  id: string
  title: string
  /** Where in a video this very address points */
  offsetSeconds: number | null
  /** Whether it was in the trash and has come back */
  back: boolean
}

/**
 * The team's links for some addresses, in the order given: those there are, restored when they were
 * in the trash, or new ones. One statement. Part of a mutation that adds entries, which checks the
 * right to do so and records it. Their pages are read in the background.
 * @throws AppError INVALID on the field `address`
 */
export async function findOrCreateLinks(
  member: Member,
  tx: Transaction,
  given: LinkInput[],
): Promise<FoundLink[]> {
  const wanted = given.map(({ address, title, type }) => ({
    address: readAddress(address),
    title,
    type,
  }))
  if (wanted.length === 0) return []
  const rows = await tx.$queryRaw<Joined[]>(
    Prisma.sql`WITH ${joiningSql(member, wanted)} SELECT * FROM joined`,
  )
  const waiting = rows.filter(({ waits }) => waits).map(({ id }) => id)
  await queueReadings(member, tx, waiting)
  const byHash = new Map(rows.map((row) => [row.urlHash, row]))
  return wanted.map(({ address: { hash, offsetSeconds } }) => {
    const row = byHash.get(hash)
    if (!row) throw new Error('an address did not become a link')
    return { id: row.id, title: row.title, offsetSeconds, back: row.back }
  })
}

/** The same of one address. */
export async function findOrCreateLink(member: Member, tx: Transaction, given: LinkInput) {
  const [link] = await findOrCreateLinks(member, tx, [given])
  return link as FoundLink
}

function readAddress(text: string): Address {
  const address = parseAddress(text)
  if (address.ok) return address
  const key = `links.refusals.${address.code}`
  throw new AppError('INVALID', 'errors.check', { fieldErrors: { address: key } })
}

/** Corrects title and type of a link, or gives them back to guessing. */
export async function saveLink(member: Member, edit: LinkEdit): Promise<void> {
  await db.$transaction((tx) => updateLink(member, tx, edit))
}

/**
 * Changes title and type of a link, for every list that names it. An empty title is the page's own
 * again, once that is read anew, and null the guessed type. Part of a mutation; records itself.
 * @throws AppError CONFLICT when somebody has changed it since `revision`
 */
export async function updateLink(
  member: Member,
  tx: Transaction,
  { id, revision, title, type: chosen }: LinkEdit,
) {
  const link = await tx.link.findFirst({
    where: { AND: [visibleLinks(member), { id }] },
    select: {
      url: true,
      title: true,
      titleTyped: true,
      type: true,
      typeTyped: true,
      revision: true,
    },
  })
  if (!link) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (!canEditLinks(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  const derived = titleFrom(link.url)
  const emptied = title === '' && link.titleTyped
  // A form that was opened before the page's own title came, and left as it was
  const unread = revision !== link.revision && !link.titleTyped && title === derived
  const retitled = emptied || (title !== '' && link.title !== title && !unread)
  const type = chosen ?? guessType(link.url)
  const typeTyped = chosen !== null && (link.typeTyped || chosen !== link.type)
  if (!retitled && link.type === type && link.typeTyped === typeTyped) return
  const { count } = await tx.link.updateMany({
    where: { teamId: member.teamId, id, revision, deletedAt: null },
    data: {
      ...{ type, typeTyped, revision: { increment: 1 } },
      ...(retitled && { title: title || derived, titleTyped: !emptied }),
    },
  })
  if (count === 0) throw new AppError('CONFLICT', 'errors.conflict')
  const asked = chosen === null && link.typeTyped
  if (emptied || asked) await queueReading(member, tx, id)
  await record(tx, member, { verb: 'edited', subject: { type: 'link', id } })
}

/**
 * Moves a link to the trash: it goes from every list it stands in, until it is restored. In it
 * already, by whoever: success.
 */
export async function trashLink(member: Member, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const seen = { OR: [visibleLinks(member), restorableLinks(member)] }
    const found = await tx.link.count({ where: { AND: [seen, { id }] } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (!canEditLinks(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
    const where = { teamId: member.teamId, id, deletedAt: null }
    const { count } = await tx.link.updateMany({ where, data: { deletedAt: new Date() } })
    if (count === 0) return
    await record(tx, member, { verb: 'deleted', subject: { type: 'link', id } })
  })
}

/** Takes a link out of the trash, back into its lists. Already back, by whoever: success. */
export async function restoreLink(member: Member, id: string): Promise<void> {
  if (!canEditLinks(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  await db.$transaction(async (tx) => {
    const seen = { OR: [visibleLinks(member), restorableLinks(member)] }
    const found = await tx.link.count({ where: { AND: [seen, { id }] } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    const where = { teamId: member.teamId, id, deletedAt: { not: null }, mergedIntoId: null }
    const { count } = await tx.link.updateMany({ where, data: { deletedAt: null } })
    if (count === 0) return
    await record(tx, member, { verb: 'restored', subject: { type: 'link', id } })
  })
}
