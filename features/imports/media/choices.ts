import { z } from 'zod'
import { fromShortId, isId } from '@/lib/ids'

/** What the forms of imports of recordings and transcripts send. */

const id = z.string().refine(isId, 'errors.invalid')

/** A list of recordings as it is pasted. */
export const recordingsInput = z.object({
  conference: z
    .string()
    .transform(fromShortId)
    .refine((id) => id !== null, 'errors.required'),
  text: z
    .string()
    .transform((text) => text.replace(/\0|\p{Cs}/gu, ''))
    .refine((text) => text.trim() !== '', 'errors.required')
    .refine((text) => text.length <= 300_000, 'errors.tooLong'),
})

export const mediaConferenceInput = z.object({ id, conference: id })

const several = <T extends z.ZodType>(one: T) =>
  z
    .union([one, z.array(one).max(2_000)])
    .optional()
    .transform((given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]))

/**
 * Which recording or transcript goes to which session: `pair` is `row:session`, with no session where
 * it is left out, `take` the rows that are ticked, `seen` what the sessions had when they were shown.
 */
export const mediaChoicesInput = z
  .object({
    id,
    seen: z.string().length(64, 'errors.invalid'),
    pair: several(z.string().regex(/^\d{1,4}:[\da-f-]*$/, 'errors.invalid')),
    take: several(z.string().regex(/^\d{1,4}$/, 'errors.invalid')),
  })
  .transform(({ pair, take, ...rest }) => {
    const pairs = pair.map((text): [number, string | null] => {
      const [row = '', session = ''] = text.split(':')
      return [Number(row), isId(session) ? session : null]
    })
    return { ...rest, pairs: new Map(pairs), taken: new Set(take.map(Number)) }
  })
export type MediaChoices = z.output<typeof mediaChoicesInput>
