import 'server-only'
import { feedKey } from '@/features/shares/feed'
import type { Member, Visitor } from '@/lib/actor'
import { Prisma, readRows } from '@/lib/db'
import { env } from '@/lib/env'
import { shortId } from '@/lib/ids'
import { fillMarks, withoutInnerLinks } from '@/lib/markdown'
import type { AnnotationKind } from '@/prisma/generated/client'
import { chosenAnnotationsSql, sharedAnnotationsSql } from './policy'

/** Of all sessions that a share opens together; beyond it the page would be no page any more. */
const mostNotes = 1_000

type Row = {
  id: string
  sessionId: string
  createdAt: Date
  updatedAt: Date
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

type Told = Pick<Row, 'id' | 'createdAt' | 'updatedAt'>

/** An annotation as a stranger reads it. It holds no id but that of a picture within the share. */
export type PublicNote = Omit<Row, keyof Told | 'sessionId' | 'authorId'> & {
  /** Of an author who has agreed to be named */
  author: string | null
}

/** The same in a feed. */
export type PublicNews = PublicNote & { key: string } & Pick<Told, 'createdAt' | 'updatedAt'>

/** Of an "Annotation" `a` what others have added: its author's alone is what its author can show. */
type Others = 'left out' | 'shown'

const answersSql: Record<Others, Prisma.Sql> = {
  'left out': Prisma.sql`CASE WHEN a."answeredById" = a."authorId" THEN a."answerHtml" END`,
  shown: Prisma.sql`a."answerHtml"`,
}

/**
 * The public annotations that a share opens, by session, in their order: words, answers and pictures
 * of their authors, who alone could decide to show them. Two statements.
 */
export async function getPublicNotes(visitor: Visitor): Promise<Map<string, PublicNote[]>> {
  return bySession(await readPublic(visitor))
}

/** The same one by one, the latest first, with what a feed tells besides; its keys lead nowhere. */
export async function getPublicNews(visitor: Visitor): Promise<PublicNews[]> {
  const rows = await readPublic(visitor)
  return rows
    .map(({ id, createdAt, updatedAt, note }) => {
      return { ...note, key: feedKey(visitor, id), createdAt, updatedAt }
    })
    .sort((one, other) => Number(other.createdAt) - Number(one.createdAt))
}

async function readPublic(visitor: Visitor) {
  const agreed = Prisma.sql`m."teamId" = ${visitor.teamId}::uuid AND m."showNameOnPublic"
    AND m."leftAt" IS NULL`
  return readNotes(sharedAnnotationsSql(visitor), 'left out', agreed, forStrangers)
}

/** The annotations of a recap as the team reads them: with all names, pictures and answers. */
export async function getRecapNotes(
  member: Member,
  recapId: string,
): Promise<Map<string, PublicNote[]>> {
  const team = Prisma.sql`m."teamId" = ${member.teamId}::uuid`
  const fill = (html: string, names: Names) => fillMarks(html, { names, someone: '…' })
  return bySession(await readNotes(chosenAnnotationsSql(member, recapId), 'shown', team, fill))
}

type Names = ReadonlyMap<string, string>

function bySession(rows: Awaited<ReturnType<typeof readNotes>>): Map<string, PublicNote[]> {
  const notes = new Map<string, PublicNote[]>()
  for (const { sessionId, note } of rows) {
    const there = notes.get(sessionId)
    if (there) there.push(note)
    else notes.set(sessionId, [note])
  }
  return notes
}

async function readNotes(
  condition: Prisma.Sql,
  others: Others,
  people: Prisma.Sql,
  fill: (html: string, names: Names) => string,
) {
  const [rows, named] = await Promise.all([
    readRows<Row>(Prisma.sql`
      SELECT a."id", a."sessionId", a."createdAt", a."updatedAt", a."kind", a."bodyHtml" AS "html", a."authorId", a."fromMs", a."toMs",
             a."slide", a."speaker", a."passage"->>'exact' AS "quote",
             ${answersSql[others]} AS "answer",
             (SELECT json_agg(json_build_object('id', p."id", 'width', f."width",
                                                'height', f."height") ORDER BY p."position")
              FROM "Attachment" p
              JOIN "File" f ON f."teamId" = p."teamId" AND f."hash" = p."smallHash"
              WHERE ${photosSql[others]}) AS "photos"
      FROM "Annotation" a
      WHERE ${condition}
      ORDER BY a."orderKey", a."createdAt"
      LIMIT ${mostNotes}`),
    readRows<{ id: string; name: string }>(Prisma.sql`
      SELECT m."userId" AS "id", u."name" FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
      WHERE ${people}`),
  ])
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return rows.map(({ id, sessionId, createdAt, updatedAt, authorId, ...row }) => {
    const note: PublicNote = {
      ...row,
      html: fill(row.html, names),
      answer: row.answer && fill(row.answer, names),
      photos: row.photos?.map((photo) => ({ ...photo, id: shortId(photo.id) })) ?? null,
      author: names.get(authorId) ?? null,
    }
    return { id, sessionId, createdAt, updatedAt, note }
  })
}

const photoSql = Prisma.sql`p."teamId" = a."teamId" AND p."annotationId" = a."id"
  AND p."deletedAt" IS NULL`
const photosSql: Record<Others, Prisma.Sql> = {
  'left out': Prisma.sql`(${photoSql} AND p."addedById" = a."authorId")`,
  shown: Prisma.sql`(${photoSql})`,
}

/** The stored content of a picture that a share shows, in both sizes; else null. */
export async function getPublicPhoto(visitor: Visitor, id: string) {
  const [row] = await readRows<{ largeHash: string; smallHash: string }>(Prisma.sql`
    SELECT p."largeHash", p."smallHash" FROM "Attachment" p
    JOIN "Annotation" a ON a."teamId" = p."teamId" AND a."id" = p."annotationId"
    WHERE p."id" = ${id}::uuid AND ${photosSql['left out']} AND ${sharedAnnotationsSql(visitor)}`)
  return row ?? null
}

/** Nothing that somebody wrote gets to a stranger but through here: no name, no way into the team. */
function forStrangers(html: string, names: Names): string {
  return withoutInnerLinks(fillMarks(html, { names, someone: '…' }), env.PUBLIC_URL)
}
