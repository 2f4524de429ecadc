import 'server-only'
import { setImmediate as breathe } from 'node:timers/promises'
import { generateNKeysBetween } from 'fractional-indexing'
import { findOrCreateLinks } from '@/features/links/mutations'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId, slugify } from '@/lib/ids'
import { record } from '@/lib/live'
import { type Rendered, renderMarkdown } from '@/lib/markdown'
import { visibleImports } from '../policy'
import type { LinkReport } from '../schema'
import type { Confirmed, Tell } from '../work'
import { type PlannedLink, sectionsOf } from './plan'
import { type FoundLinkPlan, getLinkImport, getLinkPlan, type LinkImport } from './staging'

const transactionMs = 60_000

/**
 * Brings staged links into their list, in statements whose number does not grow with the links.
 * Repeating it answers with what the first time did.
 * @throws AppError CONFLICT when the list has changed so that the plan is no longer the one shown
 */
export async function applyLinks(
  member: Member,
  { id, planHash }: Confirmed,
  tell: Tell = () => {},
): Promise<void> {
  const staged = await getLinkImport(member, id)
  if (!staged) throw new AppError('NOT_FOUND', 'errors.notFound')
  // Rendering takes longer than writing: it happens before anything is locked
  const shown = staged.state === 'staged' ? await getLinkPlan(member, staged) : null
  const rendered = await renderWhys(shown?.plan.added ?? [], tell)
  await db.$transaction(
    async (tx) => {
      const state = await lockImport(member, tx, id)
      if (state === 'applied') return
      if (state !== 'staged') throw new AppError('CONFLICT', 'imports.apply.tooLate')
      await lockList(member, tx, shown?.list?.id ?? null)
      const found = await getLinkPlan(member, staged, tx)
      if (!found || found.hash !== planHash || shown?.hash !== planHash) {
        throw new AppError('CONFLICT', 'imports.links.changed')
      }
      const list = found.list ?? (await insertList(tx, member, staged))
      const scope = { tx, member, importId: id, listId: list.id }
      const sections = await writeSections(scope, found)
      const links = await writeLinks(scope, found.plan.added)
      await writeEntries(scope, found.plan.added, { sections, links, rendered })
      await writeStates(scope, found.plan.added, links)
      const favourites = await markFavourites(scope, found.plan.added, links)
      const report = { ...reportOf(staged, found, list), favourites }
      await tx.import.updateMany({
        where: { AND: [visibleImports(member), { id }] },
        data: {
          ...{ state: 'applied', appliedAt: new Date(), planHash, readingListId: list.id },
          report: report as unknown as Prisma.InputJsonObject,
        },
      })
      await tx.readingList.update({
        where: { teamId_id: { teamId: member.teamId, id: list.id } },
        data: { updatedAt: new Date() },
      })
      await record(tx, member, {
        verb: 'applied',
        subject: { type: 'import', id },
        place: { type: 'list', id: list.id },
      })
    },
    { timeout: transactionMs, maxWait: 10_000 },
  )
}

/** A few at a time: others are waiting for this process too. */
async function renderWhys(links: PlannedLink[], tell: Tell) {
  const rendered = new Map<string, Rendered>()
  for (const [at, { hash, why }] of links.entries()) {
    if (at % 50 === 0) {
      tell(at, 2 * links.length)
      await breathe()
    }
    rendered.set(hash, renderMarkdown(why))
  }
  return rendered
}

/** Of two confirmations the second waits here, and finds the work done. */
export async function lockImport({ teamId }: Member, tx: Transaction, id: string) {
  const [row] = await tx.$queryRaw<{ state: string }[]>(Prisma.sql`
    SELECT "state"::text FROM "Import"
    WHERE "teamId" = ${teamId}::uuid AND "id" = ${id}::uuid FOR UPDATE`)
  return row?.state
}

export async function lockList({ teamId }: Member, tx: Transaction, id: string | null) {
  if (!id) return
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "ReadingList" WHERE "teamId" = ${teamId}::uuid AND "id" = ${id}::uuid FOR UPDATE`)
}

type Scope = { tx: Transaction; member: Member; importId: string; listId: string }

async function insertList(tx: Transaction, { teamId, userId }: Member, staged: LinkImport) {
  const { title } = staged.options
  const data = { title, slug: slugify(title), importId: staged.id, createdById: userId }
  const list = await tx.readingList.create({ data: { teamId, id: newId(), ...data } })
  return { id: list.id, slug: list.slug, title }
}

/** Sections by title: those there are, and new ones behind them. */
async function writeSections({ tx, member, importId, listId }: Scope, { plan }: FoundLinkPlan) {
  const { teamId, userId } = member
  const there = await tx.section.findMany({
    where: { teamId, readingListId: listId, deletedAt: null },
    orderBy: { orderKey: 'asc' },
    select: { id: true, title: true, orderKey: true },
  })
  const ids = new Map(there.toReversed().map(({ id, title }) => [title, id]))
  const fresh = sectionsOf(plan.added).filter((title) => !ids.has(title))
  const keys = generateNKeysBetween(there.at(-1)?.orderKey ?? null, null, fresh.length)
  const rows = fresh.map((title, at) => ({ id: newId(), title, orderKey: keys[at] ?? '' }))
  await tx.section.createMany({
    data: rows.map((row) => ({
      ...{ teamId, readingListId: listId, createdById: userId, importId },
      ...row,
    })),
  })
  for (const { id, title } of rows) ids.set(title, id)
  return ids
}

/** The team's links by the hash of their addresses: those there are, and new ones. */
async function writeLinks({ tx, member, importId }: Scope, links: PlannedLink[]) {
  const found = await findOrCreateLinks(
    member,
    tx,
    links.map(({ url, title }) => ({ address: url, title })),
  )
  // Those that this transaction has made
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Link" SET "importId" = ${importId}::uuid
    WHERE "teamId" = ${member.teamId}::uuid AND "id" = ANY(${found.map(({ id }) => id)}::uuid[])
      AND "createdAt" = now()::timestamptz(3)`)
  return new Map(links.map(({ hash }, at) => [hash, found[at]?.id]))
}

type Written = {
  sections: Map<string, string>
  links: Map<string, string | undefined>
  rendered: Map<string, Rendered>
}

/** Entries behind those there are, in the file's order, with the day on which each was kept. */
async function writeEntries(scope: Scope, planned: PlannedLink[], written: Written) {
  const { tx, member, importId, listId } = scope
  const { teamId, userId } = member
  const last = await tx.entry.findFirst({
    where: { teamId, readingListId: listId },
    orderBy: { orderKey: 'desc' },
    select: { orderKey: true },
  })
  const keys = generateNKeysBetween(last?.orderKey ?? null, null, planned.length)
  const taken = new Set<string>()
  const rows = planned.flatMap(({ hash, section, why, addedAt, offsetSeconds }, at) => {
    const words = written.rendered.get(hash)
    const linkId = written.links.get(hash)
    // Two addresses may have been made one link by hand
    if (!words || !linkId || taken.has(linkId)) return []
    taken.add(linkId)
    return {
      ...{ id: newId(), linkId, orderKey: keys[at] ?? '' },
      ...{ sectionId: written.sections.get(section) ?? null, offsetSeconds, addedAt },
      ...{ why, html: words.html, plain: words.plain, version: words.rendererVersion },
    }
  })
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Entry" ("teamId", "id", "readingListId", "sectionId", "linkId", "whySource",
      "whyHtml", "whyPlain", "rendererVersion", "orderKey", "offsetSeconds", "addedById",
      "importId", "createdAt", "updatedAt")
    SELECT ${teamId}::uuid, r."id", ${listId}::uuid, r."sectionId", r."linkId", r."why", r."html",
      r."plain", r."version", r."orderKey", r."offsetSeconds", ${userId}::uuid, ${importId}::uuid,
      coalesce(r."addedAt", now()), now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r("id" uuid, "sectionId" uuid,
      "linkId" uuid, "why" text, "html" text, "plain" text, "version" int, "orderKey" text,
      "offsetSeconds" int, "addedAt" timestamptz)`)
}

/** What the importing person has read. What they have said of a link before goes first. */
async function writeStates(
  scope: Scope,
  planned: PlannedLink[],
  links: Map<string, string | undefined>,
) {
  const { tx, member, importId } = scope
  // The same for both: undoing tells by them whether somebody has changed it since
  const now = new Date()
  const times = { createdAt: now, updatedAt: now }
  await tx.progress.createMany({
    data: planned.flatMap(({ hash, state, favourite }) => {
      const linkId = links.get(hash)
      if (!linkId || (!state && !favourite)) return []
      const key = { teamId: member.teamId, id: newId(), userId: member.userId, linkId }
      return { ...key, state: state ?? 'todo', importId, ...times }
    }),
    skipDuplicates: true,
  })
}

/** What was starred becomes the importing person's favourite, unless it is already. Answers how many. */
async function markFavourites(
  { tx, member: { teamId, userId }, importId }: Scope,
  planned: PlannedLink[],
  links: Map<string, string | undefined>,
): Promise<number> {
  const ids = planned.flatMap(({ hash, favourite }) => (favourite && links.get(hash)) || [])
  // The time of the marking tells undoing whether somebody has marked it themselves since
  return tx.$executeRaw(Prisma.sql`
    WITH marked AS (
      UPDATE "Progress" p SET "favouriteAt" = now()
      WHERE p."teamId" = ${teamId}::uuid AND p."userId" = ${userId}::uuid
        AND p."linkId" = ANY(${ids}::uuid[]) AND p."favouriteAt" IS NULL
      RETURNING p."id", p."favouriteAt")
    INSERT INTO "BeforeImage" ("teamId", "importId", "subjectType", "subjectId", "values")
    SELECT ${teamId}::uuid, ${importId}::uuid, 'favourite', m."id"::text,
      jsonb_build_object('markedAt', m."favouriteAt")
    FROM marked m`)
}

function reportOf(
  { links, fileName }: LinkImport,
  { plan }: FoundLinkPlan,
  list: { id: string; slug: string; title: string },
): LinkReport {
  const { added, present, repeated } = plan
  return {
    ...{ conference: list.title, file: fileName, added: added.length, unchanged: present },
    ...{ changed: 0, vanished: 0, kept: 0, repeated, sections: sectionsOf(added).length },
    ...{ homeless: links.homeless, problems: links.problems },
  }
}
