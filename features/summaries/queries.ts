import 'server-only'
import {
  type AnnotationCard,
  type CardRow,
  cardOf,
  cardSql,
  getTeamPeople,
} from '@/features/annotations/queries'
import type { Member } from '@/lib/actor'
import { Prisma, readByKeys } from '@/lib/db'
import { visibleBlocksSql } from './policy'

/** What the team says itself. */
export type WordsBlock = { id: string; source: string; html: string; revision: number }

/** An annotation that was promoted, as it is now; with its source, for copying. */
export type PromotedBlock = {
  id: string
  annotation: AnnotationCard & { source: string; answerSource: string | null }
}

export type SummaryBlock = WordsBlock | PromotedBlock

type Row = CardRow & {
  blockId: string
  words: string
  wordsHtml: string
  wordsRevision: number
  source: string | null
  answerSource: string | null
}

/** The summary of a session in its order, as far as the member sees it. One statement. */
export async function getSummary(member: Member, sessionId: string): Promise<SummaryBlock[]> {
  const rows = await readByKeys<Row>(Prisma.sql`
    SELECT b."id" AS "blockId", b."bodySource" AS "words", b."bodyHtml" AS "wordsHtml",
           b."revision" AS "wordsRevision", a."bodySource" AS "source", a."answerSource",
           ${cardSql(member)}
    FROM "SummaryBlock" b
    LEFT JOIN "Annotation" a ON a."teamId" = b."teamId" AND a."id" = b."annotationId"
    WHERE ${visibleBlocksSql(member)} AND b."sessionId" = ${sessionId}::uuid
    ORDER BY b."orderKey", b."createdAt"`)
  return rows.map(({ blockId: id, words, wordsHtml, wordsRevision, source, ...row }) =>
    source === null
      ? { id, source: words, html: wordsHtml, revision: wordsRevision }
      : { id, annotation: { ...cardOf(member, row), source, answerSource: row.answerSource } },
  )
}

/** What the page of a talk shows of its summary: the blocks, and the people. */
export async function getSummaryView(member: Member, sessionId: string) {
  const [blocks, people] = await Promise.all([
    getSummary(member, sessionId),
    getTeamPeople(member, sessionId),
  ])
  return { blocks, people }
}
