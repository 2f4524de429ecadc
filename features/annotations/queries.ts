import 'server-only'
import type { Passage } from '@/features/sessions/passage'
import type { Member } from '@/lib/actor'
import { columnsOf, db, Prisma, readByKeys } from '@/lib/db'
import type { AnnotationKind } from '@/prisma/generated/client'
import { type Photo, photosSql } from './photos'
import {
  annotationCan,
  canRemovePhoto,
  ownTrashedAnnotations,
  ownTrashedAnnotationsSql,
  type PlaceType,
  visibleAnnotations,
  visibleAnnotationsSql,
  visiblePhotos,
  visibleRevisionsSql,
} from './policy'
import { pageSize, type View } from './views'

const card = {
  id: true,
  kind: true,
  audience: true,
  authorId: true,
  bodyHtml: true,
  startedAt: true,
  fromMs: true,
  toMs: true,
  slide: true,
  passage: true,
  speaker: true,
  answerHtml: true,
  answeredById: true,
  ownerId: true,
  dueOn: true,
  closedAt: true,
  closedById: true,
  revision: true,
  deletedAt: true,
} satisfies Prisma.AnnotationSelect

type Card = Prisma.AnnotationGetPayload<{ select: typeof card }>
export type CardRow = Omit<Card, 'dueOn' | 'passage'> & {
  passage: Passage | null
  dueOn: string | null
  past: boolean
  photos: Photo[] | null
  promoted: boolean
}

export type Filters = {
  authorId?: string | null
  kind?: AnnotationKind | null
  /** From 1 */
  page?: number
  /** The last page that is shown below it; itself unless told */
  through?: number
  /** One's own that was just moved to the trash: shown where it stood, to take that back */
  trashedId?: string | null
  /** What they stand on; a session unless told */
  on?: PlaceType
}

const standingOn = (on: PlaceType, id: string) =>
  on === 'session'
    ? Prisma.sql`a."sessionId" = ${id}::uuid`
    : Prisma.sql`a."articleId" = ${id}::uuid`
const where = (on: PlaceType, id: string) =>
  on === 'session' ? { sessionId: id } : { articleId: id }

/**
 * One page (or some below each other) of the annotations of a session in their order, or of an article
 * in the order of its text; and whether more come after it. Persons are ids: `getTeamPeople` has their
 * names. One statement.
 */
export async function getAnnotations(member: Member, placeId: string, filters: Filters = {}) {
  const { authorId, kind, page = 1, through = page, trashedId, on = 'session' } = filters
  const size = (through - page + 1) * pageSize
  const wanted = [visibleAnnotationsSql(member, on)]
  if (authorId) wanted.push(Prisma.sql`a."authorId" = ${authorId}::uuid`)
  if (kind) wanted.push(Prisma.sql`a."kind" = ${kind}::"AnnotationKind"`)
  const trashed = trashedId
    ? Prisma.sql`OR ${ownTrashedAnnotationsSql(member)} AND a."id" = ${trashedId}::uuid`
    : Prisma.empty
  const found = await readByKeys<CardRow>(Prisma.sql`
    SELECT ${cardSql(member)}
    FROM "Annotation" a
    WHERE ${standingOn(on, placeId)} AND (${Prisma.join(wanted, ' AND ')} ${trashed})
    ORDER BY ${inOrder[on]}
    LIMIT ${size + 1} OFFSET ${(page - 1) * pageSize}`)
  const annotations = found.slice(0, size).map((row) => {
    const card = cardOf(member, row)
    // Only talks have a summary
    return on === 'session' ? card : { ...card, can: { ...card.can, promote: false } }
  })
  return { annotations, more: found.length > size }
}

const inOrder: Record<PlaceType, Prisma.Sql> = {
  session: Prisma.sql`a."orderKey", a."createdAt"`,
  article: Prisma.sql`(a."passage"->>'start')::int NULLS LAST, a."orderKey", a."createdAt"`,
}

/** What a card shows of an "Annotation" `a`, for a statement of which `cardOf` takes the rows. */
export const cardSql = (member: Member) => Prisma.sql`
  ${columnsOf(card, 'a')}, ${hasPastSql(member)} AS "past", ${photosSql(member)} AS "photos",
  EXISTS (SELECT FROM "SummaryBlock" k WHERE k."teamId" = a."teamId" AND k."annotationId" = a."id"
            AND k."deletedAt" IS NULL) AS "promoted"`

/** A row of such a statement with what the member may do with it. */
export function cardOf(member: Member, { dueOn, photos, ...row }: CardRow) {
  return {
    ...row,
    dueOn: dueOn ? new Date(dueOn) : null,
    photos: photos?.map((photo) => ({ ...photo, removable: canRemovePhoto(member, row, photo) })),
    can: annotationCan(member, { ...row, answered: row.answerHtml !== null }),
  }
}

/** Whether there is an earlier text for the member to see; only what was changed is looked at. */
const hasPastSql = (
  member: Member,
) => Prisma.sql`(a."revision" > 1 AND a."deletedAt" IS NULL AND 1 < (
  SELECT count(*) FROM "Revision" r
  WHERE r."annotationId" = a."id" AND ${visibleRevisionsSql(member, { seen: true })}))`

export type AnnotationCard = ReturnType<typeof cardOf>

/**
 * On which page of the unfiltered column of a talk an annotation stands, one's own in the trash
 * included; 1 for what cannot be seen.
 */
export async function getPageOfAnnotation(
  member: Member,
  sessionId: string,
  id: string,
): Promise<number> {
  const it = await db.annotation.findFirst({
    where: { OR: [visibleAnnotations(member), ownTrashedAnnotations(member)], sessionId, id },
    select: { orderKey: true },
  })
  if (!it) return 1
  const before = await db.annotation.count({
    where: { sessionId, ...visibleAnnotations(member), orderKey: { lt: it.orderKey } },
  })
  return Math.floor(before / pageSize) + 1
}

/**
 * Everyone who is or was in the team, by name, and how many annotations of theirs on a session (or an
 * article) the member sees, with the passages these are about. One statement.
 */
export async function getTeamPeople(member: Member, placeId: string, on: PlaceType = 'session') {
  return readByKeys<PersonRow>(Prisma.sql`
    SELECT m."userId" AS "id", u."name", m."leftAt" IS NULL AS "here",
           coalesce(n."count", 0) AS "annotations", n."passages"
    FROM "Membership" m
    JOIN "User" u ON u."id" = m."userId"
    LEFT JOIN (SELECT a."authorId", count(*)::int AS "count",
                 json_agg(json_build_object('id', a."id", 'passage', a."passage") ORDER BY a."orderKey")
                   FILTER (WHERE a."passage" IS NOT NULL) AS "passages"
               FROM "Annotation" a
               WHERE ${visibleAnnotationsSql(member, on)} AND ${standingOn(on, placeId)}
               GROUP BY 1) n ON n."authorId" = m."userId"
    WHERE m."teamId" = ${member.teamId}::uuid
    ORDER BY u."name"`)
}

type PersonRow = {
  id: string
  name: string
  here: boolean
  annotations: number
  passages: { id: string; passage: Passage }[] | null
}

export type TeamPerson = Awaited<ReturnType<typeof getTeamPeople>>[number]

/**
 * What the column of a talk's or an article's page shows for an address: the annotations, the people,
 * and the source of the one whose form is open. An annotation on a talk asked for by `at` brings the
 * page it stands on.
 */
export async function getAnnotationView(
  member: Member,
  placeId: string,
  view: View,
  on: PlaceType = 'session',
) {
  const asked = on === 'session' ? view.at : null
  const page = asked ? await getPageOfAnnotation(member, placeId, asked) : view.page
  const through = Math.max(page, view.through)
  const filters = { authorId: view.by, kind: view.kind, page, through, trashedId: view.at, on }
  const [{ annotations, more }, people, source] = await Promise.all([
    getAnnotations(member, placeId, filters),
    getTeamPeople(member, placeId, on),
    view.open && getAnnotationSource(member, where(on, placeId), view.open.id),
  ])
  return { view: { ...view, page, through }, annotations, more, people, source }
}

/** The source of what a form is about to change; null when it cannot be seen. */
export async function getAnnotationSource(
  member: Member,
  on: ReturnType<typeof where>,
  id: string,
) {
  return db.annotation.findFirst({
    where: { ...visibleAnnotations(member), ...on, id },
    select: { id: true, bodySource: true, answerSource: true },
  })
}

/** The stored content of a picture in both sizes; null when its annotation cannot be seen. */
export async function getPhotoFiles(member: Member, id: string) {
  return db.attachment.findFirst({
    where: { ...visiblePhotos(member), id },
    select: { largeHash: true, smallHash: true },
  })
}
