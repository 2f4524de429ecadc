import { z } from 'zod'

export const scopes = ['read', 'write'] as const

/** Days after which a token ends; the first is offered. */
export const lifetimes = ['90', '30', '365', 'never'] as const

export const tokenInput = z.object({
  name: z.string().trim().min(1, 'errors.required').max(100, 'errors.tooLong'),
  scope: z.enum(scopes, 'errors.invalid'),
  lifetime: z
    .enum(lifetimes, 'errors.invalid')
    .transform((days) => (days === 'never' ? null : Number(days))),
})
export type TokenInput = z.output<typeof tokenInput>

export const tokenIdInput = z.object({ id: z.uuid('errors.invalid') })
