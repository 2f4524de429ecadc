import { answerFile } from '@/app/api/exports/answer'
import { exportRecap } from '@/features/exports/files'
import { recapFormats } from '@/features/exports/schema'
import { fromSlugId } from '@/lib/ids'

type Context = { params: Promise<{ team: string; conference: string; format: string }> }

/** The recap of a conference: `/t/{team}/conferences/{slug-id}/recap.md`, `.html`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { team, conference, format } = await params
  const id = fromSlugId(conference)
  const name = `${decodeURIComponent(conference)}-recap`
  return answerFile(team, { format, of: recapFormats, name }, async (member, format) =>
    id ? exportRecap(member, id, format) : null,
  )
}
