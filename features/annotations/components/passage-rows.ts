import { inkOf, type Passage, type PassageTarget, textHash } from '@/features/sessions/passage'
import { passageTargets } from '@/features/sessions/schema'
import { shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import type { TeamPerson } from '../queries'

/** A passage in a text of the page: its letters from one to another, white space not counted. */
export type PassageMark = { id: string; target: PassageTarget; from: number; to: number }

/** The same with what the server shows of it. */
export type PlacedPassage = PassageMark & { start: number; exact: string; href: string }

/**
 * The passages that the reader's column holds, as far as they stand in one of these texts.
 * `here` is the talk or article; a link to a card keeps the transcript open if it is.
 */
export function passagesIn(
  people: TeamPerson[],
  texts: Partial<Record<PassageTarget, string | null>>,
  here: { team: string; on: { id: string; slug: string; link?: string | null } },
): PlacedPassage[] {
  const all = people.flatMap(({ passages }) => passages ?? [])
  const view = texts.transcript ? 'transcript' : undefined
  return passageTargets.flatMap((target) => {
    const on = all.filter(({ passage }) => passage.target === target && !passage.lost)
    const text = texts[target] ?? null
    if (text === null || on.length === 0) return []
    const [ink, hash] = [inkOf(text), textHash(text)]
    return on
      .filter(({ passage }) => passage.hash === hash)
      .map(({ id, passage: { start, end, exact } }) => ({
        ...{ id, target, start, exact },
        from: ink.indexAt(start),
        to: ink.indexAt(end),
        href: `${paths.annotated(here.team, here.on, { at: shortId(id), view })}#annotation-${shortId(id)}`,
      }))
  })
}

/** What the browser needs to mark them. */
export function marksOf(passages: PlacedPassage[]): PassageMark[] {
  return passages.map(({ id, target, from, to }) => ({ id, target, from, to }))
}

/** `former`: the address of the text in which it stood last, where one can still read that. */
export type PassageRow = { quote: string; target: PassageTarget; lost?: true; former?: string }

/** A passage as a card shows it; `formerAt` is where an earlier text of an article stands, by its hash. */
export function passageRow(
  { exact, target, lost, was }: Passage,
  formerAt: ((hash: string) => string) | null,
): PassageRow {
  const former = was && formerAt?.(was)
  return { quote: shortened(exact), target, ...(lost && { lost, ...(former && { former }) }) }
}

export function shortened(exact: string, most = 140): string {
  const line = Array.from(exact.replace(/\s+/g, ' '))
  return line.length > most ? `${line.slice(0, most - 1).join('')}…` : line.join('')
}
