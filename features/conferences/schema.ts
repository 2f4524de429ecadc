import { z } from 'zod'
import { isZone } from '@/lib/dates'
import { isId } from '@/lib/ids'
import { seenRevision, sentDay } from '@/lib/records'

const id = z.string().refine(isId, 'errors.invalid')
const oneLine = (max: number) => z.string().trim().max(max, 'errors.tooLong')

/** `YYYY-MM-DD`, or null for an empty field. */
const optionalDay = z
  .string()
  .trim()
  .refine((text) => text === '' || sentDay().safeParse(text).success, 'errors.date')
  .transform((text) => text || null)

/** `HH:MM` as minutes after midnight. */
const timeOfDay = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'conferences.errors.time')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))

const fields = {
  title: oneLine(200).min(1, 'errors.required'),
  zone: z.string().trim().min(1, 'errors.required').refine(isZone, 'conferences.errors.zone'),
  firstDay: optionalDay,
  lastDay: optionalDay,
  dayEndsAt: timeOfDay.refine((minutes) => minutes <= 12 * 60, 'conferences.errors.dayEnds'),
  place: oneLine(200),
}

type Days = { firstDay: string | null; lastDay: string | null }
const inOrder = ({ firstDay, lastDay }: Days) => !firstDay || !lastDay || firstDay <= lastDay
const outOfOrder = { path: ['lastDay'], message: 'conferences.errors.lastBeforeFirst' }

/** The id is chosen by the page, so that a form sent twice makes one conference. */
export const newConferenceInput = z.object({ id, ...fields }).refine(inOrder, outOfOrder)
export const conferenceInput = z
  .object({ id, revision: seenRevision, ...fields })
  .refine(inOrder, outOfOrder)
export const conferenceIdInput = z.object({ id })

const orNothing = <Schema extends z.ZodType<string | null, string>>(schema: Schema) =>
  z.preprocess((value) => value ?? '', schema).prefault('')

/** What `PUT /api/v1/…/conferences/{id}` sends: a new one, or all of one where it names a revision. */
export const putConferenceInput = z
  .object({
    id,
    revision: seenRevision.optional(),
    ...fields,
    firstDay: orNothing(optionalDay),
    lastDay: orNothing(optionalDay),
    dayEndsAt: fields.dayEndsAt.prefault('00:00'),
    place: fields.place.default(''),
  })
  .refine(inOrder, outOfOrder)

export type NewConference = z.output<typeof newConferenceInput>
export type ConferenceEdit = z.output<typeof conferenceInput>
