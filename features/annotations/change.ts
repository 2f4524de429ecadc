import 'server-only'
import { keepCitations } from '@/features/links/citations'
import type { Passage } from '@/features/sessions/passage'
import { keepMentions, mentioned, renderWords } from '@/features/topics/mentions'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { type Happening, type Notify, record, type Verb } from '@/lib/live'
import type { Annotation } from '@/prisma/generated/client'
import type { On } from './order'
import { annotationCan, visibleAnnotations } from './policy'
import type { WriteAnnotation } from './schema'

// What the mutations of annotations have in common; each runs inside a transaction of theirs.

type Can = ReturnType<typeof annotationCan>
type Told = {
  verb?: Verb
  audience?: Annotation['audience']
  notify?: NonNullable<Happening['notify']>
}

/**
 * One change to an annotation that a member sees and has the right to; and the event of it. Where no
 * right is named, `run` decides.
 */
export async function change(
  member: Member,
  it: { id: string; right: keyof Can | null; verb: Verb; scope?: Prisma.AnnotationWhereInput },
  run: (tx: Transaction, before: Annotation, can: Can) => Promise<Told | 'nothing' | void>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const scope = it.scope ?? visibleAnnotations(member)
    const found = await tx.annotation.findFirst({ where: { id: it.id, ...scope } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    const can = annotationCan(member, { ...found, answered: found.answerSource !== null })
    if (it.right && !can[it.right]) throw new AppError('FORBIDDEN', 'errors.forbidden')
    const { id, audience } = found
    const told = await run(tx, found, can)
    if (told === 'nothing') return
    const place = toldAt(found)
    const subject = { type: 'annotation', id } as const
    const now = told?.audience ?? audience
    // For everybody else it begins to exist, or goes
    const verb = audience === 'me' && now !== 'me' ? 'shown' : it.verb
    await record(tx, member, { verb, subject, place, audience, ...told })
    if (audience === 'me' || now !== 'me') return
    // They learn that something went from this page, not what
    await record(tx, member, { verb: 'withdrawn', subject: place, place })
  })
}

/** Where what happens to an annotation is told. */
function toldAt({ sessionId, articleId }: On) {
  const type = sessionId ? ('session' as const) : ('article' as const)
  return { type, id: sessionId ?? articleId ?? '' }
}

/**
 * Writes to the revision that was seen, and counts it on.
 * @throws AppError CONFLICT when there is a newer one
 */
export async function updateSeen(
  member: Member,
  tx: Transaction,
  { id, revision }: { id: string; revision: number },
  data: Prisma.AnnotationUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.annotation.updateMany({
    where: { id, ...visibleAnnotations(member), revision },
    data: { ...data, revision: revision + 1 },
  })
  if (count === 1) return
  throw new AppError('CONFLICT', 'annotations.stale', {
    fieldErrors: { revision: 'annotations.stale' },
  })
}

/** Keeps a text that was confirmed, with the audience that it was confirmed for. */
export async function keepRevision(
  member: Member,
  tx: Transaction,
  annotationId: string,
  text: {
    kind: string
    audience: Annotation['audience']
    number: number
    body: string
    /** Its id, where the sender chose one to be able to send it again */
    edit?: string | undefined
  },
) {
  const { body: bodySource, kind, audience, number, edit: id = newId() } = text
  const { teamId, userId: authorId } = member
  await tx.revision.create({
    data: { teamId, id, annotationId, number, kind, bodySource, audience, authorId },
  })
}

/** A promise needs somebody who is there and can read it. */
export async function checkOwner(
  member: Member,
  tx: Transaction,
  { ownerId, audience }: { ownerId: string | null; audience: Annotation['audience'] },
  before: string | null = null,
) {
  if (!ownerId || ownerId === member.userId) return
  const refuse = (key: string) =>
    new AppError('INVALID', 'errors.check', { fieldErrors: { owner: key } })
  if (audience === 'me') throw refuse('annotations.ownerCannotSee')
  if (ownerId === before) return
  const there = await tx.membership.findFirst({
    where: { teamId: member.teamId, userId: ownerId, leftAt: null },
  })
  if (!there) throw refuse('annotations.ownerGone')
}

type NewAnnotation = Omit<WriteAnnotation, 'passage'> & {
  passage?: Passage | null
  orderKey: string
}

/**
 * A new annotation with its first revision, mentions, citations and event.
 * @param told off where many are written at once, and their event is another one
 */
export async function insert(
  member: Member,
  tx: Transaction,
  { body, passage = null, ...row }: NewAnnotation,
  told = true,
) {
  const { teamId, userId } = member
  const words = await rendered(member, tx, body, row.audience)
  const { id, sessionId, articleId, kind, audience, orderKey, startedAt, ...others } = row
  const { fromMs, toMs, slide, speaker, ownerId, dueOn, ...forgotten } = others
  // A field that the statement below does not write would be lost without a word
  forgotten satisfies Record<string, never>
  // With its first revision in one way to the database: this is what everybody waits for all day
  await tx.$executeRaw(Prisma.sql`
    WITH "written" AS (
      INSERT INTO "Annotation" (
        "teamId", "id", "sessionId", "articleId", "authorId", "kind", "audience", "bodySource",
        "bodyPlain", "bodyHtml", "rendererVersion", "orderKey", "startedAt", "fromMs", "toMs", "slide", "passage",
        "speaker", "ownerId", "dueOn", "updatedAt")
      VALUES (
        ${teamId}::uuid, ${id}::uuid, ${sessionId}::uuid, ${articleId}::uuid, ${userId}::uuid,
        ${kind}::"AnnotationKind", ${audience}::"Audience", ${words.bodySource}, ${words.bodyPlain},
        ${words.bodyHtml}, ${words.rendererVersion}::int, ${orderKey},
        ${startedAt.toISOString()}::timestamptz, ${fromMs}::int, ${toMs}::int, ${slide}::int,
        ${passage && JSON.stringify(passage)}::jsonb, ${speaker}, ${ownerId}::uuid,
        ${dueOn?.toISOString().slice(0, 10) ?? null}::date, now()))
    INSERT INTO "Revision" (
      "teamId", "id", "annotationId", "number", "kind", "bodySource", "audience", "authorId")
    VALUES (${teamId}::uuid, ${newId()}::uuid, ${id}::uuid, 1, ${kind}, ${body},
            ${audience}::"Audience", ${userId}::uuid)`)
  const shown = { html: words.bodyHtml, audience }
  await keepMentions(member, tx, id, { html: shown.html, before: '' })
  await keepCitations(member, tx, id, { ...shown, kind }, null)
  if (!told) return
  await record(tx, member, {
    verb: 'created',
    subject: { type: 'annotation', id },
    place: toldAt(row),
    audience,
    notify: [assigned(ownerId, null), mentioned(shown)],
  })
}

/** The columns of a body; `before` is what it replaces. */
export async function rendered(
  member: Member,
  tx: Transaction,
  body: string,
  audience: Annotation['audience'],
  before: { html: string; plain: string } | null = null,
) {
  const words = { source: body, audience, topics: 'make', before } as const
  const { plain, html, rendererVersion } = await renderWords(member, tx, words)
  return { bodySource: body, bodyPlain: plain, bodyHtml: html, rendererVersion }
}

type Shown = Pick<Annotation, 'id' | 'kind' | 'bodyHtml' | 'answerHtml' | 'audience'>

/** What follows from other words, an answer or audience: mentions, links, and who is told. */
export async function remark(
  member: Member,
  tx: Transaction,
  before: Shown,
  changed: Partial<Shown>,
): Promise<Notify> {
  const [now, then] = [{ ...before, ...changed }, before].map(
    ({ bodyHtml, answerHtml, audience, kind }) => ({
      html: bodyHtml + (answerHtml ?? ''),
      audience,
      kind,
    }),
  ) as [Marked, Marked]
  await keepMentions(member, tx, before.id, { html: now.html, before: then.html })
  await keepCitations(member, tx, before.id, now, then)
  return mentioned(now, then)
}

type Marked = Parameters<typeof mentioned>[0] & Pick<Annotation, 'kind'>

/** Who is told that a promise is theirs now. */
export function assigned(ownerId: string | null, before: string | null) {
  return { kind: 'assigned' as const, userIds: ownerId && ownerId !== before ? [ownerId] : [] }
}
