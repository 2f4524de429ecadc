'use server'

import { teamAction } from '@/lib/action'
import {
  deleteComment,
  editComment,
  reopenThread,
  reply,
  resolveThread,
  restoreComment,
  startThread,
} from './mutations'
import { commentInput, editCommentInput, replyInput, startThreadInput, threadInput } from './schema'

export const startThreadAction = teamAction(startThreadInput, (member, input) =>
  startThread(member, input),
)

export const replyAction = teamAction(replyInput, (member, input) => reply(member, input))

export const editCommentAction = teamAction(editCommentInput, (member, input) =>
  editComment(member, input),
)

export const deleteCommentAction = teamAction(commentInput, async (member, { id }) => {
  await deleteComment(member, id)
  return 'comments.deleted'
})

export const restoreCommentAction = teamAction(commentInput, (member, { id }) =>
  restoreComment(member, id),
)

export const resolveThreadAction = teamAction(threadInput, (member, { id }) =>
  resolveThread(member, id),
)

export const reopenThreadAction = teamAction(threadInput, (member, { id }) =>
  reopenThread(member, id),
)
