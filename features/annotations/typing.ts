/** What typing made of a text: the whole of it, and where the caret stands (UTF-16 offsets). */
export type Typed = { text: string; caret: number }

const item = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(\[[ xX]\]\s+)?(.*)$/

/**
 * What Enter does inside a Markdown list (CommonMark 0.31, 5.2 and 5.3): the next item begins; on an
 * empty item the list ends. Null where the caret stands in no list: then Enter is just a new line.
 */
export function continueList(text: string, caret: number): Typed | null {
  const start = text.lastIndexOf('\n', caret - 1) + 1
  const match = item.exec(text.slice(start, caret))
  if (!match) return null
  const [, indent = '', mark = '', space = '', box, words] = match
  const rest = text.slice(caret)
  if (words === '' && (rest === '' || rest.startsWith('\n'))) {
    return { text: text.slice(0, start) + rest, caret: start }
  }
  const number = Number.parseInt(mark, 10)
  const next = Number.isNaN(number) ? mark : `${number + 1}${mark.slice(-1)}`
  const begun = `\n${indent}${next}${space}${box ? '[ ] ' : ''}`
  return { text: text.slice(0, caret) + begun + rest, caret: caret + begun.length }
}

const address = /^https?:\/\/[^\s<>]+$/i

/**
 * What a pasted address makes of selected words: a Markdown link on them. Null when nothing is
 * selected, the words are an address themselves, or what was pasted is none.
 */
export function linkSelection(
  text: string,
  from: number,
  to: number,
  pasted: string,
): Typed | null {
  const words = text.slice(from, to)
  const url = pasted.trim()
  if (words.trim() === '' || words.includes('\n\n') || address.test(words) || !address.test(url)) {
    return null
  }
  const title = words.replace(/[[\]\\]/g, (sign) => `\\${sign}`)
  const link = `[${title}](${url.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})`
  return { text: text.slice(0, from) + link + text.slice(to), caret: from + link.length }
}
