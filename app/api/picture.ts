import { readThumbnail } from '@/features/files/photo'
import { log } from '@/lib/log'
import { isHeld } from '@/lib/sent'
import { openStored, withStored } from '@/lib/storage'

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
  if (!hash) return nothing(404)
  return kept(request, hash, { ...headers, etag: `"${hash}"` }, async () => {
    const { size: length, body } = await openStored(hash)
    return { length, body: body as BodyInit }
  })
}

/** The same with a small cut-out of it, for a place beside a title. Made anew for each who asks. */
export async function answerThumbnail(
  request: Request,
  { hash, headers }: { hash: string | null; headers: Record<string, string> },
): Promise<Response> {
  if (!hash) return nothing(404)
  return kept(request, hash, { ...headers, etag: `"${hash}-thumbnail"` }, async () => {
    const { bytes } = await withStored(hash, readThumbnail)
    return { length: bytes.length, body: new Uint8Array(bytes) }
  })
}

async function kept(
  request: Request,
  hash: string,
  headers: Record<string, string> & { etag: string },
  read: () => Promise<{ length: number; body: BodyInit }>,
): Promise<Response> {
  const all = { ...fixed, ...headers }
  if (isHeld(request, all.etag)) return new Response(null, { status: 304, headers: all })
  try {
    const { length, body } = await read()
    return new Response(body, { headers: { ...all, 'content-length': String(length) } })
  } catch (error) {
    log.error({ err: error, hash }, 'a stored picture cannot be read')
    return nothing(503)
  }
}

const nothing = (status: number) =>
  new Response(null, { status, headers: { 'cache-control': 'no-store' } })
