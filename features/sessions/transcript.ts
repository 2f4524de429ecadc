import { type RawCue, withoutRepeats } from './captions'

/** What is said from one moment to another, in milliseconds; null where the file has no times. */
export type Cue = {
  fromMs: number | null
  toMs: number | null
  speaker: string
  text: string
}

export const transcriptFormats = ['webvtt', 'srt', 'text'] as const
export type TranscriptFormat = (typeof transcriptFormats)[number]

/** `read`: the cues of the file, before what captions repeat is dropped. */
export type TranscriptRead =
  | { ok: true; format: TranscriptFormat; cues: Cue[]; read: number }
  | { ok: false; problem: 'notText' | 'empty' | 'tooLong' }

/** Bytes; a day of captions has some 2 MB. */
export const largestTranscript = 2 * 2 ** 20
const mostCues = 30_000
const longestCue = 20_000

const time = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`
const timing = new RegExp(String.raw`^\s*${time}\s*--+>\s*${time}`)
// 12:34 · [1:02:03] · (00:12) – and what is said, on the same line or the next
const stamped = new RegExp(String.raw`^\s*[[(]?${time}[\])]?(?:\s*[-–—:|]\s+|\s+|$)(.*)$`)
const linkEnd = /^\]\(https?:\/\/\S+?[?&#]t=(?:(\d+)h)?(?:(\d+)m)?(\d+)s?\)\s*$/

/**
 * Reads a transcript: WebVTT (W3C), SubRip, or text, with or without times in it. Takes what others
 * get wrong (times without hours, commas for points, missing numbers, blank lines in a cue) and
 * never throws.
 */
export function readTranscript(source: string | Uint8Array): TranscriptRead {
  if (source.length > largestTranscript) return { ok: false, problem: 'tooLong' }
  const decoded = typeof source === 'string' ? source : decode(source)
  if (decoded === null || decoded.includes('\0')) return { ok: false, problem: 'notText' }
  const lines = decoded.replace(/^\uFEFF/, '').split(/\r\n?|\n|\u2028/)
  const vtt = /^WEBVTT(?:\s|$)/.test(lines[0] ?? '')
  const timed = vtt || lines.some((line) => timing.test(line))
  const raw = timed ? readTimed(lines, vtt) : readText(lines)
  if (raw.length > mostCues) return { ok: false, problem: 'tooLong' }
  const read = raw.map((cue) => ({ ...cue, lines: cue.lines.map(clean).filter(Boolean) }))
  // Files may hold cues in any order; those of one moment keep theirs
  const sorted = read.sort((a, b) => (a.fromMs ?? 0) - (b.fromMs ?? 0))
  const cues = spoken(withoutRepeats(sorted))
  if (cues.length === 0) return { ok: false, problem: 'empty' }
  return { ok: true, format: vtt ? 'webvtt' : timed ? 'srt' : 'text', cues, read: read.length }
}

/** UTF-8, UTF-16 with its mark, else GB 18030 or Windows 1252 as the bytes look; null: no text. */
export function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // Also before the tolerant encodings, which make letters of anything
  if (bytes.includes(0)) return null
  const strict = (encoding: string) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      return null
    }
  }
  const utf8 = strict('utf-8')
  if (utf8 !== null) return utf8
  return (looksChinese(bytes) ? strict('gb18030') : null) ?? new TextDecoder('latin1').decode(bytes)
}

// Chinese stands in runs of byte pairs; what Latin writes beyond ASCII stands alone
function looksChinese(bytes: Uint8Array): boolean {
  let [paired, odd, run] = [0, 0, 0]
  for (const byte of bytes) {
    if (byte >= 0x80) run++
    else if (run > 0) {
      if (run % 2 === 0) paired++
      else odd++
      run = 0
    }
  }
  return paired > odd * 4
}

function readTimed(lines: string[], vtt: boolean): RawCue[] {
  const cues: RawCue[] = []
  let [inside, skipping] = [false, false]
  for (const [at, line] of lines.entries()) {
    const found = timing.exec(line)
    if (found) {
      const fromMs = milliseconds(found.slice(1, 5))
      const toMs = milliseconds(found.slice(5, 9))
      cues.push({ fromMs, toMs: Math.max(fromMs, toMs), lines: [] })
      ;[inside, skipping] = [true, false]
    } else if (line.trim() === '') {
      // WebVTT ends a cue here; in SubRip files a blank line may stand between two lines of one
      if (vtt) inside = false
      skipping = false
    } else if (vtt && !inside && /^(NOTE|STYLE|REGION)\b/.test(line)) {
      skipping = true
    } else if (inside && !skipping && !isNumber(line, lines, at)) {
      cues.at(-1)?.lines.push(line)
    }
  }
  return cues
}

/** Whether a line only names the cue that begins below it. */
function isNumber(line: string, lines: string[], at: number): boolean {
  return /^\s*\d+\s*$/.test(line) && timing.test(lines[at + 1] ?? '')
}

function readText(lines: string[]): RawCue[] {
  const links = lines.flatMap((line) => {
    // [what is said](https://video?t=1m2s)
    const middle = line.lastIndexOf('](')
    const found = line.startsWith('[') && middle > 0 && linkEnd.exec(line.slice(middle))
    if (!found) return []
    const [, ...time] = found
    return [{ fromMs: milliseconds(time), toMs: null, lines: [line.slice(1, middle)] }]
  })
  if (links.length > 1) return withEnds(links)
  const marked = lines.filter((line) => stamped.test(line)).length
  // A time of day in a text without moments does not make one of it
  if (marked > 1 && marked * 12 >= lines.filter((line) => line.trim()).length) {
    return withEnds(readStamped(lines))
  }
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .map((text) => ({ fromMs: null, toMs: null, lines: text.split('\n') }))
    .filter((cue) => cue.lines.some((line) => line.trim()))
}

function readStamped(lines: string[]): RawCue[] {
  const cues: RawCue[] = []
  for (const line of lines) {
    const found = stamped.exec(line)
    if (found) {
      const said = found[5] ?? ''
      cues.push({ fromMs: milliseconds(found.slice(1, 5)), toMs: null, lines: said ? [said] : [] })
    } else if (line.trim()) {
      if (cues.length === 0) cues.push({ fromMs: 0, toMs: null, lines: [] })
      cues.at(-1)?.lines.push(line)
    }
  }
  return cues
}

/** Without an end of its own a cue lasts until the next one. */
function withEnds(cues: RawCue[]): RawCue[] {
  return cues.map((cue, i) => ({
    ...cue,
    toMs: Math.max(cue.fromMs ?? 0, cues[i + 1]?.fromMs ?? 0),
  }))
}

function milliseconds([hours, minutes, seconds, fraction]: (string | undefined)[]): number {
  const whole = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  const ms = whole * 1_000 + Number((fraction ?? '').padEnd(3, '0'))
  // What the column of the database can hold
  return Number.isSafeInteger(ms) ? Math.min(ms, 2 ** 31 - 1) : 0
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

/** Half of a surrogate pair, which the database does not take. */
const half = /\p{Cs}/gu

/** One line without styling: the name of a voice stays, as `<v Name>`. */
function clean(line: string): string {
  return (
    line
      // biome-ignore lint/suspicious/noControlCharactersInRegex: also those that are to mark a voice
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/<v(?:\.[^\s>]*)?\s+([^<>]{1,200})>/gi, '\u0001$1\u0002')
      // One tag after the other: none holds another, so that no cleverly broken one takes long
      .replace(/<\/?[a-z0-9][^<>]{0,200}>/gi, '')
      .replace(/\{\\[^{}]{0,60}\}/g, '')
      .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => entities[name] ?? '')
      .replace(/&(lrm|rlm|#8206|#8207);/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(half, '')
      .normalize('NFC')
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: set by clean()
const voice = /^\u0001([^\u0001\u0002]*)\u0002\s*/
// >> JANE: · JANE DOE: · Speaker 2: — other names before a colon are as likely part of a sentence
const labelled =
  /^(?:(?:>>|-)\s*([^:：]{1,60})|(\p{Lu}[\p{Lu}.'’ -]{1,40})|((?:Speaker|SPEAKER|发言人|讲者) ?\d{1,2}))\s*[:：]\s+(?=\S)/u

/** The words without what marked a voice in their midst. */
function unmarked(words: string): string {
  return (
    words
      // biome-ignore lint/suspicious/noControlCharactersInRegex: set by clean()
      .replace(/[\u0001\u0002]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

function spoken(raw: RawCue[]): Cue[] {
  return raw.flatMap(({ fromMs, toMs, lines }) => {
    const joined = lines.join(' ').slice(0, longestCue).replace(half, '')
    const named = voice.exec(joined) ?? labelled.exec(joined)
    const speaker = unmarked(named ? (named[1] ?? named[2] ?? named[3] ?? '') : '')
    const text = unmarked(joined.slice(named?.[0].length ?? 0).replace(/^\s*>>/, ''))
    return text ? [{ fromMs, toMs, speaker: speaker.slice(0, 200).replace(half, ''), text }] : []
  })
}
