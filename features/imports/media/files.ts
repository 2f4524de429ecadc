import 'server-only'
import { open, readFile } from 'node:fs/promises'
import type { Member } from '@/lib/actor'
import { looksLikePlaylist } from '../formats/playlist-json'
import { looksLikeTranscripts } from '../formats/transcript-files'
import { stageRecordings } from './recordings'
import { type SentFile, stageTranscripts } from './transcripts'

const largestPlaylist = 20 * 2 ** 20

/**
 * Puts a file aside when it holds transcripts, or recordings as yt-dlp lists them; null for any other,
 * which is somebody else's to read.
 * @throws Refused when it holds none that can be taken
 */
export async function stageMediaFile(
  member: Member,
  sent: SentFile,
  conferenceId: string | null,
): Promise<string | null> {
  const { path, size } = sent.file
  if (await looksLikeTranscripts(path)) {
    return stageTranscripts(member, { sent: [sent], conferenceId })
  }
  if (size > largestPlaylist || !looksLikePlaylist(await beginningOf(path))) return null
  const text = await readFile(path, 'utf8')
  return stageRecordings(member, { conference: conferenceId, text, name: sent.name })
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path)
  const { buffer, bytesRead } = await file
    .read({ buffer: new Uint8Array(65_536) })
    .finally(() => file.close())
  return new TextDecoder().decode(buffer.subarray(0, bytesRead))
}
