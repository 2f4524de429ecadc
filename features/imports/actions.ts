'use server'

import { redirect } from 'next/navigation'
import { teamAction } from '@/lib/action'
import { paths } from '@/lib/paths'
import { awaitImport, confirmImport, stopImport } from './background'
import { undoLinks } from './link-undo'
import { updateLinkImport } from './links'
import { discardImport, updateColumns, updateImport } from './mutations'
import {
  applyImportInput,
  columnsInput,
  importIdInput,
  importOptionsInput,
  linkOptionsInput,
} from './schema'
import { undoImport } from './undo'

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

export const stopImportAction = teamAction(importIdInput, async (member, { id }) => {
  await stopImport(member, id)
  redirect(paths.import(member.team.slug, id))
})

export const discardImportAction = teamAction(importIdInput, async (member, { id }) => {
  await discardImport(member, id)
  redirect(paths.imports(member.team.slug))
})

export const undoImportAction = teamAction(importIdInput, async (member, { id }) => {
  await undoImport(member, id)
  return 'imports.undo.done'
})

export const updateLinkImportAction = teamAction(linkOptionsInput, async (member, input) => {
  await updateLinkImport(member, input)
  return 'imports.options.saved'
})

export const undoLinksAction = teamAction(importIdInput, async (member, { id }) => {
  await undoLinks(member, id)
  return 'imports.undo.done'
})
