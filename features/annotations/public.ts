import 'server-only'
import type { Visitor } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import { env } from '@/lib/env'
import { shortId } from '@/lib/ids'
import { fillMarks, withoutInnerLinks } from '@/lib/markdown'
import type { AnnotationKind } from '@/prisma/generated/client'
import { sharedAnnotationsSql } from './policy'

/** Of all sessions that a share opens together; beyond it the page would be no page any more. */
const mostNotes = 1_000

type Row = {
  sessionId: string
  kind: AnnotationKind
  html: string
  answer: string | null
  authorId: string
  fromMs: number | null
  toMs: number | null
  slide: number | null
  speaker: string
  quote: string | null
  photos: { id: string; width: number; height: number }[] | null
}

/** An annotation as a stranger reads it. It holds no id but that of a picture within the share. */
export type PublicNote = Omit<Row, 'sessionId' | 'authorId'> & {
  /** Of an author who has agreed to be named */
  author: string | null
}

/**
 * The public annotations that a share opens, by session, in their order: words, answers and pictures
 * of their authors, who alone could decide to show them. Two statements.
 */
export async function getPublicNotes(visitor: Visitor): Promise<Map<string, PublicNote[]>> {
  const { teamId } = visitor
  const [rows, agreed] = await Promise.all([
    readRows<Row>(Prisma.sql`
      SELECT a."sessionId", a."kind", a."bodyHtml" AS "html", a."authorId", a."fromMs", a."toMs",
             a."slide", a."speaker", a."passage"->>'exact' AS "quote",
             CASE WHEN a."answeredById" = a."authorId" THEN a."answerHtml" END AS "answer",
             (SELECT json_agg(json_build_object('id', p."id", 'width', f."width",
                                                'height', f."height") ORDER BY p."position")
              FROM "Attachment" p
              JOIN "File" f ON f."teamId" = p."teamId" AND f."hash" = p."smallHash"
              WHERE ${ownPhotosSql}) AS "photos"
      FROM "Annotation" a
      WHERE ${sharedAnnotationsSql(visitor)}
      ORDER BY a."orderKey", a."createdAt"
      LIMIT ${mostNotes}`),
    readRows<{ id: string; name: string }>(Prisma.sql`
      SELECT m."userId" AS "id", u."name" FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
      WHERE m."teamId" = ${teamId}::uuid AND m."showNameOnPublic" AND m."leftAt" IS NULL`),
  ])
  const names = new Map(agreed.map(({ id, name }) => [id, name]))
  const notes = new Map<string, PublicNote[]>()
  for (const { sessionId, authorId, ...row } of rows) {
    const note = {
      ...row,
      html: forStrangers(row.html, names),
      answer: row.answer && forStrangers(row.answer, names),
      photos: row.photos?.map((photo) => ({ ...photo, id: shortId(photo.id) })) ?? null,
      author: names.get(authorId) ?? null,
    }
    notes.set(sessionId, [...(notes.get(sessionId) ?? []), note])
  }
  return notes
}

/** Of an "Annotation" `a` the pictures `p` that its author has added. */
const ownPhotosSql = Prisma.sql`(p."teamId" = a."teamId" AND p."annotationId" = a."id"
  AND p."deletedAt" IS NULL AND p."addedById" = a."authorId")`

/** The stored content of a picture that a share shows, in both sizes; else null. */
export async function getPublicPhoto(visitor: Visitor, id: string) {
  const [row] = await readRows<{ largeHash: string; smallHash: string }>(Prisma.sql`
    SELECT p."largeHash", p."smallHash" FROM "Attachment" p
    JOIN "Annotation" a ON a."teamId" = p."teamId" AND a."id" = p."annotationId"
    WHERE p."id" = ${id}::uuid AND ${ownPhotosSql} AND ${sharedAnnotationsSql(visitor)}`)
  return row ?? null
}

/** Nothing that somebody wrote gets to a stranger but through here: no name, no way into the team. */
function forStrangers(html: string, names: ReadonlyMap<string, string>): string {
  return withoutInnerLinks(fillMarks(html, { names, someone: '…' }), env.PUBLIC_URL)
}
