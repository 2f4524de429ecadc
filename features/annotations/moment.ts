import { showTime } from '@/features/sessions/recording'

/** A place in the recording, in milliseconds from its start; `toMs` when it is a stretch. */
export type Moment = { fromMs: number; toMs: number | null }

// Chinese input methods type the full-width colon, dash and brackets, so those count as well.
const clock = String.raw`(?:(\d{1,2})[:：]([0-5]\d)[:：]([0-5]\d)|(\d{1,3})[:：]([0-5]\d))`
const stretch = String.raw`${clock}(?:\s?[-–—~～至]\s?${clock})?`
const bare = new RegExp(String.raw`^${stretch}(?=\s|$|\p{Script=Han})`, 'u')
const bracketed = new RegExp(String.raw`^[[(（【]${stretch}[\])）】]`, 'u')

/**
 * Reads the moment at the start of a text: `12:34` (minutes, seconds), `1:02:03`, a stretch
 * `19:40–24:00`, each also in brackets. Answers the moment (null when there is none, or when it
 * would end before it begins) and the text after it.
 */
export function readMoment(text: string): { moment: Moment | null; rest: string } {
  const typed = text.trimStart()
  const match = bare.exec(typed) ?? bracketed.exec(typed)
  const fromMs = match && milliseconds(match.slice(1, 6))
  const toMs = match && milliseconds(match.slice(6, 11))
  if (!match || fromMs === null || (toMs !== null && toMs < fromMs)) {
    return { moment: null, rest: text }
  }
  return { moment: { fromMs, toMs }, rest: typed.slice(match[0].length).trimStart() }
}

function milliseconds(fields: (string | undefined)[]): number | null {
  const [hours, minutes, seconds, shortMinutes, shortSeconds] = fields
  if (hours === undefined && shortMinutes === undefined) return null
  const inMinutes = Number(hours ?? 0) * 60 + Number(minutes ?? shortMinutes)
  return (inMinutes * 60 + Number(seconds ?? shortSeconds)) * 1000
}

/** A moment as it is typed and shown: `07:52`, `1:02:03`, `19:40–24:00`; '' for none. */
export function showMoment(fromMs: number | null, toMs: number | null = null): string {
  if (fromMs === null) return ''
  return toMs === null ? showTime(fromMs) : `${showTime(fromMs)}–${showTime(toMs)}`
}
