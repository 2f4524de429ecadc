import { setReaction } from '@/features/comments/reactions'
import { commentReactionInput } from '@/features/comments/schema'
import { teamPut } from '@/lib/api'

/** Puts one's sign of the kind in the address on a comment; again changes nothing. */
export const PUT = teamPut(
  commentReactionInput,
  async (member, input) => ({
    created: await setReaction(member, input, true),
    body: {},
  }),
  { summary: 'api.reactions.write' },
)

/** Takes it away. */
export const DELETE = teamPut(
  commentReactionInput,
  async (member, input) => {
    await setReaction(member, input, false)
    return { created: false, body: {} }
  },
  { summary: 'api.reactions.remove' },
)
