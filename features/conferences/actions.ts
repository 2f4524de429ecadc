'use server'

import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import { paths } from '@/lib/paths'
import {
  createConference,
  deleteConference,
  restoreConference,
  updateConference,
} from './mutations'
import { conferenceIdInput, conferenceInput, newConferenceInput } from './schema'

export const createConferenceAction = teamAction(newConferenceInput, async (member, input) => {
  redirect(paths.conference(member.team.slug, await createConference(member, input)))
})

export const updateConferenceAction = teamAction(conferenceInput, async (member, input) => {
  redirect(paths.conference(member.team.slug, await updateConference(member, input)))
})

export const deleteConferenceAction = teamAction(conferenceIdInput, async (member, { id }) => {
  await deleteConference(member, id)
  redirect(paths.conferences(member.team.slug, { trashed: id }))
})

export const restoreConferenceAction = teamAction(conferenceIdInput, async (member, { id }) => {
  redirect(paths.conference(member.team.slug, await restoreConference(member, id)))
})
