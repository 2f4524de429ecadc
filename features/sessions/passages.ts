import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import { attach, describePassage, type Passage, type PassageTarget, textHash } from './passage'
import type { PassageInput } from './schema'

type Row = { id: string; passage: Passage; text: string | null }
type SessionText = Exclude<PassageTarget, 'article'>

const texts: Record<SessionText, Prisma.Sql> = {
  abstract: Prisma.sql`s."abstractPlain"`,
  transcript: Prisma.sql`(SELECT t."plain" FROM "Transcript" t WHERE t."teamId" = s."teamId"
                          AND t."sessionId" = s."id" AND t."deletedAt" IS NULL)`,
}

/**
 * What is stored of a passage that a member has chosen on a session or article they see: its words,
 * context and position as the text has them now, whatever the browser said. Words that are not there (any more:
 * it may have been offline) are kept as they came, as lost.
 */
export async function placePassage(
  member: Member,
  tx: Transaction,
  on: { sessionId: string | null; articleId: string | null },
  { fromMs: _, ...chosen }: PassageInput,
): Promise<Passage> {
  const { target } = chosen
  const [row] = await tx.$queryRaw<{ text: string | null }[]>(
    target === 'article'
      ? Prisma.sql`SELECT t."plain" AS "text" FROM "Article" t
          WHERE t."teamId" = ${member.teamId}::uuid AND t."id" = ${on.articleId}::uuid`
      : Prisma.sql`SELECT ${texts[target]} AS "text" FROM "Session" s
          WHERE s."teamId" = ${member.teamId}::uuid AND s."id" = ${on.sessionId}::uuid`,
  )
  const text = row?.text ?? ''
  const place = attach(text, chosen)
  const described = place && describePassage(text, place.start, place.end)
  const hash = textHash(text)
  if (described) return { target, ...described, hash }
  const was = target === 'article' ? await formerWith(member, tx, on.articleId, chosen) : null
  return { ...chosen, hash, lost: true, ...(was && { was }) }
}

/** Earlier texts of an article that are looked through for words chosen while it was another. */
const formerTexts = 3

/** The hash of the newest earlier text of an article that holds a passage; null for none. */
async function formerWith(
  { teamId }: Member,
  tx: Transaction,
  articleId: string | null,
  passage: Omit<PassageInput, 'fromMs'>,
): Promise<string | null> {
  const former = await tx.$queryRaw<{ hash: string; plain: string }[]>(Prisma.sql`
    SELECT v."hash", v."plain" FROM "ArticleVersion" v
    WHERE v."teamId" = ${teamId}::uuid AND v."articleId" = ${articleId}::uuid
    ORDER BY v."keptAt" DESC LIMIT ${formerTexts}`)
  return former.find(({ plain }) => attach(plain, passage))?.hash ?? null
}

/**
 * Finds the passages of some sessions again after their texts have changed, in the transaction of
 * that change. Everybody's, those in the trash and only-me ones included: it moves positions and
 * shows nothing. The words that an author chose stay as they are, so that a passage which is not
 * there (`lost`) is found when its text comes back.
 */
export async function reattachPassages(
  member: Member,
  tx: Transaction,
  target: SessionText,
  sessionIds: string[],
): Promise<void> {
  if (sessionIds.length === 0) return
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT a."id", a."passage", ${texts[target]} AS "text"
    FROM "Annotation" a
    JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = a."sessionId"
    WHERE a."teamId" = ${member.teamId}::uuid AND a."sessionId" = ANY(${sessionIds}::uuid[])
      AND a."passage"->>'target' = ${target}`)
  await keepPlaces(member, tx, rows)
}

/** The same with those of an article whose text has become another one; `former` as in `placed`. */
export async function reattachArticlePassages(
  of: { teamId: string },
  tx: Transaction,
  articleId: string,
  text: string,
  former: string | null = null,
): Promise<void> {
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT a."id", a."passage", ${text} AS "text" FROM "Annotation" a
    WHERE a."teamId" = ${of.teamId}::uuid AND a."articleId" = ${articleId}::uuid
      AND a."passage" IS NOT NULL`)
  await keepPlaces(of, tx, rows, former)
}

async function keepPlaces(
  { teamId }: { teamId: string },
  tx: Transaction,
  rows: Row[],
  former: string | null = null,
) {
  const changed = rows.flatMap(({ id, passage, text }) => {
    const now = placed(passage, text ?? '', former)
    return now === passage ? [] : [{ id, passage: now }]
  })
  if (changed.length === 0) return
  // The words and their revision are as they were: nobody's open form becomes stale by it
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Annotation" a SET "passage" = n."passage"
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS n("id" uuid, "passage" jsonb)
    WHERE a."teamId" = ${teamId}::uuid AND a."id" = n."id"`)
}

/**
 * A passage as it stands in a text: with its position, or lost.
 * @param former the hash of the text before this one, where it is kept
 */
export function placed(passage: Passage, text: string, former: string | null = null): Passage {
  const hash = textHash(text)
  if (hash === passage.hash) return passage
  const place = attach(text, passage)
  const { lost, was, ...rest } = passage
  if (place) return { ...rest, ...place, hash }
  const last = lost ? was : passage.hash === former ? former : null
  return { ...rest, hash, lost: true, ...(last && { was: last }) }
}
