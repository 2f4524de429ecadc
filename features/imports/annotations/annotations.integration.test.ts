import { beforeEach, describe, expect, test } from 'vitest'
import { writeAnnotation } from '@/features/annotations/mutations'
import { writeAnnotationInput } from '@/features/annotations/schema'
import { reply, resolveThread, startThread } from '@/features/comments/mutations'
import { getExportedAnnotations, getExportedSessions } from '@/features/exports/queries'
import { webAnnotations } from '@/features/exports/web-annotations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession, createTeam } from '@/prisma/factories'
import { readAny } from '../formats/read-any'
import { applyAnnotations } from './apply'
import { getAnnotationImport, getAnnotationPlan, stageAnnotations } from './staging'
import { undoAnnotations } from './undo'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let talk: { id: string; slug: string; conferenceId: string }

const abstract = 'Clusters are boring, and that is a feature of clusters.'

beforeEach(async () => {
  cast = await createTeam()
  talk = await createSession(cast.team.id, { title: 'Boring clusters' })
  await db.session.updateMany({
    where: { id: talk.id },
    data: { abstractPlain: abstract, url: 'https://conference.example/talks/1' },
  })
})

async function stage(member: Member, value: object) {
  const read = await readAny(new TextEncoder().encode(JSON.stringify(value)))
  if (!read.ok || !('annotations' in read)) throw new Error('no annotations')
  const file = { hash: 'a'.repeat(64), size: 1, name: 'notes.jsonld' }
  return stageAnnotations(member, { ...file, annotations: read.annotations })
}

async function planned(member: Member, id: string) {
  const staged = await getAnnotationImport(member, id)
  if (!staged) throw new Error('not staged')
  return getAnnotationPlan(member, staged)
}

async function bring(member: Member, value: object) {
  const id = await stage(member, value)
  const { hash, plan } = await planned(member, id)
  await applyAnnotations(member, { id, planHash: hash })
  return { id, plan }
}

/** What a member takes out of a talk, as their browser would. */
async function taken(member: Member) {
  const [session] = await getExportedSessions(member, { sessionId: talk.id })
  const annotations = await getExportedAnnotations(member, [talk.id])
  if (!session) throw new Error('no session')
  const origin = 'https://elsewhere.example'
  const place = {
    ...{ source: origin + paths.session('team', session), recordingUrl: null, annotations },
    annotationAt: ({ id }: { id: string }) => origin + paths.annotation('team', session, id),
    commentAt: (on: { id: string }, { id }: { id: string }) =>
      origin + paths.comment('team', session, { id, on: on.id }),
  }
  return webAnnotations(origin, 'x', [place], () => origin)
}

const on = (source: string, given: object = {}) => ({
  type: 'Annotation',
  target: source,
  ...given,
})
const own = (member: Member) =>
  db.annotation.findMany({
    where: { teamId: cast.team.id, authorId: member.userId, deletedAt: null },
    orderBy: [{ orderKey: 'asc' }],
  })

async function full(member: Member) {
  const selector = { exact: 'boring', prefix: '', suffix: '', start: 13, end: 19 }
  const input = {
    ...{ id: newId(), session: talk.id, text: 'Boring **is** #etcd', kind: 'quote' },
    ...{ audience: 'team', speaker: 'Ines', passage: { target: 'abstract', ...selector } },
    ...{ startedAt: '2026-01-02T03:04:05.000Z', slide: 4, picked: true },
  }
  await writeAnnotation(member, writeAnnotationInput.parse(input))
}

describe('annotations that went out', () => {
  test('come back elsewhere with their passages, moments and dates, as they were', async () => {
    await full(cast.editor)
    await createAnnotation(cast.editor, talk, { text: 'Mine alone', audience: 'me' })
    const file = await taken(cast.editor)
    const before = await own(cast.editor)
    // Elsewhere: the same talk, without what was written on it
    await db.annotation.deleteMany({ where: { sessionId: talk.id } })
    const { plan } = await bring(cast.editor, file)
    expect(plan).toMatchObject({ present: 0, nowhere: [] })
    const after = await own(cast.editor)
    const facts = (rows: typeof after) =>
      rows.map(({ kind, audience, bodySource, bodyHtml, speaker, slide, passage, startedAt }) => ({
        ...{ kind, audience, bodySource, speaker, slide, passage, startedAt },
        html: bodyHtml.replace(/ id="[^"]*"/, ''),
      }))
    expect(facts(after)).toEqual(facts(before))
    expect(await db.mention.count({ where: { teamId: cast.team.id } })).toBe(1)
    expect(await db.revision.count({ where: { annotationId: after[0]?.id ?? '' } })).toBe(1)
  })

  test('twice is once, also by somebody else where they are still there', async () => {
    await full(cast.editor)
    await createAnnotation(cast.owner, talk, { text: 'Of the owner' })
    const file = await taken(cast.editor)
    for (const member of [cast.editor, cast.owner]) {
      const { plan } = await bring(member, file)
      expect([plan.added.length, plan.present]).toEqual([0, 2])
    }
    await db.annotation.deleteMany({ where: { sessionId: talk.id } })
    const { id, plan } = await bring(cast.editor, file)
    expect(plan.added).toHaveLength(2)
    await applyAnnotations(cast.editor, { id, planHash: 'another' })
    expect((await bring(cast.editor, file)).plan).toMatchObject({ added: [], present: 2 })
    expect((await own(cast.editor)).map(({ bodySource }) => bodySource).sort()).toEqual([
      'Boring **is** #etcd',
      `Of the owner\n\n— ${cast.owner.name}`,
    ])
  })
})

describe('where they go', () => {
  test('by address of the talk, by the only title; a text that changed keeps what is found', async () => {
    const twin = { title: 'Twice', conferenceId: talk.conferenceId }
    await createSession(cast.team.id, twin)
    await createSession(cast.team.id, twin)
    const foreign = await createTeam()
    const theirs = await createSession(foreign.team.id, { title: 'Foreign' })
    await db.session.updateMany({ where: { id: theirs.id }, data: { url: 'https://f.example/' } })
    const quote = { type: 'TextQuoteSelector', exact: 'is a feature', prefix: 'that ', suffix: '' }
    const target = { source: 'http://conference.example/talks/1/#top', selector: quote }
    const hypothesis = (title: string) => ({
      ...{ uri: 'https://x.example/', text: title, target: [], document: { title: [title] } },
    })
    await bring(cast.editor, [on('', { target, body: 'By address' })])
    const { plan } = await bring(cast.editor, {
      annotations: ['boring CLUSTERS', 'Twice', 'Foreign'].map(hypothesis),
    })
    expect(plan.nowhere.map(({ name }) => name)).toEqual(['Twice', 'Foreign'])
    const rows = await own(cast.editor)
    expect(rows.map(({ bodySource, audience }) => [bodySource, audience])).toEqual([
      ['By address', 'team'],
      ['boring CLUSTERS', 'me'],
    ])
    const start = abstract.indexOf('is a feature')
    expect(rows[0]?.passage).toMatchObject({ start, end: start + 12, target: 'abstract' })
    const elsewhere = await bring(cast.editor, [
      on(`https://h.example${paths.session('t', { id: theirs.id, slug: 'x' })}`, { body: 'x' }),
      on('https://f.example/', { body: 'x' }),
    ])
    expect(elsewhere.plan.added).toEqual([])
  })
})

describe('who may', () => {
  test('see, confirm and undo it: the importer alone, as long as they may import', async () => {
    const value = [on('https://conference.example/talks/1', { body: 'Words' })]
    for (const member of [cast.viewer, cast.commenter]) {
      await expect(stage(member, value)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    const id = await stage(cast.editor, value)
    const { hash } = await planned(cast.editor, id)
    const outsider = (await createTeam()).owner
    for (const member of [cast.owner, cast.viewer, outsider]) {
      expect(await getAnnotationImport(member, id)).toBeNull()
      for (const attempt of [
        () => applyAnnotations(member, { id, planHash: hash }),
        () => undoAnnotations(member, id),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
    }
    expect(await own(cast.editor)).toEqual([])
  })

  test('a plan is carried out as it was shown, or not at all', async () => {
    const id = await stage(cast.editor, [on('https://conference.example/talks/1', { body: 'W' })])
    const { hash } = await planned(cast.editor, id)
    await db.session.updateMany({ where: { id: talk.id }, data: { deletedAt: new Date() } })
    await expect(applyAnnotations(cast.editor, { id, planHash: hash })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

test('undone, what nobody has touched goes, and the rest stays', async () => {
  const bodies = ['One', 'Two', 'Three']
  const value = bodies.map((body) => on('https://conference.example/talks/1', { body }))
  const { id } = await bring(cast.editor, value)
  const [one, two] = await own(cast.editor)
  const thread = { teamId: cast.team.id, id: newId(), annotationId: one?.id ?? '' }
  await db.thread.create({ data: thread })
  await db.annotation.updateMany({ where: { id: two?.id ?? '' }, data: { revision: 2 } })
  await undoAnnotations(cast.editor, id)
  await undoAnnotations(cast.editor, id)
  expect((await own(cast.editor)).map(({ bodySource }) => bodySource)).toEqual(['One', 'Two'])
  const undone = await getAnnotationImport(cast.editor, id)
  expect([undone?.state, undone?.report?.undo]).toEqual(['undone', { removed: 1, kept: 2 }])
})

test('nobody is told of what is for oneself alone', async () => {
  const mine = { body: 'Mine', 'hallway:audience': 'me' }
  const { id } = await bring(cast.editor, [on('https://conference.example/talks/1', mine)])
  await undoAnnotations(cast.editor, id)
  expect(await own(cast.editor)).toEqual([])
  const told = await db.event.findMany({ where: { teamId: cast.team.id, audience: { not: 'me' } } })
  expect(told).toEqual([])
})

describe('what was said below them', () => {
  const say = async (member: Member, annotation: string, body: string) => {
    const id = newId()
    await startThread(member, { id, subjectType: 'annotation', subjectId: annotation, body })
    return (await db.comment.findFirstOrThrow({ where: { id } })).threadId
  }
  const answer = (member: Member, threadId: string, body: string) =>
    reply(member, { id: newId(), threadId, body })
  const threads = async () => {
    const rows = await db.thread.findMany({
      where: { teamId: cast.team.id },
      include: { comments: { orderBy: { createdAt: 'asc' }, include: { author: true } } },
    })
    return rows
      .map(({ comments, resolvedAt }) => ({
        resolved: resolvedAt !== null,
        words: comments.map(({ bodySource }) => bodySource),
        by: [...new Set(comments.map(({ authorId }) => authorId))],
      }))
      .sort((a, b) => (a.words[0] ?? '').localeCompare(b.words[0] ?? ''))
  }
  const forget = async () => {
    await db.comment.deleteMany({ where: { teamId: cast.team.id } })
    await db.thread.deleteMany({ where: { teamId: cast.team.id } })
    await db.annotation.deleteMany({ where: { sessionId: talk.id } })
  }

  test('goes out for who sees it, and comes back as threads with the names of who said it', async () => {
    const note = await createAnnotation(cast.editor, talk, { text: 'Noted' })
    const hidden = await createAnnotation(cast.owner, talk, { text: 'H', audience: 'me' })
    await say(cast.owner, hidden.id, 'What only the owner sees')
    const first = await say(cast.commenter, note.id, 'Is it **so**?')
    await answer(cast.editor, first, 'It is')
    await answer(cast.commenter, first, 'Thanks')
    const settled = await say(cast.owner, note.id, 'Later')
    await resolveThread(cast.owner, settled)
    const file = await taken(cast.editor)
    expect(JSON.stringify(file)).not.toContain('only the owner')
    expect(file.total).toBe(5)
    const before = (await threads()).filter(({ words }) => words.length > 1)[0]
    expect(before?.words).toEqual(['Is it **so**?', 'It is', 'Thanks'])
    await forget()
    const { id, plan } = await bring(cast.editor, file)
    expect(plan).toMatchObject({ present: 0, comments: { added: 4, left: 0 } })
    const by = [cast.editor.userId]
    expect(await threads()).toEqual([
      {
        ...{ resolved: false, by },
        words: [
          `Is it **so**?\n\n— ${cast.commenter.name}`,
          'It is',
          `Thanks\n\n— ${cast.commenter.name}`,
        ],
      },
      { resolved: true, by, words: [`Later\n\n— ${cast.owner.name}`] },
    ])
    const shown = await getAnnotationImport(cast.editor, id)
    expect(shown?.report?.comments).toEqual({ added: 4, left: 0 })
    const told = {
      teamId: cast.team.id,
      userId: { in: [cast.owner.userId, cast.commenter.userId] },
    }
    const notices = await db.notice.count({ where: told })
    // Once more: all is here
    const again = await bring(cast.editor, file)
    expect(again.plan).toMatchObject({ added: [], comments: { added: 0, left: 4 } })
    expect(await db.notice.count({ where: told })).toBe(notices)
    await undoAnnotations(cast.editor, id)
    expect([await threads(), await own(cast.editor)]).toEqual([[], []])
  })

  test('stays with the annotation once somebody has joined in', async () => {
    const note = await createAnnotation(cast.editor, talk, { text: 'Noted' })
    const other = await createAnnotation(cast.editor, talk, { text: 'Other' })
    for (const { id } of [note, other]) await say(cast.owner, id, `On ${id}`)
    const file = await taken(cast.editor)
    await forget()
    const { id } = await bring(cast.editor, file)
    const [touched] = await db.thread.findMany({
      where: { teamId: cast.team.id, annotation: { bodySource: 'Noted' } },
    })
    await answer(cast.owner, touched?.id ?? '', 'I join in')
    await undoAnnotations(cast.editor, id)
    expect((await own(cast.editor)).map(({ bodySource }) => bodySource)).toEqual(['Noted'])
    expect((await threads()).map(({ words }) => words.length)).toEqual([2])
    const undone = await getAnnotationImport(cast.editor, id)
    expect(undone?.report?.undo).toEqual({ removed: 1, kept: 1 })
  })

  test('is left where what it is about has no place, and told', async () => {
    const hypothesis = (id: string, text: string, references: string[]) => ({
      ...{ id, text, references, uri: 'https://nowhere.example/', target: [] },
    })
    const rows = [hypothesis('a', 'A', []), hypothesis('b', 'B', ['a'])]
    const { plan } = await bring(cast.editor, { rows })
    expect(plan).toMatchObject({ added: [], comments: { added: 0, left: 1 } })
    expect(plan.nowhere).toEqual([{ name: 'https://nowhere.example/', count: 1 }])
  })
})
