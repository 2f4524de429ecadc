import { diffArrays } from 'diff'

/** A run of text: in both versions, only in the newer, or only in the older. */
export type Part = { change: 'same' | 'added' | 'removed'; text: string }

// Words as Unicode has them (UAX 29, with a dictionary for Chinese): blanks alone would make one
// word of a Chinese paragraph, and letters would tear emoji and combining marks apart.
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
/** Edits after which two texts have little in common; comparing takes time with their square. */
const mostEdits = 400

/**
 * The difference between two texts by words; by lines where they differ in more than some hundred
 * words, and as a whole where they have nothing in common. What is the same and what was removed
 * make the older text, what is the same and what was added the newer.
 */
export function difference(before: string, after: string): Part[] {
  const parts = compare(words(before), words(after)) ?? compare(lines(before), lines(after))
  return joined(parts ?? [part('removed', before), part('added', after)])
}

const part = (change: Part['change'], text: string): Part => ({ change, text })
const words = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)
const lines = (text: string) => text.split(/(?<=\n)/)

function compare(before: string[], after: string[]): Part[] | null {
  const changes = diffArrays(before, after, { maxEditLength: mostEdits })
  if (!changes) return null
  return changes.map(({ added, removed, value }) =>
    part(added ? 'added' : removed ? 'removed' : 'same', value.join('')),
  )
}

/**
 * Changes that little parts are one change: a word left standing between two longer ones that were
 * replaced only looks alike. (After the semantic clean-up of Google's diff-match-patch.) Lines stay
 * apart.
 */
function joined(parts: Part[]): Part[] {
  const found: Part[] = []
  let [removed, added] = ['', '']
  const flush = () => {
    found.push(part('removed', removed), part('added', added))
    removed = added = ''
  }
  for (const [index, { change, text }] of parts.entries()) {
    const between = Math.min(Math.max(removed.length, added.length), changedAfter(parts, index))
    if (change === 'removed') removed += text
    else if (change === 'added') added += text
    else if (between > 0 && !text.includes('\n') && (isBlank(text) || text.length <= between)) {
      removed += text
      added += text
    } else {
      flush()
      found.push(part('same', text))
    }
  }
  flush()
  return found.filter(({ text }) => text !== '')
}

const isBlank = (text: string) => /^[^\p{L}\p{N}\p{So}]+$/u.test(text)

/** How long the change is that follows a part, in letters; 0 at the end. */
function changedAfter(parts: Part[], index: number): number {
  const end = parts.findIndex((it, place) => place > index && it.change === 'same')
  const change = parts.slice(index + 1, end < 0 ? undefined : end)
  return Math.max(0, ...change.map(({ text }) => text.length))
}
