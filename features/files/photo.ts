import { open } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { AppError } from '@/lib/errors'

/** Pixels; a picture with more is not decoded. */
export const largestPicture = 50_000_000

/** The longest side of the two sizes that are kept, in pixels; nothing is enlarged. */
const sides = { large: 2048, small: 640 } as const

/** Twice as many pixels as a picture beside a title is shown with. */
const beside = { width: 192, height: 108 } as const

/** How many pictures may wait their turn; they lie on disk meanwhile. */
const longestQueue = 60

export type PhotoSize = keyof typeof sides
/** WebP, with its size in pixels. */
export type Rendition = { bytes: Buffer; width: number; height: number }

// One picture at a time, on one thread: a burst of uploads must leave the server to its pages
sharp.concurrency(1)
sharp.cache(false)
// Of the many loaders only these; what draws (SVG, PDF) or runs code from a file stays shut
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map(
    (name) => `VipsForeignLoad${name}File`,
  ),
})

let turn: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * Decodes a picture by what it is, not by its name: JPEG, PNG, WebP, AVIF, TIFF, or the first frame
 * of a GIF. Turns it upright, drops everything that is not a pixel (place, camera, comments, what
 * else the file holds), and encodes it to WebP in two sizes.
 * @throws AppError with the reason, for what cannot be decoded or when too many wait
 */
export async function readPhoto(path: string): Promise<Record<PhotoSize, Rendition>> {
  return inTurn(async () => {
    const upright = await decode(path, sides.large)
    return {
      large: await encode(upright.clone(), 84),
      small: await encode(upright.resize(inside(sides.small)), 78),
    }
  })
}

/** The same in the small size alone. */
export async function readPreview(path: string): Promise<Rendition> {
  return inTurn(async () => encode(await decode(path, sides.small), 78))
}

/** The same of a picture that we have made ourselves, cut to the shape of those beside titles. */
export async function readThumbnail(path: string): Promise<Rendition> {
  return encode(sharp(path).resize({ ...beside, fit: 'cover' }), 72)
}

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (waiting >= longestQueue) throw new AppError('RATE_LIMITED', 'files.busy')
  waiting++
  const mine = turn.then(run).finally(() => waiting--)
  turn = mine.catch(() => {})
  return mine
}

/** A picture's pixels, upright, with sides of at most so many. */
async function decode(path: string, side: number): Promise<Sharp> {
  const why = refusalOf(await beginningOf(path))
  if (why) throw new AppError('INVALID', why)
  const options = { limitInputPixels: largestPicture, failOn: 'truncated' as const, pages: 1 }
  try {
    const { width, height } = await sharp(path, options).metadata()
    if (width * height > largestPicture) throw tooManyPixels()
    const { data, info } = await sharp(path, options)
      .timeout({ seconds: 20 })
      .autoOrient()
      .resize(inside(side))
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width: wide, height: high, channels } = info
    return sharp(data, { raw: { width: wide, height: high, channels } })
  } catch (error) {
    if (error instanceof AppError) throw error
    if (error instanceof Error && /pixel limit/i.test(error.message)) throw tooManyPixels()
    throw new AppError('INVALID', 'files.broken', { cause: error })
  }
}

const tooManyPixels = () =>
  new AppError('INVALID', 'files.tooManyPixels', { params: { limit: largestPicture / 1_000_000 } })

const inside = (side: number) =>
  ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const

async function encode(picture: Sharp, quality: number): Promise<Rendition> {
  const { data, info } = await picture.webp({ quality }).toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Why a file that begins so is not taken, as a key of messages; null when it may be a picture. */
function refusalOf(begin: Buffer): string | null {
  const text = begin.toString('latin1')
  if (begin.length === 0) return 'files.empty'
  if (/^(\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*)/s.test(text)) {
    return null
  }
  // ISO base media: the brand after "ftyp" and those it is compatible with, in the first box
  if (text.slice(4, 8) === 'ftyp') {
    const brands: string[] =
      text.slice(8, Math.min(begin.readUInt32BE(0), 256)).match(/..../gs) ?? []
    if (brands.includes('avif')) return null
    if (brands.some((brand) => /^(he[ivx]|hevc|mif1|msf1)/.test(brand))) return 'files.heic'
  }
  return /^(\xef\xbb\xbf)?\s*<(\?xml|!doctype svg|!--|svg)/i.test(text)
    ? 'files.svg'
    : 'files.notAPicture'
}
