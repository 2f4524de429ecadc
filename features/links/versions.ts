import 'server-only'
import { cache } from 'react'
import type { Member, System } from '@/lib/actor'
import { db, Prisma, type Transaction } from '@/lib/db'
import { newId } from '@/lib/ids'
import { visibleArticles } from './policy'

// What the kept text of a link was before it was kept anew.

/** Of those listed beside an article; older ones are found by what was written on them. */
export const mostVersions = 50

/**
 * Puts the text of an article aside, which another is about to replace; the article stays locked until
 * the transaction ends. Answers the hash under which it is found; null where there was none, or where
 * the two differ in white space alone. A text that is there already has been seen once more.
 */
export async function keepVersion(
  { teamId }: System & { teamId: string },
  tx: Transaction,
  linkId: string,
  next: string,
): Promise<string | null> {
  await tx.$queryRaw(Prisma.sql`
    SELECT 1 FROM "Article"
    WHERE "teamId" = ${teamId}::uuid AND "linkId" = ${linkId}::uuid FOR UPDATE`)
  const row = await tx.article.findUnique({
    where: { teamId_linkId: { teamId, linkId } },
    select: {
      ...{ id: true, title: true, byline: true, language: true, plain: true, hash: true },
      ...{ html: true, rendererVersion: true, words: true, keptAt: true, keptById: true },
    },
  })
  if (!row?.keptAt || squeezed(row.plain) === squeezed(next)) return null
  const { id: articleId, hash, keptAt, ...text } = row
  await tx.articleVersion.upsert({
    where: { teamId_articleId_hash: { teamId, articleId, hash } },
    create: { teamId, id: newId(), articleId, hash, keptAt, ...text },
    update: { keptAt },
  })
  return hash
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}

/** An earlier text of a link, by the beginning of its hash; null where the member sees none. */
export const getArticleVersion = cache(async (member: Member, linkId: string, hash: string) => {
  if (!/^[0-9a-f]{16}$/.test(hash)) return null
  const row = await db.articleVersion.findFirst({
    where: {
      ...{ teamId: member.teamId, hash: { startsWith: hash } },
      article: { ...visibleArticles(member), linkId },
    },
    relationLoadStrategy: 'join',
    select: {
      ...{ articleId: true, title: true, byline: true, language: true, html: true, plain: true },
      ...{ words: true, keptAt: true, hash: true },
      keptBy: { select: { user: { select: { name: true } } } },
      article: { select: { link: { select: { id: true, url: true, site: true, title: true } } } },
    },
  })
  if (!row) return null
  const { article, ...text } = row
  return { ...text, link: article.link, title: text.title || article.link.title }
})

export type ArticleVersion = NonNullable<Awaited<ReturnType<typeof getArticleVersion>>>
