import { answerFile } from '@/app/api/exports/answer'
import { exportNotes } from '@/features/exports/files'
import { notesFormats } from '@/features/exports/schema'

type Context = { params: Promise<{ team: string; format: string }> }

/** All that the reader has written on talks of the team: `/t/{team}/notes.md`, `.zip`, `.json`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { team, format } = await params
  const asked = { format, of: notesFormats, name: `notes-${decodeURIComponent(team)}` }
  return answerFile(team, asked, (member, format) =>
    exportNotes(member, { authorId: member.userId }, format),
  )
}
