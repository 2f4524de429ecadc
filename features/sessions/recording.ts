import { readUrl } from '@/lib/paths'

/** Where a recording can be played on our own page. `startMs` is the offset that its address names. */
export type Recording = {
  player: 'youtube' | 'vimeo' | 'file'
  /** The provider's id, or the address of the file */
  id: string
  /** Nothing to look at */
  sound?: true
  /** Vimeo's key of an unlisted recording */
  key?: string
  startMs: number
}

const youtubeHosts = /^(?:(?:www|m|music)\.)?(?:youtube\.com|youtube-nocookie\.com)$/
const youtubeId = /^[\w-]{11}$/
const mediaFile = /\.(?:mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac)$/i

/**
 * What an address of a recording leads to: a video of YouTube (watch, short, live, embedded or
 * shortened addresses) or Vimeo, or a media file by its ending; null for anything else, which stays a
 * link. Only https can be shown inside a page that is served so; http files are left to the link.
 */
export function recordingOf(address: string): Recording | null {
  const url = readUrl(address)
  if (!url) return null
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  const parts = url.pathname.split('/').filter(Boolean)
  const startMs = offsetOf(url)
  const tube = (id: string | null | undefined): Recording | null =>
    id && youtubeId.test(id) ? { player: 'youtube', id, startMs } : null
  if (url.hostname === 'youtu.be') return tube(parts[0])
  if (youtubeHosts.test(url.hostname)) {
    const named = ['embed', 'live', 'shorts', 'v'].includes(parts[0] ?? '')
    return tube(named ? parts[1] : url.searchParams.get('v'))
  }
  if (url.hostname === 'vimeo.com' || url.hostname === 'player.vimeo.com') {
    const at = parts.findIndex((part) => /^\d{5,}$/.test(part))
    const id = parts[at]
    if (!id) return null
    const key = url.searchParams.get('h') ?? parts[at + 1]
    return { player: 'vimeo', id, startMs, ...(key && /^[\da-f]{6,}$/i.test(key) && { key }) }
  }
  return mediaFile.test(url.pathname) && url.protocol === 'https:'
    ? { player: 'file', id: url.href, startMs }
    : null
}

/** A recording that we keep ourselves, by its address here and what it is. */
export function uploadedRecording(address: string, mediaType: string): Recording {
  const sound = mediaType.startsWith('audio/')
  return { player: 'file', id: address, startMs: 0, ...(sound && { sound }) }
}

/** `t=754`, `t=12m34s`, `start=754`, also behind `#` (as YouTube, Vimeo and Media Fragments write it). */
function offsetOf(url: URL): number {
  const fragment = new URLSearchParams(url.hash.slice(1))
  const written = url.searchParams.get('t') ?? url.searchParams.get('start') ?? fragment.get('t')
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(written ?? '')
  if (!match) return 0
  const [, hours = 0, minutes = 0, seconds = 0] = match
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000)
}

/**
 * The moment in a recording, in milliseconds, at which something was written on the wall clock; null
 * before the recording began and more than `longestMs` after it, when it was written about it, not
 * during it.
 */
export function momentOf(
  startedAt: Date,
  recordingStartsAt: Date,
  longestMs: number,
): number | null {
  const ms = startedAt.getTime() - recordingStartsAt.getTime()
  return ms >= 0 && ms <= longestMs ? ms : null
}

/** A time in a recording, of milliseconds, as players show it: `07:52`, `1:02:03`. */
export function showTime(ms: number): string {
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0')
  const seconds = ms / 1000
  const hours = Math.floor(seconds / 3600)
  return hours > 0
    ? `${hours}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
    : `${two(seconds / 60)}:${two(seconds % 60)}`
}
