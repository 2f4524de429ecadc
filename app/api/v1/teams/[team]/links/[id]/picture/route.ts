import { answerPicture } from '@/app/api/picture'
import { getLinkPicture } from '@/features/links/pictures'
import { currentMember } from '@/lib/actor'
import { isId } from '@/lib/ids'

type Context = { params: Promise<{ team: string; id: string }> }

const headers = {
  // As with photos: for who is signed in as now, and rights are asked again after an hour
  'cache-control': 'private, max-age=3600, must-revalidate',
  vary: 'Cookie',
}

/** The picture of a link, for whoever sees the link. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { team, id } = await params
  const member = await currentMember(team)
  const hash = member && isId(id) ? await getLinkPicture(member, id) : null
  const files = hash ? { largeHash: hash, smallHash: hash } : null
  return answerPicture(request, { files, size: 'small.webp', headers })
}
