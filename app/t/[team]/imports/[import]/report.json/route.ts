import { type NoteReport, toldReport } from '@/features/imports/notes/input'
import { getImport } from '@/features/imports/queries'
import { currentMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'

type Context = { params: Promise<{ team: string; import: string }> }

/** What an import did, as a file: for whoever keeps a record of it elsewhere. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { team, import: id } = await params
  const member = await currentMember(team)
  const importId = fromShortId(id)
  const found = member && importId ? await getImport(member, importId) : null
  if (!found?.report) return new Response(null, { status: 404 })
  const { kind, state, fileName, fileHash, by, appliedAt, undoneAt, report } = found
  const keys = kind === 'notes' ? toldReport(report as unknown as NoteReport) : {}
  const body = {
    ...keys,
    file: fileName,
    sha256: fileHash,
    state,
    by,
    appliedAt,
    undoneAt,
    report,
  }
  return Response.json(body, {
    headers: {
      'content-disposition': `attachment; filename="import-${id}.json"`,
      'cache-control': 'private, no-store',
    },
  })
}
