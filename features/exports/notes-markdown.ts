import { showMoment } from '@/features/annotations/moment'
import { plain as inline } from '@/features/summaries/markdown'
import { formatRange } from '@/lib/dates'
import type { AnnotationKind } from '@/prisma/generated/client'
import type {
  ExportedAnnotation,
  ExportedArticle,
  ExportedComment,
  ExportedSession,
} from './queries'

/** What an export says in the reader's language. */
export type NotesWords = {
  kinds: Record<AnnotationKind, string>
  slide: (number: number) => string
  until: (day: string) => string
  onlyMe: string
  slot: string
  answered: string
  discussion: string
  resolved: string
  abstract: string
}

export type NotesOptions = {
  locale: string
  words: NotesWords
  /** The address of a talk; of a picture, which may be a path beside the file */
  sessionAt: (session: ExportedSession) => string
  photoAt: (photo: { id: string }) => string
}

/** What was written on a talk, and on an article that is kept. */
export type Talk = { session: ExportedSession; annotations: ExportedAnnotation[] }
export type ReadArticle = { article: ExportedArticle; annotations: ExportedAnnotation[] }

/** One talk as a file of its own. */
export function talkFile({ session, annotations }: Talk, options: NotesOptions): string {
  const head = frontMatter({
    title: session.title,
    conference: session.conference.title,
    day: session.day,
    speakers: session.speakers.map(({ name }) => name),
    address: options.sessionAt(session),
  })
  return `${head}\n${sessionMarkdown(session, annotations, options)}\n`
}

/** Several talks below a title, without those that have no notes, then the articles. */
export function talksFile(
  { title, talks, articles }: { title: string; talks: Talk[]; articles: ReadArticle[] },
  options: NotesOptions,
): string {
  const noted = talks.filter(
    ({ session, annotations }) => annotations.length + session.comments.length > 0,
  )
  const parts = noted.map(({ session, annotations }) =>
    sessionMarkdown(session, annotations, options, 2),
  )
  const read = articles.map((it) => articleMarkdown(it, options))
  return `${[frontMatter({ title }), `# ${title}`, ...parts, ...read].join('\n\n')}\n`
}

/**
 * The head of a Markdown file as YAML (1.2): strings as JSON, which YAML includes, so that no title
 * can break out of it.
 */
export function frontMatter(fields: Record<string, string | string[] | null>): string {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === null || value.length === 0 ? [] : [`${name}: ${JSON.stringify(value)}`],
  )
  return ['---', ...lines, '---', ''].join('\n')
}

/**
 * A talk with its notes as Markdown (CommonMark with task lists), one heading of the given level with
 * what follows below it. Bodies are people's own Markdown, as they wrote it.
 */
export function sessionMarkdown(
  session: ExportedSession,
  annotations: ExportedAnnotation[],
  { locale, words, sessionAt, photoAt }: NotesOptions,
  level = 1,
): string {
  const { startsAt, endsAt, conference, rooms, abstract } = session
  const deeper = '#'.repeat(level + 1)
  const time = startsAt && formatRange(startsAt, endsAt, conference.zone, locale)
  const facts = [
    session.speakers.map(personMarkdown).join(', '),
    [session.day, time].filter(Boolean).join(' '),
    inline(rooms.join(', ')),
    `<${sessionAt(session)}>`,
    session.recordingUrl && `<${session.recordingUrl}>`,
    session.slidesUrl && `<${session.slidesUrl}>`,
  ]
  return [
    `${'#'.repeat(level)} ${inline(session.title)}`,
    session.subtitle && `*${inline(session.subtitle)}*`,
    facts.filter(Boolean).join(' · '),
    abstract && `${deeper} ${words.abstract}\n\n${blocks(abstract)}`,
    ...annotations.map((it) => annotationMarkdown(it, words, photoAt)),
    session.comments.length > 0 &&
      `${deeper} ${words.discussion}\n\n${discussion(session.comments, words)}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** A kept article with the notes on it, at the second level, likewise. */
function articleMarkdown(
  { article: { title, url, site }, annotations }: ReadArticle,
  { words, photoAt }: NotesOptions,
): string {
  const facts = [inline(site), `<${url}>`].filter(Boolean).join(' · ')
  const notes = annotations.map((it) => annotationMarkdown(it, words, photoAt))
  return [`## ${inline(title)}`, facts, ...notes].join('\n\n')
}

function annotationMarkdown(
  it: ExportedAnnotation,
  words: NotesWords,
  photoAt: NotesOptions['photoAt'],
): string {
  const said = it.speaker && `— ${inline(it.speaker)}`
  const quote = it.passage && quoted(inline(it.passage.exact))
  const kind = `**${words.kinds[it.kind]}:**`
  const marked: Record<AnnotationKind, string> = {
    takeaway: it.source,
    link: it.source,
    photo: it.source,
    quote: quoted([it.source, said].filter(Boolean).join('\n\n')),
    question: `${kind} ${[it.source, said].filter(Boolean).join('\n\n')}`,
    follow_up: task(it),
    decision: `${kind} ${it.source}`,
    gap: `**${words.kinds.gap}**${it.source && `: ${it.source}`}`,
  }
  const photos = it.photos.map((photo) => `![${words.kinds.photo}](${photoAt(photo)})`)
  const slot = it.kind === 'photo' && photos.length === 0 && `*${words.slot}*`
  const answer =
    it.answer && quoted(`**${words.answered}** ${inline(it.answer.by)}: ${it.answer.source}`)
  const credits = [
    inline(it.author),
    showMoment(it.fromMs, it.toMs),
    it.slide !== null && words.slide(it.slide),
    it.kind === 'follow_up' && inline(it.owner ?? ''),
    it.kind === 'follow_up' && it.dueOn && words.until(it.dueOn),
    it.audience === 'me' && words.onlyMe,
  ]
  return [
    quote,
    marked[it.kind],
    ...photos,
    slot,
    answer,
    `*— ${credits.filter(Boolean).join(' · ')}*`,
    it.comments.length > 0 && discussion(it.comments, words),
  ]
    .filter(Boolean)
    .join('\n\n')
}

// A body of several lines belongs to its item only when it is indented below it
function task({ source, closed }: ExportedAnnotation): string {
  return `- [${closed ? 'x' : ' '}] ${source.replace(/\n(?=.)/g, '\n  ')}`
}

function discussion(comments: ExportedComment[], words: NotesWords): string {
  return comments
    .map(({ author, source, resolved, reply }) => {
      const done = resolved && !reply ? ` *(${words.resolved})*` : ''
      const text = `**${inline(author)}**${done}: ${source}`
      const indent = reply ? '  ' : ''
      return `${indent}- ${text.replace(/\n(?=.)/g, `\n${indent}  `)}`
    })
    .join('\n')
}

function personMarkdown({ name, organisation }: ExportedSession['speakers'][number]): string {
  return inline(organisation ? `${name} (${organisation})` : name)
}

function quoted(text: string): string {
  return text.replace(/^/gm, '> ').replace(/^> $/gm, '>')
}

function blocks(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) => part.split('\n').map(inline).join('\\\n'))
    .join('\n\n')
}
