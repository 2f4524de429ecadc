import 'server-only'
import { Readable } from 'node:stream'
import { clean } from '@/features/links/words'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { type Asking, anyType, fetchOutside, OutboundError, type Way } from '@/lib/outbound'
import { readUrl } from '@/lib/paths'
import { type Incoming, receive } from '@/lib/storage'
import type { Fetched } from '../schema'

// Files that are fetched from an address which somebody gave.

const megabyte = 2 ** 20
const file: Asking = { limit: 20 * megabyte, patience: 30_000 }

/** What a server said of the file that came last. */
export type Known = Pick<Fetched, 'etag' | 'lastModified'>

/** A file on its way in, whoever has it drops it; or that it is the one that is known. */
export type FetchedFile =
  | { unchanged: true; known: Known }
  | { unchanged: false; file: Incoming; name: string; fetched: Fetched }

/**
 * The address that somebody means: one of a calendar (webcal) is fetched by https, and so is one
 * without a scheme.
 * @throws AppError INVALID for anything but a web address
 */
export function readAddress(text: string): string {
  const written = text.trim().replace(/^webcals?:(?=\/\/)/i, 'https:')
  const url = readUrl(/^[a-z][\w+.-]*:/i.test(written) ? written : `https://${written}`)
  const isWeb = url && /^https?:$/.test(url.protocol) && /[.:]|^localhost$/.test(url.hostname)
  if (!isWeb || written.length > 2_000 || /\s/.test(written)) {
    throw new AppError('INVALID', 'imports.refused.fetch-notweb')
  }
  url.hash = ''
  return url.href
}

/**
 * Fetches a file of any type, of at most 20 MB in 30 seconds.
 * @param known the server may answer that nothing has changed since
 * @param way for tests
 * @throws AppError INVALID, with a sentence for whoever gave the address
 */
export async function fetchFile(
  address: string,
  known: Known = { etag: null, lastModified: null },
  way?: Way,
): Promise<FetchedFile> {
  if (env.FETCH_LINKS === 'off') throw refused('off')
  const asking = { ...file, ...known }
  const found = await fetchOutside(address, [anyType], way, asking).catch((error: unknown) => {
    throw error instanceof OutboundError ? refused(error.code) : error
  })
  const { etag, lastModified, bytes } = found
  if (found.unchanged) return { unchanged: true, known: { etag, lastModified } }
  if (found.cut) throw refused(bytes.length >= file.limit ? 'toolarge' : 'cut')
  return {
    unchanged: false,
    file: await receive(Readable.from([bytes]), file.limit),
    name: nameOf(address),
    fetched: { address, etag, lastModified },
  }
}

const refused = (code: string) =>
  new AppError('INVALID', `imports.refused.fetch-${code}`, {
    params: { limit: file.limit / megabyte },
  })

/** As short as it can be known by: the site, and what the file is called there. */
function nameOf(address: string): string {
  const { hostname, pathname } = new URL(address)
  const [last = ''] = pathname.split('/').filter(Boolean).slice(-1)
  return [hostname.replace(/^www\./, ''), decoded(last)].filter(Boolean).join('/').slice(0, 200)
}

function decoded(part: string): string {
  try {
    return clean(decodeURIComponent(part))
  } catch {
    return part
  }
}
