import 'server-only'
import { visibleAnnotations } from '@/features/annotations/policy'
import { visibleArticlesSql } from '@/features/links/policy'
import { visibleSessionsSql } from '@/features/sessions/policy'
import type { Member } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import type { WebNotes } from '../formats/web-annotations'
import { canImport, visibleImports } from '../policy'
import type { AnnotationReport } from '../schema'
import { json } from '../staged'
import { annotationPlanHash, type NotePlace, type Present, planAnnotations, sameness } from './plan'

// Imports of Web Annotations: staged, and shown with the talks and articles that they go to.

type StagedFile = { id?: string; hash: string; size: number; name: string; annotations: WebNotes }

/** Puts a file of annotations aside for its preview. Nothing is written on any talk yet. */
export async function stageAnnotations(member: Member, file: StagedFile): Promise<string> {
  if (!canImport(member)) throw new AppError('NOT_FOUND', 'errors.notFound')
  const { id = newId() } = file
  await db.$transaction(async (tx) => {
    await tx.import.create({
      data: {
        ...{ teamId: member.teamId, id, kind: 'annotations', createdById: member.userId },
        ...{ fileName: file.name.slice(0, 200), fileHash: file.hash, fileSize: file.size },
        programme: json(file.annotations),
        options: json({ title: file.name.slice(0, 200) }),
      },
    })
    await record(tx, member, { verb: 'created', subject: { type: 'import', id }, audience: 'me' })
  })
  return id
}

/** One import of annotations as it stands, or null. */
export async function getAnnotationImport(member: Member, id: string, client: Transaction = db) {
  const row = await client.import.findFirst({
    where: { AND: [visibleImports(member), { id, kind: 'annotations' }] },
    select: { id: true, state: true, fileName: true, programme: true, report: true },
  })
  if (!row) return null
  const { programme, report, ...rest } = row
  return {
    ...rest,
    file: programme as unknown as WebNotes,
    report: report as AnnotationReport | null,
  }
}

export type AnnotationImport = NonNullable<Awaited<ReturnType<typeof getAnnotationImport>>>

/** What confirming would do now. */
export async function getAnnotationPlan(
  member: Member,
  { file }: Pick<AnnotationImport, 'file'>,
  client: Transaction = db,
) {
  const places = await placesOf(member, client)
  const present = await presentOf(member, file, client)
  const plan = planAnnotations(file.notes, places, present, member.name)
  return { plan, hash: annotationPlanHash(plan) }
}

export type FoundAnnotationPlan = Awaited<ReturnType<typeof getAnnotationPlan>>

/** All talks and kept articles that the member sees. One statement. */
function placesOf(member: Member, client: Transaction): Promise<NotePlace[]> {
  return client.$queryRaw<NotePlace[]>(Prisma.sql`
    SELECT 'session' AS "type", s."id", s."slug", NULL AS "link", s."title",
      array_remove(ARRAY[s."url", s."recordingUrl", s."slidesUrl"], NULL) AS "urls"
    FROM "Session" s WHERE ${visibleSessionsSql(member)}
    UNION ALL
    SELECT 'article', t."id", '', l."id"::text, coalesce(nullif(l."title", ''), l."url"),
      ARRAY[l."url"]
    FROM "Article" t JOIN "Link" l ON l."teamId" = t."teamId" AND l."id" = t."linkId"
    WHERE ${visibleArticlesSql(member)}`)
}

async function presentOf(
  member: Member,
  { notes }: WebNotes,
  client: Transaction,
): Promise<Present> {
  const ids = notes.flatMap(({ own }) => own.annotation ?? [])
  const [there, own] = [
    await client.annotation.findMany({
      where: { ...visibleAnnotations(member), id: { in: ids } },
      select: { id: true },
    }),
    await client.annotation.findMany({
      where: { ...visibleAnnotations(member), authorId: member.userId },
      select: { sessionId: true, articleId: true, kind: true, bodySource: true },
    }),
  ]
  return {
    ids: new Set(there.map(({ id }) => id)),
    own: new Set(
      own.map(({ sessionId, articleId, kind, bodySource }) =>
        sameness(sessionId ?? articleId ?? '', kind, bodySource),
      ),
    ),
  }
}
