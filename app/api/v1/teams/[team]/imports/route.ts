import { z } from 'zod'
import { getImportRecords, importRecord } from '@/features/imports/records'
import { teamList } from '@/lib/api'

/** The imports of the team, page by page, for whoever may import. */
export const GET = teamList(z.object({}), (member, _, page) => getImportRecords(member, page), {
  summary: 'api.imports.list',
  answers: importRecord,
})
