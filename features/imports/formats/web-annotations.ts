import { longestComment } from '@/features/comments/signs'
import { fromShortId } from '@/lib/ids'
import { plainText } from '@/lib/markdown'
import { readUrl } from '@/lib/paths'
import type { AnnotationKind } from '@/prisma/generated/enums'
import { isRecord } from './bookmark-fields'
import { checkJson } from './json-tree'
import type { Problems } from './problems'
import type { Problem, ReadLimits } from './programme'
import { Refused } from './refusal'
import { cleanLine } from './text'
import { type Item, repliesOf, threadsIn, type WebReply } from './web-replies'
import { instant, type Moment, momentOf, type Quote, quoteOf, sessionIn } from './web-selectors'

/** An annotation as a file of Web Annotations or of Hypothesis has it: plain values, no database. */
export type WebNote = Moment & {
  /** Addresses of what it is on: talks, recordings, articles */
  sources: string[]
  /** Ids of ours in its addresses, which stay the same from one Hallway to the next */
  own: { session: string | null; annotation: string | null }
  /** What the page is called, where the file tells */
  title: string
  kind: AnnotationKind
  onlyMe: boolean
  /** Markdown; empty for a photo or a gap alone */
  body: string
  author: string
  speaker: string
  slide: number | null
  due: string | null
  /** ISO 8601, UTC */
  began: string | null
  quote: Quote | null
  /** Addresses of pictures; they also stand in the words */
  images: string[]
  /** What was said below it */
  replies: WebReply[]
}

export type WebNotes = {
  format: 'web-annotation' | 'hypothesis'
  notes: WebNote[]
  problems: Problem[]
}

/** All are written in one transaction, one after the other. */
export const mostNotes = 2_000
export const mostReplies = 4_000
/** Leaves room for the name of who said it */
const longestReply = longestComment - 500
const mostImages = 20
const longestBody = 20_000

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
const string = (value: unknown) => (typeof value === 'string' ? value : '')
const record = (value: unknown) => (isRecord(value) ? value : {})

/** The annotations in a parsed JSON file, or null for JSON of another kind. */
function annotationsIn(root: unknown): { format: WebNotes['format']; items: Item[] } | null {
  const first = list(record(record(root).first).items)
  const { items, annotations, rows } = record(root)
  const candidates = [first, items, annotations, rows, root].map(list)
  for (const some of candidates) {
    const found = some.filter(isRecord)
    if (found.some(isWebAnnotation)) {
      return { format: 'web-annotation', items: found.filter(isWebAnnotation) }
    }
    if (found.some(isHypothesis)) {
      return { format: 'hypothesis', items: found.filter(isHypothesis) }
    }
  }
  return null
}

const isWebAnnotation = (it: Item) => list(it.type).includes('Annotation') && 'target' in it
const isHypothesis = (it: Item) => 'uri' in it && 'target' in it && 'text' in it

/**
 * Reads the annotations of a text, or answers null for one that holds none. Throws `Refused` for one
 * that is damaged or too large.
 */
export function readAnnotations(
  text: string,
  limits: ReadLimits,
  problems: Problems,
): WebNotes | null {
  // Looked for before anything is parsed: most files are something else
  if (!/^\s*[[{]/.test(text) || !/"target"\s*:/.test(text)) return null
  checkJson(text, limits)
  const found = annotationsIn(parsed(text))
  return found && readWebAnnotations(found, limits, problems)
}

/** What is no JSON is told by whoever reads it as something else. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function readWebAnnotations(
  { format, items }: NonNullable<ReturnType<typeof annotationsIn>>,
  limits: ReadLimits,
  problems: Problems,
): WebNotes {
  const most = Math.min(limits.entries, mostNotes)
  const { roots, replies } = threadsIn(items)
  if (roots.length > most) throw new Refused('too-many-entries', { limit: most })
  if (replies.length > mostReplies) throw new Refused('too-many-entries', { limit: mostReplies })
  const read = format === 'hypothesis' ? hypothesisNote : webNote
  const said = repliesOf(replies, (item) => {
    const { author, body } = read({ ...item, 'hallway:kind': 'takeaway' })
    const name = author || string(item.id)
    if (!body) problems.add('note-empty', name)
    if (body.length > longestReply) {
      problems.add('note-shortened', name, null, { limit: longestReply })
    }
    return { author, body: body.slice(0, longestReply) }
  })
  const notes = roots.flatMap((item) => {
    const note = { ...read(item), replies: said.get(item) ?? [] }
    if (note.body === '' && note.kind !== 'photo' && note.kind !== 'gap') {
      problems.add('note-empty', note.title || note.sources[0])
      return []
    }
    if (note.body.length > longestBody) {
      problems.add('note-shortened', note.title || note.sources[0], null, { limit: longestBody })
    }
    return { ...note, body: note.body.slice(0, longestBody) }
  })
  if (notes.length === 0) throw new Refused('no-entries')
  return { format, notes, problems: problems.list() }
}

const kinds: Record<string, AnnotationKind> = {
  takeaway: 'takeaway',
  quote: 'quote',
  question: 'question',
  follow_up: 'follow_up',
  decision: 'decision',
  link: 'link',
  photo: 'photo',
  gap: 'gap',
}
// Where a file has no kinds of ours: why it was made (section 3.3.5 of the model)
const motivations: Record<string, AnnotationKind> = {
  highlighting: 'quote',
  questioning: 'question',
  linking: 'link',
}

function webNote(item: Item): WebNote {
  const bodies = list(item.body).map((body) => (isRecord(body) ? body : { value: string(body) }))
  const pictures = bodies.filter(({ type }) => list(type).includes('Image'))
  const isReply = list(item.motivation).includes('replying')
  const texts = bodies.filter(
    (it) =>
      (isReply || it.purpose !== 'replying') && it.purpose !== 'tagging' && !pictures.includes(it),
  )
  const replies = isReply ? [] : bodies.filter(({ purpose }) => purpose === 'replying')
  const tags = bodies
    .filter(({ purpose }) => purpose === 'tagging')
    .map(({ value }) => string(value))
  const words = [string(item.bodyValue), ...texts.map(wordsOf)]
  const answers = replies.map((reply) => {
    const by = string(record(reply.creator).name)
    return `${by && `${by}: `}${wordsOf(reply)}`.replace(/^/gm, '> ')
  })
  const creator = isRecord(item.creator) ? string(item.creator.name) : string(item.creator)
  return noteOf({
    ...{ id: string(item.id), targets: list(item.target), title: '', author: creator },
    ...{ text: [...words, ...answers], tags, created: item['hallway:began'] ?? item.created },
    kind: kinds[string(item['hallway:kind'])] ?? motivations[string(list(item.motivation)[0])],
    onlyMe: item['hallway:audience'] === 'me',
    speaker: string(item['hallway:speaker']),
    slide: item['hallway:slide'],
    due: item['hallway:due'],
    images: pictures.map(({ id }) => string(id)),
  })
}

// A body that is a picture, or lies elsewhere, has no words
const wordsOf = ({ value, format }: Item) =>
  format === 'text/html' ? plainText(string(value)) : string(value)

function hypothesisNote(item: Item): WebNote {
  const { document, user_info: info, user } = item
  return noteOf({
    ...{
      id: '',
      targets: [...list(item.target), string(item.uri)],
      tags: list(item.tags).map(string),
    },
    title: string(list(record(document).title)[0]),
    author: string(record(info).display_name) || /^acct:([^@]+)@/.exec(string(user))?.[1] || '',
    ...{ text: [string(item.text)], created: item.created, kind: undefined, speaker: '' },
    // Of a group or of everybody there: who reads it here is decided here
    onlyMe: true,
    ...{ slide: null, due: null, images: [] },
  })
}

type Given = Pick<WebNote, 'title' | 'author' | 'onlyMe' | 'speaker'> & {
  id: string
  targets: unknown[]
  text: string[]
  tags: string[]
  created: unknown
  kind: AnnotationKind | undefined
  slide: unknown
  due: unknown
  images: string[]
}

function noteOf(given: Given): WebNote {
  const targets = given.targets.map((it) => (isRecord(it) ? it : { source: it }))
  const sources = targets
    .map(({ source, id }) => string(isRecord(source) ? source.id : (source ?? id)))
    .filter((address) => address !== '')
  const selectors = targets.flatMap((target) =>
    list(target.selector).map((it) => ({ ...record(it), text: target['hallway:text'] })),
  )
  const quote = quoteOf(selectors)
  const words = given.text.map((text) => text.replace(/\r\n?/g, '\n').trim()).filter(Boolean)
  const tags = given.tags.map(
    (tag) =>
      `#${tag
        .trim()
        .replace(/^#/, '')
        .replace(/[\s#]+/g, '-')}`,
  )
  const kind = given.kind ?? (words.length === 0 && quote ? 'quote' : 'takeaway')
  if (words.length === 0 && quote && kind === 'quote') words.push(quote.exact)
  const { onlyMe, slide, due, created } = given
  const images = given.images.flatMap((address) => {
    const url = readUrl(address)
    return url?.protocol.startsWith('http') ? url.href : []
  })
  return {
    ...{ kind, onlyMe, quote, sources: [...new Set(sources)] },
    own: {
      session: sources.map(sessionIn).find(Boolean) ?? null,
      annotation: fromShortId(/#annotation-([^#]+)$/.exec(given.id)?.[1] ?? ''),
    },
    title: cleanLine(given.title, 500) ?? '',
    author: cleanLine(given.author, 200) ?? '',
    speaker: kind === 'quote' || kind === 'question' ? (cleanLine(given.speaker, 200) ?? '') : '',
    body: [...words, tags.filter((tag) => tag.length > 1).join(' ')].filter(Boolean).join('\n\n'),
    ...momentOf(selectors),
    slide: typeof slide === 'number' && slide >= 1 && slide <= 9_999 ? Math.floor(slide) : null,
    due: /^\d{4}-\d\d-\d\d$/.test(string(due)) ? string(due) : null,
    began: instant(created),
    ...{ images: [...new Set(images)].slice(0, mostImages), replies: [] },
  }
}
