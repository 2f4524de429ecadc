import 'server-only'
import { createHash } from 'node:crypto'
import { cache } from 'react'
import { editableLists } from '@/features/reading-lists/policy'
import type { Member } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import type { Bookmarks } from '../formats/bookmarks'
import { canImport, visibleImports } from '../policy'
import type { LinkOptions, LinkOptionsInput, LinkReport } from '../schema'
import { planLinks, stagedLinks } from './plan'

// Imports of links: staged, shown, changed before they are confirmed.

type StagedFile = { id?: string; hash: string; size: number; name: string; links: Bookmarks }

/** Puts a file of links aside for its preview. No list is touched yet. */
export async function stageLinks(member: Member, file: StagedFile): Promise<string> {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
  const { id = newId() } = file
  await db.$transaction(async (tx) => {
    await tx.import.create({
      data: {
        ...{ teamId: member.teamId, id, createdById: member.userId, ...stagedLinks(file) },
        ...{ fileName: file.name.slice(0, 200), fileHash: file.hash, fileSize: file.size },
      },
    })
    await record(tx, member, { verb: 'created', subject: { type: 'import', id }, audience: 'me' })
  })
  return id
}

/** One import of links as it stands, or null. */
export const getLinkImport = cache(async (member: Member, id: string) => {
  const row = await db.import.findFirst({
    where: { AND: [visibleImports(member), { id, kind: 'links' }] },
    select: {
      ...{ id: true, state: true, fileName: true, readingListId: true },
      ...{ programme: true, options: true, report: true },
    },
  })
  if (!row) return null
  const { programme, options, report, ...rest } = row
  return {
    ...rest,
    links: programme as unknown as Bookmarks,
    options: options as LinkOptions,
    report: report as LinkReport | null,
  }
})

export type LinkImport = NonNullable<Awaited<ReturnType<typeof getLinkImport>>>

/** The lists that links can go to, by title. */
export async function getLinkTargets(member: Member) {
  if (!canImport(member)) return []
  const where = editableLists(member)
  return db.readingList.findMany({
    where,
    select: { id: true, title: true },
    orderBy: { title: 'asc' },
  })
}

/** What confirming would do now, or null when the list is gone or no longer the member's to change. */
export async function getLinkPlan(
  member: Member,
  { links, options }: Pick<LinkImport, 'links' | 'options'>,
  client: Transaction = db,
) {
  const { list: id } = options
  const list = id
    ? await client.readingList.findFirst({
        where: { AND: [editableLists(member), { id }] },
        select: { id: true, slug: true, title: true },
      })
    : null
  if (id && !list) return null
  const held = list
    ? await client.entry.findMany({
        where: {
          teamId: member.teamId,
          readingListId: list.id,
          deletedAt: null,
          link: { isNot: null },
        },
        // An address that was made one with another by hand leads to that
        select: { link: { select: { urlHash: true, mergedFrom: { select: { urlHash: true } } } } },
      })
    : []
  const plan = planLinks(links.links, new Set(held.flatMap(hashes)))
  const named = JSON.stringify([list?.id ?? options.title, plan])
  return { list, plan, hash: createHash('sha256').update(named).digest('hex') }
}

type Held = { link: { urlHash: string; mergedFrom: { urlHash: string }[] } | null }

const hashes = ({ link }: Held) =>
  link ? [link, ...link.mergedFrom].map(({ urlHash }) => urlHash) : []

export type FoundLinkPlan = NonNullable<Awaited<ReturnType<typeof getLinkPlan>>>

/** Changes where staged links go. */
export async function updateLinkImport(member: Member, input: LinkOptionsInput): Promise<void> {
  const staged = await getLinkImport(member, input.id)
  if (staged?.state !== 'staged') throw new AppError('NOT_FOUND', 'errors.notFound')
  const options: LinkOptions = { list: input.list, title: input.title || staged.options.title }
  if (!(await getLinkPlan(member, { ...staged, options }))) {
    throw new AppError('NOT_FOUND', 'errors.notFound')
  }
  await db.$transaction(async (tx) => {
    const where = { AND: [visibleImports(member), { id: input.id, state: 'staged' as const }] }
    const { count } = await tx.import.updateMany({ where, data: { options } })
    if (count === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    const subject = { type: 'import', id: input.id } as const
    await record(tx, member, { verb: 'edited', subject, audience: 'me' })
  })
}
