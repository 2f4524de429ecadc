import { bringFile } from '@/features/imports/bringing'
import { takeBack } from '@/features/imports/confirming'
import { getImportDetail, importDetail, tellImport } from '@/features/imports/records'
import { bringInput } from '@/features/imports/schema'
import { teamPut, teamRead, teamUpload } from '@/lib/api'
import { byId } from '@/lib/records'

/** An import, with what would come of it, or what came. */
export const GET = teamRead(byId, (member, { id }) => getImportDetail(member, id), {
  summary: 'api.imports.read',
  answers: importDetail,
})

/** Brings a file in as it is proposed; the same again is a retry. */
export const PUT = teamUpload(
  bringInput,
  async (member, input, body) => {
    const created = await bringFile(member, input, body)
    return { created, body: await tellImport(member, input.id) }
  },
  {
    summary: 'api.imports.write',
    bytes: 'application/octet-stream',
    query: bringInput.omit({ id: true }),
    answers: importDetail,
  },
)

/** Puts away what waits, and takes back as a whole what was done. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await takeBack(member, id)
    return { created: false, body: await tellImport(member, id) }
  },
  { summary: 'api.imports.remove', answers: importDetail },
)
