'use server'

import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { awaitImport, confirmImport, confirmUndo, stopImport } from './background'
import { updateLinkImport } from './links/staging'
import { mediaChoicesInput, mediaConferenceInput, recordingsInput } from './media/choices'
import { stagePastedRecordings } from './media/recordings'
import { chooseMediaConference, saveMediaChoices } from './media/staging'
import { discardImport, updateColumns, updateImport } from './mutations'
import { chooseNotes, confirmNotes } from './notes/choices'
import { noteChoicesInput, noteOptionsInput, readAsInput } from './notes/input'
import { updateNoteImport } from './notes/staging'
import { readAs } from './read-as'
import {
  applyImportInput,
  columnsInput,
  importIdInput,
  importOptionsInput,
  linkOptionsInput,
  scheduleInput,
  stopInput,
} from './schema'
import { refreshSoon } from './sources/refresh-jobs'
import { removeSource, restoreSource, scheduleSource } from './sources/sources'

export const updateImportAction = teamAction(importOptionsInput, async (member, input) => {
  await updateImport(member, input)
  return 'imports.options.saved'
})

export const updateColumnsAction = teamAction(columnsInput, async (member, input) => {
  await updateColumns(member, input)
  return 'imports.options.saved'
})

/** Most are done before anybody would see a bar; the page shows how far a longer one is. */
export const applyImportAction = teamAction(applyImportInput, async (member, input) => {
  await confirmImport(member, input)
  await awaitImport(member, input.id, 2_500)
  redirect(paths.import(member.team.slug, input.id))
})

export const stopImportAction = teamAction(stopInput, async (member, input) => {
  await stopImport(member, input)
  redirect(paths.import(member.team.slug, input.id))
})

export const discardImportAction = teamAction(importIdInput, async (member, { id }) => {
  await discardImport(member, id)
  redirect(paths.imports(member.team.slug))
})

/** Of any kind, in the background as it came. */
export const undoImportAction = teamAction(importIdInput, async (member, { id }) => {
  await confirmUndo(member, id)
  await awaitImport(member, id, 2_500)
  redirect(paths.import(member.team.slug, id))
})

export const updateLinkImportAction = teamAction(linkOptionsInput, async (member, input) => {
  await updateLinkImport(member, input)
  return 'imports.options.saved'
})

export const stageRecordingsAction = teamAction(recordingsInput, async (member, input) => {
  redirect(paths.import(member.team.slug, await stagePastedRecordings(member, input)))
})

export const chooseMediaConferenceAction = teamAction(
  mediaConferenceInput,
  async (member, input) => {
    await chooseMediaConference(member, input)
    redirect(paths.import(member.team.slug, input.id))
  },
)

/** What was chosen is kept, then carried out in the background as any import. */
export const confirmMediaAction = teamAction(mediaChoicesInput, async (member, input) => {
  const { id } = input
  await confirmImport(member, { id, planHash: await saveMediaChoices(member, input) })
  await awaitImport(member, id, 2_500)
  redirect(paths.import(member.team.slug, id))
})

export const scheduleSourceAction = teamAction(scheduleInput, async (member, input) => {
  await scheduleSource(member, input)
  return input.schedule === 'off' ? 'imports.sources.off' : 'imports.sources.on'
})

/** Most are there before anybody wonders; the page shows what came of it, or at the next visit. */
export const refreshSourceAction = teamAction(importIdInput, async (member, { id }) => {
  await refreshSoon(member, id, 8_000)
  return 'imports.sources.asked'
})

export const removeSourceAction = teamAction(importIdInput, async (member, { id }) => {
  const conference = await removeSource(member, id)
  redirect(paths.sources(member.team.slug, conference, { removed: shortId(id) }))
})

export const restoreSourceAction = teamAction(importIdInput, async (member, { id }) => {
  const conference = await restoreSource(member, id)
  redirect(paths.sources(member.team.slug, conference))
})

export const updateNoteImportAction = teamAction(noteOptionsInput, async (member, input) => {
  await updateNoteImport(member, input)
  return 'imports.options.saved'
})

/** Saves a page of the review; and then confirms, or goes to another page. */
export const chooseNotesAction = teamAction(noteChoicesInput, async (member, input) => {
  const at = (page?: string) => paths.import(member.team.slug, input.id, { page })
  if (input.next === 'confirm') {
    await confirmNotes(member, input)
    await awaitImport(member, input.id, 2_500)
    redirect(at())
  }
  await chooseNotes(member, input)
  const page = input.next.split(':')[1]
  if (page) redirect(at(page))
  return 'imports.notes.saved'
})

export const readAsAction = teamAction(readAsInput, async (member, input) => {
  await readAs(member, input)
  redirect(paths.import(member.team.slug, input.id))
})
