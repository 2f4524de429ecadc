import { answerFile } from '@/app/api/exports/answer'
import { exportNotes } from '@/features/exports/files'
import { notesFormats } from '@/features/exports/schema'
import { fromSlugId } from '@/lib/ids'

type Context = { params: Promise<{ team: string; conference: string; format: string }> }

/** A conference: its notes as `.md` and `.zip`, its programme as `.ics` and frab's `.json`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { team, conference, format } = await params
  const id = fromSlugId(conference)
  const name = decodeURIComponent(conference)
  return answerFile(team, { format, of: notesFormats, name }, async (member, format) =>
    id ? exportNotes(member, { conferenceId: id }, format) : null,
  )
}
