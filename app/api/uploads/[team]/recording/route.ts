import { largestRecording } from '@/features/files/schema'
import { canEditSessions } from '@/features/sessions/policy'
import { addReceivedRecording } from '@/features/sessions/recordings'
import { recordingFormInput } from '@/features/sessions/schema'
import { getSessionPlace } from '@/features/sessions/transcripts'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { paths } from '@/lib/paths'
import { receiveForm, type SentForm } from '@/lib/storage'
import { admit, leadTo } from '../admit'

/** Bytes that the other fields and the boundaries of the form may take. */
const formOverhead = 8_192

/** Takes a recording from a plain form and goes on to the talk; back, with the reason, if refused. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ team: string }> },
): Promise<Response> {
  const largest = largestRecording + formOverhead
  const member = await admit(request, (await params).team, { may: canEditSessions, largest })
  if (member instanceof Response) return member
  const limits = { fileSize: largestRecording, files: 1 }
  const sent = await receiveForm(request, limits).catch(() => null)
  if (!sent) return new Response(null, { status: 400 })
  try {
    const input = recordingFormInput.safeParse(Object.fromEntries(sent.fields))
    const session = input.success && (await getSessionPlace(member, input.data.sessionId))
    if (!session) return new Response(null, { status: 404 })
    const refused = await take(member, sent, input.data)
    const team = member.team.slug
    return leadTo(
      refused
        ? paths.recordingForm(team, session, { recording: refused })
        : paths.session(team, session),
    )
  } finally {
    for (const { file } of sent.files) await file.drop()
  }
}

/** The key of the sentence that says why the file was not taken. */
async function take(
  member: Member,
  { files: [first] }: SentForm,
  input: { sessionId: string; id: string },
): Promise<string | null> {
  if (!first || (first.name === '' && first.file.size === 0)) return 'files.noneRecording'
  try {
    if (first.tooLarge) return 'files.recordingTooLarge'
    await addReceivedRecording(member, input, first.file)
    return null
  } catch (error) {
    if (error instanceof AppError) return error.messageKey
    log.error({ err: error }, 'recording failed')
    return 'errors.unexpected'
  }
}
