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

/**
 * Reads what is typed at the start of an annotation: its moment and the mark of its kind (`> `
 * quote, `? ` question, `! ` follow-up, `!! ` decision, `~ ` gap, a web address: link), in either
 * order. A mark counts, and leaves the text, if it agrees with `kind`; or if that is the usual
 * takeaway and nobody has `picked` it knowingly.
 */
export function readStart(
  text: string,
  kind: AnnotationKind = 'takeaway',
  picked = false,
): { kind: AnnotationKind; moment: Moment | null; body: string } {
  const first = readMoment(text.trim())
  const mark = readMark(first.rest)
  const counts = mark.kind === kind || (kind === 'takeaway' && !picked && mark.kind !== null)
  const second = counts && !first.moment ? readMoment(mark.rest) : null
  return {
    kind: counts && mark.kind ? mark.kind : kind,
    moment: first.moment ?? second?.moment ?? null,
    body: (second?.rest ?? (counts ? mark.rest : first.rest)).trim(),
  }
}
