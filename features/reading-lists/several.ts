import 'server-only'
import { findLinks, mostLinks, type TextLink, titleOf } from '@/features/links/found-links'
import { visibleLinks } from '@/features/links/policy'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { limit } from '@/lib/limits'
import { addMany } from './adding'
import { getList } from './queries'
import type { SeveralInput } from './schema'

// A text with addresses in it becomes entries, in two steps: what it holds, and what is taken of it.

/** A link as it is shown before it is added; what is not said is not so. */
export type FoundRow = {
  /** Its position in the text and its shortened hash */
  take: string
  title: string
  url: string
  type: string
  why?: string
  section?: string
  /** Why it has no tick at first */
  not?: 'again' | 'inList' | 'credit'
  known?: true
}

export type Looked = {
  rows: FoundRow[]
  more: number
  most: number
  relative: string[]
  refused: string[]
}

/** What a text holds, and what of it is in the list or the team already. Writes nothing. */
export async function lookThrough(member: Member, { list, text }: SeveralInput) {
  const found = await getList(member, list)
  if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
  if (!found.can.add) throw new AppError('FORBIDDEN', 'errors.forbidden')
  await limit('importPerMember', `${member.teamId} ${member.userId}`)
  const { links, more, relative, refused } = findLinks(text)
  const hashes = [...new Set(links.map(({ hash }) => hash))]
  const known = await db.link.findMany({
    where: { AND: [visibleLinks(member), { urlHash: { in: hashes } }] },
    relationLoadStrategy: 'join',
    select: {
      urlHash: true,
      entries: { where: { readingListId: list, deletedAt: null }, select: { id: true } },
    },
  })
  const inList = new Set(
    known.flatMap(({ urlHash, entries }) => (entries.length > 0 ? urlHash : [])),
  )
  const inTeam = new Set(known.map(({ urlHash }) => urlHash))
  const rows = links.map((link, at): FoundRow => {
    const not = reasonAgainst(link, inList)
    return {
      take: takeOf(link, at),
      title: titleOf(link),
      url: link.url,
      type: link.type,
      ...(link.why && { why: link.why }),
      ...(link.section && { section: link.section }),
      ...(not && { not }),
      ...(inTeam.has(link.hash) && { known: true as const }),
    }
  })
  const some = (all: string[]) => all.slice(0, 5)
  const looked: Looked = {
    ...{ rows, more, most: mostLinks, relative, refused: refused.map(({ address }) => address) },
  }
  const told = { ...looked, relative: some(relative), refused: some(looked.refused) }
  const counts = { relative: String(relative.length), refused: String(refused.length) }
  const shown = { found: JSON.stringify(told), text, ...counts }
  return { message: 'lists.several.found', params: { count: rows.length }, shown }
}

/** Adds what is ticked of a text. @throws AppError CONFLICT when it is not the text that was shown */
export async function takeTicked(member: Member, { list, text, take }: SeveralInput) {
  if (take.length === 0) throw new AppError('INVALID', 'lists.several.nothing')
  const { links } = findLinks(text)
  const taken = take.map(({ at, hash }) => {
    const link = links[at]
    if (!link?.hash.startsWith(hash)) throw new AppError('INVALID', 'lists.several.pasteChanged')
    return link
  })
  return addMany(member, {
    list,
    links: taken.map(({ url, title, why, section }) => ({ address: url, title, why, section })),
  })
}

const takeOf = ({ hash }: TextLink, at: number) => `${at}:${hash.slice(0, 8)}`

function reasonAgainst({ repeats, hash, credit }: TextLink, inList: Set<string>) {
  if (repeats !== null) return 'again'
  if (inList.has(hash)) return 'inList'
  return credit ? 'credit' : null
}
