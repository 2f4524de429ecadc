import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPhoto } from './photo'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hallway-photo-'))
  // Tests look into what was made by its bytes, which the product never does
  sharp.unblock({ operation: ['VipsForeignLoadWebpBuffer'] })
})
afterAll(() => rm(folder, { recursive: true }))

async function read(content: string | Buffer, name = 'photo.jpg') {
  const place = path.join(folder, `${count++}-${name}`)
  await writeFile(place, content)
  return readPhoto(place)
}

const picture = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({
    create: { width, height, channels, background: { r: 200, g: 30, b: 60, alpha: 0.5 } },
  })
const noise = (width: number, height: number) => {
  const data = Buffer.alloc(width * height * 3)
  for (let i = 0; i < data.length; i++) data[i] = (i * 2654435761) >>> 24
  return sharp(data, { raw: { width, height, channels: 3 } })
}
const refused = (messageKey: string) => ({ code: 'INVALID', messageKey })

describe('what is taken', () => {
  const formats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const
  test.each(formats)('%s, whatever the file is called', async (format) => {
    const content = await picture(90, 60).toFormat(format).toBuffer()
    const { large } = await read(content, 'notes.txt')
    expect([large.width, large.height]).toEqual([90, 60])
    expect((await sharp(large.bytes).metadata()).format).toBe('webp')
  })

  test('two sizes by the longest side, and nothing enlarged', async () => {
    const tall = await read(await picture(1500, 3000).jpeg().toBuffer())
    expect([tall.large.width, tall.large.height]).toEqual([1024, 2048])
    expect([tall.small.width, tall.small.height]).toEqual([320, 640])
    const little = await read(await picture(30, 20).png().toBuffer())
    expect([little.large.width, little.small.width]).toEqual([30, 30])
    const thin = await read(await picture(6000, 1).png().toBuffer())
    expect([thin.small.width, thin.small.height]).toEqual([640, 1])
  })

  test('the first frame of an animation', async () => {
    const frames = Buffer.alloc(8 * 16 * 3)
    frames.fill(255, 8 * 8 * 3)
    const raw = { width: 8, height: 16, channels: 3 as const, pageHeight: 8 }
    const content = await sharp(frames, { raw }).gif({ loop: 0 }).toBuffer()
    const { large } = await read(content)
    expect([large.width, large.height]).toEqual([8, 8])
    expect((await sharp(large.bytes).raw().toBuffer())[0]).toBeLessThan(20)
  })

  test('what is transparent stays so', async () => {
    const { small } = await read(await picture(40, 40, 4).png().toBuffer())
    expect((await sharp(small.bytes).metadata()).hasAlpha).toBe(true)
  })

  test('CMYK from a printer, and grey', async () => {
    const cmyk = await picture(64, 64).toColourspace('cmyk').jpeg().toBuffer()
    const grey = await picture(64, 64).greyscale().toColourspace('b-w').png().toBuffer()
    for (const content of [cmyk, grey]) {
      expect((await sharp((await read(content)).large.bytes).metadata()).space).toBe('srgb')
    }
  })

  test('many at once, each in its turn', async () => {
    const content = await picture(300, 200).jpeg().toBuffer()
    const all = await Promise.all(Array.from({ length: 20 }, () => read(content)))
    expect(all.every(({ large }) => large.width === 300)).toBe(true)
    const more = await Promise.allSettled(Array.from({ length: 80 }, () => read(content)))
    const turnedAway = more.flatMap((it) => (it.status === 'rejected' ? [it.reason.code] : []))
    expect(turnedAway).toEqual(Array(20).fill('RATE_LIMITED'))
  })
})

describe('upright', () => {
  // Left to right, top to bottom; wider than high, so that a quarter turn shows
  const upright = ['red', 'green', 'blue', 'white', 'black', 'yellow']
  const colours: Record<string, number[]> = {
    red: [255, 0, 0],
    green: [0, 255, 0],
    blue: [0, 0, 255],
    white: [255, 255, 255],
    black: [0, 0, 0],
    yellow: [255, 255, 0],
  }
  const [wide, high, block] = [3, 2, 32]
  // EXIF 2.3, tag 0x0112: where row 0 and column 0 of what is stored lie in the upright picture
  const meaning: Record<number, (x: number, y: number) => [x: number, y: number]> = {
    1: (x, y) => [x, y],
    2: (x, y) => [wide - 1 - x, y],
    3: (x, y) => [wide - 1 - x, high - 1 - y],
    4: (x, y) => [x, high - 1 - y],
    5: (x, y) => [y, x],
    6: (x, y) => [wide - 1 - y, x],
    7: (x, y) => [wide - 1 - y, high - 1 - x],
    8: (x, y) => [y, high - 1 - x],
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i', async (orientation) => {
    const turned = orientation > 4
    const [columns, rows] = turned ? [high, wide] : [wide, high]
    const data = Buffer.alloc(columns * rows * block * block * 3)
    for (let y = 0; y < rows * block; y++) {
      for (let x = 0; x < columns * block; x++) {
        const place = meaning[orientation]?.(Math.floor(x / block), Math.floor(y / block))
        const [atX = 0, atY = 0] = place ?? []
        data.set(colours[upright[atY * wide + atX] ?? ''] ?? [], (y * columns * block + x) * 3)
      }
    }
    const raw = { width: columns * block, height: rows * block, channels: 3 as const }
    const stored = await sharp(data, { raw })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .withMetadata({ orientation })
      .toBuffer()
    for (const { bytes, width, height } of Object.values(await read(stored))) {
      expect([width, height]).toEqual([wide * block, high * block])
      const { data: seen, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      const found = upright.map((_, index) => {
        const x = (index % wide) * block + block / 2
        const y = Math.floor(index / wide) * block + block / 2
        const at = (y * info.width + x) * info.channels
        return nearest([...seen.subarray(at, at + 3)])
      })
      expect(found).toEqual(upright)
      expect((await sharp(bytes).metadata()).orientation).toBeUndefined()
    }
  })

  function nearest(pixel: number[]) {
    const distance = (colour: number[]) =>
      colour.reduce((sum, value, i) => sum + (value - (pixel[i] ?? 0)) ** 2, 0)
    return Object.entries(colours).sort(([, a], [, b]) => distance(a) - distance(b))[0]?.[0]
  }
})

test('nothing but pixels remains: no place, camera, comment, profile or thumbnail', async () => {
  const content = await picture(200, 100)
    .withExif({
      IFD0: { Make: 'SECRETCAMERA', Artist: 'SECRETNAME' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1', GPSLongitudeRef: 'E' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>SECRETXMP</a></x:xmpmeta>')
    .withIccProfile('p3')
    .jpeg()
    .toBuffer()
  expect(content.includes('SECRETCAMERA') && content.includes('SECRETXMP')).toBe(true)
  for (const { bytes } of Object.values(await read(content))) {
    const { exif, xmp, icc, iptc } = await sharp(bytes).metadata()
    expect([exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined])
    expect(bytes.includes('SECRET')).toBe(false)
  }
})

describe('polyglots', () => {
  test('a GIF that is a page as well is no page any more', async () => {
    const gif = await picture(20, 20).gif().toBuffer()
    const page = '<script>alert(1)</script>'
    const comment = Buffer.concat([
      Buffer.from([0x21, 0xfe, page.length]),
      Buffer.from(page),
      Buffer.from([0]),
    ])
    const table = 13 + 3 * 2 ** (((gif[10] ?? 0) & 7) + 1)
    const both = Buffer.concat([
      gif.subarray(0, table),
      comment,
      gif.subarray(table),
      Buffer.from(page),
    ])
    const { large } = await read(both)
    expect(large.width).toBe(20)
    expect(large.bytes.includes('script')).toBe(false)
    await expect(read(`GIF89a/*<html>${page}*/=1;`)).rejects.toMatchObject(refused('files.broken'))
  })

  test('a JPEG with an archive behind it loses the archive', async () => {
    const jpeg = await noise(60, 40).jpeg().toBuffer()
    const both = Buffer.concat([jpeg, Buffer.from('PK\x03\x04 SECRETENTRY PK\x05\x06', 'latin1')])
    const { large, small } = await read(both)
    expect([large.bytes.includes('SECRETENTRY'), small.bytes.includes('PK\x03\x04')]).toEqual([
      false,
      false,
    ])
  })
})

describe('what is refused, with a reason', () => {
  test.each([
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>',
    '\uFEFF<?xml version="1.0"?><!DOCTYPE svg><svg/>',
    '<!-- c --><svg/>',
  ])('SVG: %s', async (content) => {
    await expect(read(content, 'photo.png')).rejects.toMatchObject(refused('files.svg'))
  })

  const box = (...brands: string[]) => {
    const text = `ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`
    const size = Buffer.alloc(4)
    size.writeUInt32BE(text.length + 4)
    return Buffer.concat([size, Buffer.from(text, 'latin1'), Buffer.alloc(64)])
  }
  test.each([
    ['a HEIC photo', box('heic', 'mif1', 'heic'), 'files.heic'],
    ['a HEIC sequence', box('hevc', 'msf1'), 'files.heic'],
    ['a HEIF photo', box('mif1', 'mif1', 'heic'), 'files.heic'],
    ['an AVIF without a picture', box('avif', 'mif1', 'avif'), 'files.broken'],
    ['a film', box('isom', 'mp42'), 'files.notAPicture'],
    ['a renamed text', Buffer.from('Not a photo at all'), 'files.notAPicture'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'files.notAPicture'],
    ['a page', Buffer.from('<!doctype html><html>'), 'files.notAPicture'],
    ['nothing', Buffer.alloc(0), 'files.empty'],
    ['a beginning only', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'files.broken'],
  ])('%s', async (_, content, reason) => {
    await expect(read(content)).rejects.toMatchObject(refused(reason))
  })

  test.each(['jpeg', 'png', 'webp', 'gif', 'tiff'] as const)('a truncated %s', async (format) => {
    const whole = await noise(400, 300).toFormat(format).toBuffer()
    const half = whole.subarray(0, Math.floor(whole.length / 2))
    await expect(read(half)).rejects.toMatchObject(refused('files.broken'))
  })

  test('a small file of 400 million pixels, before they are unpacked', async () => {
    const before = process.memoryUsage().rss
    await expect(read(bomb(20_000, 20_000))).rejects.toMatchObject({
      ...refused('files.tooManyPixels'),
      params: { limit: 50 },
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  })
})

/** A PNG of one colour, made by hand: a few kilobytes, however many pixels it has. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc(bytes: Buffer): number {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}
