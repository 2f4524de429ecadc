import { z } from 'zod'
import { emailAddress, newPassword, personName } from '@/features/users/schema'
import { seenRevision } from '@/lib/records'

export const roles = ['viewer', 'commenter', 'editor', 'owner'] as const

const role = z.enum(roles)

const teamName = z
  .string()
  .transform((name) => name.replace(/[\p{Cc}\s]+/gu, ' ').trim())
  .pipe(z.string().min(1, 'errors.required').max(80, 'errors.tooLong'))

export const newTeamInput = z.object({ name: teamName })

/** A box that is not ticked is not sent. */
export const teamInput = z.object({
  name: teamName,
  publicSharing: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
  revision: seenRevision,
})

export const teamDeletionInput = z.object({ name: z.string().trim().max(200) })

/** Days for which an invitation can be taken up. */
export const invitationDays = [1, 7, 30] as const

export const invitationInput = z.object({
  role,
  days: z.enum(['1', '7', '30']).transform(Number),
  note: z.string().trim().max(200, 'errors.tooLong').default(''),
})

export const invitationIdInput = z.object({ id: z.uuid('errors.notFound') })

export const joinInput = z.object({ token: z.string().max(100) })

export const joinBySignUpInput = z.object({
  token: z.string().max(100),
  name: personName,
  email: emailAddress,
  password: newPassword,
})

export const roleInput = z.object({ userId: z.uuid('errors.notFound'), role })

export const memberInput = z.object({ userId: z.uuid('errors.notFound') })

/** The password, or the typed address of whoever has none. */
export const accountDeletionInput = z.object({
  currentPassword: z.string().max(200, 'errors.tooLong').default(''),
  email: z.string().trim().max(200, 'errors.tooLong').default(''),
})

export const nothing = z.object({})
