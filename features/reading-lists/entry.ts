import { addressAt } from '@/features/links/address'
import { renderMarkdown } from '@/lib/markdown'
import type { Prisma } from '@/prisma/generated/client'

// What is read of an entry, and what becomes of it.

export const linkColumns = {
  url: true,
  site: true,
  title: true,
  type: true,
} satisfies Prisma.LinkSelect

export const sessionColumns = {
  title: true,
  startsAt: true,
  endsAt: true,
  day: true,
  conference: { select: { title: true, zone: true } },
} satisfies Prisma.SessionSelect

export const entryColumns = {
  id: true,
  sectionId: true,
  whySource: true,
  whyHtml: true,
  revision: true,
  offsetSeconds: true,
  link: {
    select: {
      ...linkColumns,
      id: true,
      revision: true,
      author: true,
      description: true,
      durationSeconds: true,
      fetchState: true,
      fetchError: true,
      deadAt: true,
    },
  },
  session: { select: { ...sessionColumns, id: true, slug: true } },
  addedBy: { select: { user: { select: { name: true } } } },
} satisfies Prisma.EntrySelect

/** How far the reader is with what an entry names. */
export type Mine = {
  state: 'todo' | 'doing' | 'done'
  /** Until when it is put off, if that has not passed */
  later: Date | null
  position: string
  favourite: boolean
}

/** The reader's own note on an entry. */
export type MyNote = { source: string; html: string; revision: number }

/** What the reader alone has made of an entry; not of one in a list as others see it. */
type Own = { mine?: Mine | null; note?: MyNote | null; comments?: number }

type EntryRow = Prisma.EntryGetPayload<{ select: typeof entryColumns }>

/** A row as pages show it: its link at the moment it means, days as `YYYY-MM-DD`. */
export function shown({ link, session, addedBy, offsetSeconds, ...row }: EntryRow & Own) {
  return {
    ...row,
    offsetSeconds,
    addedBy: addedBy.user.name,
    link: link && { ...link, url: addressAt(link.url, offsetSeconds) },
    session: session && { ...session, day: session.day?.toISOString().slice(0, 10) ?? null },
  }
}

export type RawEntry = Omit<EntryRow, 'link' | 'session' | 'addedBy'> & {
  link: (Omit<NonNullable<EntryRow['link']>, 'deadAt'> & { deadAt: string | null }) | null
  mine: (Omit<Mine, 'later'> & { later: string | null }) | null
  note: MyNote | null
  comments: number
  session: ({ id: string; slug: string; title: string } & Record<Times, string | null>) | null
  conference: { title: string; zone: string }
  addedBy: string
}
type Times = 'startsAt' | 'endsAt' | 'day'

/** A row of a statement by hand as Prisma would bring it: json knows no dates. */
export function entryFrom({
  link,
  session,
  conference,
  addedBy,
  mine,
  ...row
}: RawEntry): EntryRow & Own {
  const date = (text: string | null) => (text === null ? null : new Date(text))
  const times = session && {
    startsAt: date(session.startsAt),
    endsAt: date(session.endsAt),
    day: date(session.day),
  }
  return {
    ...row,
    link: link && { ...link, deadAt: date(link.deadAt) },
    mine: mine && { ...mine, later: date(mine.later) },
    addedBy: { user: { name: addedBy } },
    session: session && times && { ...session, ...times, conference },
  }
}

/** An entry as pages show it. */
export type EntryDetail = ReturnType<typeof shown>

/** The columns of what a list says of itself. */
export function described(descriptionSource: string) {
  const { html, plain, rendererVersion } = renderMarkdown(descriptionSource)
  return { descriptionSource, descriptionHtml: html, descriptionPlain: plain, rendererVersion }
}

/** The columns of why an entry stands there. */
export function explained(whySource: string) {
  const { html, plain, rendererVersion } = renderMarkdown(whySource)
  return { whySource, whyHtml: html, whyPlain: plain, rendererVersion }
}
