import { mayBegin, type Person } from './marks'

// What is offered while one types a mark: pure, so that it can be tested without a browser.

/** A mark that is being typed: its sign, where that stands (UTF-16), and what follows up to the caret. */
export type Typing = { sign: '@' | '#'; at: number; query: string }

export type Offered = {
  people: (Person & { written: string; role: string })[]
  topics: string[]
}

/** What would be written, with its sign. */
export type Choice = { written: string; name: string; person?: Person & { role: string } }

const longestQuery = 60
const [mostPeople, mostTopics] = [8, 8]

/** The mark that is being typed where the caret stands; null if none is. */
export function typingAt(text: string, caret: number): Typing | null {
  const before = text.slice(Math.max(0, caret - longestQuery - 1), caret)
  const last = Math.max(...['@', '#', '＠', '＃'].map((sign) => before.lastIndexOf(sign)))
  if (last < 0) return null
  const [at, query] = [caret - before.length + last, before.slice(last + 1)]
  const sign = /[@＠]/.test(before[last] ?? '') ? '@' : '#'
  const fits = sign === '@' ? /^(?!\s)[^\n]*$/ : /^[\p{L}\p{N}\p{M}\-_.·]*$/u
  return fits.test(query) && mayBegin(text, at) ? { sign, at, query } : null
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\-_.·]+/g, ' ')

/** How well a name fits what was typed: 0 from its start, 1 from one of its words, 2 within; else null. */
function closeness(name: string, typed: string): number | null {
  if (name.startsWith(typed)) return 0
  if (name.includes(` ${typed}`)) return 1
  // A family name of one character is often left out, and nothing shows where words begin
  return /^\p{Script=Han}/u.test(typed) && name.includes(typed) ? 2 : null
}

function best<T>(all: T[], nameOf: (it: T) => string, query: string, most: number): T[] {
  const typed = fold(query)
  return all
    .flatMap((it) => {
      const found = closeness(fold(nameOf(it)), typed)
      return found === null ? [] : [{ it, found }]
    })
    .sort((a, b) => a.found - b.found)
    .slice(0, most)
    .map(({ it }) => it)
}

/** What fits a mark that is being typed, the best first; nothing where it is all there already. */
export function choicesFor({ sign, query }: Typing, { people, topics }: Offered): Choice[] {
  const choices: Choice[] =
    sign === '@'
      ? best(people, ({ written }) => written, query, mostPeople).map((person) => {
          return { written: `@${person.written}`, name: person.written, person }
        })
      : best(topics, (name) => name, query, mostTopics).map((name) => {
          return { written: `#${name}`, name }
        })
  return choices.length === 1 && choices[0]?.name === query ? [] : choices
}
