import 'server-only'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import { attach, textHash } from './passage'
import type { Passage, PassageTarget } from './schema'

type Row = { id: string; sessionId: string; passage: Passage; text: string | null }

/**
 * Finds the passages of some sessions again after their texts have changed, in the transaction of
 * that change. Everybody's, those in the trash and only-me ones included: it moves positions and
 * shows nothing. The words that an author chose stay as they are, so that a passage which is not
 * there (`lost`) is found when its text comes back.
 */
export async function reattachPassages(
  member: Member,
  tx: Transaction,
  target: PassageTarget,
  sessionIds: string[],
): Promise<void> {
  if (sessionIds.length === 0) return
  const text =
    target === 'abstract'
      ? Prisma.sql`s."abstractPlain"`
      : Prisma.sql`(SELECT t."plain" FROM "Transcript" t WHERE t."teamId" = s."teamId"
                    AND t."sessionId" = s."id" AND t."deletedAt" IS NULL)`
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT a."id", a."sessionId", a."passage", ${text} AS "text"
    FROM "Annotation" a
    JOIN "Session" s ON s."teamId" = ${member.teamId}::uuid AND s."id" = a."sessionId"
    WHERE a."teamId" = ${member.teamId}::uuid AND a."sessionId" = ANY(${sessionIds}::uuid[])
      AND a."passage"->>'target' = ${target}`)
  const changed = rows.flatMap(({ id, passage, text }) => {
    const now = placed(passage, text ?? '')
    return now === passage ? [] : [{ id, passage: now }]
  })
  if (changed.length === 0) return
  // The words and their revision are as they were: nobody's open form becomes stale by it
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Annotation" a SET "passage" = n."passage"
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS n("id" uuid, "passage" jsonb)
    WHERE a."teamId" = ${member.teamId}::uuid AND a."id" = n."id"`)
}

/** A passage as it stands in a text: with its position, or lost. */
export function placed(passage: Passage, text: string): Passage {
  const hash = textHash(text)
  if (hash === passage.hash) return passage
  const place = attach(text, passage)
  const { lost: _, ...rest } = passage
  return place ? { ...rest, ...place, hash } : { ...rest, hash, lost: true }
}
