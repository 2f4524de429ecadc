import 'server-only'
import { cache } from 'react'
import { reattachArticlePassages } from '@/features/sessions/passages'
import { type Member, type System, systemFor } from '@/lib/actor'
import { db, type Transaction } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { enqueue, type Job } from '@/lib/jobs'
import { limit } from '@/lib/limits'
import { record } from '@/lib/live'
import { fetchOutside, OutboundError, type Way } from '@/lib/outbound'
import { hashOf } from '@/lib/storage'
import type { LinkFetchError, Prisma } from '@/prisma/generated/client'
import { guessType } from './address'
import { type ArticleText, readPlainArticle } from './article-text'
import { isSignIn, textOf } from './metadata'
import { canEditLinks, visibleArticles, visibleLinks } from './policy'
import { readArticleApart } from './read-article'
import { keepVersion, mostVersions } from './versions'

// The text of a page, kept because somebody wants it to stay.

type LinkKey = { teamId: string; id: string }

const html = ['text/html', 'application/xhtml+xml']
const plain = ['text/plain', 'text/markdown']

export const keepArticleJob: Job<LinkKey> = {
  name: 'keep-article',
  // A person waits for it and is told why it failed: done anew only for a process that died
  retries: 2,
  pause: 1,
  keep: 3_600,
  alive: 30,
  atOnce: 2,
  async run({ teamId, id }) {
    await readKeptArticle({ ...systemFor('the text of a link'), teamId }, id)
  },
}

/** The text of a link as it is kept; null when there is none, or the link cannot be seen. */
export const getArticle = cache(async (member: Member, linkId: string) => {
  const row = await db.article.findFirst({
    where: { ...visibleArticles(member), linkId, keptAt: { not: null } },
    relationLoadStrategy: 'join',
    select: {
      ...{
        id: true,
        linkId: true,
        title: true,
        byline: true,
        language: true,
        html: true,
        plain: true,
      },
      ...{ words: true, keptAt: true, hash: true },
      keptBy: { select: { user: { select: { name: true } } } },
      link: { select: { url: true, site: true, title: true } },
      versions: {
        orderBy: { keptAt: 'desc' },
        take: mostVersions,
        select: {
          ...{ hash: true, keptAt: true, words: true },
          keptBy: { select: { user: { select: { name: true } } } },
        },
      },
    },
  })
  if (!row?.keptAt) return null
  return { ...row, keptAt: row.keptAt, title: row.title || row.link.title }
})

export type KeptArticle = NonNullable<Awaited<ReturnType<typeof getArticle>>>

/** What the articles of those that the member sees are called, by id, and of which link they are. */
export async function getArticleTitles(member: Member, ids: string[]) {
  const rows =
    ids.length === 0
      ? []
      : await db.article.findMany({
          where: { ...visibleArticles(member), id: { in: ids } },
          relationLoadStrategy: 'join',
          select: { id: true, linkId: true, title: true, link: { select: { title: true } } },
        })
  return new Map(
    rows.map(({ id, linkId, title, link }) => [
      id,
      { id, slug: '', title: title || link.title, link: linkId },
    ]),
  )
}

/** Has the text of a link's page kept, or kept anew; it is fetched in the background. */
export async function keepArticle(member: Member, linkId: string): Promise<void> {
  await limit('readLinkPerMember', `${member.teamId} ${member.userId}`)
  const { teamId } = member
  await change(member, linkId, async (tx) => {
    if (env.FETCH_LINKS === 'off') throw new AppError('INVALID', 'links.kept.off')
    const { userId: askedById } = member
    const asked = { state: 'waiting', error: null, deletedAt: null, askedById } as const
    await tx.article.upsert({
      where: { teamId_linkId: { teamId, linkId } },
      create: { teamId, id: newId(), linkId, keptById: askedById, ...asked },
      update: asked,
    })
    await enqueue(keepArticleJob, { teamId, id: linkId }, tx)
  })
}

/** Moves the text of a link to the trash. */
export async function deleteArticle(member: Member, linkId: string): Promise<void> {
  await change(member, linkId, async (tx) => {
    const where = { ...visibleArticles(member), linkId }
    await tx.article.updateMany({ where, data: { deletedAt: new Date() } })
    // What was still to be fetched is not any more, and does not wait when the text comes back
    const asked = { teamId: member.teamId, linkId, state: 'waiting' } as const
    await tx.article.updateMany({ where: asked, data: { state: 'none' } })
  })
}

/** Takes the text of a link out of the trash. */
export async function restoreArticle(member: Member, linkId: string): Promise<void> {
  await change(member, linkId, async (tx) => {
    const where = { teamId: member.teamId, linkId }
    await tx.article.updateMany({ where, data: { deletedAt: null } })
  })
}

async function change(
  member: Member,
  linkId: string,
  run: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const found = await tx.link.count({ where: { AND: [visibleLinks(member), { id: linkId }] } })
    if (!found) throw new AppError('NOT_FOUND', 'errors.notFound')
    if (!canEditLinks(member)) throw new AppError('FORBIDDEN', 'errors.forbidden')
    await run(tx)
    await record(tx, member, { verb: 'edited', subject: { type: 'link', id: linkId } })
  })
}

/**
 * Fetches and reads the article that somebody wants kept. What was kept before stays when there is
 * none, and goes to the earlier versions when there is one with other words. Answers why it could not be read, null when it was.
 * @param way for tests
 */
export async function readKeptArticle(
  system: System & { teamId: string },
  linkId: string,
  way?: Way,
): Promise<LinkFetchError | null> {
  const { teamId } = system
  const where = { teamId, linkId, state: 'waiting', deletedAt: null } as const
  const waiting = await db.article.findFirst({
    where,
    select: { askedById: true, link: { select: { url: true } } },
  })
  if (!waiting) return null
  const read = await articleAt(waiting.link.url, way).catch((error: unknown) => {
    if (error instanceof OutboundError) return error.code
    throw error
  })
  const failed = typeof read === 'string' ? read : null
  const data: Prisma.ArticleUncheckedUpdateManyInput =
    typeof read === 'string'
      ? { state: 'failed', error: read }
      : {
          ...read,
          ...{ hash: hashOf(Buffer.from(read.plain)), keptAt: new Date() },
          ...{ state: 'done', error: null, revision: { increment: 1 } },
          ...(waiting.askedById && { keptById: waiting.askedById }),
        }
  await db.$transaction(async (tx) => {
    const former =
      typeof read === 'object' ? await keepVersion(system, tx, linkId, read.plain) : null
    const [kept] = await tx.article.updateManyAndReturn({ where, data, select: { id: true } })
    if (!kept) return
    if (typeof read === 'object') {
      await reattachArticlePassages(system, tx, kept.id, read.plain, former)
    }
    await record(tx, system, { verb: 'edited', subject: { type: 'link', id: linkId } })
  })
  return failed
}

/** @throws OutboundError */
async function articleAt(url: string, way?: Way): Promise<ArticleText | LinkFetchError> {
  if (guessType(url) === 'video') return 'media'
  const { url: end, type, bytes, charset } = await fetchOutside(url, [...html, ...plain], way)
  if (isSignIn(end) && !isSignIn(url)) return 'denied'
  if (/^(video|audio|image)\//.test(type)) return 'media'
  const known = type === '' || html.includes(type) || plain.includes(type)
  if (!known || bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'document'
  const text = textOf(bytes, charset)
  return plain.includes(type) ? readPlainArticle(text) : readArticleApart(text, end)
}
