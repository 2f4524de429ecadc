import { answerFile } from '@/app/api/exports/answer'
import { exportNotes } from '@/features/exports/files'
import { notesFormats } from '@/features/exports/schema'
import { fromSlugId } from '@/lib/ids'

type Context = { params: Promise<{ team: string; session: string; format: string }> }

/** A talk with its notes: `/t/{team}/sessions/{slug-id}.md`, `.zip`, `.ics`, `.json`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { team, session, format } = await params
  const id = fromSlugId(session)
  const name = decodeURIComponent(session)
  return answerFile(team, { format, of: notesFormats, name }, async (member, format) =>
    id ? exportNotes(member, { sessionId: id }, format) : null,
  )
}
