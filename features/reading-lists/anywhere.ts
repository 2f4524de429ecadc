import 'server-only'
import { parseAddress, titleFrom } from '@/features/links/address'
import { visibleLinks } from '@/features/links/policy'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { fromShortId, fromSlugId } from '@/lib/ids'
import { addLink, addLinkToNew, addSession } from './mutations'
import { canEditLists, editableLists, visibleEntries } from './policy'
import type { AddByAddress } from './schema'

// Adding from everywhere. What is added is told by its address: a page of ours of a session or a
// link, or any address of the web.

const listsOffered = 200

type Subject =
  | { type: 'session'; id: string; title: string }
  | { type: 'link'; id: string | null; url: string; title: string }

/** What an address leads to, and the lists it can be added to; null when it leads to nothing. */
export async function getAdding(member: Member, address: string) {
  if (!canEditLists(member)) return null
  const subject = await subjectOf(member, address)
  if (!subject) return null
  const { type, id } = subject
  // An id that nothing has: of a link the team does not know yet
  const within = type === 'session' ? { sessionId: id } : { linkId: { in: id ? [id] : [] } }
  const rows = await db.readingList.findMany({
    where: editableLists(member),
    relationLoadStrategy: 'join',
    select: {
      id: true,
      title: true,
      entries: { where: { AND: [visibleEntries(member), within] }, select: { id: true }, take: 1 },
    },
    orderBy: [{ updatedAt: 'desc' }, { title: 'asc' }],
    take: listsOffered,
  })
  const lists = rows.map(({ entries, ...list }) => ({ ...list, contains: entries.length > 0 }))
  return { title: subject.title, lists }
}

export type Adding = NonNullable<Awaited<ReturnType<typeof getAdding>>>

/**
 * Adds what an address leads to, to a list or to a new one of the title given.
 * @throws AppError NOT_FOUND when it leads to nothing that the member sees
 */
export async function addByAddress(member: Member, { address, list, title }: AddByAddress) {
  const subject = await subjectOf(member, address)
  if (!subject) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (subject.type === 'session') {
    return addSession(member, { session: subject.id, list, title })
  }
  const { url } = subject
  if (!list) return addLinkToNew(member, { title, address: url })
  return addLink(member, { list, address: url, title: '', why: '' })
}

async function subjectOf(member: Member, address: string): Promise<Subject | null> {
  const [, team = '', kind, part = ''] =
    /^\/t\/([^/]+)\/(sessions|links)\/([^/?#]+)/.exec(address) ?? []
  if (kind) {
    if (team !== member.team.slug && decoded(team) !== member.team.slug) return null
    return kind === 'sessions' ? sessionAt(member, part) : linkAt(member, part)
  }
  const read = parseAddress(address)
  if (!read.ok) return null
  const [known] = await readRows<{ id: string }>(Prisma.sql`
    SELECT "id" FROM "Link"
    WHERE "teamId" = ${member.teamId}::uuid AND "urlHash" = ${read.hash}`)
  const link = known && (await seenLink(member, known.id))
  // The address as given: it may point into a video
  return {
    type: 'link',
    id: link?.id ?? null,
    url: address,
    title: link?.title ?? titleFrom(read.url),
  }
}

async function sessionAt(member: Member, part: string): Promise<Subject | null> {
  const id = fromSlugId(decoded(part))
  if (!id) return null
  const where = { AND: [visibleSessions(member), { id }] }
  const session = await db.session.findFirst({ where, select: { id: true, title: true } })
  return session && { type: 'session', ...session }
}

async function linkAt(member: Member, part: string): Promise<Subject | null> {
  const id = fromShortId(part)
  const link = id && (await seenLink(member, id))
  return link ? { type: 'link', ...link } : null
}

function seenLink(member: Member, id: string) {
  const where = { AND: [visibleLinks(member), { id }] }
  return db.link.findFirst({ where, select: { id: true, title: true, url: true } })
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
