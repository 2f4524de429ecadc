import { z } from 'zod'
import { getListRecords, listRecord } from '@/features/reading-lists/records'
import { teamList } from '@/lib/api'

/** The reading lists that one sees, page by page. */
export const GET = teamList(z.object({}), (member, _, page) => getListRecords(member, page), {
  summary: 'api.lists.list',
  answers: listRecord,
})
