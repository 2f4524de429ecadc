import { mostTranscripts } from '@/features/imports/formats/transcript-files'
import { stageTranscripts } from '@/features/imports/media/transcripts'
import type { Member } from '@/lib/actor'
import { fromShortId } from '@/lib/ids'
import { limit } from '@/lib/limits'
import { log } from '@/lib/log'
import { paths } from '@/lib/paths'
import type { SentForm } from '@/lib/storage'
import { leadTo } from '../admit'
import { queryOf, type Refusal, receiveImport, refusalOf } from '../taking'

const largestFile = 64 * 2 ** 20
const largestBody = 2 * largestFile

type Context = { params: Promise<{ team: string }> }

/** Takes transcripts, several files or a zip, from a plain form; answers with the way to their review. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const limits = { fileSize: largestFile, files: mostTranscripts, largestBody }
  const received = await receiveImport(request, (await params).team, limits)
  if (received instanceof Response) return received
  const { member, sent } = received
  const team = member.team.slug
  try {
    const outcome = await take(member, sent)
    const conference = sent.fields.get('conference')
    return leadTo(
      typeof outcome === 'string'
        ? paths.import(team, outcome)
        : paths.importMedia(team, { ...queryOf(outcome), conference }),
    )
  } finally {
    for (const { file } of sent.files) await file.drop()
  }
}

/** The id of the staged import, or why there is none. */
async function take(member: Member, { files, fields }: SentForm): Promise<string | Refusal> {
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
    const refusal = refusalOf(error)
    if (refusal) return refusal
    log.error({ err: error }, 'upload of transcripts failed')
    return { reason: 'unexpected' }
  }
}
