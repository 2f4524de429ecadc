import { isHeld } from '@/lib/api'
import { log } from '@/lib/log'
import { openStored } from '@/lib/storage'

const fixed = {
  'content-type': 'image/webp',
  'content-disposition': 'inline; filename="photo.webp"',
  'x-content-type-options': 'nosniff',
  // Even opened as a page of its own it is nothing but a picture
  'content-security-policy': "default-src 'none'; sandbox",
}

type Files = { largeHash: string; smallHash: string } | null

/** Answers with a stored picture, if the asker may see it and names one of its sizes. */
export async function answerPicture(
  request: Request,
  { files, size, headers }: { files: Files; size: string; headers: Record<string, string> },
): Promise<Response> {
  const hash =
    size === 'large.webp' ? files?.largeHash : size === 'small.webp' ? files?.smallHash : null
  if (!hash) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  const all = { ...fixed, ...headers, etag: `"${hash}"` }
  if (isHeld(request, all.etag)) return new Response(null, { status: 304, headers: all })
  try {
    const { size: length, body } = await openStored(hash)
    return new Response(body as BodyInit, { headers: { ...all, 'content-length': String(length) } })
  } catch (error) {
    log.error({ err: error, hash }, 'a stored picture cannot be read')
    return new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } })
  }
}
