import 'server-only'
import { keepTeamText } from '@/features/annotations/texts'
import { visibleConferences } from '@/features/conferences/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record, type Verb } from '@/lib/live'
import { renderMarkdown } from '@/lib/markdown'
import {
  canEditRecaps,
  offeredAnnotationsSql,
  offeredSessionsSql,
  offeredWordsSql,
  visibleRecaps,
} from './policy'
import { type Day, type Introduction, type Item, mostItems } from './schema'

/**
 * Begins the recap of a conference with what is usually handed on: takeaways, quotes, decisions and
 * links that are for the team, what was promoted, and the team's own words in summaries. Begun before,
 * by whoever: success, and nothing changes.
 */
export async function createRecap(member: Member, conferenceId: string): Promise<void> {
  mustEdit(member)
  const { teamId, userId } = member
  await db.$transaction(async (tx) => {
    const where = { ...visibleConferences(member), id: conferenceId }
    if ((await tx.conference.count({ where })) === 0) throw notFound()
    const id = newId()
    const { count } = await tx.recap.createMany({
      data: [{ teamId, id, conferenceId, createdById: userId, ...rendered('') }],
      skipDuplicates: true,
    })
    if (count === 0) return
    const promoted = Prisma.sql`EXISTS (SELECT FROM "SummaryBlock" k WHERE k."teamId" = a."teamId"
      AND k."annotationId" = a."id" AND k."deletedAt" IS NULL)`
    const proposed = Prisma.sql`(a."kind" IN ('takeaway', 'quote', 'decision', 'link') OR ${promoted})`
    await choose(member, tx, { id, conferenceId }, { annotations: proposed, words: all }, 'cut')
    await changed(member, tx, 'created', { id, conferenceId })
  })
}

/**
 * Changes the introduction, if nobody has since the given revision; `keep` puts the text into the
 * history instead. What is there already is no change.
 */
export async function editIntroduction(member: Member, input: Introduction): Promise<void> {
  await change(member, input.recap, async (tx, recap) => {
    const { revision, text, keep } = input
    if (text === recap.bodySource) return
    const { count } = await tx.recap.updateMany({
      where: { ...visibleRecaps(member), id: recap.id, revision },
      data: { ...(!keep && rendered(text)), revision: revision + 1 },
    })
    if (count === 0) throw stale('revision')
    const number = revision + 1
    await keepTeamText(member, tx, { recapId: recap.id }, { number, text, aside: Boolean(keep) })
  })
}

/**
 * Saves a day of the form: what is ticked of what it showed, lines, and the order of talks, and does
 * what its button says; `keep` puts the line on a talk into the history instead. A line that somebody
 * else has changed meanwhile refuses the whole.
 */
export async function saveDay(member: Member, { recap: id, act, ...day }: Day): Promise<void> {
  await change(member, id, async (tx, recap) => {
    await writeLines(member, tx, recap, day.lines, act?.verb === 'keep' ? act.session : null)
    const given = new Set(day.chosen.map(({ id }) => id))
    await drop(
      member,
      tx,
      recap,
      day.shown.filter(({ id }) => !given.has(id)),
    )
    await choose(member, tx, recap, {
      annotations: among(day.chosen, 'a', 'a'),
      words: among(day.chosen, 'b', 'b'),
    })
    if (act?.verb === 'all') {
      const here = (alias: 'a' | 'b') =>
        Prisma.sql`(${among(day.shown, alias, alias)}
          AND ${Prisma.raw(alias)}."sessionId" = ${act.session}::uuid)`
      await choose(member, tx, recap, { annotations: here('a'), words: here('b') })
    }
    if (act?.verb === 'none') await drop(member, tx, recap, day.shown, act.session)
    if (act?.verb === 'up' || act?.verb === 'down') {
      await writeOrder(member, tx, recap, moved(day.order, act))
    }
  })
}

type Recap = { id: string; conferenceId: string }

const all = Prisma.sql`true`

function among(items: Item[], type: Item['type'], alias: 'a' | 'b'): Prisma.Sql {
  const ids = items.filter((item) => item.type === type).map(({ id }) => id)
  return Prisma.sql`${Prisma.raw(alias)}."id" = ANY(${ids}::uuid[])`
}

/** Puts what the conditions name into the recap, as far as it is offered to the member there. */
async function choose(
  member: Member,
  tx: Transaction,
  recap: Recap,
  which: { annotations: Prisma.Sql; words: Prisma.Sql },
  beyond: 'cut' | 'refuse' = 'refuse',
): Promise<void> {
  const { teamId, userId } = member
  const sessions = offeredSessionsSql(member, recap.conferenceId)
  const found = await tx.$queryRaw<{ annotationId: string | null; blockId: string | null }[]>(
    Prisma.sql`
      SELECT o."annotationId", o."blockId" FROM (
        SELECT a."id" AS "annotationId", NULL::uuid AS "blockId", a."sessionId", a."orderKey"
        FROM "Annotation" a WHERE ${offeredAnnotationsSql(member)} AND ${which.annotations}
        UNION ALL
        SELECT NULL, b."id", b."sessionId", '' FROM "SummaryBlock" b
        WHERE ${offeredWordsSql(member)} AND ${which.words}) o
      JOIN "Session" s ON s."teamId" = ${teamId}::uuid AND s."id" = o."sessionId"
      WHERE ${sessions} AND NOT EXISTS (
        SELECT FROM "RecapItem" i WHERE i."teamId" = ${teamId}::uuid
          AND i."recapId" = ${recap.id}::uuid
          AND (i."annotationId" = o."annotationId" OR i."blockId" = o."blockId"))
      ORDER BY s."day" NULLS LAST, s."startsAt" NULLS LAST, s."id", o."orderKey" COLLATE "C"`,
  )
  const there = await tx.recapItem.count({ where: { teamId, recapId: recap.id } })
  const room = mostItems - there
  if (beyond === 'refuse' && found.length > room) {
    throw new AppError('INVALID', 'recaps.full', { params: { most: mostItems } })
  }
  const data = found
    .slice(0, room)
    .map((it) => ({ teamId, id: newId(), recapId: recap.id, addedById: userId, ...it }))
  await tx.recapItem.createMany({ data })
}

/** Takes things out of the recap, of one talk if it is named: as far as they are offered to the member. */
async function drop(
  member: Member,
  tx: Transaction,
  recap: Recap,
  items: Item[],
  session?: string,
): Promise<void> {
  const of = session ? Prisma.sql`"sessionId" = ${session}::uuid` : all
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "RecapItem" i
    WHERE i."teamId" = ${member.teamId}::uuid AND i."recapId" = ${recap.id}::uuid AND (
      EXISTS (SELECT FROM "Annotation" a WHERE a."id" = i."annotationId" AND ${of}
                AND ${among(items, 'a', 'a')} AND ${offeredAnnotationsSql(member)})
      OR EXISTS (SELECT FROM "SummaryBlock" b WHERE b."id" = i."blockId" AND ${of}
                AND ${among(items, 'b', 'b')} AND ${offeredWordsSql(member)}))`)
}

async function writeLines(
  member: Member,
  tx: Transaction,
  recap: Recap,
  lines: Day['lines'],
  setAside: string | null,
): Promise<void> {
  const { teamId } = member
  const recapId = recap.id
  const stored = await tx.recapSession.findMany({ where: { teamId, recapId } })
  const before = new Map(stored.map((row) => [row.sessionId, row]))
  for (const { session: sessionId, text, seen } of lines) {
    const { bodySource = '', revision = 0 } = before.get(sessionId) ?? {}
    if (text === bodySource) continue
    if (seen !== revision) throw stale(`line.${sessionId}`)
    await mustBeIn(member, tx, recap, sessionId)
    const [number, aside] = [revision + 1, sessionId === setAside]
    const words = { ...(!aside && rendered(text)), revision: number }
    await tx.recapSession.upsert({
      where: { teamId_recapId_sessionId: { teamId, recapId, sessionId } },
      create: { teamId, recapId, sessionId, ...words },
      update: words,
    })
    await keepTeamText(member, tx, { recapId, sessionId }, { number, text, aside })
  }
}

async function mustBeIn(member: Member, tx: Transaction, recap: Recap, sessionId: string) {
  const [found] = await tx.$queryRaw<unknown[]>(Prisma.sql`
    SELECT 1 FROM "Session" s WHERE ${offeredSessionsSql(member, recap.conferenceId)}
      AND s."id" = ${sessionId}::uuid`)
  if (!found) throw notFound()
}

function moved(order: string[], { verb, session }: NonNullable<Day['act']>): string[] {
  const at = order.indexOf(session)
  const to = verb === 'up' ? at - 1 : verb === 'down' ? at + 1 : at
  if (at < 0 || to < 0 || to >= order.length) return order
  return order.toSpliced(at, 1).toSpliced(to, 0, session)
}

/** The places of the talks as the form had them. */
async function writeOrder(member: Member, tx: Transaction, recap: Recap, order: string[]) {
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "RecapSession" ("teamId", "recapId", "sessionId", "position")
    SELECT s."teamId", ${recap.id}::uuid, s."id", o."n"
    FROM unnest(${order}::uuid[]) WITH ORDINALITY o("id", "n")
    JOIN "Session" s ON s."id" = o."id" AND ${offeredSessionsSql(member, recap.conferenceId)}
    ON CONFLICT ("teamId", "recapId", "sessionId") DO UPDATE SET "position" = excluded."position"`)
}

/** One change to a recap while nobody else changes it, and the event of it. */
async function change(
  member: Member,
  id: string,
  run: (tx: Transaction, recap: Recap & { bodySource: string }) => Promise<void>,
): Promise<void> {
  mustEdit(member)
  await db.$transaction(async (tx) => {
    const where = { ...visibleRecaps(member), id }
    if ((await tx.recap.updateMany({ where, data: { updatedAt: new Date() } })).count === 0) {
      throw notFound()
    }
    // Looked at once it is our turn
    const recap = await tx.recap.findFirst({
      where,
      select: { id: true, conferenceId: true, bodySource: true },
    })
    if (!recap) throw notFound()
    await run(tx, recap)
    await changed(member, tx, 'edited', recap)
  })
}

async function changed(member: Member, tx: Transaction, verb: Verb, { id, conferenceId }: Recap) {
  const place = { type: 'conference' as const, id: conferenceId }
  await record(tx, member, { verb, subject: { type: 'recap', id }, place })
}

function mustEdit(member: Member) {
  if (!canEditRecaps(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

const notFound = () => new AppError('NOT_FOUND', 'errors.notFound')

const stale = (field: string) =>
  new AppError('CONFLICT', 'recaps.stale', { fieldErrors: { [field]: 'recaps.stale' } })

function rendered(bodySource: string) {
  const { html: bodyHtml, plain: bodyPlain, rendererVersion } = renderMarkdown(bodySource)
  return { bodySource, bodyHtml, bodyPlain, rendererVersion }
}
