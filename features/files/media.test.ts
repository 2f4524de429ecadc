import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mediaTypeOf } from './media'

const latin = (text: string) => Buffer.from(text, 'latin1')
const pad = Buffer.alloc(64)

const iso = (brand: string, next = 'moov') =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 20]),
    latin(`ftyp${brand}\0\0\x02\0isom`),
    Buffer.from([0, 0, 0, 8]),
    latin(next),
    pad,
  ])
const ebml = (type: string) =>
  Buffer.concat([
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80 + 7 + type.length]),
    Buffer.from([0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x80 + type.length]),
    latin(type),
    pad,
  ])
const ogg = (packet: string) =>
  Buffer.concat([latin('OggS\0\x02'), Buffer.alloc(20), Buffer.from([1, 30]), latin(packet), pad])
/** 128 kbit/s at 44.1 kHz: 417 bytes a frame. */
const frame = () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413)])
const tag = (length: number) => {
  const sizes = [(length >> 21) & 127, (length >> 14) & 127, (length >> 7) & 127, length & 127]
  return Buffer.concat([latin('ID3\x04\0\0'), Buffer.from(sizes), Buffer.alloc(length)])
}

describe('what browsers play', () => {
  test.each([
    [iso('isom'), 'video/mp4'],
    [iso('mp42'), 'video/mp4'],
    [iso('M4A '), 'audio/mp4'],
    [iso('qt  ', 'wide'), 'video/quicktime'],
    [ebml('webm'), 'video/webm'],
    [ogg('\x80theora'), 'video/ogg'],
    [ogg('OpusHead'), 'audio/ogg'],
    [ogg('\x01vorbis'), 'audio/ogg'],
    [latin('RIFF\x24\0\0\0WAVEfmt '), 'audio/wav'],
    [latin('fLaC\0\0\0\x22'), 'audio/flac'],
    [Buffer.concat([frame(), frame()]), 'audio/mpeg'],
    // The picture of an album is longer than what is looked at first
    [Buffer.concat([tag(9000), frame(), frame()]), 'audio/mpeg'],
  ])('%#: %s', async (content, type) => {
    expect(await mediaTypeOf(content)).toBe(type)
  })
})

describe('everything else', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', latin('Not a recording at all')],
    ['a page', latin('<!doctype html><video src=x onerror=alert(1)>')],
    ['SVG', latin('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a page that says ftyp where one looks', latin('<!--ftypisom--><script>alert(1)</script>')],
    ['a program', latin('MZ\x90\0\x03\0\0\0')],
    ['ELF', latin('\x7fELF\x02\x01\x01\0')],
    ['a picture in the same container', iso('avif', 'meta')],
    ['HEIC', iso('heic', 'meta')],
    ['Matroska', ebml('matroska')],
    ['EBML cut off', Buffer.from([0x1a, 0x45, 0xdf, 0xa3])],
    ['another Ogg', ogg('fishead\0')],
    ['an AVI', latin('RIFF\x24\0\0\0AVI LIST')],
    ['one frame of sound, then words', Buffer.concat([frame(), latin('<html>')])],
    ['a tag and words', Buffer.concat([tag(10), latin('<html><script>')])],
    ['a ZIP', latin('PK\x03\x04')],
  ])('%s is none', async (_, content) => {
    expect(await mediaTypeOf(content)).toBe(null)
  })

  test('noise is refused or named, and never more than that', async () => {
    const mark = fc.constantFrom('', '\x1a\x45\xdf\xa3', 'ID3\x04\0\0', 'OggS\0', '\0\0\0\x14ftyp')
    await fc.assert(
      fc.asyncProperty(mark, fc.uint8Array({ maxLength: 200 }), async (start, noise) => {
        await mediaTypeOf(Buffer.concat([latin(start), noise]))
      }),
    )
  })
})

test('a file is looked into where it lies, whatever it is called', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'hallway-media-'))
  const place = path.join(folder, 'talk.exe')
  await writeFile(place, Buffer.concat([tag(9000), frame(), frame()]))
  expect(await mediaTypeOf(place)).toBe('audio/mpeg')
  await writeFile(place, 'MZ')
  expect(await mediaTypeOf(place)).toBe(null)
  await rm(folder, { recursive: true })
})
