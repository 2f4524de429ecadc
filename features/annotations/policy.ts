import { visibleArticles, visibleArticlesSql } from '@/features/links/policy'
import { visibleSessions, visibleSessionsSql } from '@/features/sessions/policy'
import type { Member, Visitor } from '@/lib/actor'
import { type AnnotationKind, type Audience, Prisma, type Role } from '@/prisma/generated/client'

/** What decides over an annotation. */
export type AnnotationFacts = {
  authorId: string
  audience: Audience
  kind: AnnotationKind
  closedAt: Date | null
  closedById: string | null
  answered: boolean
}

const mayWrite: Record<Role, readonly Audience[]> = {
  viewer: ['me'],
  commenter: ['me'],
  editor: ['team', 'me', 'public'],
  owner: ['team', 'me', 'public'],
}

const closable: Record<AnnotationKind, boolean> = {
  takeaway: false,
  quote: false,
  question: true,
  follow_up: true,
  decision: false,
  link: false,
  photo: true,
  gap: true,
}

/** Whose words a member sees: the team's, and their own. Nobody sees another's "only me". */
export function visibleAnnotations(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    OR: [{ audience: { in: ['team', 'public'] } }, { authorId: member.userId }],
    AND: [onVisible(member)],
  } satisfies Prisma.AnnotationWhereInput
}

/** What they stand on: a session or an article that the member sees. */
function onVisible(member: Member) {
  return {
    OR: [{ session: visibleSessions(member) }, { article: visibleArticles(member) }],
  } satisfies Prisma.AnnotationWhereInput
}

/** What an annotation stands on. */
export type PlaceType = 'session' | 'article'

function onVisibleSql(member: Member, on: PlaceType | 'anything'): Prisma.Sql {
  const session = Prisma.sql`EXISTS (SELECT FROM "Session" s
    WHERE s."id" = a."sessionId" AND ${visibleSessionsSql(member)})`
  const article = Prisma.sql`EXISTS (SELECT FROM "Article" t
    WHERE t."id" = a."articleId" AND ${visibleArticlesSql(member)})`
  if (on === 'anything') return Prisma.sql`(${session} OR ${article})`
  return on === 'session' ? session : article
}

/**
 * The same in SQL, as a condition on an "Annotation" `a`. Where only those on sessions, or only those on
 * articles, can be meant, the other need not be looked at.
 */
export function visibleAnnotationsSql(
  member: Member,
  on: PlaceType | 'anything' = 'anything',
): Prisma.Sql {
  return Prisma.sql`(a."teamId" = ${member.teamId}::uuid AND a."deletedAt" IS NULL
    AND (a."audience" IN ('team', 'public') OR a."authorId" = ${member.userId}::uuid)
    AND ${onVisibleSql(member, on)})`
}

/** Whether an "Annotation" `a` on a "Session" `s` was chosen for a recap, and is no talk that fell out. */
function chosenSql(teamId: string, recapId: string | null): Prisma.Sql {
  return Prisma.sql`(s."cancelledAt" IS NULL AND EXISTS (
    SELECT FROM "RecapItem" i
    JOIN "Recap" p ON p."teamId" = i."teamId" AND p."id" = i."recapId"
    WHERE i."teamId" = ${teamId}::uuid AND i."annotationId" = a."id"
      AND i."recapId" = ${recapId}::uuid AND p."conferenceId" = s."conferenceId"))`
}

/**
 * What a recap shows the team: what was chosen for it and is still for the team; of nobody, not even
 * the reader, what is for its author alone. As a condition on an "Annotation" `a`.
 */
export function chosenAnnotationsSql(member: Member, recapId: string): Prisma.Sql {
  return Prisma.sql`(${visibleAnnotationsSql(member, 'session')} AND a."audience" <> 'me'
    AND EXISTS (SELECT FROM "Session" s WHERE s."teamId" = a."teamId" AND s."id" = a."sessionId"
                AND ${chosenSql(member.teamId, recapId)}))`
}

/**
 * What a share shows: the public ones of its session, or of the sessions in its list, or those that
 * were chosen for its recap. As a condition on an "Annotation" `a`.
 */
export function sharedAnnotationsSql(visitor: Visitor): Prisma.Sql {
  const { teamId, sessionId, readingListId, recapId } = visitor
  return Prisma.sql`(a."teamId" = ${teamId}::uuid AND a."audience" = 'public'
    AND a."deletedAt" IS NULL AND EXISTS (
      SELECT FROM "Session" s
      JOIN "Conference" c ON c."teamId" = s."teamId" AND c."id" = s."conferenceId"
      WHERE s."teamId" = ${teamId}::uuid AND s."id" = a."sessionId"
        AND s."deletedAt" IS NULL AND c."deletedAt" IS NULL
        AND (s."id" = ${sessionId}::uuid OR ${chosenSql(teamId, recapId)} OR EXISTS (
          SELECT FROM "Entry" e
          JOIN "ReadingList" l ON l."teamId" = e."teamId" AND l."id" = e."readingListId"
          WHERE e."teamId" = ${teamId}::uuid AND l."id" = ${readingListId}::uuid
            AND e."sessionId" = s."id" AND e."deletedAt" IS NULL AND l."deletedAt" IS NULL))))`
}

/**
 * The earlier texts of what a member sees, as far as they were written for them: what stood there
 * for its author alone stays theirs, also after the annotation has become the team's.
 */
export function visibleRevisions(member: Member) {
  return {
    teamId: member.teamId,
    annotation: visibleAnnotations(member),
    OR: [{ audience: { in: ['team', 'public'] } }, { authorId: member.userId }],
  } satisfies Prisma.RevisionWhereInput
}

/**
 * The same in SQL, as a condition on a "Revision" `r`; `seen` where its annotation was found through
 * the policy already.
 */
export function visibleRevisionsSql(member: Member, { seen = false } = {}): Prisma.Sql {
  const ofVisible = Prisma.sql`EXISTS (
    SELECT FROM "Annotation" a WHERE a."id" = r."annotationId" AND ${visibleAnnotationsSql(member)})`
  return Prisma.sql`(r."teamId" = ${member.teamId}::uuid
    AND (r."audience" IN ('team', 'public') OR r."authorId" = ${member.userId}::uuid)
    AND ${seen ? Prisma.sql`true` : ofVisible})`
}

/** What a member sees that waits (`waitsSql`), as a condition on an "Annotation" `a`. */
export function openAnnotationsSql(member: Member): Prisma.Sql {
  return Prisma.sql`(${visibleAnnotationsSql(member)} AND ${waitsSql})`
}

/** Waits for an answer, a deed, a picture or words. That somebody sees it is asked besides. */
export const waitsSql = Prisma.sql`(a."deletedAt" IS NULL AND a."closedAt" IS NULL
  AND a."kind" IN ('question', 'follow_up', 'photo', 'gap')
  AND NOT (a."kind" = 'photo' AND EXISTS (
    SELECT FROM "Attachment" p WHERE p."teamId" = a."teamId" AND p."annotationId" = a."id"
      AND p."deletedAt" IS NULL)))`

/** Whose an open annotation is to finish: who has promised it, else who wrote it. */
export function theirsSql(member: Member): Prisma.Sql {
  return Prisma.sql`coalesce(a."ownerId", a."authorId") = ${member.userId}::uuid`
}

/** The pictures of what a member sees. */
export function visiblePhotos(member: Member) {
  return {
    teamId: member.teamId,
    deletedAt: null,
    annotation: visibleAnnotations(member),
  } satisfies Prisma.AttachmentWhereInput
}

/** One's own in the trash, for taking a deletion back. */
export function ownTrashedAnnotations(member: Member) {
  return {
    teamId: member.teamId,
    authorId: member.userId,
    deletedAt: { not: null },
    AND: [onVisible(member)],
  } satisfies Prisma.AnnotationWhereInput
}

/** The same in SQL, as a condition on an "Annotation" `a`. */
export function ownTrashedAnnotationsSql(member: Member): Prisma.Sql {
  return Prisma.sql`(a."teamId" = ${member.teamId}::uuid AND a."authorId" = ${member.userId}::uuid
    AND a."deletedAt" IS NOT NULL AND ${onVisibleSql(member, 'anything')})`
}

/** Whether a member may write for an audience. */
export function canWriteFor(member: Member, audience: Audience): boolean {
  return mayWrite[member.role].includes(audience)
}

/** The audiences a member can choose from, the usual one first. */
export function audiencesFor(member: Member): readonly Audience[] {
  return mayWrite[member.role]
}

/** What a member may do with an annotation that they see. */
export function annotationCan(member: Member, it: AnnotationFacts) {
  const own = it.authorId === member.userId
  // Words are the author's alone; a demoted author keeps only what is for themselves.
  const edit = own && canWriteFor(member, it.audience)
  const tend = it.audience === 'me' ? own : canWriteFor(member, it.audience)
  const slot = it.kind === 'gap' || it.kind === 'photo'
  const fill = tend && slot && it.closedAt === null
  return {
    edit,
    delete: edit,
    audience: edit && audiencesFor(member).length > 1,
    answer: tend && it.kind === 'question',
    assign: tend && it.kind === 'follow_up',
    fill,
    // Pictures: the author's, and those of who fills the slot, which the first of them closes
    attach: edit || fill || (tend && slot && it.closedById === member.userId),
    close: tend && closable[it.kind],
    // A summary is read by the whole team
    promote: tend && it.audience !== 'me',
    // An answer has no place in another kind
    changeKind: edit && !it.answered,
  }
}

/**
 * Whether a member may make an earlier text the latest again: its author alone, and an answer that
 * was for themselves never for others.
 */
export function canRestore(
  member: Member,
  it: AnnotationFacts,
  text: { kind: string; audience: Audience; authorId: string },
): boolean {
  const can = annotationCan(member, it)
  if (text.authorId !== member.userId) return false
  if (!isAnswer(text.kind)) return can.edit
  return can.answer && (text.audience !== 'me' || it.audience === 'me')
}

/**
 * For whom a text is that was written for one audience and comes back into another: for the fewer of
 * the two. What was not written for others, or not for strangers, is not shown to them by a button.
 */
export function narrower(one: Audience, other: Audience): Audience {
  const widening: Audience[] = ['me', 'team', 'public']
  return widening.indexOf(one) < widening.indexOf(other) ? one : other
}

/** Whether the text of a revision is an answer, or a newer one that was put aside. */
export function isAnswer(kind: string): boolean {
  return kind === 'answer' || kind === 'aside_answer'
}

/** Whether it never became the text itself: it was refused as stale, and the stored one was kept. */
export function isAside(kind: string): boolean {
  return kind === 'aside' || kind === 'aside_answer'
}

/** Whether a member may move a picture of an annotation that they see to the trash. */
export function canRemovePhoto(
  member: Member,
  it: Pick<AnnotationFacts, 'authorId' | 'audience'>,
  photo: { addedById: string },
): boolean {
  const theirs = photo.addedById === member.userId || it.authorId === member.userId
  return theirs && canWriteFor(member, it.audience)
}
