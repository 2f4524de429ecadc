'use server'

import { teamAction } from '@/lib/action'
import { createRecap, editIntroduction, saveDay } from './mutations'
import { conferenceInput, dayInput, introductionInput } from './schema'

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
