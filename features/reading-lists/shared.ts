import 'server-only'
import { getPublicNotes, type PublicNote } from '@/features/annotations/public'
import { addressAt } from '@/features/links/address'
import { feedKey } from '@/features/shares/feed'
import type { Visitor } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import { env } from '@/lib/env'
import { withoutInnerLinks } from '@/lib/markdown'
import type { LinkType } from '@/prisma/generated/client'
import { sharedEntriesSql, sharedListsSql } from './policy'

type ListRow = {
  title: string
  html: string
  plain: string
  updatedAt: Date
  createdBy: string | null
}

type EntryRow = {
  id: string
  section: string | null
  html: string
  offsetSeconds: number | null
  addedBy: string | null
  createdAt: Date
  updatedAt: Date
  link: SharedLink | null
  sessionId: string | null
  session: { title: string; conference: string; zone: string; day: string | null } | null
  startsAt: Date | null
  endsAt: Date | null
}

type SharedLink = {
  url: string
  title: string
  type: LinkType
  site: string
  author: string
  durationSeconds: number | null
}

/** Names only of members who agreed, and only while they are members and can take that back. */
const publicName = (membership: Prisma.Sql, user: Prisma.Sql) =>
  Prisma.sql`CASE WHEN ${membership}."showNameOnPublic" AND ${membership}."leftAt" IS NULL
    THEN ${user}."name" END`
const [m, u] = [Prisma.raw('m'), Prisma.raw('u')]

/**
 * The list that a share opens, section by section, or null. No id is in it but a key of each entry
 * that leads nowhere. Two statements, and two for the notes on sessions where there are any.
 */
export async function getSharedList(visitor: Visitor) {
  const [[list], rows] = await Promise.all([
    readRows<ListRow>(Prisma.sql`
      SELECT l."title", l."descriptionHtml" AS "html", l."descriptionPlain" AS "plain",
             l."updatedAt", ${publicName(m, u)} AS "createdBy"
      FROM "ReadingList" l
      JOIN "Membership" m ON m."teamId" = l."teamId" AND m."userId" = l."createdById"
      JOIN "User" u ON u."id" = l."createdById"
      WHERE ${sharedListsSql(visitor)}`),
    readRows<EntryRow>(Prisma.sql`
      SELECT e."id", x."title" AS "section", e."whyHtml" AS "html", e."offsetSeconds",
        ${publicName(m, u)} AS "addedBy", e."createdAt", e."updatedAt",
        CASE WHEN k."id" IS NOT NULL THEN json_build_object('url', k."url", 'title', k."title",
          'type', k."type", 'site', k."site", 'author', k."author",
          'durationSeconds', k."durationSeconds") END AS "link",
        s."id" AS "sessionId", s."startsAt", s."endsAt",
        CASE WHEN s."id" IS NOT NULL THEN json_build_object('title', s."title", 'day', s."day",
          'conference', c."title", 'zone', c."zone") END AS "session"
      FROM "Entry" e
      JOIN "Membership" m ON m."teamId" = e."teamId" AND m."userId" = e."addedById"
      JOIN "User" u ON u."id" = e."addedById"
      LEFT JOIN "Section" x ON x."teamId" = e."teamId" AND x."id" = e."sectionId"
        AND x."deletedAt" IS NULL
      LEFT JOIN "Link" k ON k."teamId" = e."teamId" AND k."id" = e."linkId"
      LEFT JOIN "Session" s ON s."teamId" = e."teamId" AND s."id" = e."sessionId"
      LEFT JOIN "Conference" c ON c."teamId" = e."teamId" AND c."id" = s."conferenceId"
      WHERE ${sharedEntriesSql(visitor)}
      ORDER BY x."orderKey" NULLS FIRST, x."createdAt", e."orderKey", e."createdAt"`),
  ])
  if (!list) return null
  const withNotes = rows.some(({ sessionId }) => sessionId)
  const notes = withNotes ? await getPublicNotes(visitor) : new Map<string, PublicNote[]>()
  return {
    ...list,
    key: feedKey(visitor, 'list'),
    html: withoutInnerLinks(list.html, env.PUBLIC_URL),
    entries: rows.map(({ id, sessionId, session, startsAt, endsAt, link, html, ...row }) => ({
      ...row,
      key: feedKey(visitor, id),
      html: withoutInnerLinks(html, env.PUBLIC_URL),
      link: link && { ...link, url: addressAt(link.url, row.offsetSeconds) },
      session: session && {
        ...session,
        conference: { title: session.conference, zone: session.zone },
        startsAt,
        endsAt,
      },
      notes: (sessionId && notes.get(sessionId)) || [],
    })),
  }
}

export type SharedList = NonNullable<Awaited<ReturnType<typeof getSharedList>>>
export type SharedEntry = SharedList['entries'][number]
