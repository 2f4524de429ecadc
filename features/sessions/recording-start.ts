import 'server-only'
import type { Member } from '@/lib/actor'
import { localDate, zonedInstant } from '@/lib/dates'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { record } from '@/lib/live'
import { canEditSessions, visibleSessions } from './policy'

/**
 * Says when the recording begins, on the clocks of the conference (null: not known): what was written
 * during the talk gets its moment from that, and changing it moves all of them at once.
 */
export async function setRecordingStart(member: Member, id: string, at: string | null) {
  if (!canEditSessions(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  return db.$transaction(async (tx) => {
    const session = await tx.session.findFirst({
      where: { ...visibleSessions(member), id },
      select: { id: true, slug: true, startsAt: true, conference: { select: { zone: true } } },
    })
    if (!session) throw new AppError('NOT_FOUND', 'errors.notFound')
    const { startsAt, conference } = session
    if (at && !startsAt) throw new AppError('INVALID', 'sessions.errors.startMissing')
    const began =
      at && startsAt
        ? zonedInstant(`${localDate(startsAt, conference.zone)}T${at}`, conference.zone)
        : null
    await tx.session.updateMany({
      where: { ...visibleSessions(member), id },
      data: { recordingStartsAt: began },
    })
    const subject = { type: 'session', id } as const
    await record(tx, member, { verb: 'edited', subject, place: subject })
    return session
  })
}
