import { getPhotoFiles } from '@/features/annotations/queries'
import { currentMember } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { log } from '@/lib/log'
import { openStored } from '@/lib/storage'

type Context = { params: Promise<{ team: string; photo: string; size: string }> }

const headers = {
  'content-type': 'image/webp',
  'content-disposition': 'inline; filename="photo.webp"',
  'x-content-type-options': 'nosniff',
  // Even opened as a page of its own it is nothing but a picture
  'content-security-policy': "default-src 'none'; sandbox",
  // An hour without a question, and only for who is signed in as now; then rights are asked again
  'cache-control': 'private, max-age=3600, must-revalidate',
  vary: 'Cookie',
}

/** A picture, for whoever sees the annotation that it hangs on. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { team, photo, size } = await params
  const member = await currentMember(team)
  const id = fromShortId(photo)
  const files = member && id ? await getPhotoFiles(member, id) : null
  const hash =
    size === 'large.webp' ? files?.largeHash : size === 'small.webp' ? files?.smallHash : null
  if (!hash) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  const etag = `"${hash}"`
  const known = request.headers.get('if-none-match')?.split(/,\s*/) ?? []
  if (known.some((tag) => tag.replace(/^W\//, '') === etag)) {
    return new Response(null, { status: 304, headers: { ...headers, etag } })
  }
  try {
    const { size: length, body } = await openStored(hash)
    return new Response(body as BodyInit, {
      headers: { ...headers, etag, 'content-length': String(length) },
    })
  } catch (error) {
    log.error({ err: error, hash }, 'a stored picture cannot be read')
    return new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } })
  }
}
