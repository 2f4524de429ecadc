'use server'

import { redirect } from 'next/navigation'
import { getSession } from '@/features/sessions/queries'
import { teamAction } from '@/lib/action'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import {
  editBlock,
  moveBlock,
  promoteAnnotation,
  removeBlock,
  restoreBlock,
  setBlockAside,
  withdrawAnnotation,
  writeBlock,
} from './mutations'
import { arrangeInput, editBlockInput, writeBlockInput } from './schema'

// Each ends at the block, so that a form that was open in its place is closed
async function show(member: Member, sessionId: string, block: string): Promise<never> {
  const { slug } = member.team
  const session = await getSession(member, sessionId)
  redirect(session ? paths.summary(slug, session, block) : paths.team(slug))
}

export const writeBlockAction = teamAction(writeBlockInput, async (member, input) => {
  await writeBlock(member, input)
  // The form at the end stays for the next words
  if (input.after) await show(member, input.session, input.id)
})

export const editBlockAction = teamAction(editBlockInput, async (member, { keep, ...input }) => {
  const sessionId = await (keep ? setBlockAside(member, input) : editBlock(member, input))
  await show(member, sessionId, input.id)
})

/** The buttons of annotations and blocks; `undo` in the answer is what takes the deed back. */
export const arrangeSummaryAction = teamAction(arrangeInput, async (member, { act }) => {
  const { verb, id } = act
  if (verb === 'move') {
    await moveBlock(member, act)
    return 'summaries.moved'
  }
  if (verb === 'promote') {
    const added = await promoteAnnotation(member, id)
    if (!added) return 'summaries.alreadyThere'
    return { message: 'summaries.promoted', shown: { undo: `withdraw:${id}` } }
  }
  if (verb === 'remove') {
    await removeBlock(member, id)
    return { message: 'summaries.removed', shown: { undo: `restore:${id}` } }
  }
  if (verb === 'withdraw') {
    await withdrawAnnotation(member, id)
    return 'summaries.removed'
  }
  await restoreBlock(member, id)
  return 'summaries.restored'
})
