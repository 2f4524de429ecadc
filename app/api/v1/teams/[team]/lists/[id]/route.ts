import { trashList } from '@/features/reading-lists/mutations'
import { getListRecord, listRecord } from '@/features/reading-lists/records'
import { putListInput } from '@/features/reading-lists/schema'
import { putList } from '@/features/reading-lists/sending'
import { rewritten, teamPut, teamRead } from '@/lib/api'
import { byId } from '@/lib/records'

/** A reading list, without its entries. */
export const GET = teamRead(byId, (member, { id }) => getListRecord(member, id), {
  summary: 'api.lists.read',
  answers: listRecord,
})

/** Makes a list under the id in the address, or changes it where a revision is named. */
export const PUT = teamPut(
  putListInput,
  (member, input) =>
    rewritten(listRecord, {
      read: () => getListRecord(member, input.id),
      run: () => putList(member, input),
    }),
  { summary: 'api.lists.write', answers: listRecord },
)

/** Moves it to the trash. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await trashList(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.lists.remove' },
)
