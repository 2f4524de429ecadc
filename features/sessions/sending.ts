import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { conferenceDay, localTime } from '@/lib/dates'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { seenRevision, sentInstant } from '@/lib/records'
import { createSession, updateSession } from './mutations'
import { canEditSessions, visibleSessions, visibleTranscripts } from './policy'
import { id, newSessionInput, transcriptLanguage } from './schema'
import { attachTranscript, getSessionPlace, removeTranscript } from './transcripts'

const { title, subtitle, abstract, track, kind, language, url, slidesUrl, recordingUrl } =
  newSessionInput.shape
const name = z.string().trim().min(1, 'errors.required').max(300, 'errors.tooLong')
const instant = sentInstant({ offset: true, error: 'errors.date' })
const at = instant.nullable().default(null)
const address = (schema: typeof url) => z.preprocess((value) => value ?? '', schema).prefault('')

/** What `PUT /api/v1/…/sessions/{id}` sends: a new one, or all of one where it names a revision. */
export const putSessionInput = z.object({
  id,
  revision: seenRevision.optional(),
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
  recordingStartsAt: instant.nullable().optional().describe('api.fields.recordingStart'),
  cancelled: z.boolean().default(false),
})

type Sent = z.output<typeof putSessionInput>

const longestMs = 16 * 3_600_000
const dayMs = 24 * 3_600_000

/**
 * Writes a session as a program sends it, with instants where a form has the clocks of the
 * conference. The same id again without a revision is the same session.
 */
export async function putSession(member: Member, sent: Sent): Promise<void> {
  const { id, revision, conference, recordingState: state, recordingStartsAt: _, ...content } = sent
  const clock = await clockOf(member, sent)
  const recordingState = state === 'available' ? ('unknown' as const) : state
  const all = { ...content, ...timesOn(sent, clock), recordingState, ...startOf(sent) }
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

const refuse = (field: string, why: string) =>
  new AppError('INVALID', 'errors.check', { fieldErrors: { [field]: why } })

function timesOn({ startsAt, endsAt }: Sent, { zone, dayEndsAtMinutes }: Clock) {
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

/** On the page it is a time of the day of the talk, to the second. */
function startOf({ startsAt, recordingStartsAt: at }: Sent) {
  if (!at) return at === null ? { recordingStartsAt: null } : {}
  if (!startsAt) throw refuse('startsAt', 'sessions.errors.startMissing')
  const began = Math.floor(Date.parse(at) / 1000) * 1000
  if (Math.abs(began - Date.parse(startsAt)) > dayMs) {
    throw refuse('recordingStartsAt', 'sessions.errors.recordingStart')
  }
  return { recordingStartsAt: new Date(began) }
}

/** What the address of `PUT …/sessions/{id}/transcript` says of the text that it sends. */
export const putTranscriptInput = z.object({
  id,
  revision: seenRevision.optional().describe('api.fields.replaces'),
  name: z.string().trim().max(300, 'errors.tooLong').default('').describe('api.fields.fileName'),
  language: transcriptLanguage.describe('api.fields.language'),
})

/**
 * Attaches a transcript as a program sends it, in the place of the one whose revision it names. The
 * same again is a retry.
 */
export async function putTranscript(
  member: Member,
  { id, revision, name, language }: z.output<typeof putTranscriptInput>,
  source: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const where = { ...visibleTranscripts(member), sessionId: id }
  const current = await db.transcript.findFirst({ where, select: { id: true, revision: true } })
  const seen = current?.revision === revision ? current?.id : null
  // One that is gone has no id any more: nothing takes its place
  const replaces = seen ?? (revision === undefined ? null : newId())
  await attachTranscript(member, { sessionId: id, replaces, fileName: name, language, source })
}

/** Moves a session's transcript to the trash. There is none: success. */
export async function dropTranscript(member: Member, sessionId: string): Promise<void> {
  if (!canEditSessions(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
  const where = { ...visibleTranscripts(member), sessionId }
  const current = await db.transcript.findFirst({ where, select: { id: true } })
  if (current) return void (await removeTranscript(member, current.id))
  if (!(await getSessionPlace(member, sessionId))) {
    throw new AppError('NOT_FOUND', 'errors.notFound')
  }
}
