import { z } from 'zod'
import { fromShortId, shortId } from '@/lib/ids'
import { pageNumber, seenRevision, sentDay } from '@/lib/records'

/** How many notes and words a recap holds: beyond it the page would be no page any more. */
export const mostItems = 1_000

const id = z.uuid({ error: 'errors.invalid' }).transform((value) => value.toLowerCase())
const revision = seenRevision
const text = (most: number) =>
  z
    .string('errors.invalid')
    .max(most, 'errors.tooLong')
    .default('')
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())

export const conferenceInput = z.object({ conference: id })

export const introductionInput = z.object({
  recap: id,
  revision,
  text: text(20_000),
  keep: z.literal('stored').optional().catch(undefined),
})
export type Introduction = z.output<typeof introductionInput>

/** A name that repeats comes as a list, one that stands once as a text, none as nothing. */
const some = <Item extends z.ZodType>(item: Item) =>
  z
    .union([z.array(item), item.transform((one) => [one])], 'errors.invalid')
    .optional()
    .transform((list) => list ?? [])

/** What can be chosen: `a:` and the id of an annotation, `b:` and that of words in a summary. */
const item = z
  .string()
  .regex(/^[ab]:[0-9a-f-]{36}$/, 'errors.invalid')
  .transform((value) => ({ type: value[0] as 'a' | 'b', id: value.slice(2) }))
  .pipe(z.object({ type: z.enum(['a', 'b']), id }))
export type Item = z.output<typeof item>

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const acts = new RegExp(`^(all|none|up|down|keep):(${uuid})$`)
const act = z
  .string()
  .optional()
  .transform((value) => {
    const [, verb, session = ''] = acts.exec(value ?? '') ?? []
    return verb ? { verb: verb as 'all' | 'none' | 'up' | 'down' | 'keep', session } : null
  })

const line = text(2_000)

/**
 * A day of the form: what it showed and what of it is ticked, the talks in their order, the button that
 * was pressed, and of each talk the line (`line.ID`) with the revision that its writer saw (`seen.ID`).
 */
export const dayInput = z
  .looseObject({ recap: id, act, shown: some(item), chosen: some(item), order: some(id) })
  .transform(({ recap, act, shown, chosen, order, ...fields }, context) => {
    const talks = [...new Set(order)]
    const lines = talks.flatMap((session) => {
      const [words, seen] = [fields[`line.${session}`], fields[`seen.${session}`]]
      if (words === undefined) return []
      const read = z.object({ text: line, seen: revision }).safeParse({ text: words, seen })
      if (read.success) return [{ session, ...read.data }]
      const [issue] = read.error.issues
      const [path, message] = [[`line.${session}`], issue?.message ?? 'errors.invalid']
      const told =
        issue?.code === 'too_big' ? { ...issue, input: words } : { code: 'custom' as const }
      context.addIssue({ ...told, path, message })
      return []
    })
    return { recap, act, shown, chosen, order: talks, lines }
  })
export type Day = z.output<typeof dayInput>

/** Which day of the form is asked for; `none` for the talks without a time. */
export const draftQuery = z.object({
  day: z
    .union([sentDay(), z.literal('none')])
    .optional()
    .catch(undefined),
})

/** Which earlier text is to come back: of the introduction, or of the line on a talk. */
export const restoreInput = z.object({
  recap: id,
  talk: z.preprocess((value) => value || null, id.nullable()),
  revision,
  text: id,
})
export type Restore = z.output<typeof restoreInput>

/** Which history is asked for: that of the line on a talk, else of the introduction. */
export const historyQuery = z.object({
  talk: z.string().transform(fromShortId).optional().catch(undefined),
  page: pageNumber,
})

/** A note as it was left by what was done to it. */
export type Left = { id: string; revision: number }

/** What a button sends to take a step back that changed these notes. */
export function undoOf(notes: Left[]): string {
  return `undo:${notes.map(({ id, revision }) => `${shortId(id)}.${revision}`).join(',')}`
}

const left = /^([1-9A-HJ-NP-Za-km-z]{1,22})\.(\d{1,9})$/

function readLeft(value: string): Left[] {
  return value.split(',').flatMap((part) => {
    const [, short = '', revision] = left.exec(part) ?? []
    const id = fromShortId(short)
    return id ? [{ id, revision: Number(revision) }] : []
  })
}

/** A button's value: `open:` and a recap, of which one's own notes are shown to all; or `undoOf`. */
export const ownNotesInput = z.object({
  act: z
    .string()
    .max(40 * mostItems, 'errors.tooLong')
    .regex(new RegExp(`^(?:open:${uuid}|undo:.+)$`), 'errors.invalid')
    .transform((value) => {
      const given = value.slice(5)
      return value.startsWith('undo:')
        ? { verb: 'undo' as const, notes: readLeft(given).slice(0, mostItems) }
        : { verb: 'open' as const, recap: given }
    }),
})
