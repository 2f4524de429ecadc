import { open } from 'node:fs/promises'

/** What browsers play, by the type under which it is served; `extension` without the dot. */
export const mediaTypes = {
  'video/mp4': 'mp4',
  'audio/mp4': 'm4a',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/ogg': 'ogv',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
} as const

export type MediaType = keyof typeof mediaTypes

/** Answers up to `length` bytes at `offset`; fewer at the end of the file. */
type Read = (offset: number, length: number) => Promise<Buffer>

const readerOf = (bytes: Buffer): Read => {
  return async (offset, length) => bytes.subarray(offset, offset + length)
}

/**
 * What a file is, by its content and never by its name; null for anything that is no media file of a
 * kind that browsers play. Only the structure at its beginning is looked at: ISO/IEC 14496-12 (`ftyp`
 * box), RFC 8794 and the WebM guidelines (EBML DocType), RFC 3533 (first Ogg page), RIFF/WAVE, FLAC
 * (RFC 9639), MPEG audio (ISO/IEC 11172-3 frame headers, behind an ID3v2 tag or not).
 */
export async function mediaTypeOf(source: string | Buffer): Promise<MediaType | null> {
  if (typeof source !== 'string') return look(readerOf(source))
  const file = await open(source)
  try {
    return await look(async (offset, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    })
  } finally {
    await file.close()
  }
}

async function look(read: Read): Promise<MediaType | null> {
  const head = await read(0, 4096)
  const starts = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text
  if (starts('ftyp', 4)) return isoMedia(head, read)
  if (head.length > 4 && head.readUInt32BE(0) === 0x1a45dfa3) {
    return docType(head) === 'webm' ? 'video/webm' : null
  }
  if (starts('OggS\0')) return ogg(head)
  if (starts('RIFF') && starts('WAVEfmt ', 8)) return 'audio/wav'
  if (starts('fLaC\0\0\0\x22')) return 'audio/flac'
  return (await isMpegAudio(head, read)) ? 'audio/mpeg' : null
}

const isoBrand = /^(?:iso[m2-9]|mp4[12]|avc1|dash|M4V[ HP]|MSNV|mmp4|f4v |3gp[4-9])$/
// A picture in the same container (AVIF, HEIC) names itself first
const soundBrand = /^M4[AB] $/

async function isoMedia(head: Buffer, read: Read): Promise<MediaType | null> {
  const size = head.readUInt32BE(0)
  if (size < 16 || size > 4096 || size % 4 !== 0 || size > head.length) return null
  const next = (await read(size, 8)).toString('latin1', 4)
  if (!/^[a-z0-9 ]{4}$/i.test(next)) return null
  const brand = head.toString('latin1', 8, 12)
  if (soundBrand.test(brand)) return 'audio/mp4'
  if (brand === 'qt  ') return 'video/quicktime'
  return isoBrand.test(brand) ? 'video/mp4' : null
}

/** The DocType of an EBML header, whose elements are id, length and value, the first two packed. */
function docType(head: Buffer): string | null {
  const packed = (at: number, keepMark: boolean) => {
    const first = head[at] ?? 0
    const length = Math.clz32(first) - 23
    if (length > 8 || at + length > head.length) return null
    let value = keepMark ? first : first & (0xff >> length)
    for (let i = 1; i < length; i++) value = value * 256 + (head[at + i] ?? 0)
    return { value, next: at + length }
  }
  const header = packed(4, false)
  if (!header) return null
  const end = Math.min(header.next + header.value, head.length)
  for (let at = header.next; at < end; ) {
    const id = packed(at, true)
    const size = id && packed(id.next, false)
    if (!size) return null
    const after = size.next + size.value
    if (id.value === 0x4282) return head.toString('latin1', size.next, after).replace(/\0+$/, '')
    at = after
  }
  return null
}

function ogg(head: Buffer): MediaType | null {
  const segments = head[26] ?? 0
  const packet = head.toString('latin1', 27 + segments, 27 + segments + 8)
  if (packet.startsWith('\x80theora')) return 'video/ogg'
  const sounds = ['OpusHead', '\x01vorbis', '\x7fFLAC', 'Speex']
  return sounds.some((it) => packet.startsWith(it)) ? 'audio/ogg' : null
}

const bitrates = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const sampleRates = [44_100, 48_000, 32_000]

/** Bytes of the layer III frame whose header this is; null where it is none. */
function frameLength(header: Buffer): number | null {
  const [sync = 0, versionAndLayer = 0, rates = 0] = header
  if (sync !== 0xff || (versionAndLayer & 0xe6) !== 0xe2) return null
  const version = (versionAndLayer >> 3) & 3
  const kilobits = bitrates[version === 3 ? 'mpeg1' : 'mpeg2'][rates >> 4]
  const rate = sampleRates[(rates >> 2) & 3]
  if (version === 1 || !kilobits || !rate) return null
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4
  const samples = version === 3 ? 144_000 : 72_000
  return Math.floor((samples * kilobits) / (rate / divisor)) + ((rates >> 1) & 1)
}

async function isMpegAudio(head: Buffer, read: Read): Promise<boolean> {
  let at = 0
  if (head.toString('latin1', 0, 3) === 'ID3' && head.length >= 10) {
    const [a = 255, b = 255, c = 255, d = 255] = head.subarray(6, 10)
    if ((a | b | c | d) & 0x80) return false
    at = 10 + a * 2 ** 21 + b * 2 ** 14 + c * 2 ** 7 + d + ((head[5] ?? 0) & 0x10 ? 10 : 0)
  }
  // Two frames, one where the other ends: a single header is found in any noise
  for (let frames = 0; frames < 2; frames++) {
    const length = frameLength(await read(at, 4))
    if (length === null) return false
    at += length
  }
  return true
}
