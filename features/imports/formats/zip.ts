import { fromBufferPromise, openPromise, validateFileName } from 'yauzl'
import { decode } from '@/features/sessions/transcript'
import { Refused } from './refusal'

export type ZipLimits = {
  entries: number
  /** Bytes of one file, unpacked */
  fileBytes: number
  /** Bytes of all files that are taken, unpacked */
  unpackedBytes: number
}

export type ZippedFile = {
  /** With its folders, by slashes; never leading out of the archive */
  name: string
  /** Null where the file is larger than one may be */
  bytes: Uint8Array | null
}

/**
 * The files of a zip archive (a path, or its bytes) that `wanted` names, unpacked one after another into memory.
 * What systems put in beside (`__MACOSX`, names with a leading dot) is not asked for. Sizes are those
 * that come out, not those that the archive claims.
 * @throws Refused for an archive that is damaged or encrypted, whose names lead out of it, or which
 *   holds or unpacks to more than the limits
 */
export async function readZip(
  source: string | Uint8Array,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
): Promise<{ files: ZippedFile[]; others: string[] }> {
  const opened =
    typeof source === 'string'
      ? openPromise(source, { autoClose: false })
      : fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.length))
  const zip = await opened.catch(() => {
    throw new Refused('zip-broken')
  })
  const files: ZippedFile[] = []
  const others: string[] = []
  let [seen, unpacked] = [0, 0]
  try {
    for await (const entry of zip.eachEntry()) {
      if (++seen > limits.entries) throw new Refused('zip-too-many', { limit: limits.entries })
      const name = nameOf(entry)
      if (validateFileName(name)) throw new Refused('zip-path')
      if (name.endsWith('/') || /(?:^|\/)(?:\.|__MACOSX\/|Thumbs\.db$)/.test(name)) continue
      if (!wanted(name)) {
        others.push(name)
        continue
      }
      if (entry.isEncrypted()) throw new Refused('zip-encrypted')
      const pieces: Uint8Array[] = []
      let size = 0
      for await (const piece of await zip.openReadStreamPromise(entry)) {
        size += piece.length
        unpacked += piece.length
        if (unpacked > limits.unpackedBytes) {
          const limit = Math.round(limits.unpackedBytes / 2 ** 20)
          throw new Refused('unpacked-too-large', { limit })
        }
        if (size <= limits.fileBytes) pieces.push(piece)
      }
      files.push({ name, bytes: size <= limits.fileBytes ? Buffer.concat(pieces) : null })
    }
    return { files, others }
  } catch (error) {
    if (error instanceof Refused) throw error
    // Names that lead out of the archive are refused by the reader itself
    throw new Refused(/path/.test(`${error}`) ? 'zip-path' : 'zip-broken')
  } finally {
    zip.close()
  }
}

/** As written, where the archive says that it is UTF-8; else as the bytes look: zips of Windows hold GBK. */
export function nameOf(entry: {
  fileName: string
  fileNameRaw: Buffer
  generalPurposeBitFlag: number
}) {
  if (entry.generalPurposeBitFlag & 0x800) return entry.fileName
  const ascii = entry.fileNameRaw.every((byte) => byte < 0x80)
  return ascii ? entry.fileName : (decode(entry.fileNameRaw) ?? entry.fileName)
}
