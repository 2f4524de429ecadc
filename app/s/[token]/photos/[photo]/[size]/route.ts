import { answerPicture } from '@/app/api/picture'
import { getPublicPhoto } from '@/features/annotations/public'
import { visitorFor } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { passOf } from '../../../pass'

type Context = { params: Promise<{ token: string; photo: string; size: string }> }

// Asked for every time: what is taken back is gone at the next look
const headers = { 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' }

/** A picture of a public annotation, for whoever holds the address of a share that shows it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token, photo, size } = await params
  const visitor = await visitorFor(token, passOf(request))
  const id = fromShortId(photo)
  const files = visitor && id ? await getPublicPhoto(visitor, id) : null
  return answerPicture(request, { files, size, headers })
}
