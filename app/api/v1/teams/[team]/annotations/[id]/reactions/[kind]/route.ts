import { setReaction } from '@/features/comments/reactions'
import { annotationReactionInput } from '@/features/comments/schema'
import { teamPut } from '@/lib/api'

/** Puts one's sign of the kind in the address on an annotation; again changes nothing. */
export const PUT = teamPut(
  annotationReactionInput,
  async (member, input) => ({
    created: await setReaction(member, input, true),
    body: {},
  }),
  { summary: 'api.reactions.write' },
)

/** Takes it away. */
export const DELETE = teamPut(
  annotationReactionInput,
  async (member, input) => {
    await setReaction(member, input, false)
    return { created: false, body: {} }
  },
  { summary: 'api.reactions.remove' },
)
