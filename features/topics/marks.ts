import type { Mark, MarkReader } from '@/lib/markdown'

// How people and topics are written in a text: `@Ada Lovelace`, `@小明`, `#cloud-native`, `#服务网格`.

/** Scripts that put no space between words: a mark may begin right behind one of their letters. */
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}'
const inWord = new RegExp(`(?![${unspaced}])[\\p{L}\\p{N}\\p{M}]`, 'u')
const isUnspaced = new RegExp(`[${unspaced}]`, 'u')

/** Characters; a longer tag is a sentence. */
export const longestTopic = 60

const letters = '[\\p{L}\\p{N}\\p{M}]+'
const topicName = new RegExp(`${letters}(?:[-_.·]${letters})*`, 'uy')

/**
 * Whether a `@` or `#` at a place begins a mark: at the start, behind white space, punctuation or a
 * letter of a script without spaces; not inside a word, an e-mail address or a path.
 */
export function mayBegin(text: string, at: number): boolean {
  const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1)
  return before === undefined || !(inWord.test(before) || /[/&=%@#\\]/.test(before))
}

/** What tells topics apart: compatible characters, capitals and the joints of words do not. */
export function normaliseTopic(written: string): string {
  return written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[-_.·]+/g, '-')
}

function readTopic(text: string, at: number): Mark | null {
  topicName.lastIndex = at + 1
  const [name] = topicName.exec(text) ?? []
  if (!name || !/\p{L}/u.test(name) || Array.from(name).length > longestTopic) return null
  const end = at + 1 + name.length
  // As in much Chinese writing, a second sign may close it: #服务网格#
  const closed = text[end] === '#' && isUnspaced.test(name)
  const length = name.length + (closed ? 2 : 1)
  return { type: 'topic', key: name, length, words: text.slice(at, at + length) }
}

export type Person = { id: string; name: string }

/** The few letters that tell people of one name apart, from the end of their id. */
const tailOf = ({ id }: Person) => id.slice(-4)

/** What tells names apart: capitals and white space do not. */
export const nameKey = (name: string) =>
  name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()

function namesakes<P extends Person>(people: P[]): Map<string, P[]> {
  const byName = new Map<string, P[]>()
  for (const person of people) {
    const name = nameKey(person.name)
    if (name) byName.set(name, [...(byName.get(name) ?? []), person])
  }
  return byName
}

/**
 * How each person is written so that nobody else is meant: `Lin Wei`, or `Lin Wei~3f9a` where there
 * are two of the name.
 */
export function writtenNames<P extends Person>(people: P[]): (P & { written: string })[] {
  const byName = namesakes(people)
  return people.map((person) => {
    const name = person.name.normalize('NFC').replace(/\s+/g, ' ').trim()
    const alone = byName.get(nameKey(name))?.length === 1
    return { ...person, written: alone ? name : `${name}~${tailOf(person)}` }
  })
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/**
 * A reader of the marks in a text, given the people who can be meant. The longest name wins; letters
 * may be small or capital. A name that two people have means neither, unless their tail is written.
 */
export function markReader(people: Person[]): MarkReader {
  const byName = namesakes(people)
  const names = [...byName]
    .sort(([a], [b]) => b.length - a.length)
    .map(([name, all]) => {
      const words = name.split(' ').map(escaped).join('[^\\S\\n]+')
      // Behind a letter of a script without spaces anything may follow
      const end = isUnspaced.test(name.slice(-1))
        ? ''
        : `(?!_|${inWord.source}|[-@]${inWord.source})`
      return { all, pattern: new RegExp(`(${words})(?:~([0-9a-f]{4}))?${end}`, 'iuy') }
    })
  return (text, at) => {
    if (!mayBegin(text, at)) return null
    if (text[at] === '#') return readTopic(text, at)
    for (const { all, pattern } of names) {
      pattern.lastIndex = at + 1
      const [whole, name, tail] = pattern.exec(text) ?? []
      if (!whole) continue
      const meant = tail ? all.filter((it) => tailOf(it) === tail.toLowerCase()) : all
      const [one] = meant
      if (!one || meant.length > 1) return null
      return { type: 'person', key: one.id, length: whole.length + 1, words: `@${name}` }
    }
    return null
  }
}
