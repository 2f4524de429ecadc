import 'server-only'
import { generateNKeysBetween } from 'fractional-indexing'
import { keepManyCitations } from '@/features/links/citations'
import {
  keepManyMentions,
  keepTopics,
  type ManyRendered,
  renderMany,
} from '@/features/topics/mentions'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import type { AnnotationKind, Audience } from '@/prisma/generated/client'
import { canWriteFor } from './policy'

// Many new annotations of one member at once, in statements whose number does not grow with them.

export type OneOfMany = {
  id: string
  sessionId: string
  kind: AnnotationKind
  audience: Audience
  /** Markdown; may be empty for a photo slot or a gap */
  body: string
  /** Markdown, of a question; empty for none */
  answer: string
  /** Who is quoted, or who asked */
  speaker: string
  /** A follow-up that was done already */
  done: boolean
}

/** Annotations with their texts rendered, ready for the transaction that writes them. */
export type Drafted = { rows: OneOfMany[]; rendered: ManyRendered }

/** Renders them all; before the transaction, since that takes longer than writing. */
export async function draftMany(
  member: Member,
  rows: OneOfMany[],
  tell?: (done: number, total: number) => void,
): Promise<Drafted> {
  const bodies = rows.map(({ body, audience }) => ({ source: body, audience }))
  const answers = rows
    .filter(({ answer }) => answer)
    .map(({ answer, audience }) => ({ source: answer, audience }))
  return { rows, rendered: await renderMany(member, [...bodies, ...answers], tell) }
}

/**
 * Writes them behind what is there, in the order given, each with its revisions, topics and links.
 * Part of a mutation, which records it. Nobody is told that they are mentioned.
 * @returns the links that the team did not have before
 */
export async function insertMany(
  member: Member,
  tx: Transaction,
  { rows, rendered }: Drafted,
  importId: string,
): Promise<string[]> {
  const { teamId, userId } = member
  if (rows.some(({ audience }) => !canWriteFor(member, audience))) {
    throw new AppError('FORBIDDEN', 'annotations.onlyForYourself')
  }
  const keys = await orderKeys(member, tx, rows)
  const texts = await keepTopics(member, tx, rendered)
  let answered = rows.length
  const full = rows.map((row, at) => {
    const words = texts[at]
    const answer = row.answer ? texts[answered++] : undefined
    const promised = row.kind === 'follow_up'
    return {
      ...{ ...row, orderKey: keys[at], firstId: newId(), version: words?.rendererVersion },
      ...{ html: words?.html ?? '', plain: words?.plain ?? '', revision: answer ? 2 : 1 },
      ...(answer && { secondId: newId(), answerHtml: answer.html, answerPlain: answer.plain }),
      ownerId: promised ? userId : null,
      closed: Boolean(answer) || (promised && row.done),
    }
  })
  await tx.$executeRaw(Prisma.sql`
    WITH given AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(full)}::json) r("id" uuid,
        "sessionId" uuid, "kind" "AnnotationKind", "audience" "Audience", "body" text, "plain" text,
        "html" text, "version" int, "orderKey" text, "speaker" text, "answer" text,
        "answerPlain" text, "answerHtml" text, "ownerId" uuid, "closed" boolean, "revision" int,
        "firstId" uuid, "secondId" uuid)
    ), written AS (
      INSERT INTO "Annotation" ("teamId", "id", "sessionId", "authorId", "kind", "audience",
        "bodySource", "bodyPlain", "bodyHtml", "rendererVersion", "orderKey", "startedAt", "speaker",
        "answerSource", "answerPlain", "answerHtml", "answeredById", "ownerId", "closedAt",
        "closedById", "revision", "importId", "createdAt", "updatedAt")
      SELECT ${teamId}::uuid, g."id", g."sessionId", ${userId}::uuid, g."kind", g."audience",
        g."body", g."plain", g."html", g."version", g."orderKey", now(), g."speaker",
        CASE WHEN g."secondId" IS NOT NULL THEN g."answer" END, g."answerPlain", g."answerHtml",
        CASE WHEN g."secondId" IS NOT NULL THEN ${userId}::uuid END, g."ownerId",
        CASE WHEN g."closed" THEN now() END, CASE WHEN g."closed" THEN ${userId}::uuid END,
        g."revision", ${importId}::uuid, now(), now()
      FROM given g
    )
    INSERT INTO "Revision" ("teamId", "id", "annotationId", "number", "kind", "bodySource",
      "audience", "authorId")
    SELECT ${teamId}::uuid, g."firstId", g."id", 1, g."kind"::text, g."body", g."audience",
      ${userId}::uuid
    FROM given g
    UNION ALL
    SELECT ${teamId}::uuid, g."secondId", g."id", 2, 'answer', g."answer", g."audience",
      ${userId}::uuid
    FROM given g WHERE g."secondId" IS NOT NULL`)
  const shown = full.map(({ id, kind, audience, html, answerHtml = '' }) => {
    return { id, kind, audience, html: html + answerHtml }
  })
  await keepManyMentions(member, tx, shown)
  // Where a picture lies is no link to read
  return keepManyCitations(
    member,
    tx,
    shown.filter(({ kind }) => kind !== 'photo'),
  )
}

/** Keys behind the last one of each session, whose writers wait. */
async function orderKeys({ teamId }: Member, tx: Transaction, rows: OneOfMany[]) {
  const counts = new Map<string, number>()
  for (const { sessionId } of rows) counts.set(sessionId, (counts.get(sessionId) ?? 0) + 1)
  const ids = [...counts.keys()]
  const held = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT s."id" FROM "Session" s
    JOIN "Conference" c ON c."teamId" = s."teamId" AND c."id" = s."conferenceId"
    WHERE s."teamId" = ${teamId}::uuid AND s."id" = ANY(${ids}::uuid[])
      AND s."deletedAt" IS NULL AND c."deletedAt" IS NULL
    ORDER BY s."id" FOR NO KEY UPDATE OF s`)
  if (held.length < ids.length) throw new AppError('NOT_FOUND', 'errors.notFound')
  const last = await tx.$queryRaw<{ id: string; key: string }[]>(Prisma.sql`
    SELECT a."sessionId" AS "id", max(a."orderKey") AS "key" FROM "Annotation" a
    WHERE a."teamId" = ${teamId}::uuid AND a."sessionId" = ANY(${ids}::uuid[])
    GROUP BY a."sessionId"`)
  const lastOf = new Map(last.map(({ id, key }) => [id, key]))
  const free = new Map(
    [...counts].map(([id, count]) => {
      return [id, generateNKeysBetween(lastOf.get(id) ?? null, null, count).values()]
    }),
  )
  return rows.map(({ sessionId }) => free.get(sessionId)?.next().value ?? '')
}

type Brought = {
  /** The picture's id, chosen before */
  id: string
  annotation: string
  importId: string
  sentHash: string
  stored: { large: string; small: string }
}

type Slot = { sessionId: string | null; articleId: string | null; audience: Audience }

/**
 * Puts the picture that an import has found on a photo slot of its own, as its author, and fills it;
 * one that somebody has filled, moved or changed otherwise stays as it is. Answers whether it was put there.
 */
export async function bringPhoto(member: Member, brought: Brought): Promise<boolean> {
  const { teamId, userId } = member
  const { id, annotation: annotationId, importId, sentHash, stored } = brought
  return db.$transaction(async (tx) => {
    // Past `updatedAt`: that tells whether a person has touched what the import made
    const [slot] = await tx.$queryRaw<Slot[]>(Prisma.sql`
      UPDATE "Annotation" SET "closedAt" = now(), "closedById" = ${userId}::uuid
      WHERE "teamId" = ${teamId}::uuid AND "id" = ${annotationId}::uuid
        AND "importId" = ${importId}::uuid AND "authorId" = ${userId}::uuid AND "kind" = 'photo'
        AND "closedAt" IS NULL AND "deletedAt" IS NULL
      RETURNING "sessionId", "articleId", "audience"`)
    if (!slot) return false
    const hashes = { sentHash, largeHash: stored.large, smallHash: stored.small }
    const placed = { position: 0, addedById: userId }
    await tx.attachment.create({ data: { teamId, id, annotationId, ...placed, ...hashes } })
    await record(tx, member, {
      verb: 'closed',
      subject: { type: 'annotation', id: annotationId },
      place: slot.articleId
        ? { type: 'article', id: slot.articleId }
        : { type: 'session', id: slot.sessionId ?? '' },
      audience: slot.audience,
    })
    return true
  })
}
