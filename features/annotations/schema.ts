import { z } from 'zod'
import { passageInput } from '@/features/sessions/schema'
import { seenRevision, sentDay, sentInstant } from '@/lib/records'
import type { AnnotationKind, Audience } from '@/prisma/generated/client'
import { readMoment } from './moment'
import { readStart } from './typed-start'

export const annotationKinds = [
  'takeaway',
  'quote',
  'question',
  'follow_up',
  'decision',
  'link',
  'photo',
  'gap',
] as const satisfies AnnotationKind[]

const id = z.uuid({ error: 'errors.invalid' }).transform((value) => value.toLowerCase())

// Forms send \r\n; the database takes no NUL. What is stored is what is compared later.
const text = z
  .string({ error: 'errors.required' })
  .max(20_000, { error: 'errors.tooLong' })
  .transform((value) => value.replace(/\r\n?/g, '\n').replaceAll('\0', ''))

const required = text.refine((value) => value.trim() !== '', { error: 'errors.required' })

const kind = z.enum(annotationKinds, { error: 'errors.invalid' })

const audience = z.enum(['me', 'team', 'public'], { error: 'errors.invalid' })

const emptyIsNull = (value: unknown) => (value === '' || value === undefined ? null : value)
const owner = z.preprocess(emptyIsNull, id.nullable())
const due = z.preprocess(
  emptyIsNull,
  sentDay('errors.date')
    .transform((day) => new Date(`${day}T00:00:00Z`))
    .nullable(),
)

const words = {
  text,
  kind: kind.default('takeaway'),
  audience,
  speaker: z.string().trim().max(200, { error: 'errors.tooLong' }).default(''),
  owner,
  due,
  slide: z.preprocess(
    emptyIsNull,
    z.coerce
      .number({ error: 'annotations.slideNumber' })
      .int({ error: 'annotations.slideNumber' })
      .min(1, { error: 'annotations.slideNumber' })
      .max(9_999, { error: 'annotations.slideNumber' })
      .nullable(),
  ),
}

// A form sends it as one field
const passage = z.preprocess((value) => {
  if (typeof value !== 'string') return value ?? null
  try {
    return value === '' ? null : JSON.parse(value)
  } catch {
    return value
  }
}, passageInput.nullable())

type Words = z.output<z.ZodObject<typeof words>>
type Carried = Pick<Words, 'speaker' | 'owner' | 'due' | 'slide'> & { audience: Audience }

/** Keeps of what was filled in only what its kind can carry. */
export function carried(words: Carried, kind: AnnotationKind) {
  const { speaker, owner, due, slide, audience } = words
  const promised = kind === 'follow_up'
  return {
    kind,
    audience,
    slide,
    speaker: kind === 'quote' || kind === 'question' ? speaker : '',
    ownerId: promised ? owner : null,
    dueOn: promised ? due : null,
  }
}

function wordless(kind: AnnotationKind, body: string, context: z.RefinementCtx) {
  if (body !== '' || kind === 'photo' || kind === 'gap') return
  context.addIssue({ code: 'custom', path: ['text'], message: 'errors.required' })
}

/** A new annotation, as a form or `PUT /api/v1/…` sends it. */
export const writeAnnotationInput = z
  .object({
    id,
    // What it is about, by its id: one of the two
    session: z.preprocess(emptyIsNull, id.nullable()),
    article: z.preprocess(emptyIsNull, id.nullable()),
    // Whether somebody saw and kept the kind; without script a typed mark may still change it
    picked: z.boolean().default(false),
    startedAt: z.preprocess(emptyIsNull, sentInstant({ error: 'errors.date' }).nullable()),
    passage,
    ...words,
  })
  .refine(({ session, article }) => (session === null) !== (article === null), {
    error: 'errors.invalid',
    path: ['session'],
  })
  .transform(({ id, session, article, startedAt, picked, passage, ...input }, context) => {
    const { kind, moment, slide, body } = readStart(input.text, input.kind, picked)
    wordless(kind, body, context)
    const began = startedAt ? new Date(startedAt) : new Date()
    return {
      id,
      sessionId: session,
      articleId: article,
      body,
      passage,
      // Of words that were said, when they were
      fromMs: moment?.fromMs ?? passage?.fromMs ?? null,
      toMs: moment?.toMs ?? null,
      startedAt: began.getTime() < Date.now() ? began : new Date(),
      ...carried({ ...input, slide: slide ?? input.slide }, kind),
    }
  })

const revision = seenRevision.min(1, 'errors.invalid')
// The button beside a stale text: what was typed goes into the history, what is stored stays
const keep = z.literal('stored').optional().catch(undefined)

// Under which id a sender who may have to try again wants the text to be kept
const edit = id.optional()

/** Other words for an annotation; the moment stands before them, as when it was first typed. */
export const editAnnotationInput = z
  .object({ id, revision, keep, edit, ...words })
  .transform(({ id, revision, keep, edit, ...input }, context) => {
    const { moment, rest } = readMoment(input.text.trim())
    wordless(input.kind, rest, context)
    return {
      id,
      revision,
      ...(keep && { keep }),
      ...(edit && { edit }),
      body: rest.trim(),
      fromMs: moment?.fromMs ?? null,
      toMs: moment?.toMs ?? null,
      ...carried(input, input.kind),
    }
  })

export const answerInput = z.object({ id, revision, keep, edit, text: required })

/** What `PUT /api/v1/…/annotations/{id}` sends: other words where it names a revision, else a new one. */
export const putAnnotationInput = z
  .looseObject({})
  .transform((sent) =>
    'revision' in sent ? editAnnotationInput.parse(sent) : writeAnnotationInput.parse(sent),
  )

/** An earlier text to be the latest again; `revision` is the annotation's that was seen. */
export const restoreInput = z.object({ id, revision, text: id })

/** What a colleague writes beside a gap: `fill` is the id of the new annotation. */
export const fillInput = z.object({ id, fill: id, text: required })

export const assignInput = z.object({ id, revision, owner, due })

/** For whom an annotation shall be; `revision` is the one that was seen. */
export const audienceInput = z.object({ id, revision, audience })

const tendVerbs = ['close', 'reopen', 'delete', 'restore', 'delete-photo', 'restore-photo'] as const

/** A button's value, such as `close:0199…`: what to do with which annotation or photo. */
export const tendInput = z.object({
  act: z
    .string()
    .regex(new RegExp(`^(${tendVerbs.join('|')}):[0-9a-f-]{36}$`), { error: 'errors.invalid' })
    .transform((value) => {
      const [verb, id] = value.split(':')
      return { verb: verb as (typeof tendVerbs)[number], id: id ?? '' }
    }),
})

/** A picture for an annotation, as the address of `PUT …/annotations/{id}/photos/{photo}` says. */
export const addPhotoInput = z
  .object({ id, photo: id })
  .transform(({ id: annotation, photo }) => ({ annotation, id: photo }))

/** Photos by a plain form: `batch` names what one form sends, so that a second posting is a retry. */
export const photoFormInput = z.object({ annotation: id, batch: id })

export type WriteAnnotation = z.output<typeof writeAnnotationInput>
export type SentEdit = z.output<typeof editAnnotationInput>
export type EditAnnotation = Omit<SentEdit, 'keep' | 'audience'> & { audience: Audience }
export type SentAnswer = z.output<typeof answerInput>
export type RestoreRevision = z.output<typeof restoreInput>
export type AnswerAnnotation = Omit<SentAnswer, 'keep'>
export type FillAnnotation = z.output<typeof fillInput>
export type AddPhoto = z.output<typeof addPhotoInput>
export type SetAudience = z.output<typeof audienceInput>
export type AssignAnnotation = z.output<typeof assignInput>
