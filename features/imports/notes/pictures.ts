import 'server-only'
import { Readable } from 'node:stream'
import { openPromise } from 'yauzl'
import { bringPhoto } from '@/features/annotations/many'
import { storePhoto } from '@/features/files/mutations'
import { readPhoto } from '@/features/files/photo'
import { largestFile } from '@/features/files/schema'
import { type Member, memberFor, type System, systemFor } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { enqueueAll, type Job } from '@/lib/jobs'
import { fetchOutside, type OutboundCode, OutboundError, type Way } from '@/lib/outbound'
import { receive, TooLarge, withStored } from '@/lib/storage'
import { nameOf } from '../formats/zip'
import { canImport } from '../policy'
import type { PlannedPiece } from './plan'

// The pictures of imported notes and annotations: out of the archive that brought them, or from where they lie on the
// web. What cannot be had stays a slot that keeps the address.

type Wanted = {
  annotation: string
  /** The id that the picture gets */
  photo: string
  /** Its path in the archive, or its address */
  from: string
}
type Work = { teamId: string; importId: string; way: 'archive' | 'web'; pictures: Wanted[] }

const types = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']
const asking = { limit: largestFile, patience: 20_000 }
/** What may have gone by the next try. */
const passing: OutboundCode[] = ['nohost', 'unreachable', 'timeout', 'broken']

export const notePicturesJob: Job<Work> = {
  name: 'note-pictures',
  // After one, two and four minutes
  retries: 3,
  pause: 60,
  keep: 3_600,
  atOnce: 2,
  async run({ teamId, ...work }) {
    const failed = await bringPictures({ ...systemFor('pictures of notes'), teamId }, work)
    if (failed) throw new OutboundError(failed)
  },
}

/** Has the pictures of pieces brought soon after the transaction that writes them. */
export async function queuePictures(
  { teamId }: Member,
  tx: Transaction,
  importId: string,
  pieces: (Pick<PlannedPiece, 'kind' | 'image' | 'picture'> & { id: string })[],
): Promise<void> {
  const photos = pieces.filter(({ kind }) => kind === 'photo')
  const wanted = (from: string, annotation: string) => ({ annotation, photo: newId(), from })
  const packed = photos.flatMap(({ id, picture }) => (picture ? [wanted(picture, id)] : []))
  const linked = photos.flatMap(({ id, image, picture }) =>
    !picture && /^https?:/i.test(image) && env.FETCH_LINKS !== 'off' ? [wanted(image, id)] : [],
  )
  const jobs: Work[] = linked.map((one) => ({ teamId, importId, way: 'web', pictures: [one] }))
  if (packed.length > 0) jobs.push({ teamId, importId, way: 'archive', pictures: packed })
  await enqueueAll(notePicturesJob, jobs, tx)
}

/**
 * Brings pictures as the member who imported the words, with the rights they have now. Answers why one
 * could not be had that perhaps can be later.
 * @param way for tests
 */
export async function bringPictures(
  { teamId }: System & { teamId: string },
  { importId, way: kind, pictures }: Omit<Work, 'teamId'>,
  way?: Way,
): Promise<OutboundCode | null> {
  const found = await db.import.findFirst({
    where: { teamId, id: importId, kind: { in: ['notes', 'annotations'] }, state: 'applied' },
    select: { createdById: true, fileHash: true },
  })
  const member = found && (await memberFor(found.createdById, teamId))
  if (!found || !member || !canImport(member)) return null
  if (kind === 'web') return fromWeb(member, importId, pictures, way)
  await withStored(found.fileHash, (path) => fromArchive(member, importId, { path, pictures }))
  return null
}

async function fromWeb(member: Member, importId: string, pictures: Wanted[], way?: Way) {
  let failed: OutboundCode | null = null
  for (const one of pictures) {
    try {
      const { bytes, cut } = await fetchOutside(one.from, types, way, asking)
      if (!cut && bytes.length > 0) await put(member, importId, one, Readable.from([bytes]))
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      if (passing.includes(error.code)) failed = error.code
    }
  }
  return failed
}

async function fromArchive(
  member: Member,
  importId: string,
  { path, pictures }: { path: string; pictures: Wanted[] },
): Promise<void> {
  const zip = await openPromise(path, { autoClose: false })
  try {
    const wanted = new Map<string, Wanted[]>()
    for (const one of pictures) wanted.set(one.from, [...(wanted.get(one.from) ?? []), one])
    for await (const entry of zip.eachEntry()) {
      // Its own words of its size; the reader breaks off where they are not true
      if (entry.uncompressedSize > largestFile) continue
      for (const one of wanted.get(nameOf(entry)) ?? []) {
        await put(member, importId, one, await zip.openReadStreamPromise(entry))
      }
    }
  } finally {
    zip.close()
  }
}

/** What is no picture that can be shown, or too large, stays a slot. */
async function put(member: Member, importId: string, it: Wanted, content: Readable) {
  const file = await receive(content, largestFile).catch((error: unknown) => {
    if (error instanceof TooLarge) return null
    throw error
  })
  if (!file) return
  try {
    const stored = await storePhoto(member, await readPhoto(file.path))
    const { photo: id, annotation } = it
    await bringPhoto(member, { id, annotation, importId, sentHash: file.hash, stored })
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'RATE_LIMITED') throw error
  } finally {
    await file.drop()
  }
}
