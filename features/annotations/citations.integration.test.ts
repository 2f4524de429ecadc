import { beforeEach, describe, expect, test } from 'vitest'
import { getLink, getLinkDetail } from '@/features/links/queries'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createReadingList, createSession, createTeam } from '@/prisma/factories'
import { setAudience } from './audience'
import { answerAnnotation, deleteAnnotation, editAnnotation, writeAnnotation } from './mutations'
import { answerInput, editAnnotationInput, writeAnnotationInput } from './schema'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

async function write(member: Member, text: string, given: Record<string, unknown> = {}) {
  const it = { id: newId(), session: session.id, text, audience: 'team', ...given }
  return (await writeAnnotation(member, writeAnnotationInput.parse(it))).id
}
async function edit(member: Member, id: string, text: string, given: Record<string, unknown> = {}) {
  const key = { teamId_id: { teamId: cast.team.id, id } }
  const { revision, audience } = await db.annotation.findUniqueOrThrow({ where: key })
  const it = { id, revision, text, audience, ...given }
  await editAnnotation(member, editAnnotationInput.parse(it))
}
async function set(member: Member, id: string, audience: 'me' | 'team' | 'public') {
  const key = { teamId_id: { teamId: cast.team.id, id } }
  const { revision } = await db.annotation.findUniqueOrThrow({ where: key })
  await setAudience(member, { id, revision, audience })
}
const cited = async (annotationId: string) => {
  const rows = await db.citation.findMany({
    where: { teamId: cast.team.id, annotationId },
    select: { link: { select: { url: true } } },
  })
  return rows.map(({ link }) => link.url).sort()
}
const linkOf = (url: string) =>
  db.link.findFirst({ where: { teamId: cast.team.id, url }, orderBy: { createdAt: 'asc' } })

describe('the addresses in an annotation', () => {
  test('join the library, each once, whatever way they are written', async () => {
    const text = `See [the paper](https://example.org/paper.pdf), https://youtu.be/abcdefg?t=90
      and <https://www.youtube.com/watch?v=abcdefg&utm_source=x>. Not \`https://example.org/code\`,
      mailto:ada@example.org or javascript:alert(1).`
    const id = await write(cast.editor, text)
    expect(await cited(id)).toEqual([
      'https://example.org/paper.pdf',
      'https://youtu.be/abcdefg?t=90',
    ])
    const paper = await linkOf('https://example.org/paper.pdf')
    // The words around an address are no title
    expect(paper).toMatchObject({
      type: 'paper',
      titleTyped: false,
      title: 'Paper.pdf · example.org',
    })
    expect(await getLink(cast.viewer, paper?.id ?? '')).not.toBeNull()
  })

  test('give a link its title where the annotation is about the link', async () => {
    const text = '[Raft, explained](https://example.org/raft) and [more](https://example.org/more)'
    await write(cast.editor, text, { kind: 'link' })
    expect(await linkOf('https://example.org/raft')).toMatchObject({ title: 'Raft, explained' })
    expect(await linkOf('https://example.org/more')).toMatchObject({ title: 'More · example.org' })
  })

  test('come and go with the words, and with the answer to a question', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Why? https://example.org/a', { kind: 'question' })
    const by = { id, revision: 1, text: 'See https://example.org/b' }
    await answerAnnotation(owner, answerInput.parse(by))
    expect(await cited(id)).toEqual(['https://example.org/a', 'https://example.org/b'])
    await edit(editor, id, 'Why? https://example.org/c', { kind: 'question' })
    expect(await cited(id)).toEqual(['https://example.org/b', 'https://example.org/c'])
    const gone = await linkOf('https://example.org/a')
    expect(await getLink(cast.owner, gone?.id ?? '')).toBeNull()
  })

  test('go with the annotation into the trash', async () => {
    const id = await write(cast.editor, 'https://example.org/trash')
    const link = await linkOf('https://example.org/trash')
    expect(await getLink(cast.viewer, link?.id ?? '')).not.toBeNull()
    await deleteAnnotation(cast.editor, id)
    expect(await getLink(cast.viewer, link?.id ?? '')).toBeNull()
  })
})

describe('what somebody writes for themselves', () => {
  test('makes no link, for nobody, until it is widened; narrowing takes it away', async () => {
    const { editor } = cast
    const id = await write(editor, 'https://example.org/secret', { audience: 'me' })
    expect(await db.link.count({ where: { teamId: cast.team.id } })).toBe(0)
    await set(editor, id, 'team')
    const link = await linkOf('https://example.org/secret')
    for (const member of [cast.viewer, cast.owner, editor]) {
      expect(await getLink(member, link?.id ?? '')).not.toBeNull()
    }
    await set(editor, id, 'me')
    for (const member of [cast.viewer, cast.owner, editor]) {
      expect(await getLink(member, link?.id ?? '')).toBeNull()
    }
  })

  test('does not tell that they had it first, once somebody else brings it', async () => {
    const { editor, owner } = cast
    const text = '[My secret name for it](https://example.org/first)'
    const id = await write(editor, text, { kind: 'link' })
    await set(editor, id, 'me')
    await write(owner, 'https://example.org/first')
    const link = await linkOf('https://example.org/first')
    for (const member of [cast.viewer, editor]) {
      const told = await getLinkDetail(member, link?.id ?? '')
      expect(told).toMatchObject({ broughtBy: owner.name, title: 'First · example.org' })
    }
  })

  test('does not tell so either of what stands elsewhere by then', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'https://example.org/both')
    await write(owner, 'https://example.org/both')
    await set(editor, id, 'me')
    const link = await linkOf('https://example.org/both')
    const told = await getLinkDetail(cast.viewer, link?.id ?? '')
    expect(told).toMatchObject({ broughtBy: owner.name })
  })
})

test('a link in the trash comes back when its address is written, not when it was there before', async () => {
  const { editor } = cast
  const id = await write(editor, 'https://example.org/back')
  const where = { teamId: cast.team.id, url: 'https://example.org/back' }
  await db.link.updateMany({ where, data: { deletedAt: new Date() } })
  await edit(editor, id, 'Better words for https://example.org/back')
  expect((await linkOf(where.url))?.deletedAt).not.toBeNull()
  await write(editor, 'Again: https://example.org/back')
  expect((await linkOf(where.url))?.deletedAt).toBeNull()
})

test('writers of the same new addresses at the same time share the links', async () => {
  const { editor, owner } = cast
  const urls = ['https://example.org/x', 'https://example.org/y', 'https://example.org/z']
  const ids = await Promise.all(
    [editor, owner, editor, owner, editor, owner].map((member, n) =>
      write(member, [...urls.slice(n % 3), ...urls.slice(0, n % 3)].join(' ')),
    ),
  )
  for (const id of ids) expect(await cited(id)).toEqual(urls)
  expect(await db.link.count({ where: { teamId: cast.team.id } })).toBe(3)
})

test('a merged address leads to the link that was kept', async () => {
  const { editor } = cast
  const list = await createReadingList(editor, { count: 1 })
  const kept = await db.link.findFirstOrThrow({
    where: { entries: { some: { readingListId: list.id } } },
  })
  await write(editor, 'https://example.org/old')
  const old = { teamId: cast.team.id, url: 'https://example.org/old' }
  const merged = { deletedAt: new Date(), mergedIntoId: kept.id }
  await db.link.updateMany({ where: old, data: merged })
  const id = await write(editor, 'https://example.org/old')
  expect(await cited(id)).toEqual([kept.url])
  expect((await linkOf(old.url))?.deletedAt).not.toBeNull()
})
