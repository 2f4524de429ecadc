import { z } from 'zod'
import { locales } from '@/lib/i18n'

/** A name on one line, whatever was pasted. */
export const personName = z
  .string()
  .transform((name) => name.replace(/[\p{Cc}\s]+/gu, ' ').trim())
  .pipe(z.string().min(1, 'errors.required').max(80, 'errors.tooLong'))

export const emailAddress = z
  .string()
  .trim()
  .min(1, 'errors.required')
  .max(200, 'errors.tooLong')
  .pipe(z.email('errors.email'))

/** Length is what counts; the upper end keeps hashing cheap. */
export const newPassword = z.string().min(10, 'errors.tooShort').max(200, 'errors.tooLong')

const password = z.string().min(1, 'errors.required').max(200, 'errors.tooLong')

const next = z.string().max(2000).optional()

export const signUpInput = z.object({
  name: personName,
  email: emailAddress,
  password: newPassword,
  next,
})

export const signInInput = z.object({ email: emailAddress, password, next })

export const singleSignOnInput = z.object({ provider: z.string().max(20), next })

export const resetRequestInput = z.object({ email: emailAddress })

export const resetInput = z.object({ token: z.string().max(100), password: newPassword })

export const nameInput = z.object({ name: personName })

/** The current password is missing for people who have none. */
export const emailChangeInput = z.object({
  email: emailAddress,
  currentPassword: z.string().max(200, 'errors.tooLong').default(''),
})

export const passwordChangeInput = z.object({ currentPassword: password, password: newPassword })

export const tokenInput = z.object({ token: z.string().max(100) })

export const loginInput = z.object({ id: z.uuid('errors.notFound') })

export const identityInput = z.object({
  provider: z.string().max(20),
  subject: z.string().max(300),
})

export const localeInput = z.object({ locale: z.enum(locales) })
export const themeInput = z.object({ theme: z.enum(['light', 'dark', 'system']) })

export const nothing = z.object({})
