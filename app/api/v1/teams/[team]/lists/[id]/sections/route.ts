import { getListRecord, getSectionRecords, sectionRecord } from '@/features/reading-lists/records'
import { teamList } from '@/lib/api'
import { byId } from '@/lib/records'

/** The sections of a list, page by page; `order` says how they follow each other. */
export const GET = teamList(
  byId,
  async (member, { id }, page) =>
    (await getListRecord(member, id)) && getSectionRecords(member, id, page),
  { summary: 'api.sections.list', answers: sectionRecord },
)
