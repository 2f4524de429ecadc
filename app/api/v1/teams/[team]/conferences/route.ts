import { z } from 'zod'
import { conferenceRecord, getConferenceRecords } from '@/features/conferences/records'
import { teamList } from '@/lib/api'

/** The conferences of the team, page by page. */
export const GET = teamList(z.object({}), (member, _, page) => getConferenceRecords(member, page), {
  summary: 'api.conferences.list',
  answers: conferenceRecord,
})
