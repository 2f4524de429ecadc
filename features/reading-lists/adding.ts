import 'server-only'
import { findOrCreateLinks } from '@/features/links/mutations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { insertList, lockList, mustEdit, sectionsOf } from './change'
import { entryFacts, insertEntries } from './insert'
import { visibleEntries, visibleLists } from './policy'
import type { AddMany, CopyList } from './schema'
import { insertSections } from './sections'

// Much that is added at once: one transaction, and as many statements for one as for all.

/**
 * Adds links to a list, in their order, under sections of their names, which are made where there are
 * none. What stands in the list already stays as it is.
 */
export async function addMany(member: Member, { list, links }: AddMany) {
  return db.$transaction(async (tx) => {
    const { id, slug } = await lockList(member, tx, list)
    const known = await findOrCreateLinks(member, tx, links)
    const sections = new Map(
      (await sectionsOf(member, tx, id)).map((section) => [
        section.title.toLowerCase(),
        section.id,
      ]),
    )
    const names = new Map(
      links.flatMap(({ section }) => (section ? [[section.toLowerCase(), section]] : [])),
    )
    const fresh = [...names].filter(([name]) => !sections.has(name))
    const ids = await insertSections(
      member,
      tx,
      id,
      fresh.map(([, title]) => title),
    )
    fresh.forEach(([name], index) => {
      sections.set(name, ids[index] ?? '')
    })
    const items = links.map(({ why, section }, index) => ({
      linkId: known[index]?.id ?? null,
      sessionId: null,
      offsetSeconds: known[index]?.offsetSeconds ?? null,
      why,
      sectionId: sections.get(section.toLowerCase()) ?? null,
    }))
    const { added, there } = await insertEntries(member, tx, id, items)
    return { list: { id, slug }, added, there }
  })
}

/** A list of one's own with the sections, entries and whys of another, for whom that one is. */
export async function copyList(member: Member, { id, title }: CopyList) {
  mustEdit(member)
  return db.$transaction(async (tx) => {
    const source = await tx.readingList.findFirst({
      where: { ...visibleLists(member), id },
      select: { descriptionSource: true, audience: true },
    })
    if (!source) throw new AppError('NOT_FOUND', 'errors.notFound')
    const { descriptionSource: description, audience } = source
    const made = await insertList(member, tx, { title, description, audience }, id)
    const sections = await sectionsOf(member, tx, id)
    const ids = await insertSections(
      member,
      tx,
      made.id,
      sections.map((section) => section.title),
    )
    const ownOf = new Map(sections.map((section, index) => [section.id, ids[index] ?? null]))
    const entries = await tx.entry.findMany({
      where: { ...visibleEntries(member), readingListId: id },
      select: { ...entryFacts, sectionId: true },
      orderBy: [{ orderKey: 'asc' }, { createdAt: 'asc' }],
    })
    const items = entries.map(({ whySource, sectionId, ...entry }) => ({
      ...entry,
      why: whySource,
      sectionId: ownOf.get(sectionId ?? '') ?? null,
    }))
    await insertEntries(member, tx, made.id, items)
    return made
  })
}
