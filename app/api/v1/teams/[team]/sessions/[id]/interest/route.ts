import { z } from 'zod'
import { setInterest } from '@/features/interests/mutations'
import { interestIdInput, interestInput, wishes } from '@/features/interests/schema'
import { teamPut } from '@/lib/api'
import { instant } from '@/lib/records'

/** What one wants of the session in the address; the same again is the same. */
export const PUT = teamPut(
  interestInput,
  async (member, input) => ({ created: false, body: await setInterest(member, input) }),
  // When, so that a page knows whether it was drawn before
  { summary: 'api.interests.write', answers: z.object({ wish: z.enum(wishes), at: instant }) },
)

/** Takes it back. */
export const DELETE = teamPut(
  interestIdInput,
  async (member, { id }) => {
    const { at } = await setInterest(member, { id, wish: null })
    return { created: false, body: { at } }
  },
  { summary: 'api.interests.remove', answers: z.object({ at: instant }) },
)
