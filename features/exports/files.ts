import 'server-only'
import { getLocale, getTranslations } from 'next-intl/server'
import { getConference } from '@/features/conferences/queries'
import { addressAt } from '@/features/links/address'
import { getList } from '@/features/reading-lists/queries'
import type { Member } from '@/lib/actor'
import { ownOrigin } from '@/lib/auth'
import { paths } from '@/lib/paths'
import { zipOf } from './archive'
import { calendarOf } from './calendar'
import { listBookmarks, listMarkdown, listOpml } from './list-files'
import { frontMatter, type NotesOptions, sessionMarkdown } from './notes-markdown'
import {
  type ExportedAnnotation,
  type ExportedSession,
  getExportedAnnotations,
  getExportedEntries,
  getExportedSessions,
  type NotesOf,
} from './queries'
import { scheduleOf } from './schedule'
import type { ListFormat, NotesFormat } from './schema'
import { webAnnotations } from './web-annotations'

export type ExportedFile = { type: string; body: string | ReadableStream<Uint8Array> }

const markdown = 'text/markdown; charset=utf-8'
const json = 'application/json; charset=utf-8'

type Talk = { session: ExportedSession; annotations: ExportedAnnotation[] }

/** Notes as a file: of a talk, of a conference, or a member's own. Null when there is nothing of it. */
export async function exportNotes(
  member: Member,
  of: NotesOf,
  format: NotesFormat,
): Promise<ExportedFile | null> {
  const [sessions, at, t] = await Promise.all([
    getExportedSessions(member, of),
    addresses(member),
    getTranslations('exports'),
  ])
  const [first] = sessions
  if (of.sessionId && !first) return null
  const conference = of.conferenceId ? await getConference(member, of.conferenceId) : null
  if (of.conferenceId && !conference) return null
  const title = conference?.title ?? (of.sessionId && first?.title) ?? t('mine')
  if (format === 'ics') {
    const zone = conference?.zone ?? first?.conference.zone ?? 'UTC'
    const host = new URL(at.origin).host
    const body = calendarOf(sessions, { title, zone, sessionAt: at.session, host })
    return { type: 'text/calendar; charset=utf-8', body }
  }
  if (format === 'json' && conference) {
    const schedule = scheduleOf(conference, sessions, at.session)
    return { type: json, body: JSON.stringify(schedule, null, 1) }
  }
  const ids = sessions.map(({ id }) => id)
  const annotations = await getExportedAnnotations(member, ids, of)
  const talks = talksOf(sessions, annotations)
  if (format === 'json' || format === 'jsonld') {
    const addressed = { sessionAt: at.session, annotationAt: at.annotation, photoAt: at.photo }
    const id = first && of.sessionId ? at.session(first) : at.origin + paths.team(member.team.slug)
    const body = JSON.stringify(webAnnotations(id, title, talks, addressed), null, 1)
    return { type: 'application/ld+json; charset=utf-8', body }
  }
  const options = await notesOptions(at)
  if (format === 'md') return { type: markdown, body: notesText(title, of, talks, options) }
  const inside = { ...options, photoAt: ({ id }: { id: string }) => `photos/${id}.webp` }
  const photos = annotations.flatMap((it) => it.photos)
  const body = zipOf([
    { name: 'notes.md', text: notesText(title, of, talks, inside) },
    ...photos.map(({ id, hash }) => ({ name: `photos/${id}.webp`, hash })),
  ])
  return { type: 'application/zip', body }
}

function talksOf(sessions: ExportedSession[], annotations: ExportedAnnotation[]): Talk[] {
  const talks = new Map(sessions.map((it) => [it.id, { session: it, annotations: [] } as Talk]))
  for (const it of annotations) talks.get(it.sessionId)?.annotations.push(it)
  return [...talks.values()]
}

/** One talk stands by itself; several below a title, those without notes left out of one's own. */
function notesText(title: string, of: NotesOf, talks: Talk[], options: NotesOptions): string {
  const [first] = talks
  if (of.sessionId && first) {
    const { session } = first
    const head = frontMatter({
      title: session.title,
      conference: session.conference.title,
      day: session.day,
      speakers: session.speakers.map(({ name }) => name),
      address: options.sessionAt(session),
    })
    return `${head}\n${sessionMarkdown(session, first.annotations, options)}\n`
  }
  const noted = talks.filter(
    ({ session, annotations }) => annotations.length + session.comments.length > 0,
  )
  const parts = noted.map(({ session, annotations }) =>
    sessionMarkdown(session, annotations, options, 2),
  )
  return `${[frontMatter({ title }), `# ${title}`, ...parts].join('\n\n')}\n`
}

/** A reading list as a file; null when the member does not see it. */
export async function exportList(
  member: Member,
  id: string,
  format: ListFormat,
): Promise<ExportedFile | null> {
  const found = await getList(member, id)
  if (!found) return null
  const [entries, at] = await Promise.all([getExportedEntries(member, found), addresses(member)])
  const list = { title: found.title, description: found.descriptionSource, entries }
  const addressed = {
    address: at.origin + paths.list(member.team.slug, found),
    entryAt: ({ url, session, offsetSeconds }: (typeof entries)[number]) =>
      url ? addressAt(url, offsetSeconds) : session ? at.session(session) : '',
  }
  if (format === 'md') return { type: markdown, body: listMarkdown(list, addressed) }
  if (format === 'opml')
    return { type: 'text/x-opml; charset=utf-8', body: listOpml(list, addressed) }
  if (format === 'html') {
    return { type: 'text/html; charset=utf-8', body: listBookmarks(list, addressed) }
  }
  const links = entries.map((it) => ({ ...it, session: undefined, url: addressed.entryAt(it) }))
  return {
    type: json,
    body: JSON.stringify({ ...list, ...{ address: addressed.address }, entries: links }, null, 1),
  }
}

async function addresses({ team }: Member) {
  const origin = await ownOrigin()
  const session = (it: { id: string; slug: string }) => origin + paths.session(team.slug, it)
  return {
    origin,
    session,
    annotation: (of: ExportedSession, { id }: ExportedAnnotation) =>
      origin + paths.annotation(team.slug, of, id),
    photo: ({ id }: { id: string }) => origin + paths.photo(team.slug, id, 'large'),
  }
}

async function notesOptions(at: Awaited<ReturnType<typeof addresses>>): Promise<NotesOptions> {
  const [t, kinds, locale] = await Promise.all([
    getTranslations('exports.words'),
    getTranslations('annotations.kinds'),
    getLocale(),
  ])
  return {
    locale,
    sessionAt: at.session,
    photoAt: at.photo,
    words: {
      kinds: {
        takeaway: kinds('takeaway'),
        quote: kinds('quote'),
        question: kinds('question'),
        follow_up: kinds('follow_up'),
        decision: kinds('decision'),
        link: kinds('link'),
        photo: kinds('photo'),
        gap: kinds('gap'),
      },
      slide: (number) => t('slide', { number }),
      until: (day) => t('until', { day }),
      onlyMe: t('onlyMe'),
      slot: t('slot'),
      answered: t('answered'),
      discussion: t('discussion'),
      resolved: t('resolved'),
      abstract: t('abstract'),
    },
  }
}
