import { addLink, addSession, removeEntry, updateEntry } from '@/features/reading-lists/mutations'
import { entryRecord, getEntryRecord } from '@/features/reading-lists/records'
import { entryAddressInput, putEntryInput } from '@/features/reading-lists/schema'
import type { Member } from '@/lib/actor'
import { rewritten, teamPut, teamRead } from '@/lib/api'
import { AppError } from '@/lib/errors'

/** An entry of a list. */
export const GET = teamRead(
  entryAddressInput,
  (member, { id, entry }) => getEntryRecord(member, id, entry),
  { summary: 'api.entries.read', answers: entryRecord },
)

/** Adds an address or a session to a list, or changes why it stands there. */
export const PUT = teamPut(
  putEntryInput,
  async (member, { id: list, entry, revision, why, ...given }) => {
    let at = entry
    return rewritten(entryRecord, {
      read: () => getEntryRecord(member, list, at),
      run: async () => {
        if (revision !== undefined) {
          await mustBeIn(member, list, entry)
          await updateEntry(member, { id: entry, revision, why, page: '' })
        } else if (given.session) {
          const { session } = given
          at = (await addSession(member, { id: entry, session, list, title: '', why })).entryId
        } else {
          const { address = '', title } = given
          at = (await addLink(member, { id: entry, list, address, title, why })).entryId
        }
      },
    })
  },
  { summary: 'api.entries.write', answers: entryRecord },
)

/** Takes it out of the list. */
export const DELETE = teamPut(
  entryAddressInput,
  async (member, { id, entry }) => {
    await removeEntry(member, entry, id)
    return { created: false, body: {} }
  },
  { summary: 'api.entries.remove' },
)

async function mustBeIn(member: Member, list: string, entry: string): Promise<void> {
  if (await getEntryRecord(member, list, entry)) return
  throw new AppError('NOT_FOUND', 'errors.notFound')
}
