import { Refused } from '@/features/imports/formats/refusal'
import { mostTranscripts } from '@/features/imports/formats/transcript-files'
import { canImport } from '@/features/imports/policy'
import { stageTranscripts } from '@/features/imports/transcripts'
import { currentMember, type Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { fromShortId } from '@/lib/ids'
import { limit } from '@/lib/limits'
import { log } from '@/lib/log'
import { paths } from '@/lib/paths'
import { isFromOurPage } from '@/lib/respond'
import { receiveForm, type SentForm } from '@/lib/storage'

const largestFile = 64 * 2 ** 20
const largestBody = 2 * largestFile

type Context = { params: Promise<{ team: string }> }
type Reason = { reason: string; params?: Record<string, string | number> }

/** Takes transcripts, several files or a zip, from a plain form; answers with the way to their review. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isFromOurPage(request)) return new Response(null, { status: 403 })
  const member = await currentMember((await params).team)
  if (!member || !canImport(member)) return new Response(null, { status: 404 })
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) {
    return new Response(null, { status: 413 })
  }
  const limits = { fileSize: largestFile, files: mostTranscripts }
  const sent = await receiveForm(request, limits).catch(() => null)
  if (!sent) return new Response(null, { status: 400 })
  const team = member.team.slug
  try {
    const outcome = await take(member, sent)
    const conference = sent.fields.get('conference')
    const back = typeof outcome === 'string' ? null : { refused: outcome.reason, conference }
    const values = typeof outcome === 'string' ? {} : (outcome.params ?? {})
    const query = Object.entries(values).map(([key, value]) => [`with.${key}`, `${value}`])
    const location =
      typeof outcome === 'string'
        ? paths.import(team, outcome)
        : paths.importMedia(team, { ...back, ...Object.fromEntries(query) })
    return new Response(null, { status: 303, headers: { location } })
  } finally {
    for (const { file } of sent.files) await file.drop()
  }
}

/** The id of the staged import, or why there is none. */
async function take(member: Member, { files, fields }: SentForm): Promise<string | Reason> {
  if (files.some(({ tooLarge }) => tooLarge)) {
    return { reason: 'files-too-large', params: { limit: largestFile / 2 ** 20 } }
  }
  const sent = files.filter(({ name, file }) => name || file.size > 0)
  if (sent.length === 0) return { reason: 'no-file' }
  try {
    await limit('importPerMember', member.userId)
    const conferenceId = fromShortId(fields.get('conference') ?? '')
    return await stageTranscripts(member, { sent, conferenceId })
  } catch (error) {
    if (error instanceof Refused) {
      return { reason: error.refusal.code, params: error.refusal.params }
    }
    if (error instanceof AppError && error.code === 'RATE_LIMITED') {
      return { reason: 'too-many', params: error.params }
    }
    log.error({ err: error }, 'upload of transcripts failed')
    return { reason: 'unexpected' }
  }
}
