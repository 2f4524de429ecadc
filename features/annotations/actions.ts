'use server'

import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { setAudience } from './audience'
import { restoreRevision, saveAnswer, saveEdit } from './history'
import {
  assignAnnotation,
  closeAnnotation,
  deleteAnnotation,
  fillAnnotation,
  reopenAnnotation,
  restoreAnnotation,
  writeAnnotation,
} from './mutations'
import { deletePhoto, restorePhoto } from './photos'
import { getAnnotationPlace } from './places'
import {
  answerInput,
  assignInput,
  audienceInput,
  editAnnotationInput,
  fillInput,
  restoreInput,
  tendInput,
  writeAnnotationInput,
} from './schema'

// Each ends where the annotation stands, so that a form that was open in its card is closed.
async function show(member: Member, id: string): Promise<never> {
  const place = await getAnnotationPlace(member, id)
  redirect(place ? paths.annotation(member.team.slug, place, id) : paths.team(member.team.slug))
}

export const writeAnnotationAction = teamAction(writeAnnotationInput, async (member, input) => {
  const { id } = await writeAnnotation(member, input)
  await show(member, id)
})

export const editAnnotationAction = teamAction(editAnnotationInput, async (member, input) => {
  await saveEdit(member, input)
  await show(member, input.id)
})

export const answerAnnotationAction = teamAction(answerInput, async (member, input) => {
  await saveAnswer(member, input)
  await show(member, input.id)
})

export const restoreRevisionAction = teamAction(restoreInput, async (member, input) => {
  await restoreRevision(member, input)
  await show(member, input.id)
})

export const fillAnnotationAction = teamAction(fillInput, async (member, input) => {
  await fillAnnotation(member, input)
  await show(member, input.fill)
})

export const assignAnnotationAction = teamAction(assignInput, async (member, input) => {
  await assignAnnotation(member, input)
  await show(member, input.id)
})

/** Says for whom it is now, for a toast that offers to take that back. */
export const setAudienceAction = teamAction(audienceInput, async (member, input) => {
  await setAudience(member, input)
  return `annotations.nowFor.${input.audience}`
})

/** The buttons of all cards: closing, reopening, deleting (a photo too) and taking that back. */
export const tendAnnotationAction = teamAction(tendInput, async (member, { act }) => {
  const { verb, id } = act
  if (verb === 'close') return closeAnnotation(member, id)
  if (verb === 'reopen') return reopenAnnotation(member, id)
  if (verb === 'delete-photo') return deletePhoto(member, id)
  if (verb === 'restore-photo') return restorePhoto(member, id)
  if (verb === 'delete') await deleteAnnotation(member, id)
  if (verb === 'restore') await restoreAnnotation(member, id)
  await show(member, id)
})

/** The ticks of the list of open things, which say what they did since the row goes away. */
export const finishAnnotationAction = teamAction(tendInput, async (member, { act }) => {
  if (act.verb === 'close') {
    await closeAnnotation(member, act.id)
    return 'toFinish.finished'
  }
  if (act.verb === 'reopen') await reopenAnnotation(member, act.id)
  return undefined
})
