import { z } from 'zod'
import { isId } from '@/lib/ids'
import { seenRevision, sentDay } from '@/lib/records'

/**
 * What makes two speakers of a conference one: NFKC and single spaces. Case counts: programmes hold
 * "sam" and "Sam" as two people, and joining two is worse than keeping one twice.
 */
export function normaliseName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim()
}

export const id = z.string().refine(isId, 'errors.invalid')
const oneLine = (max: number) => z.string().trim().max(max, 'errors.tooLong').default('')

const address = z
  .string()
  .trim()
  .max(2000, 'errors.tooLong')
  .refine(
    (text) => text === '' || z.url({ protocol: /^https?$/ }).safeParse(text).success,
    'errors.url',
  )
  .transform((text) => text || null)
  .default(null)

const optional = (pattern: z.ZodType<string>, message: string) =>
  z
    .string()
    .trim()
    .refine((text) => text === '' || pattern.safeParse(text).success, message)
    .transform((text) => text || null)
    .default(null)

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const toSecond = z.string().regex(/^([01]\d|2[0-3])(:[0-5]\d){1,2}$/)

const lines = z
  .string()
  .max(4000, 'errors.tooLong')
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.replace(/\s+/g, ' ').trim().slice(0, 300))
        .filter(Boolean),
    ),
  ])

/** One line a speaker: "Name" or "Name, organisation", the comma of either script. */
const speakers = lines.transform((all) =>
  all.map((line) => {
    const [, name = line, organisation = ''] = /^([^,，]+)[,，](.*)$/.exec(line) ?? []
    return { name: name.trim(), organisation: organisation.trim() }
  }),
)

const fields = {
  title: z.string().trim().min(1, 'errors.required').max(500, 'errors.tooLong'),
  subtitle: oneLine(500),
  abstract: z.string().trim().max(50_000, 'errors.tooLong').default(''),
  day: optional(sentDay(), 'errors.date'),
  startsAt: optional(timeOfDay, 'sessions.errors.time'),
  endsAt: optional(timeOfDay, 'sessions.errors.time'),
  track: oneLine(200),
  rooms: lines,
  speakers,
  kind: oneLine(100),
  language: oneLine(60),
  url: address,
  slidesUrl: address,
  recordingUrl: address,
  recordingState: z.enum(['unknown', 'expected', 'never']).default('unknown'),
  cancelled: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
}

type Times = { day: string | null; startsAt: string | null; endsAt: string | null }

function timesAgree({ day, startsAt, endsAt }: Times, context: z.RefinementCtx) {
  const miss = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message })
  if (day && !startsAt) miss('startsAt', 'sessions.errors.startMissing')
  if (!day && startsAt) miss('day', 'sessions.errors.dayMissing')
  if (!startsAt && endsAt) miss('startsAt', 'sessions.errors.startMissing')
}

/** The id is chosen by the page, so that a form sent twice makes one session. */
export const newSessionInput = z.object({ id, conferenceId: id, ...fields }).superRefine(timesAgree)
export const sessionInput = z
  .object({ id, revision: seenRevision, ...fields })
  .superRefine(timesAgree)
export const sessionIdInput = z.object({ id })

/** A recording for a session, as the address of `PUT …/sessions/{id}/recordings/{recording}` says. */
export const addRecordingInput = z
  .object({ id, recording: id })
  .transform(({ id: sessionId, recording }) => ({ sessionId, id: recording }))

/** The same by a plain form, whose upload the page has named. */
export const recordingFormInput = z
  .object({ session: id, recording: id })
  .transform(({ session, recording }) => ({ sessionId: session, id: recording }))

/** Of a transcript: a BCP 47 tag, or nothing. */
export const transcriptLanguage = z
  .string()
  .trim()
  .regex(/^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/i, 'sessions.transcript.languageTag')
  .max(35, 'errors.tooLong')
  .default('')

/** A transcript as a form pastes it, or as the bytes of a file; `replaces` is the one seen there. */
export const attachTranscriptInput = z
  .object({
    session: id,
    replaces: id.or(z.literal('')).default(''),
    fileName: oneLine(300),
    language: transcriptLanguage,
    text: z.union([
      z.string().trim().min(1, 'errors.required').max(300_000, 'errors.tooLong'),
      z.instanceof(Uint8Array),
    ]),
  })
  .transform(({ session, replaces, text, ...rest }) => ({
    ...rest,
    sessionId: session,
    replaces: replaces || null,
    source: text,
  }))

export const passageTargets = ['abstract', 'transcript', 'article'] as const

/** Code units of the longest passage; the words of one are shown, not a chapter. */
export const longestQuote = 2_000

// What jsonb does not take: NUL, and half of a surrogate pair at the edge of a selection
const words = (max: number) =>
  z
    .string()
    .max(max, 'errors.tooLong')
    .transform((text) => text.replace(/\0|\p{Cs}/gu, ''))

const position = z.int().min(0).max(10_000_000)
const milliseconds = z.int32().min(0)

/** A passage as the browser describes it; what is stored is checked against the text itself. */
export const passageInput = z.object({
  target: z.enum(passageTargets),
  exact: words(longestQuote).refine((text) => text.trim() !== '', 'errors.required'),
  prefix: words(200).default(''),
  suffix: words(200).default(''),
  start: position,
  end: position,
  /** The moment of the cue it begins in */
  fromMs: milliseconds.nullable().default(null),
})

export type PassageInput = z.output<typeof passageInput>
export type AttachTranscript = z.output<typeof attachTranscriptInput>
/** When the recording begins, by the clocks of the conference. */
export const recordingStartInput = z.object({ id, at: optional(toSecond, 'sessions.errors.time') })

export type AddRecording = z.output<typeof addRecordingInput>
export type NewSession = z.output<typeof newSessionInput>
export type SessionEdit = z.output<typeof sessionInput>

/** An optional part of an address; what is not understood is as if not there. */
const lenient = <T extends z.ZodType>(pattern: T) => pattern.optional().catch(undefined)

/** What the address of a programme may ask for. What is not understood is as if not asked. */
export const programmeQuery = z.object({
  /** A conference day, or `none` for sessions without a time */
  day: lenient(z.union([sentDay(), z.literal('none')])),
  view: lenient(z.enum(['list', 'rooms'])),
  zone: lenient(z.enum(['conference', 'mine'])),
  room: lenient(z.string().max(22)),
  track: lenient(z.string().max(22)),
  q: lenient(
    z.string().transform((text) => text.replace(/\0/g, '').trim().slice(0, 200) || undefined),
  ),
  /** Only what the reader wants */
  mine: lenient(z.literal('1')),
  trashed: lenient(id),
})

export type ProgrammeQuery = z.output<typeof programmeQuery>
