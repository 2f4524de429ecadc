import { v5 } from 'uuid'
import { addReceivedPhoto } from '@/features/annotations/photos'
import { getAnnotationPlace } from '@/features/annotations/places'
import { photoFormInput } from '@/features/annotations/schema'
import { largestFile } from '@/features/files/schema'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { shortId } from '@/lib/ids'
import { log } from '@/lib/log'
import { paths } from '@/lib/paths'
import { receiveForm, type SentForm } from '@/lib/storage'
import { admit, leadTo } from '../admit'

const mostFiles = 10

type Context = { params: Promise<{ team: string }> }

/**
 * Takes photos from a plain form (multipart/form-data), where there is no script, and goes back to
 * the annotation; to the form, with the reason, if one of them was refused.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  // Who may is known once the annotation is
  const about = { may: () => true, largest: (mostFiles + 1) * largestFile }
  const member = await admit(request, (await params).team, about)
  if (member instanceof Response) return member
  const limits = { fileSize: largestFile, files: mostFiles }
  const sent = await receiveForm(request, limits).catch(() => null)
  if (!sent) return new Response(null, { status: 400 })
  try {
    const input = photoFormInput.safeParse(Object.fromEntries(sent.fields))
    const place = input.success && (await getAnnotationPlace(member, input.data.annotation))
    if (!place) return new Response(null, { status: 404 })
    const { annotation } = input.data
    const refused = await take(member, sent, input.data)
    const query = refused && { attach: shortId(annotation), ...refused }
    return leadTo(
      query
        ? `${paths.annotated(member.team.slug, place, query)}#annotation-${shortId(annotation)}`
        : paths.annotation(member.team.slug, place, annotation),
    )
  } finally {
    for (const { file } of sent.files) await file.drop()
  }
}

/** Adds what can be added; answers why the first of the others cannot. */
async function take(
  member: Member,
  { files }: SentForm,
  { annotation, batch }: { annotation: string; batch: string },
): Promise<Record<string, string> | null> {
  const chosen = files.filter(({ name, file }) => name !== '' || file.size > 0)
  if (chosen.length === 0) return { refused: 'files.none' }
  let first: Record<string, string> | null = null
  for (const [index, { name, file, tooLarge }] of chosen.entries()) {
    try {
      if (tooLarge) {
        const params = { limit: largestFile / 2 ** 20 }
        throw new AppError('TOO_LARGE', 'files.tooLarge', { params })
      }
      // The same form posted twice sends the same photos
      await addReceivedPhoto(member, { annotation, id: v5(String(index), batch) }, file)
    } catch (error) {
      first ??= { ...reasonOf(error), file: name.slice(0, 100) }
    }
  }
  return first
}

function reasonOf(error: unknown): Record<string, string> {
  if (error instanceof AppError) {
    const [value] = Object.values(error.params)
    return { refused: error.messageKey, ...(value !== undefined && { n: String(value) }) }
  }
  log.error({ err: error }, 'photo failed')
  return { refused: 'errors.unexpected' }
}
