import { z } from 'zod'
import { annotationKinds } from '@/features/annotations/schema'
import { isZone } from '@/lib/dates'
import { isId } from '@/lib/ids'
import { sentDay } from '@/lib/records'
import { type ReportHead, type Target, targetInput } from '../schema'
import type { Choices, PieceChoice } from './pieces'

/** What forms about imports of notes send, and what is stored of it. */

const id = z.string().refine(isId, 'errors.invalid')

/** Where notes go, what a new conference is called, and when its days are. */
export const noteOptionsInput = z
  .looseObject({
    id,
    target: targetInput,
    title: z.string().trim().max(200, 'errors.tooLong').default(''),
    zone: z.string().refine(isZone, 'imports.options.zoneMissing').optional(),
    level: z.coerce.number('errors.invalid').int('errors.invalid').min(0).max(7).optional(),
  })
  .refine(({ target, title }) => target.kind !== 'new' || title, {
    path: ['title'],
    error: 'errors.required',
  })
  .transform(({ id, target, title, zone, level, ...fields }, context) => {
    const days: Record<string, string> = {}
    for (const [name, value] of Object.entries(fields)) {
      const line = /^day\.(\d{1,9})$/.exec(name)?.[1]
      if (!line || value === '') continue
      const day = sentDay().safeParse(value)
      if (day.success) days[line] = day.data
      else context.addIssue({ code: 'custom', path: [name], message: 'errors.date' })
    }
    return { id, target, title, zone, level, days }
  })
export type NoteOptionsInput = z.output<typeof noteOptionsInput>

const audience = z.enum(['me', 'team'], 'errors.invalid')
const pieceChoice = z.enum([...annotationKinds, 'leave', 'split', 'join'], 'errors.invalid')

/**
 * What a page of the review says of its sections and pieces, and what is to follow: `to.3`, `other.3`
 * and `for.3` are of the fourth section, `kind.3.5` and `for.3.5` of its sixth piece.
 */
export const noteChoicesInput = z
  .looseObject({
    id,
    planHash: z.string().length(64, 'errors.invalid'),
    next: z
      .string()
      .regex(/^(save|confirm|page:\d{1,5})$/, 'errors.invalid')
      .default('save'),
  })
  .transform(({ id: importId, planHash, next, ...fields }, context) => {
    const sections: Record<string, { to?: string; other?: string; audience?: 'me' | 'team' }> = {}
    const pieces: Record<
      string,
      { kind?: PieceChoice | 'join'; audience?: 'me' | 'team' | undefined }
    > = {}
    const take = <T>(schema: z.ZodType<T>, name: string, value: unknown, set: (it: T) => void) => {
      const read = schema.safeParse(value)
      if (read.success) set(read.data)
      else context.addIssue({ code: 'custom', path: [name], message: 'errors.invalid' })
    }
    for (const [name, value] of Object.entries(fields)) {
      const [what = '', key = ''] =
        /^(to|other|for|kind)\.(\d{1,6}(?:\.\d{1,6}){0,2})$/.exec(name)?.slice(1) ?? []
      if (!what) continue
      if (key.includes('.')) {
        pieces[key] ??= {}
        const piece = pieces[key]
        if (what === 'kind')
          take(pieceChoice, name, value, (kind) => {
            piece.kind = kind
          })
        if (what === 'for') {
          take(audience.or(z.literal('')), name, value, (it) => {
            piece.audience = it || undefined
          })
        }
        continue
      }
      sections[key] ??= {}
      const section = sections[key]
      const goal = z.enum(['own', 'leave']).or(id)
      if (what === 'to')
        take(goal as z.ZodType<string>, name, value, (to) => {
          section.to = to
        })
      if (what === 'other') section.other = String(value).trim().slice(0, 500)
      if (what === 'for')
        take(audience, name, value, (it) => {
          section.audience = it
        })
    }
    return { id: importId, planHash, next, sections, pieces }
  })
export type NoteChoicesInput = z.output<typeof noteChoicesInput>

export const readAsInput = z.object({ id, as: z.enum(['notes', 'links'], 'errors.invalid') })

/** What the importing person chose for notes; stored with the import. */
export type NoteOptions = {
  target: Exclude<Target, { kind: 'source' }>
  title: string
  zone: string
  choices: Choices
}

/** What an import of notes did. */
export type NoteReport = ReportHead & {
  format: 'markdown'
  counts: { days: number; sessions: number; speakers: number; annotations: number; links: number }
  /** Of those that were added, for the importing person alone */
  private: number
  left: number
  sections: { sessionId: string; title: string; heading: string; own: boolean; added: number }[]
  undo?: {
    removed: number
    /** Annotations that somebody has touched since, with their sessions */
    kept: { sessionId: string; title: string; count: number }[]
    sessions: number
  }
}

/** The report under the names that every import's has for programs. */
export function toldReport(report: NoteReport) {
  const { format, counts, added, changed, unchanged, vanished, problems } = report
  return { format, counts, new: added, changed, unchanged, vanished, problems }
}
