import 'server-only'
import { getRecapNotes, type PublicNote } from '@/features/annotations/public'
import type { Member, Visitor } from '@/lib/actor'
import { db, Prisma, readRows } from '@/lib/db'
import {
  canEditRecaps,
  chosenWordsSql,
  recapSessionsSql,
  visibleRecaps,
  visibleRecapsSql,
} from './policy'

type HeadRow = {
  id: string
  conferenceId: string
  title: string
  zone: string
  place: string
  firstDay: string | null
  lastDay: string | null
  revision: number
  html: string
  plain: string
  createdAt: Date
  updatedAt: Date
  createdBy: string | null
}

type SessionRow = {
  id: string
  slug: string
  title: string
  day: string | null
  startsAt: Date | null
  endsAt: Date | null
  rooms: string[]
  speakers: { name: string; organisation: string | null }[]
  line: string
  words: string[]
}

/** A talk in a recap: the team's line, its words from the summary, and notes. */
export type RecapTalk = SessionRow & { notes: PublicNote[] }

export type RecapText = HeadRow & { talks: RecapTalk[] }

const dayOf = (column: string) => Prisma.raw(`to_char(${column}, 'YYYY-MM-DD')`)

/** The head of a "Recap" `p`: of its conference, and who began it as far as `named` says. */
const headSql = (named: Prisma.Sql, where: Prisma.Sql) => Prisma.sql`
  SELECT p."id", p."conferenceId", c."title", c."zone", c."place",
    ${dayOf('c."firstDay"')} AS "firstDay", ${dayOf('c."lastDay"')} AS "lastDay",
    p."revision", p."bodyHtml" AS "html", p."bodyPlain" AS "plain", p."createdAt", p."updatedAt",
    CASE WHEN ${named} THEN u."name" END AS "createdBy"
  FROM "Recap" p
  JOIN "Conference" c ON c."teamId" = p."teamId" AND c."id" = p."conferenceId"
  JOIN "Membership" m ON m."teamId" = p."teamId" AND m."userId" = p."createdById"
  JOIN "User" u ON u."id" = m."userId"
  WHERE ${where}`

/** The recap that a condition on "Recap" `p` and "Conference" `c` finds. One statement. */
export async function readHead(
  _actor: Member | Visitor,
  where: Prisma.Sql,
  named: Prisma.Sql,
): Promise<HeadRow | null> {
  const [head] = await readRows<HeadRow>(headSql(named, where))
  return head ?? null
}

/**
 * The talks of a recap by day, in their order, with what is shown of their notes: those that have
 * something to show. One statement.
 */
export async function readTalks(
  actor: Member | Visitor,
  recap: { id: string; conferenceId: string },
  notes: ReadonlyMap<string, PublicNote[]>,
): Promise<RecapTalk[]> {
  const words = chosenWordsSql(actor, recap.id)
  const rows = await readRows<SessionRow>(Prisma.sql`
    SELECT s."id", s."slug", s."title", ${dayOf('s."day"')} AS "day", s."startsAt", s."endsAt",
      coalesce(r."bodyHtml", '') AS "line",
      ARRAY(SELECT o."name" FROM "SessionRoom" sr
            JOIN "Room" o ON o."teamId" = sr."teamId" AND o."id" = sr."roomId"
            WHERE sr."teamId" = s."teamId" AND sr."sessionId" = s."id"
            ORDER BY o."position", o."name") AS "rooms",
      (SELECT coalesce(json_agg(json_build_object('name', k."name", 'organisation',
                k."organisation") ORDER BY ss."position"), '[]')
       FROM "SessionSpeaker" ss
       JOIN "Speaker" k ON k."teamId" = ss."teamId" AND k."id" = ss."speakerId"
       WHERE ss."teamId" = s."teamId" AND ss."sessionId" = s."id") AS "speakers",
      ARRAY(SELECT b."bodyHtml" FROM "SummaryBlock" b WHERE b."sessionId" = s."id" AND ${words}
            ORDER BY b."orderKey", b."createdAt") AS "words"
    FROM "Session" s
    LEFT JOIN "RecapSession" r ON r."teamId" = s."teamId" AND r."sessionId" = s."id"
      AND r."recapId" = ${recap.id}::uuid
    WHERE ${recapSessionsSql(actor, recap)}
      AND (s."id" = ANY(${[...notes.keys()]}::uuid[]) OR r."bodySource" <> ''
           OR EXISTS (SELECT FROM "SummaryBlock" b WHERE b."sessionId" = s."id" AND ${words}))
    ORDER BY s."day" NULLS LAST, r."position" NULLS LAST, s."startsAt" NULLS LAST, s."title", s."id"`)
  return rows.map((row) => ({ ...row, notes: notes.get(row.id) ?? [] }))
}

/** The recap of a conference as the team reads it; null where there is none. Four statements. */
export async function getRecap(member: Member, conferenceId: string): Promise<RecapText | null> {
  const where = Prisma.sql`${visibleRecapsSql(member)} AND p."conferenceId" = ${conferenceId}::uuid`
  const head = await readHead(member, where, Prisma.sql`true`)
  if (!head) return null
  const notes = await getRecapNotes(member, head.id)
  return { ...head, talks: await readTalks(member, head, notes) }
}

/** What editing starts from: the introduction as it is stored; null where there is no recap. */
export async function getRecapHead(member: Member, conferenceId: string) {
  if (!canEditRecaps(member)) return null
  return db.recap.findFirst({
    where: { ...visibleRecaps(member), conferenceId },
    select: { id: true, bodySource: true, revision: true },
  })
}
