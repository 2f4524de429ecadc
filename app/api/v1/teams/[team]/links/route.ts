import { z } from 'zod'
import { getLinkRecords, linkRecord } from '@/features/links/records'
import { teamList } from '@/lib/api'

/** The links that one sees, page by page. */
export const GET = teamList(z.object({}), (member, _, page) => getLinkRecords(member, page), {
  summary: 'api.links.list',
  answers: linkRecord,
})
