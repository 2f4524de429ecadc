import { getLocale, getTranslations } from 'next-intl/server'
import type { Html } from '@/components/ui/html'
import { type PhotoAt, publicNotes } from '@/features/annotations/components/public-notes'
import { publicNoteEntries } from '@/features/annotations/components/public-notes-entries'
import { publicNotesMarkdown } from '@/features/annotations/components/public-notes-markdown'
import { getPublicNews, getPublicNotes, type PublicNote } from '@/features/annotations/public'
import {
  sharedList,
  sharedListEntries,
  sharedListMarkdown,
} from '@/features/reading-lists/components/shared-list'
import { getSharedList } from '@/features/reading-lists/shared'
import { recapHead, recapPage } from '@/features/recaps/components/recap-body'
import { recapEntries, recapMarkdown } from '@/features/recaps/components/recap-markdown'
import { getSharedRecap } from '@/features/recaps/shared'
import { sharedSession, sharedSessionMarkdown } from '@/features/sessions/components/shared-session'
import { getSharedSession } from '@/features/sessions/shared'
import { atomFeed, feedKey } from '@/features/shares/feed'
import type { Visitor } from '@/lib/actor'
import { paths } from '@/lib/paths'

/** What a share opens, in each of its forms; made when it is asked for. */
export type Opened = {
  title: string
  /** First words of it, for where the address is sent on */
  description: string
  label: string
  facts: string
  body: () => Promise<Html>
  markdown: () => Promise<string>
  /** As an Atom feed, with the origin before its addresses */
  feed: (origin: string) => Promise<string>
}

/** What the visitor may read, or null when it has gone meanwhile. */
export async function open(visitor: Visitor, token: string): Promise<Opened | null> {
  if (visitor.recapId) return openRecap(visitor, token)
  return visitor.readingListId ? openList(visitor, token) : openSession(visitor, token)
}

/** Where the pictures of a share are; with an origin in front for whoever reads them elsewhere. */
const photosOf =
  (token: string, origin = ''): PhotoAt =>
  (id, size) =>
    origin + paths.sharedPhoto(token, id, size)

const latest = (times: Date[]) => new Date(Math.max(...times.map(Number)))

async function openList(visitor: Visitor, token: string): Promise<Opened | null> {
  const [list, t, language] = await Promise.all([
    getSharedList(visitor),
    getTranslations('shares.page'),
    getLocale(),
  ])
  if (!list) return null
  const { title, plain, key, updatedAt, createdBy, entries } = list
  const facts = [createdBy && t('by', { name: createdBy }), t('count', { count: entries.length })]
  return {
    title,
    description: plain.slice(0, 200) || facts.filter(Boolean).join(' · '),
    label: t('label'),
    facts: facts.filter(Boolean).join(' · '),
    body: () => sharedList(list, (notes) => publicNotes(notes, photosOf(token))),
    markdown: () => sharedListMarkdown(list, publicNotesMarkdown),
    async feed(origin) {
      return atomFeed({
        key,
        title,
        subtitle: plain.slice(0, 500),
        updated: updatedAt,
        language,
        author: createdBy,
        self: origin + paths.share(token, '.atom'),
        page: origin + paths.share(token),
        entries: await sharedListEntries(list),
      })
    },
  }
}

async function openSession(visitor: Visitor, token: string): Promise<Opened | null> {
  const [session, bySession, t, language] = await Promise.all([
    getSharedSession(visitor),
    getPublicNotes(visitor),
    getTranslations('shares.page'),
    getLocale(),
  ])
  if (!session) return null
  const notes: PublicNote[] = [...bySession.values()].flat()
  const facts = session.speakers.map(({ name }) => name).join(', ')
  const { title } = session
  const description = [facts, session.conference.title].filter(Boolean).join(' · ')
  return {
    title,
    description,
    label: t('sessionLabel'),
    facts: session.conference.title,
    body: async () =>
      sharedSession(session, notes.length > 0 ? await publicNotes(notes, photosOf(token)) : null),
    markdown: async () => sharedSessionMarkdown(session, await publicNotesMarkdown(notes)),
    // What a page has no use for, such as when something was written, is read when a feed is asked for
    async feed(origin) {
      const news = await getPublicNews(visitor)
      return atomFeed({
        key: feedKey(visitor, 'session'),
        title,
        subtitle: description,
        updated: latest([session.updatedAt, ...news.map(({ updatedAt }) => updatedAt)]),
        language,
        author: null,
        self: origin + paths.share(token, '.atom'),
        page: origin + paths.share(token),
        entries: await publicNoteEntries(news, photosOf(token, origin)),
      })
    },
  }
}

async function openRecap(visitor: Visitor, token: string): Promise<Opened | null> {
  const [recap, language] = await Promise.all([getSharedRecap(visitor), getLocale()])
  if (!recap) return null
  const { label, title, lines } = await recapHead(recap)
  const facts = lines.filter(Boolean).join(' · ')
  const { key, plain, updatedAt: updated, createdBy: author } = recap
  return {
    title,
    description: plain.slice(0, 200) || facts,
    label,
    facts,
    body: () => recapPage(recap, (notes) => publicNotes(notes, photosOf(token))),
    markdown: () => recapMarkdown(recap, publicNotesMarkdown),
    async feed(origin) {
      const page = origin + paths.share(token)
      const self = origin + paths.share(token, '.atom')
      const entries = await recapEntries(recap, photosOf(token, origin), page)
      const subtitle = plain.slice(0, 500)
      return atomFeed({ key, title, subtitle, updated, language, author, self, page, entries })
    },
  }
}
