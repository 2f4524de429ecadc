import { getTranscriptRecord, transcriptRecord } from '@/features/sessions/records'
import { dropTranscript, putTranscript, putTranscriptInput } from '@/features/sessions/sending'
import { largestTranscript } from '@/features/sessions/transcript'
import { rewritten, teamPut, teamRead, teamUpload } from '@/lib/api'
import { byId } from '@/lib/records'
import { bytesOf } from '@/lib/sent'

/** What was said in a session. */
export const GET = teamRead(byId, (member, { id }) => getTranscriptRecord(member, id), {
  summary: 'api.transcripts.read',
  answers: transcriptRecord,
})

/** Attaches a transcript, WebVTT, SubRip or text; the same again is a retry. */
export const PUT = teamUpload(
  putTranscriptInput,
  async (member, input, body) => {
    const text = await bytesOf(body, largestTranscript)
    return rewritten(transcriptRecord, {
      read: () => getTranscriptRecord(member, input.id),
      run: () => putTranscript(member, input, text),
    })
  },
  {
    summary: 'api.transcripts.write',
    bytes: 'text/*',
    query: putTranscriptInput.omit({ id: true }),
    answers: transcriptRecord,
  },
)

/** Moves it to the trash. */
export const DELETE = teamPut(
  byId,
  async (member, { id }) => {
    await dropTranscript(member, id)
    return { created: false, body: {} }
  },
  { summary: 'api.transcripts.remove' },
)
