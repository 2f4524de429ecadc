import { answerPicture } from '@/app/api/picture'
import { getPhotoFiles } from '@/features/annotations/queries'
import { described } from '@/lib/api'
import { fromShortId } from '@/lib/ids'
import { memberOf } from '@/lib/respond'

type Context = { params: Promise<{ team: string; photo: string; size: string }> }

const headers = {
  // An hour without a question, and only for who is signed in as now; then rights are asked again
  'cache-control': 'private, max-age=3600, must-revalidate',
  vary: 'Cookie, Authorization',
}

/** A picture, for whoever sees the annotation that it hangs on. */
export const GET = described(getPicture, { summary: 'api.photos.read' })

async function getPicture(request: Request, { params }: Context): Promise<Response> {
  const { team, photo, size } = await params
  const member = await memberOf(request, team)
  const id = fromShortId(photo)
  const files = member && id ? await getPhotoFiles(member, id) : null
  return answerPicture(request, { files, size, headers })
}
