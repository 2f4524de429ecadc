'use server'

import { teamAction } from '@/lib/action'
import { createRecap, editIntroduction, openOwnNotes, saveDay } from './mutations'
import { conferenceInput, dayInput, introductionInput, recapInput } from './schema'

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

export const openOwnNotesAction = teamAction(recapInput, async (member, { recap }) => {
  const count = await openOwnNotes(member, recap)
  return { message: 'recaps.out.opened', params: { count } }
})
