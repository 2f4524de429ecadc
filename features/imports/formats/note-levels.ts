import type { DayHeading } from './note-dates'
import type { NoteSpeaker } from './note-speakers'

export type NoteHeading = {
  /** 1 to 6; 7 is a line of bold words */
  level: number
  words: string
  line: number
  /** Set when it begins a day */
  day: DayHeading | null
  title: string
  speakers: NoteSpeaker[]
}

export type Chosen = {
  /** The heading that names the whole text */
  title: NoteHeading | null
  /** Of the headings that begin a session; 0 when none does, or only `only` */
  level: number
  /** The one talk that the text is about */
  only: NoteHeading | null
}

/** A heading that names a collection of notes, not a talk. */
const collection =
  /kubecon|cloudnativecon|servicemeshcon|\bcon\b|conference|summit|meetup|\bnotes\b|keynotes$|lightning (talks|notes)|大会|会议|笔记|系列|^(tuesday|day)/i

/** Finds out which headings begin sessions: not every writer means the same by the second level. */
export function chooseLevel(
  headings: NoteHeading[],
  { level, fileName }: { level?: number; fileName?: string },
): Chosen {
  const marked = headings.filter((one) => !one.day && one.level < 7)
  const bold = headings.filter((one) => one.level === 7)
  const [first] = headings.filter((one) => one.level < 7)
  const sole =
    first && !first.day && marked.every((one) => one === first || one.level > first.level)
      ? first
      : null
  if (level !== undefined) {
    const title = sole && level > sole.level ? sole : null
    return { title, level, only: null }
  }
  if (marked.length === 0) return { title: null, only: null, level: bold.length > 1 ? 7 : 0 }
  const spoken = (list: NoteHeading[]) => list.filter(({ speakers }) => speakers.length > 0)
  const deeper = marked.filter((one) => one !== sole)
  if (sole) {
    const named =
      spoken(deeper).length > 0 || collection.test(sole.words) || headings.some((one) => one.day)
    if (sole.speakers.length > 0 || (deeper.length > 0 && !named)) {
      return { title: null, level: 0, only: sole }
    }
    if (deeper.length === 0) {
      const talks = spoken(bold).length > 1
      return talks ? { title: sole, level: 7, only: null } : { title: null, level: 0, only: sole }
    }
  }
  const named = first && !first.day && !collection.test(first.words) ? first : null
  const about = named && fileName && isAbout(named.words, fileName) ? named : null
  if (about && spoken(marked.filter((one) => one !== about)).length === 0) {
    return { title: null, level: 0, only: about }
  }
  // Some begin with a form to fill in: the whole text is about one talk
  if (marked.some(({ words }) => /^speakers?:?$/i.test(words)) && spoken(marked).length === 0) {
    return { title: null, level: 0, only: null }
  }
  // Talks stand below their days
  const day = Math.min(...headings.filter((one) => one.day).map((one) => one.level))
  const below = deeper.filter((one) => one.level > day)
  const levels = [...new Set((below.length > 1 ? below : deeper).map((one) => one.level))].sort()
  const counts = levels.map((one) => spoken(deeper.filter((two) => two.level === one)).length)
  const most = Math.max(...counts)
  const several = levels.find((one) => deeper.filter((two) => two.level === one).length > 1)
  const best = most >= 2 ? levels[counts.indexOf(most)] : (several ?? levels[0])
  return { title: sole, only: null, level: best ?? 0 }
}

/** Whether a file was named after its first heading: then it is about one talk. */
function isAbout(words: string, fileName: string): boolean {
  const parts = (text: string) => new Set(text.toLowerCase().match(/[a-z0-9]{3,}|\p{Script=Han}/gu))
  const name = parts(fileName.replace(/^.*\//, '').replace(/\.\w+$/, ''))
  const found = [...name].filter((part) => parts(words).has(part)).length
  return name.size > 0 && found * 2 >= name.size
}
