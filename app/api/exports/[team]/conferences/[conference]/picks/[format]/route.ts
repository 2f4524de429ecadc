import { answerFile } from '@/app/api/exports/answer'
import { exportPicks } from '@/features/exports/files'
import { picksFormats } from '@/features/exports/schema'
import { fromSlugId } from '@/lib/ids'

type Context = { params: Promise<{ team: string; conference: string; format: string }> }

/** What one wants of a conference: `/t/{team}/conferences/{slug-id}/picks.ics`, frab's `.json`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { team, conference, format } = await params
  const id = fromSlugId(conference)
  const name = `${decodeURIComponent(conference)}-picks`
  return answerFile(team, { format, of: picksFormats, name }, async (member, format) =>
    id ? exportPicks(member, id, format) : null,
  )
}
