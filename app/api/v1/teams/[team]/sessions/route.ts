import { z } from 'zod'
import { getSessionRecords, sessionRecord } from '@/features/sessions/records'
import { teamList } from '@/lib/api'

/** The sessions of the team, or of one conference, page by page. */
export const GET = teamList(
  z.object({ conference: z.uuid().optional() }),
  (member, input, page) => getSessionRecords(member, input, page),
  {
    summary: 'api.sessions.list',
    answers: sessionRecord,
  },
)
