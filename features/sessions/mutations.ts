import 'server-only'
import type { Member } from '@/lib/actor'
import { addDays, conferenceDay, zonedInstant } from '@/lib/dates'
import { db, isDuplicate, type Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId, slugify } from '@/lib/ids'
import { record } from '@/lib/live'
import { renderHtml, renderMarkdown } from '@/lib/markdown'
import { changedFields, typedSession } from './edited'
import { reattachPassages } from './passages'
import { canEditSessions, restorableSessions, visibleSessions } from './policy'
import { type NewSession, normaliseName, type SessionEdit } from './schema'

type Named = { id: string; slug: string; conferenceId: string }
type Clock = { zone: string; dayEndsAtMinutes: number }
type Content = Omit<NewSession, 'id' | 'conferenceId'> & Started
/** When the recording begins; left as it is where nothing is said of it. */
type Started = { recordingStartsAt?: Date | null }

const names = { id: true, slug: true, conferenceId: true } satisfies Prisma.SessionSelect

const withNames = {
  conference: { select: { zone: true, dayEndsAtMinutes: true } },
  track: { select: { name: true } },
  rooms: {
    select: { room: { select: { name: true } } },
    orderBy: [{ room: { position: 'asc' } }, { room: { name: 'asc' } }],
  },
  speakers: {
    select: { speaker: { select: { name: true, organisation: true } } },
    orderBy: { position: 'asc' },
  },
} satisfies Prisma.SessionInclude

/** Adds a session by hand. The same id again is the same session. */
export async function createSession(member: Member, input: NewSession & Started): Promise<Named> {
  requireEditor(member)
  const { id, conferenceId, ...content } = input
  const { teamId } = member
  try {
    return await db.$transaction(async (tx) => {
      const conference = await tx.conference.findFirst({
        where: { teamId, id: conferenceId, deletedAt: null },
        select: { zone: true, dayEndsAtMinutes: true },
      })
      if (!conference) throw new AppError('NOT_FOUND', 'errors.notFound')
      const data = {
        ...columnsOf(content, conference),
        ...abstractOf(content.abstract, 'markdown'),
        trackId: await trackNamed(tx, teamId, conferenceId, content.track),
        editedFields: changedFields(null, content),
        createdById: member.userId,
      }
      const made = await tx.session.create({
        data: { teamId, id, conferenceId, ...data },
        select: names,
      })
      await setRooms(tx, teamId, made, content.rooms)
      await setSpeakers(tx, teamId, made, content.speakers)
      await tell(tx, member, 'created', id)
      return made
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const where = { ...visibleSessions(member), id, conferenceId, title: input.title }
    const made = await db.session.findFirst({ where, select: names })
    if (!made) throw new AppError('CONFLICT', 'errors.conflict')
    return made
  }
}

/**
 * Changes a session. The names of the fields that differ from what stood there are kept, so that
 * imports leave these alone from now on.
 * @throws AppError CONFLICT when `revision` is no longer the last
 */
export async function updateSession(member: Member, input: SessionEdit & Started): Promise<Named> {
  requireEditor(member)
  const { id, revision, ...content } = input
  const { teamId } = member
  return db.$transaction(async (tx) => {
    const where = { ...visibleSessions(member), id }
    const before = await tx.session.findFirst({
      where,
      relationLoadStrategy: 'join',
      include: withNames,
    })
    if (!before) throw new AppError('NOT_FOUND', 'errors.notFound')
    const { conferenceId } = before
    const changed = changedFields(typedSession(before), content)
    const columns = columnsOf(content, before.conference)
    const { count } = await tx.session.updateMany({
      where: { ...where, revision },
      data: {
        ...columns,
        ...(changed.includes('abstract')
          ? abstractOf(content.abstract, before.abstractFormat)
          : {}),
        cancelledAt: content.cancelled ? (before.cancelledAt ?? new Date()) : null,
        trackId: await trackNamed(tx, teamId, conferenceId, content.track),
        editedFields: [...new Set([...before.editedFields, ...changed])],
        revision: { increment: 1 },
      },
    })
    if (count === 0) throw new AppError('CONFLICT', 'sessions.form.conflict')
    const session = { id, slug: columns.slug, conferenceId }
    if (changed.includes('rooms')) await setRooms(tx, teamId, session, content.rooms)
    if (changed.includes('speakers')) await setSpeakers(tx, teamId, session, content.speakers)
    if (changed.includes('abstract')) await reattachPassages(member, tx, 'abstract', [id])
    await tell(tx, member, 'edited', id)
    return session
  })
}

/**
 * Moves a session to the trash; what people wrote about it goes out of sight with it. In it already,
 * by whoever: success.
 */
export async function deleteSession(member: Member, id: string) {
  requireEditor(member)
  return db.$transaction(async (tx) => {
    const session = await tx.session.findFirst({
      where: { AND: [{ OR: [visibleSessions(member), restorableSessions(member)] }, { id }] },
      select: { conference: { select: { id: true, slug: true } } },
    })
    if (!session) throw new AppError('NOT_FOUND', 'errors.notFound')
    const where = { ...visibleSessions(member), id }
    const { count } = await tx.session.updateMany({ where, data: { deletedAt: new Date() } })
    if (count > 0) await tell(tx, member, 'deleted', id)
    return session
  })
}

/** Brings a session back from the trash. Bringing back what is back already is no error. */
export async function restoreSession(member: Member, id: string): Promise<Named> {
  requireEditor(member)
  return db.$transaction(async (tx) => {
    const where = { ...restorableSessions(member), id }
    const { count } = await tx.session.updateMany({ where, data: { deletedAt: null } })
    if (count > 0) await tell(tx, member, 'restored', id)
    const back = await tx.session.findFirst({
      where: { ...visibleSessions(member), id },
      select: names,
    })
    if (!back) throw new AppError('NOT_FOUND', 'errors.notFound')
    return back
  })
}

function columnsOf(content: Content, clock: Clock) {
  const startsAt = instantOn(content.day, content.startsAt, clock)
  const endsAt = endOf(content, startsAt, clock)
  const { title, subtitle, kind, language, url, slidesUrl, recordingUrl } = content
  const { recordingStartsAt } = content
  return {
    ...(recordingStartsAt !== undefined && { recordingStartsAt }),
    ...{ title, subtitle, kind, language, url, slidesUrl, recordingUrl },
    slug: slugify(title),
    startsAt,
    endsAt,
    day: startsAt && new Date(conferenceDay(startsAt, clock.zone, clock.dayEndsAtMinutes)),
    recordingState: recordingUrl ? ('available' as const) : content.recordingState,
    cancelledAt: content.cancelled ? new Date() : null,
  }
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The instant of a time on a conference day: before the hour a day ends, it is the next date. */
function instantOn(day: string | null, time: string | null, clock: Clock): Date | null {
  if (!day || !time) return null
  const late = minutesOf(time) < clock.dayEndsAtMinutes
  return zonedInstant(`${late ? addDays(day, 1) : day}T${time}`, clock.zone)
}

const longestMs = 16 * 3_600_000

/** An end before the start is one after midnight, unless that would be absurdly long. */
function endOf({ day, endsAt }: Content, start: Date | null, clock: Clock): Date | null {
  const end = start && instantOn(day, endsAt, clock)
  if (!start || !end || !day || !endsAt || end.getTime() === start.getTime()) return null
  if (end > start) return end
  const next = instantOn(addDays(day, 1), endsAt, clock)
  if (next && next.getTime() - start.getTime() <= longestMs) return next
  throw new AppError('INVALID', 'errors.check', {
    fieldErrors: { endsAt: 'sessions.errors.endBeforeStart' },
  })
}

function abstractOf(source: string, format: 'markdown' | 'html') {
  const { plain, html, rendererVersion } =
    format === 'html' ? renderHtml(source) : renderMarkdown(source)
  return {
    abstractSource: source,
    abstractFormat: format,
    abstractPlain: plain,
    abstractHtml: html,
    rendererVersion,
  }
}

async function trackNamed(tx: Transaction, teamId: string, conferenceId: string, name: string) {
  if (!name) return null
  const of = { teamId, conferenceId }
  const colour = await tx.track.count({ where: of })
  const key = { teamId_conferenceId_name: { ...of, name } }
  const data = { ...of, id: newId(), name, colour }
  const track = await tx.track.upsert({ where: key, create: data, update: {} })
  return track.id
}

async function setRooms(tx: Transaction, teamId: string, session: Named, wanted: string[]) {
  const of = { teamId, conferenceId: session.conferenceId }
  const position = await tx.room.count({ where: of })
  await tx.room.createMany({
    data: wanted.map((name, i) => ({ ...of, id: newId(), name, position: position + i })),
    skipDuplicates: true,
  })
  const rooms = await tx.room.findMany({ where: { ...of, name: { in: wanted } } })
  const link = { teamId, sessionId: session.id }
  await tx.sessionRoom.deleteMany({ where: link })
  await tx.sessionRoom.createMany({ data: rooms.map(({ id }) => ({ ...link, roomId: id })) })
}

type TypedSpeaker = Content['speakers'][number]

async function setSpeakers(tx: Transaction, teamId: string, session: Named, typed: TypedSpeaker[]) {
  const of = { teamId, conferenceId: session.conferenceId }
  const byName = new Map(typed.map((speaker) => [normaliseName(speaker.name), speaker]))
  const link = { teamId, sessionId: session.id }
  await tx.sessionSpeaker.deleteMany({ where: link })
  let position = 0
  for (const [normalisedName, { name, organisation }] of byName) {
    const speaker = await tx.speaker.upsert({
      where: { teamId_conferenceId_normalisedName: { ...of, normalisedName } },
      create: { ...of, id: newId(), name, normalisedName, organisation },
      update: organisation ? { organisation } : {},
    })
    await tx.sessionSpeaker.create({
      data: { ...link, speakerId: speaker.id, position: position++ },
    })
  }
}

function requireEditor(member: Member): void {
  if (!canEditSessions(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
}

function tell(
  tx: Transaction,
  member: Member,
  verb: 'created' | 'edited' | 'deleted' | 'restored',
  id: string,
): Promise<void> {
  return record(tx, member, {
    verb,
    subject: { type: 'session', id },
    place: { type: 'session', id },
  })
}
