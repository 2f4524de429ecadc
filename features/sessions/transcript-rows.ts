import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import { newId } from '@/lib/ids'
import { reattachPassages } from './passages'
import type { Cue, TranscriptFormat } from './transcript'

export type NewTranscript = {
  sessionId: string
  format: TranscriptFormat
  fileName: string
  language: string
  /** What passages are counted over, and its SHA-256 */
  plain: string
  hash: string
  cues: Cue[]
}

const cuesAtOnce = 20_000

/**
 * Gives sessions transcripts, at most one each; those that were there move to the trash, and passages
 * are found again in the new text. The sessions are locked by the caller, and seen by the member. The
 * number of statements grows with the cues alone, a thousand times slower.
 * @returns the ids by session
 */
export async function writeTranscripts(
  member: Member,
  tx: Transaction,
  transcripts: NewTranscript[],
  importId: string | null = null,
): Promise<Map<string, string>> {
  const { teamId, userId: addedById } = member
  const sessionIds = transcripts.map(({ sessionId }) => sessionId)
  await tx.transcript.updateMany({
    where: { teamId, sessionId: { in: sessionIds }, deletedAt: null },
    data: { deletedAt: new Date() },
  })
  const earlier = await tx.transcript.groupBy({
    by: ['sessionId'],
    where: { teamId, sessionId: { in: sessionIds } },
    _count: true,
  })
  const before = new Map(earlier.map(({ sessionId, _count }) => [sessionId, _count]))
  const ids = new Map(sessionIds.map((sessionId) => [sessionId, newId()]))
  const idOf = (sessionId: string) => ids.get(sessionId) ?? ''
  await tx.transcript.createMany({
    data: transcripts.map(({ cues: _, sessionId, ...row }) => {
      const revision = (before.get(sessionId) ?? 0) + 1
      return { ...row, teamId, sessionId, id: idOf(sessionId), revision, addedById, importId }
    }),
  })
  const all = transcripts.flatMap(({ sessionId, cues }) =>
    cues.map((cue, ordinal) => ({ ...cue, ordinal, sessionId, transcriptId: idOf(sessionId) })),
  )
  for (let at = 0; at < all.length; at += cuesAtOnce) {
    const rows = JSON.stringify(all.slice(at, at + cuesAtOnce))
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO "TranscriptCue" ("teamId", "sessionId", "transcriptId", "ordinal", "fromMs", "toMs",
                                   "speaker", "text")
      SELECT ${teamId}::uuid, c.* FROM jsonb_to_recordset(${rows}::jsonb)
        AS c("sessionId" uuid, "transcriptId" uuid, "ordinal" int, "fromMs" int, "toMs" int,
             "speaker" text, "text" text)`)
  }
  await reattachPassages(member, tx, 'transcript', sessionIds)
  return ids
}
