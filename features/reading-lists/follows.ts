import 'server-only'
import { type Member, memberFor, type System, systemFor } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Job } from '@/lib/jobs'
import { record } from '@/lib/live'
import { ownFollows, visibleEntries, visibleEntriesSql, visibleLists } from './policy'

// Who follows a list finds a notice of what is new in it, at most one a day. That they follow it is
// theirs alone to know, so that it leaves no event.

const day = 86_400_000

export const tellFollowersJob: Job<Record<string, never>> = {
  name: 'tell-followers',
  retries: 2,
  pause: 60,
  keep: 3_600,
  every: 3_600,
  async run() {
    await tellFollowers(systemFor('what is new in lists'), new Date())
  },
}

/** Follows a list from now on. Again: nothing changes. */
export async function followList(member: Member, id: string): Promise<void> {
  const { teamId, userId } = member
  await db.$transaction(async (tx) => {
    const found = await tx.readingList.count({ where: { AND: [visibleLists(member), { id }] } })
    if (found === 0) throw new AppError('NOT_FOUND', 'errors.notFound')
    const now = new Date()
    const told = { toldFrom: now, toldThrough: now }
    const data = { teamId, userId, readingListId: id, ...told }
    await tx.follow.createMany({ data, skipDuplicates: true })
  })
}

/** Ends it, also for a list that the member sees no longer. Its notice goes, too. */
export async function unfollowList(member: Member, id: string): Promise<void> {
  const { teamId, userId } = member
  await db.$transaction([
    db.follow.deleteMany({ where: { ...ownFollows(member), readingListId: id } }),
    db.notice.deleteMany({ where: { teamId, userId, ...noticeOf(id) } }),
    db.membership.update({
      where: { teamId_userId: { teamId, userId } },
      data: { noticesVersion: { increment: 1 } },
    }),
  ])
}

export type FollowNews = { titles: string[]; count: number }

/** What the notices of followed lists tell of, by list: what is still there of it and to be seen. */
export async function getFollowNews(member: Member, lists: string[]) {
  if (lists.length === 0) return new Map<string, FollowNews>()
  const rows = await readRows<FollowNews & { id: string }>(Prisma.sql`
    SELECT f."readingListId" AS "id", count(*)::int AS "count",
      (array_agg(coalesce(k."title", s."title") ORDER BY e."createdAt" DESC))[1:5] AS "titles"
    FROM "Follow" f
    JOIN "Entry" e ON ${newsSql(member)}
    LEFT JOIN "Link" k ON k."teamId" = ${member.teamId}::uuid AND k."id" = e."linkId"
    LEFT JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = e."sessionId"
    WHERE f."readingListId" = ANY(${lists}::uuid[])
    GROUP BY f."readingListId"`)
  return new Map(rows.map(({ id, ...news }) => [id, news]))
}

/** Whether there is still something of what it tells, as a condition on a "Notice" `n`. */
export function toldNewsSql(member: Member): Prisma.Sql {
  return Prisma.sql`(n."kind" = 'followed' AND EXISTS (
    SELECT FROM "Follow" f JOIN "Entry" e ON ${newsSql(member)}
    WHERE f."readingListId" = n."subjectId"))`
}

/** What an own "Follow" `f` has been told of, as a condition on an "Entry" `e`. */
function newsSql(member: Member): Prisma.Sql {
  const { teamId, userId } = member
  return Prisma.sql`(f."teamId" = ${teamId}::uuid AND f."userId" = ${userId}::uuid
    AND e."readingListId" = f."readingListId" AND e."addedById" <> f."userId"
    AND e."createdAt" > f."toldFrom" AND e."createdAt" <= f."toldThrough"
    AND ${visibleEntriesSql(member)})`
}

type Due = { teamId: string; userId: string; readingListId: string; toldThrough: Date }

/**
 * Tells those who follow a list what others have added since they were told last, if that was a day
 * ago. Only what they may see now, as the members they are now. Answers how many were told. Where one
 * could not be, the others are all the same; then it throws, so that the job asks again.
 */
export async function tellFollowers(system: System, now: Date): Promise<number> {
  const due = await db.$queryRaw<Due[]>(Prisma.sql`
    SELECT f."teamId", f."userId", f."readingListId", f."toldThrough" FROM "Follow" f
    WHERE f."toldThrough" <= ${new Date(now.getTime() - day)} AND EXISTS (
      SELECT FROM "Entry" e
      WHERE e."teamId" = f."teamId" AND e."readingListId" = f."readingListId"
        AND e."addedById" <> f."userId" AND e."createdAt" > f."toldThrough"
        AND e."deletedAt" IS NULL)
    ORDER BY f."teamId", f."readingListId"`)
  let told = 0
  let failure: unknown
  for (const follow of due) {
    try {
      if (await tell(system, follow, now)) told += 1
    } catch (error) {
      failure ??= error
    }
  }
  if (failure) throw failure
  return told
}

async function tell(system: System, follow: Due, now: Date): Promise<boolean> {
  const { teamId, userId, readingListId, toldThrough } = follow
  const member = await memberFor(userId, teamId)
  if (!member) return false
  const news = await db.entry.count({
    where: {
      ...visibleEntries(member),
      readingListId,
      addedById: { not: userId },
      createdAt: { gt: toldThrough, lte: now },
    },
  })
  if (news === 0) return false
  return db.$transaction(async (tx) => {
    const { count } = await tx.follow.updateMany({
      where: { ...ownFollows(member), readingListId, toldThrough },
      data: { toldFrom: toldThrough, toldThrough: now },
    })
    // Another process was faster
    if (count === 0) return false
    // The newer notice takes the place of the older, read or not
    await tx.notice.deleteMany({ where: { teamId, userId, ...noticeOf(readingListId) } })
    await record(
      tx,
      { ...system, teamId },
      {
        verb: 'gathered',
        subject: { type: 'list', id: readingListId },
        place: { type: 'list', id: readingListId },
        notify: { kind: 'followed', userIds: [userId] },
      },
    )
    return true
  })
}

function noticeOf(list: string) {
  return { kind: 'followed', subjectType: 'list', subjectId: list }
}
