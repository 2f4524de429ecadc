import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { getDiscussion } from '@/features/comments/discussion'
import { startThread } from '@/features/comments/mutations'
import { getCommentPlace } from '@/features/comments/queries'
import { startThreadInput } from '@/features/comments/schema'
import { getActivity, getWaiting } from '@/features/inbox/queries'
import { deleteArticle } from '@/features/links/articles'
import { getLinkDetail } from '@/features/links/queries'
import { mergeLinks, separateLink } from '@/features/reading-lists/merging/merging'
import { addLink, createList } from '@/features/reading-lists/mutations'
import type { Passage } from '@/features/sessions/passage'
import { reattachArticlePassages } from '@/features/sessions/passages'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId, shortId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createSession, createTeam } from '@/prisma/factories'
import { setAudience } from './audience'
import { marksOf, passagesIn } from './components/passage-rows'
import { getHistory } from './history'
import { getMentioning } from './mentioning'
import {
  answerAnnotation,
  deleteAnnotation,
  editAnnotation,
  fillAnnotation,
  restoreAnnotation,
  writeAnnotation,
} from './mutations'
import { getAnnotation, getAnnotationPlace, getMyOpenFollowUps } from './places'
import { getAnnotations, getAnnotationView, getTeamPeople } from './queries'
import { answerInput, editAnnotationInput, writeAnnotationInput } from './schema'
import { getToFinish } from './to-finish'
import { toFinishInput, viewInput } from './views'

const text = 'Leases are short.\n\nClocks drift, and nobody should believe them. 时钟会漂移。'

let cast: Awaited<ReturnType<typeof createTeam>>
let other: Awaited<ReturnType<typeof createTeam>>
let article: { id: string; linkId: string }
let list: string

beforeAll(async () => {
  other = await createTeam()
})
beforeEach(async () => {
  cast = await createTeam()
  list = (await createList(cast.editor, { title: 'List', description: '' })).id
  article = await keptArticle('https://example.org/leases')
})

async function keptArticle(address: string) {
  const { teamId, userId } = cast.editor
  await addLink(cast.editor, { list, why: '', address, title: 'On leases' })
  const { id: linkId } = await db.link.findFirstOrThrow({ where: { teamId, url: address } })
  return db.article.create({
    data: {
      ...{ teamId, id: newId(), linkId, state: 'done', title: 'Leases', html: '<p>…</p>' },
      ...{ plain: text, hash: 'x', words: 9, keptAt: new Date(), keptById: userId },
    },
  })
}

const input = (body: string, given: object = {}) =>
  writeAnnotationInput.parse({
    ...{ id: newId(), article: article.id, text: body, audience: 'team' },
    ...given,
  })
const write = (member: Member, body: string, given: object = {}) =>
  writeAnnotation(member, input(body, given))
const passage = (exact: string) =>
  JSON.stringify({ target: 'article', exact, prefix: '', suffix: '', start: 0, end: 1 })
const rowOf = (id: string) =>
  db.annotation.findUniqueOrThrow({ where: { teamId_id: { teamId: cast.team.id, id } } })
const column = async (member: Member) =>
  (await getAnnotations(member, article.id, { on: 'article' })).annotations

describe('writing about an article', () => {
  it('keeps the words of the text and where they stand, in the order of the text', async () => {
    await write(cast.editor, 'Late', { passage: passage('时钟会漂移') })
    const { id, place } = await write(cast.owner, 'Early', {
      passage: passage('Leases  are short'),
    })
    expect(place).toMatchObject({ id: article.id, link: article.linkId })
    expect((await rowOf(id)).passage).toMatchObject({
      ...{ target: 'article', exact: 'Leases are short', start: 0, end: 16 },
    })
    await write(cast.editor, 'About all of it')
    const shown = await column(cast.viewer)
    expect(shown.map(({ bodyHtml }) => bodyHtml)).toEqual([
      '<p>Early</p>',
      '<p>Late</p>',
      '<p>About all of it</p>',
    ])
    expect(shown.some(({ can }) => can.promote)).toBe(false)
    const people = await getTeamPeople(cast.viewer, article.id, 'article')
    const on = { id: article.id, slug: '', link: article.linkId }
    const found = passagesIn(people, { article: text }, { team: cast.team.slug, on })
    expect(marksOf(found)).toHaveLength(2)
    expect(found[0]?.href).toContain(`${paths.article(cast.team.slug, article.linkId)}?at=`)
  })

  it('is about one thing that is there', async () => {
    const session = await createSession(cast.team.id)
    for (const given of [{ session: session.id }, { article: '' }]) {
      const wrong = { id: newId(), article: article.id, text: 'x', audience: 'team', ...given }
      expect(writeAnnotationInput.safeParse(wrong).success).toBe(false)
    }
    const stranger = write(other.editor, 'x')
    await expect(stranger).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(write(cast.viewer, 'x')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await deleteArticle(cast.editor, article.linkId)
    await expect(write(cast.editor, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const both = { sessionId: session.id, articleId: article.id }
    const { id } = await writeAnnotation(
      cast.editor,
      writeAnnotationInput.parse({ id: newId(), session: session.id, text: 'x', audience: 'team' }),
    )
    const where = { teamId_id: { teamId: cast.team.id, id } }
    await expect(db.annotation.update({ where, data: both })).rejects.toThrow('Annotation_place')
  })

  it('is the same write when it is sent again, and another for another article', async () => {
    const sent = input('Once', { passage: passage('Clocks drift') })
    const first = await writeAnnotation(cast.editor, sent)
    const again = await writeAnnotation(cast.editor, sent)
    expect(again).toEqual({ ...first, place: expect.objectContaining(first.place), created: false })
    const elsewhere = await keptArticle('https://example.org/other')
    const moved = writeAnnotation(cast.editor, { ...sent, articleId: elsewhere.id })
    await expect(moved).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is edited, answered, filled, deleted and taken back as on a talk', async () => {
    const asked = await write(cast.editor, 'Why short?', { kind: 'question' })
    await answerAnnotation(
      cast.owner,
      answerInput.parse({ id: asked.id, revision: 1, text: 'Because.' }),
    )
    await editAnnotation(
      cast.editor,
      editAnnotationInput.parse({
        ...{ id: asked.id, revision: 2, text: 'Why so short?', kind: 'question', audience: 'team' },
      }),
    )
    const gap = await write(cast.editor, '', { kind: 'gap' })
    await fillAnnotation(cast.owner, { id: gap.id, fill: newId(), text: 'Filled' })
    expect(await column(cast.viewer)).toHaveLength(3)
    await deleteAnnotation(cast.editor, asked.id)
    expect(await column(cast.viewer)).toHaveLength(2)
    expect(await getAnnotationPlace(cast.editor, asked.id)).toMatchObject({ link: article.linkId })
    await restoreAnnotation(cast.editor, asked.id)
    const history = await getHistory(cast.viewer, article.id, asked.id, 1, 'article')
    expect(history?.texts.map(({ body }) => body)).toEqual([
      'Why so short?',
      'Because.',
      'Why short?',
    ])
    expect(history?.place).toMatchObject({ title: 'Leases', link: article.linkId })
    expect(await getHistory(cast.viewer, article.id, asked.id, 1)).toBeNull()
  })
})

describe('who sees it', () => {
  it('nobody but the author, while it is for themselves', async () => {
    const own = await write(cast.commenter, 'Heron #etcd', {
      ...{ audience: 'me', kind: 'follow_up', passage: passage('Clocks') },
    })
    for (const member of [cast.owner, cast.editor, cast.viewer, other.owner]) {
      const view = viewInput.parse({})
      const seen = await getAnnotationView(member, article.id, view, 'article')
      const topics = await db.topic.findMany({ where: { teamId: cast.team.id } })
      const told = JSON.stringify([
        seen.annotations,
        seen.people.map(({ passages, annotations }) => [passages, annotations]),
        await getAnnotation(member, own.id),
        await getAnnotationPlace(member, own.id),
        await getHistory(member, article.id, own.id, 1, 'article'),
        (await getToFinish(member, toFinishInput.parse({ of: 'team' }))).groups,
        await getMyOpenFollowUps(member),
        (await getActivity(member)).map(({ words }) => words),
        ...(await Promise.all(topics.map(({ id }) => getMentioning(member, id, 1)))),
      ])
      expect(told).not.toMatch(/Heron|Clocks/)
    }
    expect(await column(cast.commenter)).toHaveLength(1)
    expect((await getWaiting(cast.commenter)).follow_up).toBe(1)
  })

  it('nobody, once the article or its link is gone; and all of it again afterwards', async () => {
    const { id } = await write(cast.editor, 'Words', { kind: 'follow_up' })
    const seen = async () => [
      (await column(cast.viewer)).length,
      (await getAnnotation(cast.viewer, id)) !== null,
      (await getWaiting(cast.editor)).follow_up,
      (await getMyOpenFollowUps(cast.editor)).length,
    ]
    expect(await seen()).toEqual([1, true, 1, 1])
    const trash = { where: { teamId_id: { teamId: cast.team.id, id: article.linkId } } }
    await db.link.update({ ...trash, data: { deletedAt: new Date() } })
    expect(await seen()).toEqual([0, false, 0, 0])
    await db.link.update({ ...trash, data: { deletedAt: null } })
    expect(await seen()).toEqual([1, true, 1, 1])
    await deleteArticle(cast.editor, article.linkId)
    expect(await seen()).toEqual([0, false, 0, 0])
  })

  it('the team, wherever annotations are gathered', async () => {
    const { id } = await write(cast.editor, 'See #etcd', {
      ...{ kind: 'follow_up', audience: 'me', owner: '' },
    })
    await setAudience(cast.editor, { id, revision: 1, audience: 'team' })
    const place = expect.objectContaining({ title: 'Leases', link: article.linkId })
    const open = await getToFinish(cast.viewer, toFinishInput.parse({ of: 'team' }))
    expect(open.groups[0]?.items).toMatchObject([{ id, place }])
    expect(await getMyOpenFollowUps(cast.editor)).toMatchObject([{ id, place }])
    const topic = await db.topic.findFirstOrThrow({ where: { teamId: cast.team.id } })
    expect((await getMentioning(cast.viewer, topic.id, 1)).annotations).toMatchObject([
      { id, place, conference: null },
    ])
    await write(cast.editor, 'News')
    expect((await getActivity(cast.viewer))[0]).toMatchObject({
      ...{ words: 'News', place: { type: 'article', link: article.linkId, title: 'Leases' } },
    })
  })
})

test('an address in it joins the team’s links once it is for the team', async () => {
  const own = await write(cast.editor, 'https://example.org/hidden', { audience: 'me' })
  await write(cast.editor, 'See https://example.org/cited')
  const teamId = cast.team.id
  const linkTo = async (url: string) => {
    const row = await db.link.findFirst({ where: { teamId, url } })
    return row && getLinkDetail(cast.viewer, row.id)
  }
  expect(await linkTo('https://example.org/cited')).not.toBeNull()
  expect(await linkTo('https://example.org/hidden')).toBeNull()
  await setAudience(cast.editor, { id: own.id, revision: 1, audience: 'team' })
  expect(await linkTo('https://example.org/hidden')).not.toBeNull()
  await deleteArticle(cast.editor, article.linkId)
  expect(await linkTo('https://example.org/cited')).toBeNull()
})

test('comments and signs hang on it, and are found', async () => {
  const { id } = await write(cast.editor, 'Words')
  const comment = newId()
  await startThread(
    cast.commenter,
    startThreadInput.parse({ id: comment, subjectType: 'annotation', subjectId: id, body: 'Hm' }),
  )
  const { threads } = await getDiscussion(cast.viewer, { articleId: article.id })
  expect(threads.map(({ subject }) => subject)).toEqual([{ type: 'annotation', id }])
  expect(await getCommentPlace(cast.viewer, comment)).toMatchObject({
    ...{ on: id, place: { link: article.linkId } },
  })
  expect((await getDiscussion(other.owner, { articleId: article.id })).threads).toEqual([])
})

test('where two links become one, what is written goes to the article that stays, and back', async () => {
  const twin = await keptArticle('https://example.org/leases-again')
  const { id } = await write(cast.editor, 'a', { passage: passage('Clocks drift') })
  const own = await write(cast.owner, 'b', { audience: 'me' })
  const where = async (of: string) => (await rowOf(of)).articleId
  const address = `https://example.org/t/x/links/${shortId(twin.linkId)}`
  await mergeLinks(cast.editor, { id: article.linkId, into: address })
  expect([await where(id), await where(own.id)]).toEqual([twin.id, twin.id])
  expect(await getAnnotationPlace(cast.viewer, id)).toMatchObject({ link: twin.linkId })
  expect(await getAnnotation(cast.editor, own.id)).toBeNull()
  await separateLink(cast.editor, article.linkId)
  expect([await where(id), await where(own.id)]).toEqual([article.id, article.id])
})

test('a text kept anew keeps the passages that are still in it', async () => {
  const stays = await write(cast.editor, 'a', { passage: passage('nobody should believe them') })
  const goes = await write(cast.owner, 'b', { audience: 'me', passage: passage('时钟会漂移') })
  const passageOf = async (id: string) => (await rowOf(id)).passage as Passage
  const again = (words: string) =>
    db.$transaction((tx) => reattachArticlePassages(cast.editor, tx, article.id, words))
  await again('A new beginning. Clocks drift; nobody should believe them.')
  expect(await passageOf(stays.id)).toMatchObject({ start: 31, end: 57 })
  expect(await passageOf(goes.id)).toMatchObject({ exact: '时钟会漂移', lost: true })
  await again(text)
  expect(await passageOf(goes.id)).not.toHaveProperty('lost')
  expect((await rowOf(goes.id)).revision).toBe(1)
})

test('words chosen while the text was another lead to that one, if it is kept', async () => {
  const { teamId, userId: keptById } = cast.editor
  const former = { plain: 'Ravens sleep in barns', html: '', title: '', byline: '', language: '' }
  await db.articleVersion.create({
    data: {
      ...{ teamId, id: newId(), articleId: article.id, hash: 'then', ...former },
      ...{ words: 4, rendererVersion: 1, keptAt: new Date(), keptById },
    },
  })
  const chosenIn = async (exact: string) =>
    (await rowOf((await write(cast.editor, 'x', { passage: passage(exact) })).id)).passage
  expect(await chosenIn('Ravens sleep in barns')).toMatchObject({ lost: true, was: 'then' })
  expect(await chosenIn('Nothing that was ever said')).not.toHaveProperty('was')
  expect(await chosenIn('Clocks drift, and nobody')).not.toHaveProperty('lost')
})
