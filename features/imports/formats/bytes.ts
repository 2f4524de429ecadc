import type { ReadLimits } from './programme'
import { Refused } from './refusal'

export type Decoded = {
  text: string
  /** Set when the bytes were not in the encoding that they should be in, and which was taken. */
  guessedEncoding: string | null
}

type Signature = {
  bytes: number[]
  at?: number
  code: 'is-archive' | 'is-pdf' | 'is-image' | 'is-media' | 'is-office' | 'is-binary'
  kind: string
}

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0))

/** First bytes of files that people pick by mistake. */
const signatures: Signature[] = [
  { bytes: ascii('PK\x03\x04'), code: 'is-archive', kind: 'ZIP' },
  { bytes: ascii('PK\x05\x06'), code: 'is-archive', kind: 'ZIP' },
  { bytes: ascii('Rar!'), code: 'is-archive', kind: 'RAR' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], code: 'is-archive', kind: '7z' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], code: 'is-archive', kind: 'XZ' },
  { bytes: ascii('BZh'), code: 'is-archive', kind: 'bzip2' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], code: 'is-archive', kind: 'Zstandard' },
  { bytes: ascii('ustar'), at: 257, code: 'is-archive', kind: 'TAR' },
  { bytes: ascii('%PDF'), code: 'is-pdf', kind: 'PDF' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], code: 'is-image', kind: 'PNG' },
  { bytes: [0xff, 0xd8, 0xff], code: 'is-image', kind: 'JPEG' },
  { bytes: ascii('GIF8'), code: 'is-image', kind: 'GIF' },
  { bytes: ascii('WEBP'), at: 8, code: 'is-image', kind: 'WebP' },
  { bytes: ascii('ftyphei'), at: 4, code: 'is-image', kind: 'HEIC' },
  { bytes: ascii('ftypavif'), at: 4, code: 'is-image', kind: 'AVIF' },
  { bytes: ascii('ftyp'), at: 4, code: 'is-media', kind: 'MP4' },
  { bytes: ascii('ID3'), code: 'is-media', kind: 'MP3' },
  { bytes: ascii('OggS'), code: 'is-media', kind: 'Ogg' },
  { bytes: ascii('RIFF'), code: 'is-media', kind: 'RIFF' },
  { bytes: [0x1a, 0x45, 0xdf, 0xa3], code: 'is-media', kind: 'Matroska' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], code: 'is-office', kind: 'Microsoft Office' },
  { bytes: ascii('{\\rtf'), code: 'is-office', kind: 'RTF' },
  { bytes: ascii('SQLite format 3'), code: 'is-binary', kind: 'SQLite' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], code: 'is-binary', kind: 'ELF' },
]

const starts = (bytes: Uint8Array, wanted: number[], at = 0) =>
  wanted.every((byte, index) => bytes[at + index] === byte)

/** Throws `Refused` for a file whose first bytes say that it is no text at all. */
export function refuseOtherKinds(bytes: Uint8Array): void {
  const found = signatures.find((one) => starts(bytes, one.bytes, one.at))
  if (!found) return
  if (found.kind === 'ZIP') {
    // Spreadsheets and documents are zip archives whose first entry has a telling name.
    const head = new TextDecoder('latin1').decode(bytes.subarray(30, 120))
    if (/^(\[Content_Types\]|_rels\/|xl\/|word\/|ppt\/|docProps\/|mimetype)/.test(head)) {
      throw new Refused('is-office', { kind: 'Office' })
    }
  }
  throw new Refused(found.code, { kind: found.kind })
}

/** A ZIP archive, unless it is a document of an office program, which is one as well. */
export function isZip(bytes: Uint8Array): boolean {
  if (!starts(bytes, ascii('PK\x03\x04'))) return false
  try {
    refuseOtherKinds(bytes)
    return false
  } catch (error) {
    return error instanceof Refused && error.refusal.code === 'is-archive'
  }
}

export const isGzip = (bytes: Uint8Array) => starts(bytes, [0x1f, 0x8b])

/** Unpacks gzip (RFC 1952) piece by piece and stops as soon as it grows over `limit` bytes. */
export async function gunzip(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const packed = new Blob([new Uint8Array(bytes)])
  const reader = packed.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const piece = await reader.read().catch(() => null)
    if (!piece) throw new Refused('unpack-failed')
    if (piece.done) break
    size += piece.value.length
    if (size > limit) {
      await reader.cancel().catch(() => undefined)
      throw new Refused('unpacked-too-large', { limit: megabytes(limit) })
    }
    pieces.push(piece.value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10

/** Throws `Refused` when the file is larger than allowed. */
export function refuseSize(bytes: Uint8Array, limits: ReadLimits): void {
  if (bytes.length <= limits.bytes) return
  throw new Refused('too-large', { size: megabytes(bytes.length), limit: megabytes(limits.bytes) })
}

/** The encoding that byte-order mark, zero bytes or XML declaration tell (XML 1.0, appendix F). */
function toldEncoding(bytes: Uint8Array): string | null {
  if (starts(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8'
  if (starts(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (starts(bytes, [0xfe, 0xff])) return 'utf-16be'
  const head = bytes.subarray(0, 4)
  if (head.length === 4 && head[0] !== 0 && head[1] === 0 && head[2] !== 0 && head[3] === 0)
    return 'utf-16le'
  if (head.length === 4 && head[0] === 0 && head[1] !== 0 && head[2] === 0 && head[3] !== 0)
    return 'utf-16be'
  const declaration = new TextDecoder('latin1').decode(bytes.subarray(0, 300))
  const named = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']{1,40})["']/.exec(declaration)?.[1]
  // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
  return named && !/^(utf-?16|ucs-?2|utf-?32)/i.test(named) ? named : null
}

/**
 * What bytes are that are not UTF-8: in GB 18030 nearly every byte above 127 has a neighbour of its
 * character, in Latin letters they stand alone.
 */
function likelyEncoding(bytes: Uint8Array): string {
  let paired = 0
  let alone = 0
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x81) continue
    if ((bytes[at + 1] ?? 0) >= 0xa1) {
      paired += 2
      at++
    } else alone++
  }
  if (paired < alone * 4) return 'windows-1252'
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return 'gb18030'
  } catch {
    return 'windows-1252'
  }
}

/**
 * Bytes to text. Honours byte-order mark and XML declaration, else UTF-8; bytes that are not valid
 * in it are read as GB 18030 or windows-1252, which old writers use, and the caller is told.
 */
export function decode(bytes: Uint8Array): Decoded {
  const told = toldEncoding(bytes)
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(told ?? 'utf-8', { fatal: true })
  } catch {
    throw new Refused('encoding-unknown', { name: told ?? '' })
  }
  let text: string
  let guessedEncoding: string | null = null
  try {
    text = decoder.decode(bytes)
  } catch {
    const lenient = told?.startsWith('utf-16') ? told : likelyEncoding(bytes)
    text = new TextDecoder(lenient).decode(bytes)
    guessedEncoding = lenient
  }
  let control = 0
  const looked = Math.min(text.length, 65_536)
  for (let at = 0; at < looked; at++) {
    const code = text.charCodeAt(at)
    if (code < 9 || (code > 13 && code < 32) || code === 0xfffd) control++
  }
  if (control > looked / 50) throw new Refused('is-binary', { kind: '' })
  return { text: text.replaceAll('\0', ''), guessedEncoding }
}
