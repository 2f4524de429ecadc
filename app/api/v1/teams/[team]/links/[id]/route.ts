import { saveLink, trashLink } from '@/features/links/mutations'
import { getLinkRecord, linkRecord } from '@/features/links/records'
import { linkEditInput } from '@/features/links/schema'
import { rewritten, teamPut, teamRead } from '@/lib/api'
import { byId } from '@/lib/records'

/** A link. */
export const GET = teamRead(byId, (member, { id }) => getLinkRecord(member, id), {
  summary: 'api.links.read',
  answers: linkRecord,
})

/** Corrects its title and type; links come into being with what names them. */
export const PUT = teamPut(
  linkEditInput,
  (member, input) =>
    rewritten(linkRecord, {
      read: () => getLinkRecord(member, input.id),
      run: () => saveLink(member, input),
    }),
  { summary: 'api.links.write', answers: linkRecord },
)

/** Moves it to the trash, out of every list that it stands in. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await trashLink(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.links.remove' },
)
