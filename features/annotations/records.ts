import 'server-only'
import { z } from 'zod'
import type { Member } from '@/lib/actor'
import { db, type Prisma } from '@/lib/db'
import { paths } from '@/lib/paths'
import { afterCursor, day, instant, keyset, type Page, person } from '@/lib/records'
import { showMoment } from './moment'
import { visibleAnnotations } from './policy'
import { annotationKinds } from './schema'

/** An annotation as programs are told of it; `text` is what its author typed, with the moment before. */
export const annotationRecord = z.object({
  id: z.uuid(),
  session: z.uuid().nullable(),
  article: z.uuid().nullable(),
  kind: z.enum(annotationKinds),
  audience: z.enum(['me', 'team', 'public']),
  author: person,
  text: z.string(),
  fromMs: z.int().nullable().describe('api.fields.moment'),
  toMs: z.int().nullable().describe('api.fields.moment'),
  slide: z.int().nullable(),
  passage: z.unknown().describe('api.fields.passage'),
  photos: z.array(z.object({ id: z.uuid(), url: z.string() })),
  speaker: z.string(),
  answer: z.string().nullable(),
  owner: person.nullable(),
  due: day.nullable(),
  startedAt: instant,
  closedAt: instant.nullable(),
  revision: z.int(),
  createdAt: instant,
  updatedAt: instant,
})

const somebody = { select: { user: { select: { id: true, name: true } } } } as const

const columns = {
  id: true,
  sessionId: true,
  articleId: true,
  kind: true,
  audience: true,
  author: somebody,
  bodySource: true,
  fromMs: true,
  toMs: true,
  slide: true,
  passage: true,
  photos: {
    where: { deletedAt: null },
    select: { id: true },
    orderBy: { position: 'asc' },
  },
  speaker: true,
  answerSource: true,
  owner: somebody,
  dueOn: true,
  startedAt: true,
  closedAt: true,
  revision: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.AnnotationSelect

type Row = Prisma.AnnotationGetPayload<{ select: typeof columns }>

function told({ team }: Member, { sessionId, articleId, author, owner, dueOn, ...row }: Row) {
  const { bodySource, answerSource, photos } = row
  const moment = row.fromMs === null ? '' : `${showMoment(row.fromMs, row.toMs)} `
  return {
    ...row,
    session: sessionId,
    article: articleId,
    author: author.user,
    owner: owner?.user ?? null,
    text: moment + bodySource,
    answer: answerSource,
    due: dueOn,
    photos: photos.map(({ id }) => ({ id, url: paths.photo(team.slug, id, 'large') })),
  }
}

/** One page of the annotations that the member sees, or of those on a session. One statement. */
export async function getAnnotationRecords(
  member: Member,
  { session, author }: { session?: string | undefined; author?: string | undefined },
  page: Page,
) {
  const of = { ...(session && { sessionId: session }), ...(author && { authorId: author }) }
  const rows = await db.annotation.findMany({
    where: { AND: [visibleAnnotations(member), of, afterCursor(page)] },
    relationLoadStrategy: 'join',
    select: columns,
    ...keyset(page),
  })
  return rows.map((row) => told(member, row))
}

export async function getAnnotationRecord(member: Member, id: string) {
  const row = await db.annotation.findFirst({
    where: { AND: [visibleAnnotations(member), { id }] },
    relationLoadStrategy: 'join',
    select: columns,
  })
  return row && told(member, row)
}
