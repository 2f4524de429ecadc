import { entryRecord, getEntryRecords, getListRecord } from '@/features/reading-lists/records'
import { teamList } from '@/lib/api'
import { byId } from '@/lib/records'

/** The entries of a list, page by page; `order` says how they stand in it. */
export const GET = teamList(
  byId,
  async (member, { id }, page) =>
    (await getListRecord(member, id)) && getEntryRecords(member, id, page),
  { summary: 'api.entries.list', answers: entryRecord },
)
