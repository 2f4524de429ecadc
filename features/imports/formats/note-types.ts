import type { NoteHeading } from './note-levels'
import type { NoteSpeaker } from './note-speakers'
import type { Unit } from './note-units'

export type NoteBlock = Unit & {
  /** Headings and bold lines that it stands under, inside of its session */
  under: string[]
  /** The bold line right above, where that is the name of somebody whose links follow; else empty */
  topic: string
}

export type NoteSession = {
  /** As written; empty for what stands before all headings */
  heading: string
  title: string
  speakers: NoteSpeaker[]
  /** `YYYY-MM-DD`; null when the notes do not say it */
  day: string | null
  line: number
  /** Proposed for its writer alone */
  personal: boolean
  /** A table of contents, proposed to be left out */
  contents: boolean
  blocks: NoteBlock[]
}

export type NoteLink = {
  /** As written, perhaps relative */
  address: string
  words: string
  /** Not made a link by its writer: an address in the text */
  bare: boolean
  line: number
}

export type Notes = {
  title: string | null
  days: { date: string | null; heading: string; line: number }[]
  /** Headings above several sessions: tracks, events of a day */
  groups: { heading: string; line: number }[]
  sessions: NoteSession[]
  headings: NoteHeading[]
  /** Lines of headings without a word */
  emptyHeadings: number[]
  links: NoteLink[]
  images: { address: string; line: number }[]
  /** Dates that the text names, also to the month alone */
  dates: string[]
  /** The level of heading that begins a session: 1 to 6, 7 for bold lines, 0 for the whole text */
  level: number
}
