'use server'

import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import { paths } from '@/lib/paths'
import { createSession, deleteSession, restoreSession, updateSession } from './mutations'
import { setRecordingStart } from './recording-start'
import { removeRecording, restoreRecording } from './recordings'
import {
  attachTranscriptInput,
  newSessionInput,
  recordingStartInput,
  sessionIdInput,
  sessionInput,
} from './schema'
import { attachTranscript, removeTranscript, restoreTranscript } from './transcripts'

export const createSessionAction = teamAction(newSessionInput, async (member, input) => {
  redirect(paths.session(member.team.slug, await createSession(member, input)))
})

export const updateSessionAction = teamAction(sessionInput, async (member, input) => {
  redirect(paths.session(member.team.slug, await updateSession(member, input)))
})

export const setRecordingStartAction = teamAction(recordingStartInput, async (member, input) => {
  redirect(paths.session(member.team.slug, await setRecordingStart(member, input.id, input.at)))
})

export const removeRecordingAction = teamAction(sessionIdInput, async (member, { id }) => {
  redirect(paths.recordingForm(member.team.slug, await removeRecording(member, id)))
})

export const restoreRecordingAction = teamAction(sessionIdInput, async (member, { id }) => {
  redirect(paths.session(member.team.slug, await restoreRecording(member, id)))
})

export const deleteSessionAction = teamAction(sessionIdInput, async (member, { id }) => {
  const { conference } = await deleteSession(member, id)
  redirect(paths.conference(member.team.slug, conference, { trashed: id }))
})

export const restoreSessionAction = teamAction(sessionIdInput, async (member, { id }) => {
  redirect(paths.session(member.team.slug, await restoreSession(member, id)))
})

export const attachTranscriptAction = teamAction(attachTranscriptInput, async (member, input) => {
  redirect(paths.transcript(member.team.slug, await attachTranscript(member, input)))
})

export const removeTranscriptAction = teamAction(sessionIdInput, async (member, { id }) => {
  redirect(paths.transcript(member.team.slug, await removeTranscript(member, id)))
})

export const restoreTranscriptAction = teamAction(sessionIdInput, async (member, { id }) => {
  redirect(paths.transcript(member.team.slug, await restoreTranscript(member, id)))
})
