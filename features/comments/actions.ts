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
import {
  commentInput,
  editCommentInput,
  replyInput,
  startThreadInput,
  tendThreadInput,
} from './schema'

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

/** The buttons of all threads: resolving and taking that back. */
export const tendThreadAction = teamAction(tendThreadInput, (member, { act }) =>
  act.verb === 'resolve' ? resolveThread(member, act.id) : reopenThread(member, act.id),
)
