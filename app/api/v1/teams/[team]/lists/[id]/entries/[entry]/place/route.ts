import { entryRecord, getEntryRecord } from '@/features/reading-lists/records'
import { putPlaceInput } from '@/features/reading-lists/schema'
import { placeEntry } from '@/features/reading-lists/sections'
import { rewritten, teamPut } from '@/lib/api'
import { AppError } from '@/lib/errors'

/** Moves an entry between neighbours that one saw, or into a section; the same move again is one. */
export const PUT = teamPut(
  putPlaceInput,
  async (member, { list, ...place }) => {
    const read = () => getEntryRecord(member, list, place.id)
    if (!(await read())) throw new AppError('NOT_FOUND', 'errors.notFound')
    return rewritten(entryRecord, { read, run: () => placeEntry(member, place) })
  },
  { summary: 'api.entries.place', answers: entryRecord },
)
