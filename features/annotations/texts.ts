import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma, readRows, type Transaction } from '@/lib/db'
import { newId } from '@/lib/ids'
import type { Audience } from '@/prisma/generated/client'
import { isAnswer, isAside } from './policy'

/** How many texts a page of a history holds. */
const pageSize = 20

type Text = {
  id: string
  kind: string
  body: string
  audience: Audience
  authorId: string
  author: string
  at: Date
  /** The text that it replaced, among those that the member sees */
  before: { kind: string; body: string; audience: Audience } | null
}

export type EarlierText = Text & {
  aside: boolean
  answer: boolean
  latest: boolean
  /** For whom it would be, were it put back; null where the member may not */
  restored: Audience | null
}

/** A page of the texts that one thing has had, newest first. */
export type History = {
  id: string
  revision: number
  audience: Audience
  texts: EarlierText[]
  /** Whether there are older ones */
  more: boolean
}

/**
 * The texts that a condition on "Revision" `r` finds, all of one thing, each with the one before it
 * among them. One statement.
 */
export async function readTexts(_member: Member, of: Prisma.Sql, page: number) {
  const found = await readRows<Text>(Prisma.sql`
    WITH seen AS (
      SELECT r.*, r."kind" IN ('answer', 'aside_answer') AS "isAnswer",
             r."kind" LIKE 'aside%' AS "isAside"
      FROM "Revision" r WHERE ${of}
    )
    SELECT s."id", s."kind", s."bodySource" AS "body", s."audience"::text, s."authorId",
           u."name" AS "author", s."createdAt" AS "at", b."before"
    FROM seen s
    JOIN "User" u ON u."id" = s."authorId"
    LEFT JOIN LATERAL (
      SELECT json_build_object('kind', e."kind", 'body', e."bodySource",
                               'audience', e."audience") AS "before"
      FROM seen e
      WHERE e."number" < s."number" AND e."isAnswer" = s."isAnswer" AND NOT e."isAside"
      ORDER BY e."number" DESC LIMIT 1
    ) b ON true
    ORDER BY s."number" DESC
    LIMIT ${pageSize + 1} OFFSET ${(page - 1) * pageSize}`)
  const texts = found
    .slice(0, pageSize)
    .map((text) => ({ ...text, aside: isAside(text.kind), answer: isAnswer(text.kind) }))
  return { texts, more: found.length > pageSize }
}

type Now = { id: string; revision: number; bodySource: string }

/** The history of words of the team, which whoever may edit them may put back. */
export function teamHistory(
  _member: Member,
  now: Now,
  { texts, more }: Awaited<ReturnType<typeof readTexts>>,
  edit: boolean,
): History {
  const { id, revision, bodySource } = now
  const shown = texts.map((text) => ({
    ...text,
    latest: text.body === bodySource,
    restored: edit ? text.audience : null,
  }))
  return { id, revision, audience: 'team', texts: shown, more }
}

type Of = { blockId: string } | { recapId: string; sessionId?: string }

/** Keeps words of the team as a revision: those stored now, or ones that were put aside. */
export async function keepTeamText(
  { teamId, userId: authorId }: Member,
  tx: Transaction,
  of: Of,
  { text: bodySource, aside, number }: { number: number; text: string; aside: boolean },
): Promise<void> {
  const what = { number, kind: aside ? 'aside' : '', bodySource, audience: 'team' as const }
  await tx.revision.create({ data: { teamId, id: newId(), authorId, ...of, ...what } })
}
