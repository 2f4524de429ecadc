import { closeAnnotation, reopenAnnotation } from '@/features/annotations/mutations'
import { teamPut } from '@/lib/api'
import { byId } from '@/lib/records'

/** Says that a question, follow-up, gap or photo slot is done; again changes nothing. */
export const PUT = teamPut(
  byId,
  async (member, { id }) => {
    await closeAnnotation(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.annotations.close' },
)

/** Says that it waits again. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await reopenAnnotation(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.annotations.reopen' },
)
