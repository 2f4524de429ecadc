import 'server-only'
import { open, readFile } from 'node:fs/promises'
import type { Member } from '@/lib/actor'
import { storable } from '@/lib/records'
import { decode, refuseOtherKinds } from '../formats/bytes'
import { looksLikePlaylist } from '../formats/playlist-json'
import { Refused } from '../formats/refusal'
import { looksLikeTranscripts } from '../formats/transcript-files'
import type { MediaKind } from './plan'
import { stageRecordings } from './recordings'
import { type SentFile, stageTranscripts } from './transcripts'

/** Bytes of a list as a program writes it, and of one by hand. */
const largestPlaylist = 20 * 2 ** 20
const largestTyped = 2 ** 20

type Sent = SentFile & {
  /** Chosen by the sender, where they may try again */
  id?: string
}

/**
 * Puts a file aside when it holds transcripts, or recordings as yt-dlp lists them; null for any other,
 * which is somebody else's to read. Where it is said what it holds, it is read as that.
 * @throws Refused when it holds none that can be taken
 */
export async function stageMediaFile(
  member: Member,
  { id, ...sent }: Sent,
  conferenceId: string | null,
  as?: MediaKind,
): Promise<string | null> {
  const placed = { conferenceId, ...(id && { id }) }
  const { path, size } = sent.file
  if (as ? as === 'transcripts' : await looksLikeTranscripts(path)) {
    return stageTranscripts(member, { sent: [sent], ...placed })
  }
  const printed = looksLikePlaylist(await beginningOf(path))
  const largest = printed ? largestPlaylist : largestTyped
  if (!printed && !as) return null
  if (size > largest) {
    if (!as) return null
    const limit = largest / 2 ** 20
    throw new Refused('too-large', { size: Math.round((size / 2 ** 20) * 10) / 10, limit })
  }
  const bytes = await readFile(path)
  refuseOtherKinds(bytes)
  const text = storable(decode(bytes).text)
  return stageRecordings(member, { text, name: sent.name, ...placed })
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path)
  const { buffer, bytesRead } = await file
    .read({ buffer: new Uint8Array(65_536) })
    .finally(() => file.close())
  return new TextDecoder().decode(buffer.subarray(0, bytesRead))
}
