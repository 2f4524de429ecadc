import { open, readFile } from 'node:fs/promises'
import { paragraphsOf, textOf } from '@/features/sessions/paragraphs'
import { textHash } from '@/features/sessions/passage'
import {
  type Cue,
  decode,
  largestTranscript,
  readTranscript,
  type TranscriptFormat,
} from '@/features/sessions/transcript'
import { Problems } from './problems'
import type { Problem } from './programme'
import { Refused } from './refusal'
import { cleanLine } from './text'
import { readZip, type ZipLimits } from './zip'

export type TranscriptFile = {
  /** As the archive or the person calls it; cleaned, for people */
  name: string
  format: TranscriptFormat
  cues: Cue[]
  /** What passages are counted over, and its SHA-256 */
  plain: string
  hash: string
}

export type TranscriptFiles = { files: TranscriptFile[]; problems: Problem[] }

export const mostTranscripts = 500
const limits: ZipLimits = {
  entries: 5_000,
  fileBytes: largestTranscript,
  unpackedBytes: 48 * 2 ** 20,
}
const ending = /\.(?:vtt|srt|txt)$/i

/**
 * Reads transcripts out of files that lie on this machine, or out of one zip archive. What is no
 * transcript is told as a problem, and the others go on.
 * @throws Refused when there is not one, there are too many, or an archive is not to be trusted
 */
export async function readTranscriptFiles(
  given: { name: string; path: string }[],
): Promise<TranscriptFiles> {
  const problems = new Problems(200)
  const files: TranscriptFile[] = []
  for (const { name, path } of given) {
    for (const one of await unpacked(name, path, given.length === 1, problems)) {
      if (files.length >= mostTranscripts) {
        throw new Refused('too-many-transcripts', { limit: mostTranscripts })
      }
      const file = fileOf(one.name, one.bytes, problems)
      if (file) files.push(file)
      // Reading one takes milliseconds; others want to be served between
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  if (files.length === 0) throw new Refused('no-transcripts')
  return { files, problems: problems.list() }
}

/**
 * Whether a file is a transcript with times, or an archive that holds such and no notes: told by its
 * content, since anybody may call a file what they like.
 */
export async function looksLikeTranscripts(path: string): Promise<boolean> {
  const file = await open(path)
  const { buffer, bytesRead } = await file
    .read({ buffer: new Uint8Array(65_536) })
    .finally(() => file.close())
  const start = buffer.subarray(0, bytesRead)
  if (isZip(start)) {
    // Asked for nothing, it unpacks nothing
    const names = await readZip(path, limits, () => false).then(
      ({ others }) => others,
      () => [],
    )
    return names.some((name) => /\.(?:vtt|srt)$/i.test(name)) && !names.some(isNotes)
  }
  const text = decode(start.subarray(0, start.lastIndexOf(10) + 1)) ?? ''
  return /^\uFEFF?WEBVTT\b/.test(text) || timings.test(text.slice(0, 400))
}

const isNotes = (name: string) => /\.(?:md|markdown)$/i.test(name)
/** The first cue of SubRip: its number, then its times. */
const timings = /^\uFEFF?\s*\d+\s*\n\s*(?:\d+:)?\d+:\d\d[.,]\d+\s*-->/
const isZip = ([a, b, c, d]: Uint8Array) => a === 0x50 && b === 0x4b && c === 3 && d === 4

type Named = { name: string; bytes: Uint8Array | null }

async function unpacked(name: string, path: string, alone: boolean, problems: Problems) {
  const bytes = await readFile(path)
  const whole: Named = { name, bytes: bytes.length > largestTranscript ? null : bytes }
  if (!isZip(bytes)) return [whole]
  if (!alone) throw new Refused('zip-alone')
  const { files, others } = await readZip(path, limits, (one) => ending.test(one))
  for (const other of others) problems.add('no-transcript', other)
  return files
}

function fileOf(name: string, bytes: Uint8Array | null, problems: Problems) {
  const shown = cleanLine(name, 300) ?? '?'
  const read = bytes && readTranscript(bytes)
  if (!read?.ok) {
    problems.add(!read || read.problem === 'tooLong' ? 'transcript-long' : 'no-transcript', shown)
    return null
  }
  const { format, cues } = read
  const plain = textOf(paragraphsOf(cues))
  return { name: shown, format, cues, plain, hash: textHash(plain) }
}
