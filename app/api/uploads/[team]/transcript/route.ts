import { ZodError } from 'zod'
import { canEditSessions } from '@/features/sessions/policy'
import { attachTranscriptInput } from '@/features/sessions/schema'
import { largestTranscript } from '@/features/sessions/transcript'
import { attachTranscript, getSessionPlace } from '@/features/sessions/transcripts'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { paths } from '@/lib/paths'
import { storable } from '@/lib/records'
import { admit, leadTo } from '../admit'

/** Bytes that the other fields and the boundaries of the form may take. */
const formOverhead = 8_192

/** Takes a transcript file from a plain form and goes back to the talk, with the reason if refused. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ team: string }> },
): Promise<Response> {
  const largest = 4 * largestTranscript + formOverhead
  const member = await admit(request, (await params).team, { may: canEditSessions, largest })
  if (member instanceof Response) return member
  const form = await request.formData().catch(() => null)
  const place = await getSessionPlace(member, String(form?.get('session') ?? ''))
  if (!form || !place) return new Response(null, { status: 404 })
  const refused = await take(member, form)
  return leadTo(paths.transcript(member.team.slug, place, { transcript: refused }))
}

/** Why the file was not taken: a word of the transcript's messages. */
async function take(member: Member, form: FormData): Promise<string | undefined> {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) return 'noFile'
  if (file.size > largestTranscript) return 'tooLong'
  try {
    const text = new Uint8Array(await file.arrayBuffer())
    const { name } = file
    const fields = Object.fromEntries(form)
    const input = attachTranscriptInput.parse({
      ...fields,
      fileName: storable(name).slice(0, 300),
      text,
    })
    await attachTranscript(member, input)
    return undefined
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') return 'stale'
    const why = error instanceof AppError ? error.fieldErrors?.text : undefined
    if (why) return why.split('.').at(-1)
    if (error instanceof ZodError) return 'language'
    log.error({ err: error }, 'transcript failed')
    return 'unexpected'
  }
}
