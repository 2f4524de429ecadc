import { z } from 'zod'
import { fromShortId } from '@/lib/ids'
import { pageNumber } from '@/lib/records'
import { annotationKinds } from './schema'

// What the addresses of pages with annotations say: which of them to show, and how.

/** How many annotations a page of the column holds. */
export const pageSize = 40
/** How many pages of it are shown below each other, as one scrolls. */
const mostPages = 25

/** Why a photo was not taken, as the form's answer brought it into the address. */
const refusedInput = z.object({
  refused: z.string().regex(/^(files|errors)\.[a-zA-Z]+$/),
  file: z.string().max(100).catch(''),
  n: z.coerce.number().catch(0),
})

const short = z.string().transform(fromShortId).catch(null)

/** What talks leave open, by sort: promises, questions, and gaps and photo slots together. */
export const openGroups = ['follow_up', 'question', 'slot'] as const
export type OpenGroup = (typeof openGroups)[number]

/** What the address of the list of open things says. */
export const toFinishInput = z.object({
  of: z.enum(['me', 'team']).catch('me'),
  kind: z.enum(openGroups).nullable().catch(null),
  conference: short,
  page: pageNumber,
})

export type ToFinishView = z.output<typeof toFinishInput>

/**
 * The ways to look at what was written on a talk: in its order, a column a person, and what the team
 * has made of it.
 */
export const noteViews = ['stream', 'columns', 'summary'] as const

/** What the address of a talk page says: which annotations to show, and in which a form is open. */
export const viewInput = z
  .object({
    by: short,
    kind: z.enum(annotationKinds).nullable().catch(null),
    page: pageNumber,
    through: pageNumber,
    at: short,
    view: z.enum(['transcript']).nullable().catch(null),
    notes: z.enum(noteViews).catch('stream'),
    edit: short,
    answer: short,
    fill: short,
    assign: short,
    attach: short,
    refused: z.string().nullable().catch(null),
    file: z.string().catch(''),
    n: z.string().catch(''),
  })
  .transform(({ by, kind, page, through, at, view, notes, refused, file, n, ...forms }) => {
    const form = (['edit', 'answer', 'fill', 'assign', 'attach'] as const).find(
      (name) => forms[name],
    )
    const id = form && forms[form]
    const why = refusedInput.safeParse({ refused, file, n }).data ?? null
    const last = Math.min(Math.max(page, through), page + mostPages - 1)
    return {
      by,
      kind,
      page,
      through: last,
      at,
      view,
      notes,
      open: form && id ? { form, id, why } : null,
    }
  })

export type View = z.output<typeof viewInput>
