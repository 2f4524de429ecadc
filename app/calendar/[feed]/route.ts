import { exportPicks } from '@/features/exports/files'
import { feedReaderOf } from '@/features/interests/queries'
import { currentGuest } from '@/lib/actor'
import { AppError } from '@/lib/errors'
import { limit } from '@/lib/limits'

type Context = { params: Promise<{ feed: string }> }

/** What a member wants of a conference, for their calendar: `/calendar/{token}.ics`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [, token = ''] = /^([1-9A-HJ-NP-Za-km-z]{20,60})\.ics$/.exec((await params).feed) ?? []
  const reader = token ? await feedReaderOf(await currentGuest(), token) : null
  if (!reader) return nothing(404)
  try {
    await limit('calendarPerFeed', reader.feedId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') throw error
    return nothing(429, { 'retry-after': String(error.params?.seconds ?? 60) })
  }
  const file = await exportPicks(reader.member, reader.conferenceId, 'ics')
  if (!file) return nothing(404)
  return new Response(file.body, { headers: { ...always, 'content-type': file.type } })
}

const always = {
  'cache-control': 'private, no-cache',
  'x-robots-tag': 'noindex, nofollow',
  'content-security-policy': "default-src 'none'; sandbox",
}

const nothing = (status: number, more: Record<string, string> = {}) =>
  new Response(null, { status, headers: { ...always, 'cache-control': 'no-store', ...more } })
