import 'server-only'
import { visibleLinks } from '@/features/links/policy'
import { visibleSessions } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, readRows, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { Mine } from '../entry'
import {
  ownNotesSql,
  ownProgress,
  ownProgressSql,
  visibleEntries,
  visibleEntriesSql,
} from '../policy'
import type { ProgressChange } from '../schema'
import { untilWhen } from './later'
import { columnOf, type Readable } from './marks'

// How far a member is with a link or a session. It is theirs alone, so that it leaves no event: there
// is nobody to be told of it.

/**
 * Changes what is named and leaves the rest: two pages that change different things do not undo each
 * other. The same again is the same. Done and under way take it out of what was put off.
 * @param zone in which the reader's days are counted
 * @throws AppError INVALID on `later` for a day that is none to come
 */
export async function setProgress(
  member: Member,
  change: ProgressChange,
  zone: string,
): Promise<Mine> {
  return db.$transaction(async (tx) => {
    await mustSee(member, tx, change)
    return writeProgress(member, tx, change, zone)
  })
}

/** The same inside of another mutation, which has found what it is about through the member. */
export async function writeProgress(
  member: Member,
  tx: Transaction,
  change: ProgressChange,
  zone: string,
): Promise<Mine> {
  const { favouriteAt, ...data } = changed(change, zone)
  const row = { ...ownProgress(member), ...columnOf(change) }
  await tx.progress.createMany({ data: { ...row, id: newId() }, skipDuplicates: true })
  await tx.progress.updateMany({ where: row, data })
  // What is put off is not done with
  if (data.snoozedUntil) {
    await tx.progress.updateMany({ where: { ...row, state: 'done' }, data: { state: 'todo' } })
  }
  if (favouriteAt !== undefined) {
    // Marked once more, it keeps its place among the favourites
    const where = favouriteAt ? { ...row, favouriteAt: null } : row
    await tx.progress.updateMany({ where, data: { favouriteAt } })
  }
  const now = await tx.progress.findFirstOrThrow({ where: row })
  const { state, snoozedUntil: later, position } = now
  return { state, later, position, favourite: now.favouriteAt !== null }
}

/** The same state for what many entries name. Entries that the member does not see are left out. */
export async function setProgressOfEntries(
  member: Member,
  { entries, state }: { entries: string[]; state: Mine['state'] },
): Promise<number> {
  return db.$transaction(async (tx) => {
    const found = await tx.entry.findMany({
      where: { AND: [visibleEntries(member), { id: { in: entries } }] },
      select: { linkId: true, sessionId: true },
      distinct: ['linkId', 'sessionId'],
    })
    const own = ownProgress(member)
    const data = found.map((subject) => ({ ...own, ...subject, id: newId() }))
    await tx.progress.createMany({ data, skipDuplicates: true })
    const ids = (of: 'linkId' | 'sessionId') => found.flatMap((it) => it[of] ?? [])
    const subjects = [{ linkId: { in: ids('linkId') } }, { sessionId: { in: ids('sessionId') } }]
    await tx.progress.updateMany({
      where: { ...own, OR: subjects },
      data: { state, snoozedUntil: null },
    })
    return found.length
  })
}

/** A member's own state of what an "Entry" `e` names, and their note on it, as columns. */
export function mineColumnsSql(member: Member): Prisma.Sql {
  const of = (column: 'linkId' | 'sessionId') => Prisma.sql`(
    SELECT json_build_object('state', p."state", 'position', p."position",
      'favourite', p."favouriteAt" IS NOT NULL,
      'later', CASE WHEN p."snoozedUntil" > now() THEN p."snoozedUntil" END)
    FROM "Progress" p
    WHERE ${ownProgressSql(member)} AND p.${Prisma.raw(`"${column}" = e."${column}"`)})`
  return Prisma.sql`coalesce(${of('linkId')}, ${of('sessionId')}) AS "mine", (
    SELECT json_build_object('source', n."bodySource", 'html', n."bodyHtml",
      'revision', n."revision")
    FROM "EntryNote" n WHERE ${ownNotesSql(member)} AND n."entryId" = e."id") AS "note"`
}

/** With how many entries of each list a member is done, by list. */
export async function getDoneCounts(member: Member) {
  const rows = await readRows<{ list: string; done: number }>(Prisma.sql`
    SELECT e."readingListId" AS "list", count(*)::int AS "done" FROM "Entry" e
    WHERE ${visibleEntriesSql(member)} AND ${doneSql(member)}
    GROUP BY e."readingListId"`)
  return new Map(rows.map(({ list, done }) => [list, done]))
}

/** Whether a member is done with what an "Entry" `e` names. */
export function doneSql(member: Member): Prisma.Sql {
  return Prisma.sql`(EXISTS (SELECT FROM "Progress" p WHERE ${ownProgressSql(member)}
      AND p."linkId" = e."linkId" AND p."state" = 'done')
    OR EXISTS (SELECT FROM "Progress" p WHERE ${ownProgressSql(member)}
      AND p."sessionId" = e."sessionId" AND p."state" = 'done'))`
}

/** Not there, or not for this member: not found. */
export async function mustSee(member: Member, tx: Transaction, { type, id }: Readable) {
  const found =
    type === 'link'
      ? await tx.link.count({ where: { AND: [visibleLinks(member), { id }] } })
      : await tx.session.count({ where: { AND: [visibleSessions(member), { id }] } })
  if (found === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
}

function changed({ state, later, position, favourite }: ProgressChange, zone: string) {
  const until = later ? untilWhen(later, zone, new Date()) : null
  if (later && !until) {
    throw new AppError('INVALID', 'errors.check', { fieldErrors: { later: 'mine.laterInvalid' } })
  }
  return {
    ...(state && { state, snoozedUntil: null }),
    ...(later !== undefined && { snoozedUntil: until }),
    ...(position !== undefined && { position }),
    ...(favourite !== undefined && { favouriteAt: favourite ? new Date() : null }),
  }
}
