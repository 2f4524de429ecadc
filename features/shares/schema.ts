import { z } from 'zod'

/** Days after which a share ends; the first is offered. */
export const lifetimes = ['7', '1', '30', '90', 'never'] as const

/** What can be shared: a list, or the public notes of a session. */
export const subjects = ['list', 'session'] as const

export const shareInput = z.object({
  subject: z.enum(subjects, 'errors.invalid'),
  of: z.uuid('errors.invalid'),
  lifetime: z.enum(lifetimes, 'errors.invalid'),
  indexed: z.literal('on').optional().transform(Boolean),
})
export type ShareInput = z.output<typeof shareInput>

export const shareIdInput = z.object({ id: z.uuid('errors.invalid') })

export const publicNameInput = z.object({
  show: z.literal('on').optional().transform(Boolean),
})
