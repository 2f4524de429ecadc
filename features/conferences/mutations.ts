import 'server-only'
import type { Member } from '@/lib/actor'
import { conferenceDay } from '@/lib/dates'
import { db, isDuplicate, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { slugify } from '@/lib/ids'
import { record } from '@/lib/live'
import { canEditConferences, restorableConferences, visibleConferences } from './policy'
import type { ConferenceEdit, NewConference } from './schema'

type Named = { id: string; slug: string }

const names = { id: true, slug: true } satisfies Prisma.ConferenceSelect
const dateOf = (day: string | null) => (day ? new Date(day) : null)

function columnsOf(input: Omit<NewConference, 'id'>) {
  const { title, zone, place } = input
  return {
    title,
    slug: slugify(title),
    zone,
    place,
    dayEndsAtMinutes: input.dayEndsAt,
    firstDay: dateOf(input.firstDay ?? input.lastDay),
    lastDay: dateOf(input.lastDay ?? input.firstDay),
  }
}

/** Makes a conference by hand. The same id again is the same conference. */
export async function createConference(member: Member, input: NewConference): Promise<Named> {
  requireEditor(member)
  const { id, ...fields } = input
  try {
    return await db.$transaction(async (tx) => {
      const data = { teamId: member.teamId, id, ...columnsOf(fields) }
      const made = await tx.conference.create({ data, select: names })
      await tell(tx, member, 'created', id)
      return made
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const where = { ...visibleConferences(member), id, title: input.title }
    const made = await db.conference.findFirst({ where, select: names })
    if (!made) throw new AppError('CONFLICT', 'errors.conflict')
    return made
  }
}

/**
 * Changes what a conference is called, where and when it is. Sessions keep their instants; the days
 * they belong to follow the zone and the hour at which a day ends.
 * @throws AppError CONFLICT when `revision` is no longer the last
 */
export async function updateConference(member: Member, input: ConferenceEdit): Promise<Named> {
  requireEditor(member)
  const { id, revision, ...fields } = input
  return db.$transaction(async (tx) => {
    const where = { ...visibleConferences(member), id }
    const before = await tx.conference.findFirst({ where })
    if (!before) throw new AppError('NOT_FOUND', 'errors.notFound')
    const data = columnsOf(fields)
    const { count } = await tx.conference.updateMany({
      where: { ...where, revision },
      data: { ...data, revision: { increment: 1 } },
    })
    if (count === 0) throw new AppError('CONFLICT', 'conferences.form.conflict')
    if (before.zone !== data.zone || before.dayEndsAtMinutes !== data.dayEndsAtMinutes) {
      await cutDaysAnew(tx, member, id, data)
    }
    await tell(tx, member, 'edited', id)
    return { id, slug: data.slug }
  })
}

async function cutDaysAnew(
  tx: Transaction,
  member: Member,
  conferenceId: string,
  { zone, dayEndsAtMinutes }: { zone: string; dayEndsAtMinutes: number },
): Promise<void> {
  const { teamId } = member
  const sessions = await tx.session.findMany({
    where: { teamId, conferenceId, startsAt: { not: null } },
    select: { id: true, startsAt: true },
  })
  const ids = sessions.map(({ id }) => id)
  const days = sessions.map(
    ({ startsAt }) => startsAt && conferenceDay(startsAt, zone, dayEndsAtMinutes),
  )
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Session" s SET "day" = d."day"
    FROM unnest(${ids}::uuid[], ${days}::date[]) AS d("id", "day")
    WHERE s."teamId" = ${teamId}::uuid AND s."conferenceId" = ${conferenceId}::uuid
      AND s."id" = d."id"`)
}

/** Moves a conference with all that hangs on it to the trash. In it already, by whoever: success. */
export async function deleteConference(member: Member, id: string): Promise<void> {
  requireEditor(member)
  await db.$transaction(async (tx) => {
    const where = { ...visibleConferences(member), id }
    const { count } = await tx.conference.updateMany({ where, data: { deletedAt: new Date() } })
    if (count > 0) return tell(tx, member, 'deleted', id)
    const gone = await tx.conference.count({ where: { ...restorableConferences(member), id } })
    if (gone === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
  })
}

/** Brings a conference back from the trash. Bringing back what is back already is no error. */
export async function restoreConference(member: Member, id: string): Promise<Named> {
  requireEditor(member)
  return db.$transaction(async (tx) => {
    const where = { ...restorableConferences(member), id }
    const { count } = await tx.conference.updateMany({ where, data: { deletedAt: null } })
    if (count > 0) await tell(tx, member, 'restored', id)
    const back = await tx.conference.findFirst({
      where: { ...visibleConferences(member), id },
      select: names,
    })
    if (!back) throw new AppError('NOT_FOUND', 'errors.notFound')
    return back
  })
}

function requireEditor(member: Member): void {
  if (!canEditConferences(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

function tell(
  tx: Transaction,
  member: Member,
  verb: 'created' | 'edited' | 'deleted' | 'restored',
  id: string,
): Promise<void> {
  return record(tx, member, {
    verb,
    subject: { type: 'conference', id },
    place: { type: 'conference', id },
  })
}
