import type { AnnotationKind } from '@/prisma/generated/client'
import { type Moment, readMoment } from './moment'

// Full-width marks need no space behind them: no sentence begins with one.
const starts: [RegExp, AnnotationKind][] = [
  [/^(?:>\s|＞\s?)/u, 'quote'],
  [/^(?:\?\s|？\s?)/u, 'question'],
  [/^(?:!!\s|！！\s?)/u, 'decision'],
  [/^(?:!\s|！(?!！)\s?)/u, 'follow_up'],
  [/^(?:~\s|～\s?)/u, 'gap'],
]

function readMark(text: string): { kind: AnnotationKind | null; rest: string } {
  for (const [mark, kind] of starts) {
    const match = mark.exec(text)
    if (match) return { kind, rest: text.slice(match[0].length) }
  }
  return { kind: /^https?:\/\/\S/i.test(text) ? 'link' : null, rest: text }
}

// `/` is `、` where an input method is on; no sentence begins with one of them and a number
const slideMark = /^[/、]([1-9]\d{0,3})(?=\s|$|\p{Script=Han})/u

type Place = { moment: Moment | null; slide: number | null; rest: string }

/** The moment and the slide before a text, in either order. */
function readPlace(text: string): Place {
  const place: Place = { moment: null, slide: null, rest: text }
  for (let round = 0; round < 2; round++) {
    const { moment, rest } = readMoment(place.rest)
    if (moment && !place.moment) Object.assign(place, { moment, rest })
    const mark = slideMark.exec(place.rest)
    if (!mark || place.slide !== null) continue
    place.slide = Number(mark[1])
    place.rest = place.rest.slice(mark[0].length).trimStart()
  }
  return place
}

type Start = {
  kind: AnnotationKind
  moment: Moment | null
  /** From 1 to 9,999 */
  slide: number | null
  body: string
}

/**
 * Reads what is typed at the start of an annotation: its moment, its slide (`/12`) and the mark of
 * its kind (`> ` quote, `? ` question, `! ` follow-up, `!! ` decision, `~ ` gap, a web address:
 * link), in any order. A mark counts, and leaves the text, if it agrees with `kind`; or if that is
 * the usual takeaway and nobody has `picked` it knowingly.
 */
export function readStart(text: string, kind: AnnotationKind = 'takeaway', picked = false): Start {
  const before = readPlace(text.trim())
  const mark = readMark(before.rest)
  const counts = mark.kind === kind || (kind === 'takeaway' && !picked && mark.kind !== null)
  const after = readPlace(counts ? mark.rest : before.rest)
  // What is named twice is said in words the second time
  const again = (before.moment && after.moment) || (before.slide && after.slide)
  const behind = counts && !again ? after : null
  return {
    kind: counts && mark.kind ? mark.kind : kind,
    moment: before.moment ?? behind?.moment ?? null,
    slide: before.slide ?? behind?.slide ?? null,
    body: (behind?.rest ?? (counts ? mark.rest : before.rest)).trim(),
  }
}
