import type { Cue } from './transcript'

/** Cues as one reads them, with the moment at which they begin. */
export type Paragraph = { fromMs: number | null; speaker: string; text: string }

const pauseMs = 2_500
/** Nobody wants to search two minutes for the moment of a sentence. */
const longestMs = 120_000
const [enough, plenty, tooMuch] = [280, 520, 1_200]

const ideograph = /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/
const sentenceEnd = /[.!?…。！？]["'”’」）)]*$/

/** What stands between two cues: nothing where Chinese or Japanese runs on. */
function between(before: string, after: string): string {
  return ideograph.test(before.at(-1) ?? '') && ideograph.test(after[0] ?? '') ? '' : ' '
}

/**
 * Cues made into paragraphs: a new one with another speaker, after a pause once there is enough, at
 * the end of a sentence once there is plenty, and at last anywhere; and every two minutes.
 */
export function paragraphsOf(cues: Cue[]): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let [current, previous]: [Paragraph | null, Cue | null] = [null, null]
  for (const cue of cues) {
    if (!current || !previous || breaks(current, previous, cue)) {
      current = { fromMs: cue.fromMs, speaker: cue.speaker, text: cue.text }
      paragraphs.push(current)
    } else {
      current.text += between(current.text, cue.text) + cue.text
    }
    previous = cue
  }
  return paragraphs
}

function breaks(current: Paragraph, previous: Cue, next: Cue): boolean {
  // Blocks of a text without times are paragraphs already
  if (next.fromMs === null || previous.toMs === null) return true
  if (next.speaker && next.speaker !== current.speaker) return true
  if (next.fromMs - (current.fromMs ?? 0) >= longestMs) return true
  const [length, ended] = [widthOf(current.text), sentenceEnd.test(current.text)]
  if (length >= tooMuch) return true
  if (length >= plenty) return ended
  const paused = next.fromMs - previous.toMs >= pauseMs
  return paused && (ended || length >= enough)
}

/** An ideograph says about as much as three letters. */
function widthOf(text: string): number {
  let wide = 0
  for (const letter of text) if (ideograph.test(letter)) wide++
  return text.length + 2 * wide
}

/** The plain text of a transcript, over which passages are counted: its paragraphs on lines. */
export function textOf(paragraphs: Pick<Paragraph, 'text'>[]): string {
  return paragraphs.map(({ text }) => text).join('\n')
}
