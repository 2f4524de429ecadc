import { recordingOf } from '@/features/sessions/recording'
import { readUrl } from '@/lib/paths'
import { readPlaylistJson } from './playlist-json'
import { type Found, readPlaylistLines } from './playlist-lines'
import { Problems } from './problems'
import type { Problem } from './programme'
import { Refused } from './refusal'
import { cleanLine, longest } from './text'

/** A recording as a list of them names it. */
export type PlaylistItem = {
  /** Empty where the list gives only the address */
  title: string
  /** An http or https address; of YouTube without the playlist it was played from */
  address: string
  durationSeconds: number | null
  /** 1-based line of its address, where known */
  line: number | null
}

export type Playlist = {
  format: 'playlist-json' | 'playlist-text'
  title: string | null
  /** In the list's order, each address once */
  items: PlaylistItem[]
  /** Addresses that came again */
  repeated: number
  problems: Problem[]
}

/** More than any conference has recorded. */
export const mostRecordings = 1_000
const longestTitle = 300

/**
 * Reads titles and addresses of recordings in whatever way they are written down: title and address
 * on a line, on two lines, separated by tabs, commas or bars, as links of Markdown; or the JSON of
 * `yt-dlp --flat-playlist`, as one document or a line each. Numbers and durations are no titles.
 * @throws Refused when there is no address in it, or too many
 */
export function readPlaylist(text: string): Playlist {
  if (!text.trim()) throw new Refused('empty')
  const problems = new Problems(200)
  const json = readPlaylistJson(text)
  const { title, found } = json ?? readPlaylistLines(text)
  const items = new Map<string, PlaylistItem>()
  let repeated = 0
  for (const one of found) {
    const item = itemOf(one, problems)
    if (!item) continue
    const before = items.get(item.address)
    if (before) {
      repeated++
      before.title ||= item.title
    } else if (items.size >= mostRecordings) {
      throw new Refused('too-many-links', { limit: mostRecordings })
    } else items.set(item.address, item)
  }
  if (items.size === 0) throw new Refused('no-links')
  return {
    format: json ? 'playlist-json' : 'playlist-text',
    title: cleanLine(title, 200),
    items: [...items.values()],
    repeated,
    problems: problems.list(),
  }
}

function itemOf({ title, address, duration, line }: Found, problems: Problems) {
  const clean = cleanLine(title, longestTitle) ?? ''
  if (/^\[?(?:private|deleted) video\]?$/i.test(clean)) {
    problems.add('video-gone', clean, line)
    return null
  }
  const tidied = recordingAddress(address)
  if (!tidied) {
    const shown = cleanLine(address, 80) ?? ''
    problems.add('address-refused', clean || shown, line, { address: shown })
    return null
  }
  return { title: clean, address: tidied, durationSeconds: duration, line }
}

/**
 * The address of a recording as it is kept, or null for what is none: a video of YouTube under one
 * address, whatever it was copied from, with the moment at which it is to begin; anything else as it is.
 */
export function recordingAddress(written: string): string | null {
  const url = readUrl(/^https?:/i.test(written) ? written : `https://${written}`)
  if (!url || url.username || url.password || !/^https?:$/.test(url.protocol)) return null
  if (url.href.length > longest.address || !url.hostname.includes('.')) return null
  const recording = recordingOf(url.href)
  if (recording?.player !== 'youtube') return url.href
  const begins = recording.startMs > 0 ? `&t=${Math.floor(recording.startMs / 1000)}s` : ''
  return `https://www.youtube.com/watch?v=${recording.id}${begins}`
}
