import { beforeEach, describe, expect, test } from 'vitest'
import { writeAnnotation } from '@/features/annotations/mutations'
import { writeAnnotationInput } from '@/features/annotations/schema'
import { getExportedAnnotations, getExportedSessions } from '@/features/exports/queries'
import { webAnnotations } from '@/features/exports/web-annotations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { paths } from '@/lib/paths'
import { createAnnotation, createSession, createTeam } from '@/prisma/factories'
import { readAny } from '../formats/read-any'
import { applyAnnotations, undoAnnotations } from './apply'
import { getAnnotationImport, getAnnotationPlan, stageAnnotations } from './staging'

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
