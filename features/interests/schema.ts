import { z } from 'zod'
import { fromShortId, isId } from '@/lib/ids'

/** What one may want of a session, in the order of a mark that is pressed again and again. */
export const wishes = ['now', 'later', 'skip'] as const
export type Wish = (typeof wishes)[number]

const id = z.string().refine(isId, 'errors.invalid')

/** As `PUT …/sessions/{id}/interest` says it; the id is that of the address. */
export const interestInput = z.object({ id, wish: z.enum(wishes, 'errors.invalid') })

/** The same without a wish, to take it back. */
export const interestIdInput = z.object({ id })

/** What a button of a plain form says: `now:SHORT-ID`, or `none:SHORT-ID` to take it back. */
export const interestAct = z.object({
  act: z.string().transform((text, context) => {
    const [said = '', short = ''] = text.split(':')
    const id = fromShortId(short)
    const wish = wishes.find((it) => it === said) ?? null
    if (id && (wish || said === 'none')) return { id, wish }
    context.addIssue({ code: 'custom', message: 'errors.invalid' })
    return z.NEVER
  }),
})

export type InterestChange = { id: string; wish: Wish | null }

/** A box that is not ticked is not sent. */
export const hidingInput = z.object({
  show: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
})

/** The conference for which an address is made, or the address that is to end. */
export const feedInput = z.object({ id })
