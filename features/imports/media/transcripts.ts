import 'server-only'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { Member } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { storeBytes, withStored } from '@/lib/storage'
import { readTranscriptFiles, type TranscriptFile } from '../formats/transcript-files'
import { readTranscriptName } from '../formats/transcript-names'
import { canImport } from '../policy'
import type { StagedMedia } from './plan'
import { stageMedia } from './staging'

export type SentFile = {
  name: string
  file: { path: string; hash: string; size: number; keep: () => Promise<void> }
}

/** An archive that is the same for the same files. */
const epoch = new Date(Date.UTC(1980, 0, 2))

/**
 * Reads transcripts, files or one zip archive, and puts them aside for their review.
 * What was sent is kept as one file. The caller drops what it has received.
 * @throws Refused when there is no transcript in it
 */
export async function stageTranscripts(
  member: Member,
  { sent, ...placed }: { sent: SentFile[]; conferenceId: string | null; id?: string },
): Promise<string> {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
  const { files, problems } = await readTranscriptFiles(
    sent.map(({ name, file }) => ({ name, path: file.path })),
  )
  const [first] = sent
  const alone = sent.length === 1 && first ? first : null
  const name = alone?.name || 'transcripts.zip'
  const media: StagedMedia = {
    format: 'transcripts',
    items: files.map(itemOf),
    repeated: 0,
    problems,
  }
  const stored = alone ? await kept(alone.file) : await packed(sent)
  return stageMedia(member, { kind: 'transcripts', ...stored, name, media, ...placed })
}

async function kept({ hash, size, keep }: SentFile['file']) {
  await keep()
  return { hash, size }
}

async function packed(sent: SentFile[]) {
  const zip = new ZipFile()
  for (const [at, { name, file }] of sent.entries()) {
    // Numbered, since files of two folders may have one name
    const inside = `${at + 1}/${name.replaceAll(/[\\/]/g, '_') || 'transcript.txt'}`
    zip.addFile(file.path, inside, { mtime: epoch, mode: 0o100600 })
  }
  zip.end()
  const bytes = await buffer(zip.outputStream)
  return { hash: await storeBytes(bytes), size: bytes.length }
}

function itemOf({ name, cues, hash }: TranscriptFile) {
  const { title, language, marks, stem } = readTranscriptName(name)
  return {
    ...{ title, group: stem, detail: name.replace(/^\d+\/(?=[^/]+$)/, ''), marks },
    ...{ line: null, durationSeconds: null },
    transcript: { hash, cues: cues.length, language },
  }
}

/**
 * The texts of staged transcripts, in their order, read again from what is stored.
 * @throws AppError CONFLICT when that is gone or no longer gives the same
 */
export async function readStagedTranscripts(
  _member: Member,
  { fileHash, fileName, media }: { fileHash: string; fileName: string; media: StagedMedia },
): Promise<TranscriptFile[]> {
  const read = await withStored(fileHash, (path) =>
    readTranscriptFiles([{ name: fileName, path }]),
  ).catch(() => null)
  const same = read?.files.every(({ hash }, at) => hash === media.items[at]?.transcript?.hash)
  if (!same || read?.files.length !== media.items.length) {
    throw new AppError('CONFLICT', 'imports.options.fileGone')
  }
  return read.files
}
