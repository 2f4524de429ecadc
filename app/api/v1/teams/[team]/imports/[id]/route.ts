import { getImportRecord, importRecord } from '@/features/imports/records'
import { teamRead } from '@/lib/api'
import { byId } from '@/lib/records'

/** An import. */
export const GET = teamRead(byId, (member, { id }) => getImportRecord(member, id), {
  summary: 'api.imports.read',
  answers: importRecord,
})
