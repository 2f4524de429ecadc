'use server'

import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import {
  deleteComment,
  editComment,
  reopenThread,
  reply,
  resolveThread,
  restoreComment,
  startThread,
} from './mutations'
import { getCommentPlace } from './queries'
import { setReaction } from './reactions'
import {
  commentInput,
  editCommentInput,
  replyInput,
  startThreadInput,
  tendThreadInput,
} from './schema'

// Ends where the comment stands, so that the form that was opened for it is closed.
async function show(member: Member, id: string): Promise<void> {
  const place = await getCommentPlace(member, id)
  if (place) redirect(paths.comment(member.team.slug, place.place, { id, on: place.on }))
}

export const startThreadAction = teamAction(startThreadInput, async (member, input) => {
  await startThread(member, input)
  // The form below a talk's discussion is always there
  if (input.subjectType !== 'session') await show(member, input.id)
})

export const replyAction = teamAction(replyInput, async (member, input) => {
  await reply(member, input)
  await show(member, input.id)
})

export const editCommentAction = teamAction(editCommentInput, async (member, input) => {
  await editComment(member, input)
  await show(member, input.id)
})

export const deleteCommentAction = teamAction(commentInput, async (member, { id }) => {
  await deleteComment(member, id)
  return 'comments.deleted'
})

export const restoreCommentAction = teamAction(commentInput, (member, { id }) =>
  restoreComment(member, id),
)

/** The buttons of all threads and signs: what they do, and what takes it back. */
export const tendThreadAction = teamAction(tendThreadInput, async (member, { act }) => {
  if ('kind' in act) await setReaction(member, act, act.verb === 'react')
  else await (act.verb === 'resolve' ? resolveThread(member, act.id) : reopenThread(member, act.id))
})
