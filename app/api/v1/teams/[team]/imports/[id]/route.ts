import { bringNotesInput } from '@/features/imports/note-input'
import { bringNotes } from '@/features/imports/note-upload'
import { getImportRecord, importDetail } from '@/features/imports/records'
import { teamRead, teamUpload } from '@/lib/api'
import { AppError } from '@/lib/errors'
import { byId } from '@/lib/records'

/** An import, with what came of it. */
export const GET = teamRead(byId, (member, { id }) => getImportRecord(member, id), {
  summary: 'api.imports.read',
  answers: importDetail,
})

/** Brings notes in Markdown in, as they are proposed; the same again is a retry. */
export const PUT = teamUpload(
  bringNotesInput,
  async (member, input, body) => {
    const created = await bringNotes(member, input, body)
    const told = await getImportRecord(member, input.id)
    if (!told) throw new AppError('NOT_FOUND', 'errors.notFound')
    return { created, body: importDetail.parse(told) }
  },
  {
    summary: 'api.imports.write',
    bytes: 'text/markdown',
    query: bringNotesInput.omit({ id: true }),
    answers: importDetail,
  },
)
