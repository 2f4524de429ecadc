import type { Notes } from './note-types'

/** The letters and digits of notes as they were read, in the order in which they are shown. */
function* wordsOf({ title, days, groups, sessions }: Notes): Generator<string> {
  const parts = [
    ...days.map(({ heading, line }) => ({ line, words: [heading] })),
    ...groups.map(({ heading, line }) => ({ line, words: [heading] })),
    ...sessions.map(({ heading, line, blocks }) => ({
      line,
      words: [
        heading,
        ...blocks.flatMap((one) => [
          // A picture's address stands between its description and its title
          ...[one.mark, one.text, one.image, one.image && one.text],
          ...[one.answerMark, one.answer, one.speaker],
        ]),
      ],
    })),
  ]
  if (title) yield title
  for (const { words } of parts.sort((a, b) => a.line - b.line)) yield* words
}

const meaning = (text: string) => text.match(/[\p{L}\p{N}]/gu) ?? []

/**
 * What of a text is missing in the notes that were read from it: the first letter or digit that has no
 * place behind those before it, with some of what follows. Empty: nothing is lost.
 */
export function lostWords(source: string, notes: Notes): string {
  const kept = [...wordsOf(notes)].flatMap(meaning)
  const given = meaning(source)
  let at = 0
  for (const [index, letter] of given.entries()) {
    at = kept.indexOf(letter, at) + 1
    if (at === 0) return given.slice(Math.max(0, index - 20), index + 20).join('')
  }
  return ''
}
