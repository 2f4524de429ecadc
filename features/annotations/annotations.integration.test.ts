import { beforeEach, describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createAnnotation, createMember, createSession, createTeam } from '@/prisma/factories'
import {
  answerAnnotation,
  assignAnnotation,
  closeAnnotation,
  deleteAnnotation,
  editAnnotation,
  fillAnnotation,
  reopenAnnotation,
  restoreAnnotation,
  writeAnnotation,
} from './mutations'
import { getAnnotation, getAnnotationTitles, getMyOpenFollowUps } from './places'
import { getAnnotations, getPageOfAnnotation, getTeamPeople } from './queries'
import { answerInput, editAnnotationInput, writeAnnotationInput } from './schema'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

const input = (text: string, given: Record<string, unknown> = {}) =>
  writeAnnotationInput.parse({
    id: newId(),
    session: session.id,
    text,
    audience: 'team',
    ...given,
  })
const write = (member: Member, text: string, given: Record<string, unknown> = {}) =>
  writeAnnotation(member, input(text, given))
const edit = (id: string, revision: number, text: string, given: Record<string, unknown> = {}) =>
  editAnnotationInput.parse({ id, revision, text, audience: 'team', ...given })
const row = (id: string) =>
  db.annotation.findUniqueOrThrow({ where: { teamId_id: { teamId: cast.team.id, id } } })
const texts = async (member: Member) =>
  (await getAnnotations(member, session.id)).annotations.map(({ bodyHtml }) =>
    bodyHtml.replace(/<[^>]*>/g, ''),
  )
const revisions = (annotationId: string) =>
  db.revision.findMany({
    where: { teamId: cast.team.id, annotationId },
    orderBy: { number: 'asc' },
    select: { number: true, kind: true, bodySource: true, audience: true },
  })
const events = () =>
  db.event.findMany({
    where: { teamId: cast.team.id },
    orderBy: { seq: 'asc' },
    select: { verb: true, subjectId: true, placeId: true, audience: true },
  })

describe('who sees what', () => {
  test('every query shows each role the team’s and their own, and nothing else', async () => {
    const { editor } = cast
    const leak = { kind: 'follow_up', text: 'secret' } as const
    const other = await createTeam({ name: 'Another team' })
    await createAnnotation(other.editor, await createSession(other.team.id))
    const own: Record<string, string> = {}
    for (const role of ['viewer', 'commenter', 'editor', 'owner'] as const) {
      const mine = await createAnnotation(cast[role], session, { ...leak, audience: 'me' })
      own[role] = mine.id
    }
    const shared = await createAnnotation(editor, session)
    const trashed = await createAnnotation(editor, session, { deletedAt: new Date() })
    const gone = await createSession(cast.team.id)
    const ofGone = await createAnnotation(editor, gone)
    await db.session.update({
      where: { teamId_id: { teamId: cast.team.id, id: gone.id } },
      data: { deletedAt: new Date() },
    })
    const all = [...Object.values(own), shared.id, trashed.id, ofGone.id]

    for (const role of ['viewer', 'commenter', 'editor', 'owner'] as const) {
      const member = cast[role]
      const seen = new Set([own[role], shared.id])
      const { annotations } = await getAnnotations(member, session.id)
      expect(new Set(annotations.map(({ id }) => id))).toEqual(seen)
      expect(new Set((await getAnnotationTitles(member, all)).keys())).toEqual(seen)
      const found = await Promise.all(all.map((id) => getAnnotation(member, id)))
      expect(new Set(found.flatMap((it) => (it ? [it.id] : [])))).toEqual(seen)
      const followUps = await getMyOpenFollowUps(member)
      expect(followUps.map(({ id }) => id)).toEqual([own[role]])
      const people = await getTeamPeople(member, session.id)
      const counted = people.filter(({ annotations }) => annotations > 0)
      expect(counted.reduce((sum, { annotations }) => sum + annotations, 0)).toBe(2)
      expect(await getPageOfAnnotation(member, session.id, ofGone.id)).toBe(1)
    }
  })

  test('one’s own in the trash is shown to oneself alone, when asked for', async () => {
    const { editor, owner } = cast
    const { id } = await write(editor, 'moved away')
    await deleteAnnotation(editor, id)
    const asked = { trashedId: id }
    expect((await getAnnotations(editor, session.id)).annotations).toEqual([])
    expect((await getAnnotations(editor, session.id, asked)).annotations).toHaveLength(1)
    expect((await getAnnotations(owner, session.id, asked)).annotations).toEqual([])
  })
})

describe('writing', () => {
  test('stores text, moment, kind, revision and event', async () => {
    const { editor } = cast
    const { id } = await write(editor, '07:52 ? Why **not**?', { speaker: 'Row 3' })
    expect(await row(id)).toMatchObject({
      kind: 'question',
      audience: 'team',
      bodySource: 'Why **not**?',
      bodyPlain: 'Why not?',
      bodyHtml: '<p>Why <strong>not</strong>?</p>',
      fromMs: 472_000,
      speaker: 'Row 3',
      revision: 1,
    })
    expect(await revisions(id)).toEqual([
      { number: 1, kind: 'question', bodySource: 'Why **not**?', audience: 'team' },
    ])
    expect(await events()).toEqual([
      { verb: 'created', subjectId: id, placeId: session.id, audience: 'team' },
    ])
  })

  test('the event of an only-me annotation is only the author’s as well', async () => {
    await write(cast.viewer, 'mine', { audience: 'me' })
    expect((await events()).map(({ audience }) => audience)).toEqual(['me'])
  })

  test.each(['viewer', 'commenter'] as const)('a %s writes for themselves only', async (role) => {
    await expect(write(cast[role], 'for all')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await write(cast[role], 'for me', { audience: 'me' })
    expect(await texts(cast[role])).toEqual(['for me'])
    expect(await texts(cast.owner)).toEqual([])
  })

  test('a session of another team, or in the trash, is not found', async () => {
    const other = await createTeam({ name: 'Another team' })
    const foreign = await createSession(other.team.id)
    const refused = { code: 'NOT_FOUND' }
    await expect(write(cast.editor, 'x', { session: foreign.id })).rejects.toMatchObject(refused)
    await expect(write(cast.editor, 'x', { session: newId() })).rejects.toMatchObject(refused)
  })

  test('annotations stand by moment; those without one stay where they were written', async () => {
    const { editor, owner } = cast
    await write(editor, '02:10 A')
    await write(owner, 'B')
    await write(editor, '10:00 D')
    await write(owner, '04:00 C')
    await write(editor, '00:30 first')
    await write(editor, 'last')
    expect(await texts(editor)).toEqual(['first', 'A', 'B', 'C', 'D', 'last'])
  })

  test('many writers at once each get a place of their own', async () => {
    const { editor, owner } = cast
    const all = Array.from({ length: 12 }, (_, i) =>
      write(i % 2 ? editor : owner, `${i % 3 ? '05:00 ' : ''}note ${i}`),
    )
    await Promise.all(all)
    const rows = await db.annotation.findMany({ where: { teamId: cast.team.id } })
    expect(new Set(rows.map(({ orderKey }) => orderKey)).size).toBe(12)
  })

  test('a retry is the same write; anything else under the id is a conflict', async () => {
    const { editor, owner } = cast
    const first = input('12:34 said once')
    const again = { ...first }
    expect(await writeAnnotation(editor, first)).toMatchObject({ created: true, revision: 1 })
    expect(await writeAnnotation(editor, again)).toMatchObject({ created: false, revision: 1 })
    expect(await texts(editor)).toEqual(['said once'])
    expect(await events()).toHaveLength(1)

    const conflict = { code: 'CONFLICT', messageKey: 'annotations.idTaken' }
    const elsewhere = await createSession(cast.team.id)
    for (const changed of [
      { body: 'other words' },
      { audience: 'me' as const },
      { fromMs: 1000 },
      { speaker: 'x' },
      { sessionId: elsewhere.id },
    ]) {
      await expect(writeAnnotation(editor, { ...first, ...changed })).rejects.toMatchObject(
        conflict,
      )
    }
    await expect(writeAnnotation(owner, first)).rejects.toMatchObject(conflict)
  })

  test('a retry that comes after an edit is still a retry', async () => {
    const first = input('first words')
    await writeAnnotation(cast.editor, first)
    await editAnnotation(cast.editor, edit(first.id, 1, 'second words'))
    expect(await writeAnnotation(cast.editor, first)).toMatchObject({ created: false, revision: 2 })
    expect(await texts(cast.editor)).toEqual(['second words'])
  })

  test('two tries of one write at the same time make one annotation', async () => {
    const once = input('sent twice')
    const answers = await Promise.all([
      writeAnnotation(cast.editor, once),
      writeAnnotation(cast.editor, once),
    ])
    expect(answers.map(({ created }) => created).sort()).toEqual([false, true])
    expect(await texts(cast.editor)).toEqual(['sent twice'])
  })

  test('a link becomes the team’s, unless it is only mine', async () => {
    const { editor } = cast
    await write(editor, 'https://example.org/mine', { audience: 'me' })
    expect(await db.link.count({ where: { teamId: cast.team.id } })).toBe(0)
    const shared = await write(editor, 'https://example.org/ours?utm_source=x worth it')
    const link = await db.link.findFirstOrThrow({ where: { teamId: cast.team.id } })
    expect(link.normalisedUrl).toContain('example.org/ours')
    const cited = await db.citation.findMany({ where: { teamId: cast.team.id } })
    expect(cited).toMatchObject([{ annotationId: shared.id, linkId: link.id }])
  })
})

describe('editing', () => {
  test('of two writers of one annotation the second is told, and nothing is lost', async () => {
    const { editor } = cast
    const { id } = await write(editor, 'as written')
    await editAnnotation(editor, edit(id, 1, 'on the laptop'))
    await expect(editAnnotation(editor, edit(id, 1, 'on the phone'))).rejects.toMatchObject({
      code: 'CONFLICT',
      fieldErrors: { revision: 'annotations.stale' },
    })
    expect(await row(id)).toMatchObject({ bodySource: 'on the laptop', revision: 2 })
    await editAnnotation(editor, edit(id, 2, 'on the phone'))
    expect((await revisions(id)).map(({ bodySource }) => bodySource)).toEqual([
      'as written',
      'on the laptop',
      'on the phone',
    ])
  })

  test('at the very same time exactly one succeeds', async () => {
    const { editor } = cast
    const { id } = await write(editor, 'as written')
    const done = await Promise.allSettled(
      ['one', 'two', 'three'].map((text) => editAnnotation(editor, edit(id, 1, text))),
    )
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await revisions(id)).toHaveLength(2)
  })

  test('nobody changes the words of another, and what cannot be seen is not found', async () => {
    const shared = await write(cast.editor, 'for all')
    const mine = await write(cast.editor, 'for me', { audience: 'me' })
    for (const role of ['viewer', 'commenter', 'owner'] as const) {
      const by = cast[role]
      await expect(editAnnotation(by, edit(shared.id, 1, 'x'))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      await expect(deleteAnnotation(by, shared.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const hidden = edit(mine.id, 1, 'x', { audience: 'me' })
      await expect(editAnnotation(by, hidden)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(deleteAnnotation(by, mine.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  test('the audience is part of each revision', async () => {
    const { editor, owner } = cast
    const { id } = await write(editor, 'thought', { audience: 'me' })
    await editAnnotation(editor, edit(id, 1, 'thought'))
    expect(await texts(owner)).toEqual(['thought'])
    await editAnnotation(editor, edit(id, 2, 'thought', { audience: 'me' }))
    expect(await texts(owner)).toEqual([])
    expect((await revisions(id)).map(({ audience }) => audience)).toEqual(['me', 'team', 'me'])
  })

  test('another moment is another place; another kind opens what was closed', async () => {
    const { editor } = cast
    await write(editor, '01:00 A')
    const b = await write(editor, '02:00 ~ B')
    await closeAnnotation(editor, b.id)
    await editAnnotation(editor, edit(b.id, 1, '00:10 B', { kind: 'takeaway' }))
    expect(await texts(editor)).toEqual(['B', 'A'])
    expect(await row(b.id)).toMatchObject({ closedAt: null, closedById: null, fromMs: 10_000 })
  })

  test('deleted and taken back, it stands where it stood', async () => {
    const { editor } = cast
    await write(editor, 'A')
    const { id } = await write(editor, 'B')
    await write(editor, 'C')
    await deleteAnnotation(editor, id)
    expect(await texts(editor)).toEqual(['A', 'C'])
    await expect(restoreAnnotation(cast.owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await restoreAnnotation(editor, id)
    expect(await texts(editor)).toEqual(['A', 'B', 'C'])
  })
})

describe('tending', () => {
  test('an editor answers, the author is told; a stale answer loses nothing', async () => {
    const { editor, owner } = cast
    const { id } = await write(editor, '? why')
    await answerAnnotation(owner, answerInput.parse({ id, revision: 1, text: 'because **so**' }))
    expect(await row(id)).toMatchObject({
      answerHtml: '<p>because <strong>so</strong></p>',
      answeredById: owner.userId,
      closedById: owner.userId,
    })
    const notices = await db.notice.findMany({ where: { teamId: cast.team.id } })
    expect(notices).toMatchObject([{ userId: editor.userId, kind: 'answer', subjectId: id }])
    const late = answerInput.parse({ id, revision: 1, text: 'another answer' })
    await expect(answerAnnotation(editor, late)).rejects.toMatchObject({ code: 'CONFLICT' })
    await answerAnnotation(editor, { ...late, revision: 2 })
    expect((await revisions(id)).map(({ kind, bodySource }) => [kind, bodySource])).toEqual([
      ['question', 'why'],
      ['answer', 'because **so**'],
      ['answer', 'another answer'],
    ])
    const other = edit(id, 3, 'why', { kind: 'takeaway' })
    await expect(editAnnotation(editor, other)).rejects.toMatchObject({
      fieldErrors: { kind: 'annotations.answeredStays' },
    })
  })

  test.each(['viewer', 'commenter'] as const)('a %s tends nothing of others', async (role) => {
    const by = cast[role]
    const question = await write(cast.editor, '? why')
    const gap = await write(cast.editor, '~ missed')
    const answer = answerInput.parse({ id: question.id, revision: 1, text: 'x' })
    const refused = { code: 'FORBIDDEN' }
    await expect(answerAnnotation(by, answer)).rejects.toMatchObject(refused)
    await expect(closeAnnotation(by, question.id)).rejects.toMatchObject(refused)
    const fill = { id: gap.id, fill: newId(), text: 'x' }
    await expect(fillAnnotation(by, fill)).rejects.toMatchObject(refused)
  })

  test('closing and reopening, each once', async () => {
    const { editor, owner } = cast
    const { id } = await write(editor, '! study iptables')
    await closeAnnotation(owner, id)
    await closeAnnotation(editor, id)
    expect(await row(id)).toMatchObject({ closedById: owner.userId })
    await reopenAnnotation(editor, id)
    await reopenAnnotation(owner, id)
    expect((await row(id)).closedAt).toBeNull()
    expect((await events()).map(({ verb }) => verb)).toEqual(['created', 'closed', 'reopened'])
  })

  test('a gap is filled by what a colleague writes right after it', async () => {
    const { editor, owner } = cast
    const gap = await write(editor, '19:40–24:00 ~ too sleepy')
    await write(editor, 'after')
    const fill = { id: gap.id, fill: newId(), text: 'Kernel attacks' }
    await fillAnnotation(owner, fill)
    await fillAnnotation(owner, fill)
    expect(await texts(editor)).toEqual(['too sleepy', 'Kernel attacks', 'after'])
    expect(await row(fill.fill)).toMatchObject({
      authorId: owner.userId,
      kind: 'takeaway',
      fromMs: 1_180_000,
    })
    expect(await row(gap.id)).toMatchObject({ closedById: owner.userId })
    await expect(
      fillAnnotation(editor, { ...fill, fill: newId(), text: 'also' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('a follow-up is given to somebody who is there and can read it', async () => {
    const { editor, owner, viewer } = cast
    const { id } = await write(editor, '! try it', { owner: viewer.userId })
    expect((await getMyOpenFollowUps(viewer)).map((it) => it.id)).toEqual([id])
    expect(await getMyOpenFollowUps(editor)).toEqual([])
    const due = new Date('2026-12-01')
    await assignAnnotation(owner, { id, revision: 1, owner: owner.userId, due })
    const notices = await db.notice.findMany({ where: { teamId: cast.team.id } })
    expect(notices.map(({ userId, kind }) => [userId, kind])).toEqual([[viewer.userId, 'assigned']])
    expect((await row(id)).dueOn).toEqual(due)

    const left = await createMember(cast.team.id, 'editor')
    await db.membership.update({
      where: { teamId_userId: { teamId: cast.team.id, userId: left.userId } },
      data: { leftAt: new Date() },
    })
    await expect(write(editor, '! x', { owner: left.userId })).rejects.toMatchObject({
      fieldErrors: { owner: 'annotations.ownerGone' },
    })
    await expect(
      write(editor, '! x', { owner: viewer.userId, audience: 'me' }),
    ).rejects.toMatchObject({ fieldErrors: { owner: 'annotations.ownerCannotSee' } })
  })
})

test('forty to a page, and the page on which one stands', async () => {
  const { editor } = cast
  const ids: string[] = []
  for (let i = 0; i < 43; i += 1) ids.push((await createAnnotation(editor, session)).id)
  const first = await getAnnotations(editor, session.id)
  const second = await getAnnotations(editor, session.id, { page: 2 })
  expect([first.annotations.length, first.more]).toEqual([40, true])
  expect([second.annotations.length, second.more]).toEqual([3, false])
  expect(await getPageOfAnnotation(editor, session.id, ids[39] ?? '')).toBe(1)
  expect(await getPageOfAnnotation(editor, session.id, ids[40] ?? '')).toBe(2)
})
