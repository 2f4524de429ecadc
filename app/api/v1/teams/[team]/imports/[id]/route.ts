import { bringFile } from '@/features/imports/bringing'
import { getImportRecord, importDetail } from '@/features/imports/records'
import { bringInput } from '@/features/imports/schema'
import { teamRead, teamUpload } from '@/lib/api'
import { AppError } from '@/lib/errors'
import { byId } from '@/lib/records'

/** An import, with what came of it. */
export const GET = teamRead(byId, (member, { id }) => getImportRecord(member, id), {
  summary: 'api.imports.read',
  answers: importDetail,
})

/** Brings a file in as it is proposed; the same again is a retry. */
export const PUT = teamUpload(
  bringInput,
  async (member, input, body) => {
    const created = await bringFile(member, input, body)
    const told = await getImportRecord(member, input.id)
    if (!told) throw new AppError('NOT_FOUND', 'errors.notFound')
    return { created, body: importDetail.parse(told) }
  },
  {
    summary: 'api.imports.write',
    bytes: 'application/octet-stream',
    query: bringInput.omit({ id: true }),
    answers: importDetail,
  },
)
