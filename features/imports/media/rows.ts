import 'server-only'
import { reattachPassages } from '@/features/sessions/passages'
import { writeTranscripts } from '@/features/sessions/transcript-rows'
import type { Member } from '@/lib/actor'
import { Prisma, type Transaction } from '@/lib/db'
import type { TranscriptFile } from '../formats/transcript-files'
import type { FoundMediaPlan } from './staging'

/** Whoever changes one of them meanwhile waits; always in the same order, so that nobody waits twice. */
export async function lockSessions({ teamId }: Member, tx: Transaction, ids: string[]) {
  await tx.$executeRaw(Prisma.sql`
    SELECT 1 FROM "Session" WHERE "teamId" = ${teamId}::uuid AND "id" = ANY(${ids}::uuid[])
    ORDER BY "id" FOR NO KEY UPDATE`)
}

/**
 * Sets the addresses of recordings, as if a member had typed them: a later import of the programme
 * leaves them alone. What stood there is kept for the undo.
 */
export async function writeRecordings(
  { teamId }: Member,
  tx: Transaction,
  importId: string,
  { taken }: Pick<FoundMediaPlan, 'taken'>,
): Promise<void> {
  const rows = JSON.stringify(
    taken.map(({ chosen, item }) => ({ id: chosen.id, url: item.detail })),
  )
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "BeforeImage" ("teamId", "importId", "subjectType", "subjectId", "values")
    SELECT s."teamId", ${importId}::uuid, 'recording', s."id"::text, jsonb_build_object(
      'recordingUrl', s."recordingUrl", 'recordingState', s."recordingState",
      'edited', 'recordingUrl' = ANY(s."editedFields"), 'set', r."url")
    FROM jsonb_to_recordset(${rows}::jsonb) r("id" uuid, "url" text)
    JOIN "Session" s ON s."teamId" = ${teamId}::uuid AND s."id" = r."id"`)
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Session" s SET "recordingUrl" = r."url", "recordingState" = 'available',
      "editedFields" = CASE WHEN 'recordingUrl' = ANY(s."editedFields") THEN s."editedFields"
                            ELSE s."editedFields" || 'recordingUrl'::text END,
      "revision" = s."revision" + 1, "updatedAt" = now()
    FROM jsonb_to_recordset(${rows}::jsonb) r("id" uuid, "url" text)
    WHERE s."teamId" = ${teamId}::uuid AND s."id" = r."id"`)
}

export type Undone = { restored: number; kept: { sessionId: string; title: string }[] }

/** Gives sessions back what they had, unless somebody has changed the recording since. */
export async function undoRecordings(
  { teamId }: Member,
  tx: Transaction,
  importId: string,
): Promise<Undone> {
  const images = Prisma.sql`"BeforeImage" b WHERE b."teamId" = ${teamId}::uuid
    AND b."importId" = ${importId}::uuid AND b."subjectType" = 'recording'`
  const kept = await tx.$queryRaw<Undone['kept']>(Prisma.sql`
    SELECT s."id" AS "sessionId", s."title" FROM "Session" s, ${images}
      AND s."teamId" = b."teamId" AND s."id" = b."subjectId"::uuid AND s."deletedAt" IS NULL
      AND s."recordingUrl" IS DISTINCT FROM b."values"->>'set'
    ORDER BY s."title"`)
  const restored = await tx.$executeRaw(Prisma.sql`
    UPDATE "Session" s SET "recordingUrl" = b."values"->>'recordingUrl',
      "recordingState" = (b."values"->>'recordingState')::"RecordingState",
      "editedFields" = CASE WHEN (b."values"->>'edited')::boolean THEN s."editedFields"
                            ELSE array_remove(s."editedFields", 'recordingUrl') END,
      "revision" = s."revision" + 1, "updatedAt" = now()
    FROM ${images} AND s."teamId" = b."teamId" AND s."id" = b."subjectId"::uuid
      AND s."recordingUrl" = b."values"->>'set'`)
  return { restored, kept }
}

/** Attaches transcripts as if a member had, one after another; what was there is kept for the undo. */
export async function attachTranscripts(
  member: Member,
  tx: Transaction,
  importId: string,
  { taken }: Pick<FoundMediaPlan, 'taken'>,
  texts: TranscriptFile[],
): Promise<void> {
  const { teamId } = member
  const rows = taken.flatMap(({ index, item, chosen }) => {
    const text = texts[index]
    if (!text) return []
    const { format, cues, plain, hash } = text
    const language = item.transcript?.language ?? ''
    return { sessionId: chosen.id, format, cues, plain, hash, language, fileName: item.detail }
  })
  const made = await writeTranscripts(member, tx, rows, importId)
  await tx.beforeImage.createMany({
    data: taken.map(({ chosen }) => ({
      ...{ teamId, importId, subjectType: 'transcript', subjectId: chosen.id },
      values: { before: chosen.transcript?.id ?? null, made: made.get(chosen.id) ?? null },
    })),
  })
}

/** Moves transcripts to the trash that nobody has replaced since, and those before come out of it. */
export async function undoTranscripts(
  member: Member,
  tx: Transaction,
  importId: string,
): Promise<Undone> {
  const { teamId } = member
  const images = Prisma.sql`"BeforeImage" b WHERE b."teamId" = ${teamId}::uuid
    AND b."importId" = ${importId}::uuid AND b."subjectType" = 'transcript'`
  const gone = await tx.$queryRaw<{ sessionId: string }[]>(Prisma.sql`
    UPDATE "Transcript" t SET "deletedAt" = now() FROM ${images}
      AND t."teamId" = b."teamId" AND t."id" = (b."values"->>'made')::uuid
      AND t."deletedAt" IS NULL
    RETURNING t."sessionId"`)
  const ids = gone.map(({ sessionId }) => sessionId)
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Transcript" t SET "deletedAt" = NULL FROM ${images}
      AND t."teamId" = b."teamId" AND t."id" = (b."values"->>'before')::uuid
      AND t."sessionId" = ANY(${ids}::uuid[])`)
  await reattachPassages(member, tx, 'transcript', ids)
  const kept = await tx.$queryRaw<Undone['kept']>(Prisma.sql`
    SELECT s."id" AS "sessionId", s."title" FROM "Session" s, ${images}
      AND s."teamId" = b."teamId" AND s."id" = b."subjectId"::uuid AND s."deletedAt" IS NULL
      AND s."id" <> ALL(${ids}::uuid[])
    ORDER BY s."title"`)
  return { restored: ids.length, kept }
}
