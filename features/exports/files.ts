import 'server-only'
import { getLocale, getTranslations } from 'next-intl/server'
import { publicNotesMarkdown } from '@/features/annotations/components/public-notes-markdown'
import { getConference } from '@/features/conferences/queries'
import { getPicks } from '@/features/interests/queries'
import { addressAt } from '@/features/links/address'
import { getList } from '@/features/reading-lists/queries'
import { recapMarkdown } from '@/features/recaps/components/recap-markdown'
import { getRecap } from '@/features/recaps/queries'
import { pastePage } from '@/features/shares/paste'
import type { Member } from '@/lib/actor'
import { paths } from '@/lib/paths'
import { ownOrigin } from '@/lib/request'
import type { MadeFile } from '@/lib/respond'
import { zipOf } from './archive'
import { calendarOf } from './calendar'
import { notesWords } from './components/notes-words'
import { listBookmarks, listMarkdown, listOpml } from './list-files'
import {
  type NotesOptions,
  type ReadArticle,
  type Talk,
  talkFile,
  talksFile,
} from './notes-markdown'
import {
  type ExportedAnnotation,
  type ExportedSession,
  getExportedAnnotations,
  getExportedArticles,
  getExportedEntries,
  getExportedSessions,
  type NotesOf,
} from './queries'
import { scheduleOf } from './schedule'
import type { ListFormat, NotesFormat, PicksFormat, RecapFormat } from './schema'
import { type Annotated, webAnnotations } from './web-annotations'

export type ExportedFile = MadeFile

const markdown = (body: string) => ({ type: 'text/markdown; charset=utf-8', body, inline: true })
const json = 'application/json; charset=utf-8'

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
  const [annotations, articles] = await Promise.all([
    getExportedAnnotations(member, ids, of),
    of.authorId ? articlesOf(member, of.authorId) : [],
  ])
  const talks = talksOf(sessions, annotations)
  if (format === 'json' || format === 'jsonld') {
    const id = first && of.sessionId ? at.session(first) : at.origin + paths.team(member.team.slug)
    const places = [...talks.map(at.talk), ...articles.map(at.article)]
    const body = JSON.stringify(webAnnotations(id, title, places, at.photo), null, 1)
    return { type: 'application/ld+json; charset=utf-8', body }
  }
  const words = { locale: await getLocale(), words: await notesWords() }
  const options = { ...words, sessionAt: at.session, photoAt: at.photo }
  const alone = of.sessionId && talks[0]
  const textWith = (options: NotesOptions) =>
    alone ? talkFile(alone, options) : talksFile({ title, talks, articles }, options)
  if (format === 'md' || format === 'html') {
    const text = textWith(options)
    return format === 'md' ? markdown(text) : pasted(text, title, at)
  }
  const inside = { ...options, photoAt: ({ id }: { id: string }) => `photos/${id}.webp` }
  const onArticles = articles.flatMap((it) => it.annotations)
  const photos = annotations.concat(onArticles).flatMap((it) => it.photos)
  const body = zipOf([
    { name: 'notes.md', text: textWith(inside) },
    ...photos.map(({ id, hash }) => ({ name: `photos/${id}.webp`, hash })),
  ])
  return { type: 'application/zip', body }
}

/**
 * What a member wants of a conference as a file, that of later as free time; null for no conference.
 */
export async function exportPicks(
  member: Member,
  conferenceId: string,
  format: PicksFormat,
): Promise<ExportedFile | null> {
  const conference = await getConference(member, conferenceId)
  if (!conference) return null
  const [sessions, picks, at, t] = await Promise.all([
    getExportedSessions(member, { conferenceId, picked: true }),
    getPicks(member, conferenceId),
    addresses(member),
    getTranslations('exports'),
  ])
  if (format === 'json') {
    const schedule = scheduleOf(conference, sessions, at.session)
    return { type: json, body: JSON.stringify(schedule, null, 1) }
  }
  const later = new Set(picks.flatMap(({ id, wish }) => (wish === 'later' ? [id] : [])))
  const body = calendarOf(sessions, {
    title: t('picks', { conference: conference.title }),
    zone: conference.zone,
    sessionAt: at.session,
    host: new URL(at.origin).host,
    isFree: ({ id }) => later.has(id),
  })
  return { type: 'text/calendar; charset=utf-8', body }
}

/** The kept articles on which the author has written, with that. */
async function articlesOf(member: Member, authorId: string): Promise<ReadArticle[]> {
  const articles = await getExportedArticles(member, authorId)
  const ids = articles.map(({ id }) => id)
  const annotations = await getExportedAnnotations(member, ids, { authorId }, 'article')
  return articles.map((article) => ({
    article,
    annotations: annotations.filter(({ placeId }) => placeId === article.id),
  }))
}

function talksOf(sessions: ExportedSession[], annotations: ExportedAnnotation[]): Talk[] {
  const talks = new Map(sessions.map((it) => [it.id, { session: it, annotations: [] } as Talk]))
  for (const it of annotations) talks.get(it.placeId)?.annotations.push(it)
  return [...talks.values()]
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
  if (format === 'md') return markdown(listMarkdown(list, addressed))
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

/** The recap of a conference as a file; null where there is none. */
export async function exportRecap(
  member: Member,
  conferenceId: string,
  format: RecapFormat,
): Promise<ExportedFile | null> {
  const recap = await getRecap(member, conferenceId)
  if (!recap) return null
  const text = await recapMarkdown(recap, publicNotesMarkdown)
  return format === 'md' ? markdown(text) : pasted(text, recap.title, await addresses(member))
}

async function pasted(
  text: string,
  title: string,
  { origin }: { origin: string },
): Promise<ExportedFile> {
  const body = pastePage({ markdown: text, title, origin, locale: await getLocale() })
  return { type: 'text/html; charset=utf-8', body, inline: true }
}

async function addresses({ team }: Member) {
  const origin = await ownOrigin()
  const session = (it: { id: string; slug: string }) => origin + paths.session(team.slug, it)
  return {
    origin,
    session,
    talk: ({ session: of, annotations }: Talk): Annotated => ({
      ...{ source: session(of), recordingUrl: of.recordingUrl, annotations },
      annotationAt: ({ id }) => origin + paths.annotation(team.slug, of, id),
      commentAt: (on, { id }) => origin + paths.comment(team.slug, of, { id, on: on.id }),
    }),
    article: ({ article: { id, link, url }, annotations }: ReadArticle): Annotated => {
      const of = { id, slug: '', link }
      return {
        ...{ source: url, recordingUrl: null, annotations },
        annotationAt: (it) => origin + paths.annotation(team.slug, of, it.id),
        commentAt: (on, it) => origin + paths.comment(team.slug, of, { id: it.id, on: on.id }),
      }
    },
    photo: ({ id }: { id: string }) => origin + paths.photo(team.slug, id, 'large'),
  }
}
