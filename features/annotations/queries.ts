import 'server-only'
import { cache } from 'react'
import type { Passage } from '@/features/sessions/passage'
import type { Member } from '@/lib/actor'
import { columnsOf, db, Prisma, readRows } from '@/lib/db'
import type { AnnotationKind } from '@/prisma/generated/client'
import { type Photo, photosSql } from './photos'
import {
  annotationCan,
  canRemovePhoto,
  ownTrashedAnnotations,
  ownTrashedAnnotationsSql,
  visibleAnnotations,
  visibleAnnotationsSql,
  visiblePhotos,
  visibleRevisionsSql,
} from './policy'
import { pageSize, type View } from './schema'

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
}

/**
 * One page (or some below each other) of a session's annotations in their order, and whether more come after it. Persons are
 * ids: `getTeamPeople` has their names. One statement.
 */
export async function getAnnotations(member: Member, sessionId: string, filters: Filters = {}) {
  const { authorId, kind, page = 1, through = page, trashedId } = filters
  const size = (through - page + 1) * pageSize
  const wanted = [visibleAnnotationsSql(member)]
  if (authorId) wanted.push(Prisma.sql`a."authorId" = ${authorId}::uuid`)
  if (kind) wanted.push(Prisma.sql`a."kind" = ${kind}::"AnnotationKind"`)
  const trashed = trashedId
    ? Prisma.sql`OR ${ownTrashedAnnotationsSql(member)} AND a."id" = ${trashedId}::uuid`
    : Prisma.empty
  const found = await readRows<CardRow>(Prisma.sql`
    SELECT ${cardSql(member)}
    FROM "Annotation" a
    WHERE a."sessionId" = ${sessionId}::uuid AND (${Prisma.join(wanted, ' AND ')} ${trashed})
    ORDER BY a."orderKey", a."createdAt"
    LIMIT ${size + 1} OFFSET ${(page - 1) * pageSize}`)
  const annotations = found.slice(0, size).map((row) => cardOf(member, row))
  return { annotations, more: found.length > size }
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
const hasPastSql = (member: Member) => Prisma.sql`(a."revision" > 1 AND 1 < (
  SELECT count(*) FROM "Revision" r
  WHERE r."annotationId" = a."id" AND ${visibleRevisionsSql(member)}))`

export type AnnotationCard = ReturnType<typeof cardOf>

/**
 * On which page of the unfiltered column an annotation stands, one's own in the trash included;
 * 1 for what cannot be seen.
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
 * Everyone who is or was in the team, by name, and how many annotations of theirs on a session the
 * member sees, with the passages these are about. One statement.
 */
export async function getTeamPeople(member: Member, sessionId: string) {
  return readRows<PersonRow>(Prisma.sql`
    SELECT m."userId" AS "id", u."name", m."leftAt" IS NULL AS "here",
           coalesce(n."count", 0) AS "annotations", n."passages"
    FROM "Membership" m
    JOIN "User" u ON u."id" = m."userId"
    LEFT JOIN (SELECT a."authorId", count(*)::int AS "count",
                 json_agg(json_build_object('id', a."id", 'passage', a."passage") ORDER BY a."orderKey")
                   FILTER (WHERE a."passage" IS NOT NULL) AS "passages"
               FROM "Annotation" a
               WHERE ${visibleAnnotationsSql(member)} AND a."sessionId" = ${sessionId}::uuid
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
 * What the column of a talk page shows for an address: the annotations, the people, and the source
 * of the one whose form is open. An annotation asked for by `at` brings the page it stands on.
 */
export async function getAnnotationView(member: Member, sessionId: string, view: View) {
  const page = view.at ? await getPageOfAnnotation(member, sessionId, view.at) : view.page
  const through = Math.max(page, view.through)
  const filters = { authorId: view.by, kind: view.kind, page, through, trashedId: view.at }
  const [{ annotations, more }, people, source] = await Promise.all([
    getAnnotations(member, sessionId, filters),
    getTeamPeople(member, sessionId),
    view.open && getAnnotationSource(member, sessionId, view.open.id),
  ])
  return { view: { ...view, page, through }, annotations, more, people, source }
}

const place = { select: { id: true, slug: true, title: true } } as const

/** What a thread or a link needs to know of an annotation; null when it cannot be seen. */
export const getAnnotation = cache(async (member: Member, id: string) => {
  const row = await db.annotation.findFirst({
    where: { ...visibleAnnotations(member), id },
    relationLoadStrategy: 'join',
    select: { id: true, kind: true, audience: true, authorId: true, session: place },
  })
  return row?.session ? { ...row, session: row.session } : null
})

/** The session an annotation stands on, also when it is one's own in the trash. */
export async function getAnnotationPlace(member: Member, id: string) {
  const row = await db.annotation.findFirst({
    where: { OR: [visibleAnnotations(member), ownTrashedAnnotations(member)], id },
    relationLoadStrategy: 'join',
    select: { session: place },
  })
  return row?.session ?? null
}

/** The source of what a form is about to change; null when it cannot be seen. */
export async function getAnnotationSource(member: Member, sessionId: string, id: string) {
  return db.annotation.findFirst({
    where: { ...visibleAnnotations(member), sessionId, id },
    select: { id: true, bodySource: true, answerSource: true },
  })
}

/** The follow-ups that wait for the member: given to them, or their own and given to nobody. */
export async function getMyOpenFollowUps(member: Member, take = 20) {
  const { userId } = member
  const rows = await db.annotation.findMany({
    where: {
      AND: [visibleAnnotations(member)],
      kind: 'follow_up',
      closedAt: null,
      OR: [{ ownerId: userId }, { ownerId: null, authorId: userId }],
    },
    relationLoadStrategy: 'join',
    select: { id: true, bodyPlain: true, dueOn: true, authorId: true, session: place },
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }],
    take,
  })
  return rows.flatMap(({ session, bodyPlain, ...row }) =>
    session ? [{ ...row, session, title: preview(bodyPlain) }] : [],
  )
}

/** Plain previews of those annotations that the member sees, by id; for the inbox and activity. */
export async function getAnnotationTitles(member: Member, ids: string[]) {
  if (ids.length === 0) return new Map<string, AnnotationTitle>()
  const rows = await db.annotation.findMany({
    where: { ...visibleAnnotations(member), id: { in: ids } },
    relationLoadStrategy: 'join',
    select: { id: true, kind: true, bodyPlain: true, authorId: true, session: place },
  })
  return new Map<string, AnnotationTitle>(
    rows.flatMap(({ bodyPlain, session, ...row }) =>
      session ? [[row.id, { ...row, session, title: preview(bodyPlain) }] as const] : [],
    ),
  )
}

export type AnnotationTitle = {
  id: string
  kind: AnnotationKind
  /** The first 120 characters; '' for a gap or photo slot without words */
  title: string
  authorId: string
  session: { id: string; slug: string; title: string }
}

function preview(plain: string): string {
  const line = Array.from(plain.replace(/\s+/g, ' '))
  return line.length > 120 ? `${line.slice(0, 119).join('')}…` : line.join('')
}

/** The stored content of a picture in both sizes; null when its annotation cannot be seen. */
export async function getPhotoFiles(member: Member, id: string) {
  return db.attachment.findFirst({
    where: { ...visiblePhotos(member), id },
    select: { largeHash: true, smallHash: true },
  })
}
