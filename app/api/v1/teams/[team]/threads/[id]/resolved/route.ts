import { reopenThread, resolveThread } from '@/features/comments/mutations'
import { teamPut } from '@/lib/api'
import { byId } from '@/lib/records'

/** Says that a thread is resolved; again changes nothing. */
export const PUT = teamPut(
  byId,
  async (member, { id }) => {
    await resolveThread(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.threads.resolve' },
)

/** Opens it again. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await reopenThread(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.threads.reopen' },
)
