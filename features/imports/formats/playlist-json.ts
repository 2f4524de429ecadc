import type { Found } from './playlist-lines'

type Record = { [key: string]: unknown }

/**
 * The JSON of `yt-dlp -J --flat-playlist` (one document with entries), of `-j` (a line each), or of the
 * YouTube API's playlist items; also any list of objects with titles and addresses. Null for other text.
 */
export function readPlaylistJson(text: string): { title: string | null; found: Found[] } | null {
  const start = text.trimStart()
  if (!/^[[{]\s*["{\]]/.test(start)) return null
  const whole = parsed(text)
  if (whole !== undefined) {
    const list = Array.isArray(whole) ? whole : isRecord(whole) ? entriesIn(whole) : []
    const title = isRecord(whole) ? textOf(whole.title) : null
    return { title: title || null, found: list.flatMap((one) => foundIn(one, null)) }
  }
  const lines = text.split(/\r?\n/)
  const objects = lines.map((line) => (line.trim().startsWith('{') ? parsed(line) : undefined))
  if (!objects.some(isRecord)) return null
  const first = objects.find(isRecord)
  return {
    title: textOf(first?.playlist_title) || textOf(first?.playlist) || null,
    found: objects.flatMap((one, at) => foundIn(one, at + 1)),
  }
}

/** Whether a file, of which this is the beginning, is what yt-dlp prints of a playlist. */
export function looksLikePlaylist(start: string): boolean {
  return /^\s*[[{]/.test(start) && /"(?:_type|ie_key|extractor_key|playlist_id)"\s*:/.test(start)
}

function entriesIn(root: Record): unknown[] {
  for (const name of ['entries', 'items', 'videos']) {
    const list = root[name]
    if (Array.isArray(list)) return list
  }
  return [root]
}

function foundIn(one: unknown, line: number | null): Found[] {
  if (!isRecord(one)) return []
  // A channel's tabs are playlists in a playlist
  if (Array.isArray(one.entries)) return one.entries.flatMap((inner) => foundIn(inner, line))
  const snippet = isRecord(one.snippet) ? one.snippet : {}
  const resource = isRecord(snippet.resourceId) ? snippet.resourceId : {}
  const address =
    [one.webpage_url, one.original_url, one.url, one.link, one.address]
      .map(textOf)
      .find((value) => /^https?:\/\//i.test(value)) ?? ''
  const id = [resource.videoId, one.video_id, one.videoId, one.id, one.url]
    .map(textOf)
    .find((value) => /^[\w-]{11}$/.test(value))
  if (!address && !id) return []
  const title = textOf(one.title) || textOf(one.fulltitle) || textOf(one.name)
  return [
    {
      title: title || textOf(snippet.title),
      address: address || `https://www.youtube.com/watch?v=${id}`,
      duration: typeof one.duration === 'number' ? Math.max(0, Math.round(one.duration)) : null,
      line,
    },
  ]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const isRecord = (value: unknown): value is Record =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
