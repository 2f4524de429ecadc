import 'server-only'
import { parseAddress } from '@/features/links/address'
import { canEditLinks, visibleLinks } from '@/features/links/policy'
import type { LinkMerge } from '@/features/links/schema'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { fromShortId } from '@/lib/ids'
import { record } from '@/lib/live'
import { lockPair, type Moved, mergePair, moveBack } from './moving'

/**
 * Makes one link of two addresses of one thing: `id` goes to the trash, its address leads to the
 * other link from now on, and that one stands wherever either stood, once in each list. Answers the
 * id of the link that was kept.
 * @throws AppError INVALID on the field `into`
 */
export async function mergeLinks(member: Member, { id, into: named }: LinkMerge): Promise<string> {
  mustEdit(member)
  return db.$transaction(async (tx) => {
    const into = await linkNamed(member, tx, named)
    if (!into) throw refuse('links.unknown')
    if (into === id) throw refuse('links.itself')
    const { teamId } = member
    const pair = { teamId, from: id, into }
    await lockPair(tx, pair)
    const seen = { AND: [visibleLinks(member), { id: { in: [id, into] } }] }
    if ((await tx.link.count({ where: seen })) < 2) {
      throw new AppError('NOT_FOUND', 'errors.notFound')
    }
    await mergePair(tx, pair)
    await record(tx, member, { verb: 'edited', subject: { type: 'link', id: into } })
    await record(tx, member, { verb: 'deleted', subject: { type: 'link', id } })
    return into
  })
}

/** Takes a merging back, as far as nobody has changed since what went over. */
export async function separateLink(member: Member, id: string): Promise<void> {
  mustEdit(member)
  await db.$transaction(async (tx) => {
    const { teamId } = member
    const where = { teamId, id, mergedInto: visibleLinks(member) }
    const found = await tx.link.findFirst({ where, select: { mergedIntoId: true } })
    if (!found?.mergedIntoId) throw new AppError('NOT_FOUND', 'errors.notFound')
    const pair = { teamId, from: id, into: found.mergedIntoId }
    await lockPair(tx, pair)
    const still = { teamId, id, mergedIntoId: pair.into }
    const row = await tx.link.findFirst({ where: still, select: { merged: true } })
    if (!row) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (row.merged) await moveBack(tx, pair, row.merged as Moved)
    const back = { deletedAt: null, mergedIntoId: null, merged: Prisma.DbNull }
    await tx.link.update({
      where: { teamId_id: { teamId, id } },
      data: { ...back, revision: { increment: 1 } },
    })
    await record(tx, member, { verb: 'edited', subject: { type: 'link', id: pair.into } })
    await record(tx, member, { verb: 'restored', subject: { type: 'link', id } })
  })
}

function mustEdit(member: Member) {
  if (!canEditLinks(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

const refuse = (key: string) =>
  new AppError('INVALID', 'errors.check', { fieldErrors: { into: key } })

/** The link that is meant by its own address or by that of its page; one that was merged leads on. */
async function linkNamed(member: Member, tx: Transaction, named: string): Promise<string | null> {
  const page = /\/links\/([^/?#]+)\/?(?:[?#].*)?$/.exec(named.trim())?.[1]
  const address = parseAddress(named)
  const meant = [
    { id: (page && fromShortId(page)) || '00000000-0000-0000-0000-000000000000' },
    { urlHash: address.ok ? address.hash : '' },
  ]
  const found = await tx.link.findMany({
    where: { teamId: member.teamId, OR: meant },
    select: { id: true, mergedIntoId: true },
  })
  const ids = found.map(({ id, mergedIntoId }) => mergedIntoId ?? id)
  const where = { AND: [visibleLinks(member), { id: { in: ids } }] }
  return (await tx.link.findFirst({ where, select: { id: true } }))?.id ?? null
}
