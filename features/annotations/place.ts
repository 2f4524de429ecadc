import { Prisma } from '@/prisma/generated/client'

// What an annotation stands on: a talk, or the text that is kept of a link.

/** What to read of a row to know its place. */
export const placeSelect = {
  session: { select: { id: true, slug: true, title: true } },
  article: { select: { id: true, linkId: true, title: true, link: { select: { title: true } } } },
} as const satisfies Prisma.AnnotationSelect

type Placed = Prisma.AnnotationGetPayload<{ select: typeof placeSelect }>

/** The talk or article an annotation stands on, as `paths.annotated` takes it. */
export type AnnotationPlace = { id: string; slug: string; title: string; link?: string | null }

/** The place of a row that was read so; null for none. */
export function placeOf({ session, article }: Placed): AnnotationPlace | null {
  if (!article) return session
  const { id, linkId: link, title } = article
  return { id, slug: '', title: title || article.link.title, link }
}

/** The same for a statement about an "Annotation" `a`: what to join, and the column that tells. */
export const placeSql = {
  joined: Prisma.sql`
    LEFT JOIN "Session" s ON s."teamId" = a."teamId" AND s."id" = a."sessionId"
    LEFT JOIN "Article" t ON t."teamId" = a."teamId" AND t."id" = a."articleId"
    LEFT JOIN "Link" tl ON tl."teamId" = t."teamId" AND tl."id" = t."linkId"`,
  column: Prisma.sql`json_build_object('id', coalesce(a."sessionId", a."articleId"),
    'slug', coalesce(s."slug", ''), 'title', coalesce(s."title", nullif(t."title", ''), tl."title"),
    'link', t."linkId")`,
}
