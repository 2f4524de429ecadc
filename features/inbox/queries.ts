import 'server-only'
import { getAnnotationTitles } from '@/features/annotations/places'
import { theirsSql, visibleAnnotationsSql, waitsSql } from '@/features/annotations/policy'
import type { OpenGroup } from '@/features/annotations/views'
import { visibleCommentsSql } from '@/features/comments/policy'
import { getCommentPreviews } from '@/features/comments/queries'
import { getConferenceTitles } from '@/features/conferences/queries'
import { getArticleTitles } from '@/features/links/articles'
import { getFollowNews, toldNewsSql } from '@/features/reading-lists/follows'
import { getReadingListTitles } from '@/features/reading-lists/queries'
import { getSessionTitles } from '@/features/sessions/queries'
import type { Member } from '@/lib/actor'
import { db, Prisma, readByKeys } from '@/lib/db'
import { ownNotices, ownNoticesSql, visibleEvents } from './policy'

/** What a page of the inbox and the activity on the home page hold. */
const noticesShown = 50
const eventsShown = 20
/** Where counting stops to matter. */
const unreadCounted = 100
/** Read for them, since neighbours of one kind become one line. */
const eventsRead = 60

const eventSelect = {
  seq: true,
  verb: true,
  subjectType: true,
  subjectId: true,
  placeType: true,
  placeId: true,
  createdAt: true,
  actorId: true,
  actor: { select: { user: { select: { name: true } } } },
} satisfies Prisma.EventSelect

type EventRow = Prisma.EventGetPayload<{ select: typeof eventSelect }>

// The feed tells of words and programmes; moving an entry or resolving a thread is not news.
const newsworthy: Prisma.EventWhereInput = {
  OR: [
    { subjectType: 'annotation', verb: { in: ['created', 'answered', 'closed'] } },
    { subjectType: 'comment', verb: { in: ['created', 'replied'] } },
    { subjectType: 'list', verb: { in: ['created', 'added'] } },
    { subjectType: 'entry', verb: 'created' },
    { subjectType: 'import', verb: 'applied' },
    { subjectType: 'conference', verb: 'created' },
    { subjectType: 'member', verb: 'joined' },
  ],
}

/** The latest of what happened in the team, newest first. */
export async function getActivity(member: Member) {
  const events = await db.event.findMany({
    relationLoadStrategy: 'join',
    where: { AND: [visibleEvents(member), newsworthy] },
    orderBy: { seq: 'desc' },
    take: eventsRead,
    select: eventSelect,
  })
  return fold(await explain(member, events)).slice(0, eventsShown)
}

export type Activity = Awaited<ReturnType<typeof explain>>[number]

/** Makes one line of what one person added to one list in a row: four entries are one piece of news. */
function fold(events: Activity[]): Activity[] {
  const lines: Activity[] = []
  for (const event of events) {
    const last = lines.at(-1)
    const same =
      last?.subject.type === 'entry' &&
      event.subject.type === 'entry' &&
      last.actor?.id === event.actor?.id &&
      last.place?.id === event.place?.id
    if (last && same) last.count++
    else lines.push(event)
  }
  return lines
}

/** The member's notices, newest first, those of things they can no longer see left out. */
export async function getNotices(member: Member) {
  const notices = await db.notice.findMany({
    relationLoadStrategy: 'join',
    where: ownNotices(member),
    orderBy: { seq: 'desc' },
    take: noticesShown,
    select: { kind: true, readAt: true, event: { select: eventSelect } },
  })
  const followed = notices.filter(({ kind }) => kind === 'followed')
  const [described, news] = await Promise.all([
    explain(
      member,
      notices.map(({ event }) => event),
    ),
    getFollowNews(
      member,
      followed.map(({ event }) => event.subjectId),
    ),
  ])
  const bySeq = new Map(described.map((event) => [event.seq, event]))
  return notices.flatMap(({ kind, readAt, event }) => {
    const seen = bySeq.get(event.seq.toString())
    if (!seen) return []
    const notice = { ...seen, kind, unread: readAt === null }
    if (kind !== 'followed') return [notice]
    const added = news.get(event.subjectId)
    return added ? [{ ...notice, count: added.count, words: added.titles.join(' · ') }] : []
  })
}

export type NoticeView = Awaited<ReturnType<typeof getNotices>>[number]

/**
 * What waits for the member: how many notices they have not read, of things they can still see, among
 * the latest hundred; and how much they have to finish, by its sort. One statement, since the frame
 * of every page asks; and which annotations one sees is the dear part of it, so that it is asked once.
 */
export async function getWaiting(member: Member): Promise<Waiting> {
  const team = Prisma.sql`${member.teamId}::uuid`
  const [row] = await readByKeys<Waiting>(Prisma.sql`
    WITH "news" AS MATERIALIZED (
      SELECT n."kind", n."subjectType", n."subjectId" FROM "Notice" n
      WHERE ${ownNoticesSql(member)} AND n."readAt" IS NULL
      ORDER BY n."seq" DESC LIMIT ${unreadCounted}),
    "open" AS MATERIALIZED (
      SELECT a."id" FROM "Annotation" a
      WHERE a."teamId" = ${team} AND ${waitsSql} AND ${theirsSql(member)}),
    "seen" AS MATERIALIZED (
      SELECT a."id", a."kind" FROM "Annotation" a
      WHERE a."id" IN (
        SELECT "id" FROM "open"
        UNION
        SELECT n."subjectId" FROM "news" n WHERE n."subjectType" = 'annotation'
        UNION
        SELECT th."annotationId" FROM "news" n
        JOIN "Comment" co ON co."teamId" = ${team} AND co."id" = n."subjectId"
        JOIN "Thread" th ON th."teamId" = ${team} AND th."id" = co."threadId"
        WHERE n."subjectType" = 'comment' AND th."annotationId" IS NOT NULL)
        AND ${visibleAnnotationsSql(member)})
    SELECT (
      SELECT count(*)::int FROM "news" n
      WHERE (n."subjectType" = 'annotation' AND n."subjectId" IN (SELECT "id" FROM "seen"))
         OR (n."subjectType" = 'comment' AND EXISTS (
               SELECT FROM "Comment" co
               WHERE co."id" = n."subjectId" AND ${visibleCommentsSql(member, { seen: true })}))
         OR ${toldNewsSql(member)}
    ) AS "unread",
    count(*) FILTER (WHERE "kind" = 'follow_up')::int AS "follow_up",
    count(*) FILTER (WHERE "kind" = 'question')::int AS "question",
    count(*) FILTER (WHERE "kind" IN ('photo', 'gap'))::int AS "slot"
    FROM "open" JOIN "seen" USING ("id")`)
  return row ?? { unread: 0, follow_up: 0, question: 0, slot: 0 }
}

type Waiting = { unread: number } & Record<OpenGroup, number>

/** Adds to each event what it was about and where, fetched through the member; drops the unseen. */
async function explain(member: Member, events: EventRow[]) {
  const ids = (type: string, field: 'subject' | 'place') =>
    events.flatMap((event) => {
      const id = field === 'subject' ? event.subjectId : event.placeId
      return event[`${field}Type`] === type && id ? [id] : []
    })
  const both = (type: string) => [...new Set([...ids(type, 'subject'), ...ids(type, 'place')])]
  const [sessions, articles, lists, conferences, annotations, comments] = await Promise.all([
    getSessionTitles(member, both('session')),
    getArticleTitles(member, both('article')),
    getReadingListTitles(member, both('list')),
    getConferenceTitles(member, both('conference')),
    getAnnotationTitles(member, ids('annotation', 'subject')),
    getCommentPreviews(member, ids('comment', 'subject')),
  ])
  return events.flatMap((event) => {
    const words =
      event.subjectType === 'annotation'
        ? annotations.get(event.subjectId)?.title
        : event.subjectType === 'comment'
          ? comments.get(event.subjectId)?.plain
          : ''
    if (words === undefined) return []
    const places = { session: sessions, article: articles, list: lists, conference: conferences }
    const type = (event.placeType ?? event.subjectType) as keyof typeof places
    const place = places[type]?.get(event.placeId ?? event.subjectId)
    if (type in places && !place) return []
    return [
      {
        seq: event.seq.toString(),
        verb: event.verb,
        subject: { type: event.subjectType, id: event.subjectId },
        /** The annotation that a comment hangs on */
        on: comments.get(event.subjectId)?.on ?? null,
        place: place ? { type, ...place } : null,
        words,
        at: event.createdAt,
        count: 1,
        actor:
          event.actorId && event.actor ? { id: event.actorId, name: event.actor.user.name } : null,
      },
    ]
  })
}
