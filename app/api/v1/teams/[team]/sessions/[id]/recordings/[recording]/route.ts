import { type MediaType, mediaTypes } from '@/features/files/media'
import { isSamePart, rangeOf } from '@/features/files/range'
import { addRecording, dropRecording, getRecordingContent } from '@/features/sessions/recordings'
import { addRecordingInput } from '@/features/sessions/schema'
import { described, teamPut, teamUpload } from '@/lib/api'
import { isId } from '@/lib/ids'
import { log } from '@/lib/log'
import { memberOf } from '@/lib/respond'
import { isHeld } from '@/lib/sent'
import { openStored } from '@/lib/storage'

type Context = { params: Promise<{ team: string; id: string; recording: string }> }

/** Takes the bytes of a recording under the id in the address; the same again is a retry. */
export const PUT = teamUpload(
  addRecordingInput,
  async (member, input, body) => {
    const created = await addRecording(member, input, body)
    return { created, body: { id: input.id } }
  },
  { summary: 'api.recordings.write', bytes: 'video/*' },
)

/** Moves it to the trash. */
export const DELETE = teamPut(
  addRecordingInput,
  async (member, input) => {
    await dropRecording(member, input)
    return { created: false, body: {} }
  },
  { summary: 'api.recordings.remove' },
)

const always = {
  'x-content-type-options': 'nosniff',
  // Even opened as a page of its own it is nothing but a film
  'content-security-policy': "default-src 'none'; media-src 'self'; sandbox",
  // An hour without a question, and only for who is signed in as now; then rights are asked again
  'cache-control': 'private, max-age=3600, must-revalidate',
  vary: 'Cookie, Authorization',
  'accept-ranges': 'bytes',
}

const plain = (status: number) =>
  new Response(null, { status, headers: { 'cache-control': 'no-store' } })

/** A recording or the part of it that a player asks for, for whoever sees its session. */
export const GET = described(getRecording, { summary: 'api.recordings.read' })

async function getRecording(request: Request, { params }: Context): Promise<Response> {
  const { team, id, recording } = await params
  const member = await memberOf(request, team)
  const known = member && isId(id) && isId(recording)
  const found = known ? await getRecordingContent(member, id, recording) : null
  if (!found) return plain(404)
  const { hash, mediaType, size, name } = found
  const etag = `"${hash}"`
  const fileName = encodeURIComponent(`${name}.${mediaTypes[mediaType as MediaType]}`)
  const headers = {
    ...always,
    etag,
    'content-type': mediaType,
    'content-disposition': `inline; filename*=UTF-8''${fileName}`,
  }
  if (isHeld(request, etag)) return new Response(null, { status: 304, headers })
  const asked = isSamePart(request.headers.get('if-range'), etag)
    ? rangeOf(request.headers.get('range'), size)
    : null
  if (asked === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...always, 'content-range': `bytes */${size}` },
    })
  }
  const part = asked && { 'content-range': `bytes ${asked.start}-${asked.end}/${size}` }
  try {
    const { size: length, body } = await openStored(hash, asked ?? undefined)
    return new Response(body as BodyInit, {
      status: part ? 206 : 200,
      headers: { ...headers, ...part, 'content-length': String(length) },
    })
  } catch (error) {
    log.error({ err: error, hash }, 'a stored recording cannot be read')
    return plain(503)
  }
}
