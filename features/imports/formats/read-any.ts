import type { Bookmarks } from './bookmarks'
import { decode, gunzip, isGzip, isZip, refuseOtherKinds, refuseSize } from './bytes'
import { readNoteZip } from './note-zip'
import { Problems } from './problems'
import { defaultLimits, type ReadLimits, type ReadOptions, type ReadResult } from './programme'
import { readProgramme } from './read'
import { readLinks } from './read-links'
import { Refused, refuse } from './refusal'
import { isNotes } from './sniff'
import { type StagedNotes, stagedNotes } from './staged-notes'
import { readAnnotations, type WebNotes } from './web-annotations'

export type AnyResult =
  | ReadResult
  | { ok: true; links: Bookmarks }
  | { ok: true; notes: StagedNotes }
  | { ok: true; annotations: WebNotes }

/**
 * Reads a file that somebody offers, whatever it holds of what can be imported: links, annotations, a
 * programme or notes, found by content. Never throws; what is none of them comes back as a refusal.
 */
export async function readAny(bytes: Uint8Array, options: ReadOptions = {}): Promise<AnyResult> {
  const limits: ReadLimits = { ...defaultLimits, ...options.limits }
  try {
    const { as, name = '', level } = options
    const reading = { name, ...(level !== undefined && { level }) }
    if (isZip(bytes)) {
      const problems = new Problems(limits.problems)
      return { ok: true, notes: await readNoteZip(bytes, reading, { limits, problems }) }
    }
    refuseSize(bytes, limits)
    const unpacked = isGzip(bytes) ? await gunzip(bytes, limits.unpackedBytes) : bytes
    refuseOtherKinds(unpacked)
    const problems = new Problems(limits.problems)
    const { text, guessedEncoding } = decode(unpacked)
    if (guessedEncoding) problems.add('encoding-guessed', null, null, { name: guessedEncoding })
    const annotations = as ? null : readAnnotations(text, limits, problems)
    if (annotations) return { ok: true, annotations }
    const links = as === 'notes' ? null : readLinks(text, limits, problems, as)
    if (links) return { ok: true, links }
    if (as === 'notes' || isNotes(text, name)) {
      return {
        ok: true,
        notes: stagedNotes([{ name, text }], reading, problems),
      }
    }
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    // A reader that stumbles over a file has met one that it does not understand.
    return refuse('is-unreadable')
  }
  return readProgramme(bytes, options)
}
