import 'server-only'
import { recordingOf } from '@/features/sessions/recording'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { limit } from '@/lib/limits'
import { storeBytes } from '@/lib/storage'
import { type Playlist, readPlaylist } from '../formats/playlist'
import { Refused } from '../formats/refusal'
import { canImport } from '../policy'
import type { StagedMedia } from './plan'
import { stageMedia } from './staging'

/** A playlist as it is paired with sessions. */
function mediaOf({ format, items, repeated, problems }: Playlist): StagedMedia {
  const things = items.map(({ title, address, durationSeconds, line }) => {
    const video = recordingOf(address)
    const marks = video && video.player !== 'file' ? [`video:${video.id}`] : []
    return { title, detail: address, marks, line, durationSeconds }
  })
  return { format, items: things, repeated, problems }
}

/**
 * Reads a list of recordings and puts it aside for its review.
 * @throws Refused when there is none in it
 */
export async function stageRecordings(
  member: Member,
  {
    text,
    name,
    ...placed
  }: { text: string; name: string; conferenceId: string | null; id?: string },
): Promise<string> {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
  const list = readPlaylist(text)
  const bytes = new TextEncoder().encode(text)
  return stageMedia(member, {
    ...{ kind: 'recordings', hash: await storeBytes(bytes), size: bytes.length },
    ...{ name: list.title ?? name, media: mediaOf(list) },
    ...placed,
  })
}

/**
 * The same with a list that was pasted into a form.
 * @throws AppError INVALID, to be said beside its field
 */
export async function stagePastedRecordings(
  member: Member,
  { conference: conferenceId, text }: { conference: string; text: string },
): Promise<string> {
  await limit('importPerMember', member.userId)
  try {
    return await stageRecordings(member, { conferenceId, text, name: 'playlist.txt' })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, params } = error.refusal
    const fieldErrors = { text: `importProblems.${code}` }
    throw new AppError('INVALID', 'errors.check', { fieldErrors, params })
  }
}
