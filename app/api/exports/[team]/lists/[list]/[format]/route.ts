import { answerFile } from '@/app/api/exports/answer'
import { exportList } from '@/features/exports/files'
import { listFormats } from '@/features/exports/schema'
import { fromSlugId } from '@/lib/ids'

type Context = { params: Promise<{ team: string; list: string; format: string }> }

/** A reading list: `/t/{team}/lists/{slug-id}.md`, `.html` (bookmarks), `.opml`, `.json`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { team, list, format } = await params
  const id = fromSlugId(list)
  const name = decodeURIComponent(list)
  return answerFile(team, { format, of: listFormats, name }, async (member, format) =>
    id ? exportList(member, id, format) : null,
  )
}
