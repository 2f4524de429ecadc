import { z } from 'zod'

/** Marks all notices up to the newest one that was shown as read, not those that came since. */
export const readNoticesInput = z.object({
  through: z.string().regex(/^\d{1,18}$/, 'errors.invalid'),
})
