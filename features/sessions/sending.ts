import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { conferenceDay, localTime } from '@/lib/dates'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { createSession, updateSession } from './mutations'
import { visibleSessions } from './policy'
import { id, newSessionInput } from './schema'

const { title, subtitle, abstract, track, kind, language, url, slidesUrl, recordingUrl } =
  newSessionInput.shape
const name = z.string().trim().min(1, 'errors.required').max(300, 'errors.tooLong')
const at = z.iso.datetime({ offset: true, error: 'errors.date' }).nullable().default(null)
const address = (schema: typeof url) => z.preprocess((value) => value ?? '', schema).prefault('')

/** What `PUT /api/v1/…/sessions/{id}` sends: a new one, or all of one where it names a revision. */
export const putSessionInput = z.object({
  id,
  revision: z.coerce.number('errors.invalid').int('errors.invalid').optional(),
  conference: id.optional().describe('api.fields.conference'),
  ...{ title, subtitle, abstract, track, kind, language },
  startsAt: at,
  endsAt: at,
  rooms: z.array(name).max(50, 'errors.invalid').default([]),
  speakers: z
    .array(
      z.object({ name, organisation: z.string().trim().max(300, 'errors.tooLong').default('') }),
    )
    .max(100, 'errors.invalid')
    .default([]),
  url: address(url),
  slidesUrl: address(slidesUrl),
  recordingUrl: address(recordingUrl),
  recordingState: z.enum(['unknown', 'expected', 'available', 'never']).default('unknown'),
  cancelled: z.boolean().default(false),
})

type Sent = z.output<typeof putSessionInput>

const longestMs = 16 * 3_600_000

/**
 * Writes a session as a program sends it, with instants where a form has the clocks of the
 * conference. The same id again without a revision is the same session.
 */
export async function putSession(member: Member, sent: Sent): Promise<void> {
  const { id, revision, conference, recordingState: state, ...content } = sent
  const clock = await clockOf(member, sent)
  const recordingState = state === 'available' ? ('unknown' as const) : state
  const all = { ...content, ...timesOn(sent, clock), recordingState }
  if (revision !== undefined) await updateSession(member, { ...all, id, revision })
  else await createSession(member, { ...all, id, conferenceId: conference ?? '' })
}

async function clockOf(member: Member, { id, revision, conference }: Sent) {
  const select = { zone: true, dayEndsAtMinutes: true }
  const found =
    revision === undefined
      ? conference &&
        (await db.conference.findFirst({
          where: { teamId: member.teamId, id: conference, deletedAt: null },
          select,
        }))
      : (
          await db.session.findFirst({
            where: { ...visibleSessions(member), id },
            select: { conference: { select } },
          })
        )?.conference
  if (found) return found
  if (revision === undefined && !conference) {
    const fieldErrors = { conference: 'errors.required' }
    throw new AppError('INVALID', 'errors.check', { fieldErrors })
  }
  throw new AppError('NOT_FOUND', 'errors.notFound')
}

type Clock = { zone: string; dayEndsAtMinutes: number }

function timesOn({ startsAt, endsAt }: Sent, { zone, dayEndsAtMinutes }: Clock) {
  const refuse = (field: string, why: string) =>
    new AppError('INVALID', 'errors.check', { fieldErrors: { [field]: why } })
  if (!startsAt) {
    if (endsAt) throw refuse('startsAt', 'sessions.errors.startMissing')
    return { day: null, startsAt: null, endsAt: null }
  }
  const [start, end] = [new Date(startsAt), endsAt ? new Date(endsAt) : null]
  const length = end ? end.getTime() - start.getTime() : 0
  if (length < 0 || length > longestMs) throw refuse('endsAt', 'sessions.errors.endBeforeStart')
  return {
    day: conferenceDay(start, zone, dayEndsAtMinutes),
    startsAt: localTime(start, zone).slice(11),
    endsAt: end && localTime(end, zone).slice(11),
  }
}
