import { z } from 'zod'
import { answerPicture, answerThumbnail } from '@/app/api/picture'
import { getLinkPicture } from '@/features/links/pictures'
import { described } from '@/lib/api'
import { isId } from '@/lib/ids'
import { memberOf } from '@/lib/respond'

type Context = { params: Promise<{ team: string; id: string }> }

const headers = {
  // As with photos: for who is signed in as now, and rights are asked again after an hour
  'cache-control': 'private, max-age=3600, must-revalidate',
  vary: 'Cookie, Authorization',
}

/** The picture of a link, for whoever sees the link. */
const pictureQuery = z.object({ size: z.literal('thumbnail').optional() })

export const GET = described(getPicture, { summary: 'api.links.picture', query: pictureQuery })

async function getPicture(request: Request, { params }: Context): Promise<Response> {
  const { team, id } = await params
  const member = await memberOf(request, team)
  const hash = member && isId(id) ? await getLinkPicture(member, id) : null
  if (new URL(request.url).searchParams.get('size') === 'thumbnail') {
    return answerThumbnail(request, { hash, headers })
  }
  const files = hash ? { largeHash: hash, smallHash: hash } : null
  return answerPicture(request, { files, size: 'small.webp', headers })
}
