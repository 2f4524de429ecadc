import { z } from 'zod'
import { deleteComment, editComment, reply, startThread } from '@/features/comments/mutations'
import { commentRecord, getCommentRecord } from '@/features/comments/records'
import {
  editCommentInput,
  putCommentInput,
  replyInput,
  startThreadInput,
} from '@/features/comments/schema'
import { teamPut, teamRead } from '@/lib/api'
import { byId, written } from '@/lib/records'

/** A comment, as far as one sees it. */
export const GET = teamRead(byId, (member, { id }) => getCommentRecord(member, id), {
  summary: 'api.comments.read',
  answers: commentRecord,
})

/**
 * Writes a comment under the id in the address: an answer where the body names a thread, else the
 * first of a new one; other words for it where the body names the revision that they replace. The
 * same again is a retry.
 */
export const PUT = teamPut(
  putCommentInput,
  async (member, input) => {
    const { id } = input
    if ('revision' in input) {
      return { created: false, body: { id, revision: await editComment(member, input) } }
    }
    const created = await ('threadId' in input ? reply(member, input) : startThread(member, input))
    return { created, body: { id, revision: 1 } }
  },
  {
    summary: 'api.comments.write',
    takes: z.union([startThreadInput, replyInput, editCommentInput]),
    answers: written,
  },
)

/** Moves one's own to the trash. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await deleteComment(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.comments.remove' },
)
