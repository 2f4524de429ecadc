'use server'

import { redirect } from 'next/navigation'
import { getConference } from '@/features/conferences/queries'
import { teamAction } from '@/lib/action'
import { paths } from '@/lib/paths'
import { restoreText } from './history'
import { createRecap, editIntroduction, saveDay } from './mutations'
import { openOwnNotes, takeBackNotes } from './own-notes'
import {
  conferenceInput,
  dayInput,
  introductionInput,
  ownNotesInput,
  restoreInput,
  undoOf,
} from './schema'

export const createRecapAction = teamAction(conferenceInput, async (member, { conference }) => {
  await createRecap(member, conference)
  return 'recaps.begun'
})

export const editIntroductionAction = teamAction(introductionInput, async (member, input) => {
  await editIntroduction(member, input)
  return 'recaps.saved'
})

export const saveDayAction = teamAction(dayInput, async (member, input) => {
  await saveDay(member, input)
  return 'recaps.saved'
})

/** Ends where the text stands again. */
export const restoreTextAction = teamAction(restoreInput, async (member, input) => {
  const conference = await getConference(member, await restoreText(member, input))
  const { slug } = member.team
  redirect(conference ? paths.recap(slug, conference) : paths.team(slug))
})

/** Opens one's own notes; `undo` in the answer is what takes that back. */
export const ownNotesAction = teamAction(ownNotesInput, async (member, { act }) => {
  if (act.verb === 'undo') {
    const params = await takeBackNotes(member, act.notes)
    return { message: 'recaps.out.takenBackNow', params }
  }
  const notes = await openOwnNotes(member, act.recap)
  const message = { message: 'recaps.out.opened', params: { count: notes.length } }
  return notes.length > 0 ? { ...message, shown: { undo: undoOf(notes) } } : message
})
