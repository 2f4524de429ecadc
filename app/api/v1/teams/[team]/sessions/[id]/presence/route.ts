import { setPresence } from '@/features/live/mutations'
import { presenceInput } from '@/features/live/schema'
import { teamPut } from '@/lib/api'

/** Tells that a page is open on the session in the address, being written on, or left. */
export const PUT = teamPut(
  presenceInput,
  async (member, input) => {
    await setPresence(member, input)
    return { created: false, body: {} }
  },
  { summary: 'api.presence.write' },
)
