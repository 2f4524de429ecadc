import { createHash } from 'node:crypto'
import { parseAddress } from '@/features/links/address'
import type { Audience } from '@/prisma/generated/enums'
import type { WebNote } from '../formats/web-annotations'
import type { WebReply } from '../formats/web-replies'

/** What an import of annotations will do: a file's notes against what the team has. Pure. */

/** What annotations can stand on, with the addresses that mean it. */
export type NotePlace = {
  type: 'session' | 'article'
  id: string
  /** Of a talk; of the link where it is an article */
  slug: string
  link: string | null
  title: string
  urls: string[]
}

/** What there is already: annotations by id, and the importer's own by what they say where. */
export type Present = { ids: ReadonlySet<string>; own: ReadonlySet<string> }

export type PlannedNote = {
  /** Which of the file's notes */
  index: number
  place: NotePlace
  body: string
  audience: Audience
  /** Threads of comments below it, oldest first */
  threads: { resolved: boolean; comments: { body: string; at: string | null }[] }[]
}

export type AnnotationPlan = {
  added: PlannedNote[]
  /** There already, or twice in the file */
  present: number
  /** On what the team has not: the addresses or titles, each with how many */
  nowhere: { name: string; count: number }[]
  /** Comments that come, and those below annotations that do not */
  comments: { added: number; left: number }
}

/** By what two annotations are the same: where they stand, of what kind they are, what they say. */
export function sameness(placeId: string, kind: string, body: string): string {
  return createHash('sha256')
    .update(JSON.stringify([placeId, kind, body]))
    .digest('hex')
}

/**
 * Notes go to the talk whose id is in their address, else to the talk or article that has one of their
 * addresses, else to the only talk of the page's title. Another's words say whose they are. What was
 * public is for the team: it was opened elsewhere.
 * @param name of the importing person
 */
export function planAnnotations(
  notes: WebNote[],
  places: NotePlace[],
  present: Present,
  name: string,
): AnnotationPlan {
  const find = finder(places)
  const added: PlannedNote[] = []
  const nowhere = new Map<string, number>()
  const seen = new Set(present.own)
  let known = 0
  let said = 0
  for (const [index, note] of notes.entries()) {
    const place = find(note)
    const replies = note.replies ?? []
    said += replies.length
    if (note.own.annotation && present.ids.has(note.own.annotation)) known++
    else if (!place) {
      const named = note.title || note.sources[0] || '–'
      nowhere.set(named, (nowhere.get(named) ?? 0) + 1)
    } else {
      const pictures = (note.images ?? []).map((address) => `![](<${address}>)`).join('\n\n')
      const body = credited([note.body, pictures], note.author, name)
      const same = sameness(place.id, note.kind, body)
      // Before pictures were kept, it came without them
      const bare = sameness(place.id, note.kind, credited([note.body], note.author, name))
      const audience = note.onlyMe ? 'me' : 'team'
      if (seen.has(same) || seen.has(bare)) known++
      else added.push({ index, place, body, audience, threads: threadsOf(replies, name) })
      seen.add(same)
    }
  }
  const coming = added.flatMap(({ threads }) => threads.flatMap(({ comments }) => comments)).length
  return {
    added,
    present: known,
    comments: { added: coming, left: said - coming },
    nowhere: [...nowhere].map(([name, count]) => ({ name, count })),
  }
}

/** Another's words say whose they are. */
function credited(words: string[], author: string, name: string): string {
  const credit = author && author !== name ? `— ${author}` : ''
  return [...words, credit].filter(Boolean).join('\n\n')
}

function threadsOf(replies: WebReply[], name: string): PlannedNote['threads'] {
  const threads = new Map<number, PlannedNote['threads'][number]>()
  for (const { thread, author, body, at, resolved } of replies) {
    const one = threads.get(thread) ?? { resolved, comments: [] }
    one.comments.push({ body: credited([body], author, name), at })
    threads.set(thread, one)
  }
  return [...threads.values()]
}

/** The talks and articles of a plan, each with how many annotations go there. */
export function placesOfPlan({ added }: AnnotationPlan) {
  const places = new Map<string, Omit<NotePlace, 'urls'> & { count: number }>()
  for (const { place } of added) {
    const { urls: _, ...shown } = place
    places.set(place.id, { ...shown, count: (places.get(place.id)?.count ?? 0) + 1 })
  }
  return [...places.values()]
}

function finder(places: NotePlace[]): (note: WebNote) => NotePlace | null {
  const byId = new Map(places.map((place) => [place.id, place]))
  const byAddress = new Map<string, NotePlace>()
  const byTitle = new Map<string, NotePlace | null>()
  for (const place of places) {
    for (const url of place.urls) {
      const key = addressOf(url)
      if (key && !byAddress.has(key)) byAddress.set(key, place)
    }
    const title = titleOf(place.title)
    // Of two with one title neither is meant for certain
    if (place.type === 'session') byTitle.set(title, byTitle.has(title) ? null : place)
  }
  return ({ own, sources, title }) => {
    const named = own.session && byId.get(own.session)
    if (named) return named
    const addressed = sources.map((source) => byAddress.get(addressOf(source) ?? ''))
    return addressed.find(Boolean) ?? byTitle.get(titleOf(title || '–')) ?? null
  }
}

const titleOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function addressOf(url: string): string | null {
  const address = parseAddress(url)
  return address.ok ? address.hash : null
}

/** The plan by its content: what is confirmed is what was shown. */
export function annotationPlanHash({ added }: AnnotationPlan): string {
  const named = added.map(({ index, place, body, audience, threads }) => {
    return [index, place.id, body, audience, threads]
  })
  return createHash('sha256').update(JSON.stringify(named)).digest('hex')
}
