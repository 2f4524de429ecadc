import { decode } from './bytes'
import type { Problems } from './problems'
import type { ReadLimits } from './programme'
import { Refused } from './refusal'
import { type StagedNotes, stagedNotes } from './staged-notes'
import { readZip } from './zip'

/** Files in an archive of notes, pictures and all. */
const mostFiles = 5_000
const textName = /\.(?:md|markdown|txt)$/i
const pictureName = /\.(?:jpe?g|png|webp|gif|avif|tiff?)$/i

const collator = new Intl.Collator('en', { numeric: true })

/**
 * Reads an archive (ZIP) of notes in Markdown with the pictures that they show: all texts, one after
 * another by their paths; of the pictures only where they lie. Throws `Refused`.
 */
export async function readNoteZip(
  bytes: Uint8Array,
  options: { name: string; level?: number },
  { limits, problems }: { limits: ReadLimits; problems: Problems },
): Promise<StagedNotes> {
  const { bytes: fileBytes, unpackedBytes } = limits
  const most = { entries: mostFiles, fileBytes, unpackedBytes }
  const { files, others } = await readZip(bytes, most, (name) => textName.test(name))
  if (files.length === 0) throw new Refused('zip-without-notes')
  const texts = files
    .sort((one, other) => collator.compare(one.name, other.name))
    .map(({ name, bytes: content }) => {
      const { text, guessedEncoding } = decode(content ?? new Uint8Array())
      if (guessedEncoding) problems.add('encoding-guessed', name, null, { name: guessedEncoding })
      return { name, text }
    })
  const pictures = new Set(others.filter((name) => pictureName.test(name)))
  return stagedNotes(texts, { ...options, pictures }, problems)
}
