import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { getActivity } from '@/features/inbox/queries'
import { type Member, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { startJobs } from '@/lib/jobs'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import { applyImportJob, awaitImport, carryOut } from '../background'
import { bringFile } from '../bringing'
import { Problems } from '../formats/problems'
import { stagedNotes } from '../formats/staged-notes'
import { getImport, getImports } from '../queries'
import { getImportRecord } from '../records'
import { bringInput } from '../schema'
import { applyNotes } from './apply'
import { chooseNotes, confirmNotes } from './choices'
import { noteChoicesInput } from './input'
import { sentenceCount } from './pieces'
import { comingOf } from './plan'
import { getNoteImport, getNotePlan, stageNotes, updateNoteImport } from './staging'
import { undoNotes } from './undo'

const text = `# Cloud Days 2026

## 2026-11-10

### Sandboxes in production - Ada Byron, Engines
Three mechanisms carry the weight. Look it up at home later: check this out later.

问题1：和 harbor 有什么区别？
    It is more flexible. See https://goharbor.io/docs
Q2: Who decides?

![](http://pics.example/a*b!c&d.png)

插入照片。

> Boring is good
> — Janet

- [White paper](https://example.com/paper.pdf)

#kritis gates deploys

### Rust in the kernel (IBM)

想睡觉，记录不下来。

### 个人感想
I want to work on this #secret-plan with https://secret.example/x.
`

async function stage(member: Member, given = text, name = 'notes.md') {
  const notes = stagedNotes([{ name, text: given }], { name }, new Problems(500))
  const hash = createHash('sha256').update(given).digest('hex')
  const file = {
    hash,
    size: given.length,
    name,
    notes,
    conferenceId: null,
    ownZone: 'Asia/Shanghai',
  }
  const id = await stageNotes(member, file)
  return { id, ...(await planOf(member, id)) }
}

async function planOf(member: Member, id: string) {
  const staged = await getNoteImport(member, id)
  const found = staged && (await getNotePlan(member, staged))
  if (!staged || !found) throw new Error('nothing planned')
  return { staged, found, planHash: found.hash }
}

const written = (member: Member) =>
  db.annotation.findMany({
    where: { teamId: member.teamId, deletedAt: null },
    include: { session: { include: { speakers: { include: { speaker: true } } } } },
    orderBy: [{ session: { title: 'asc' } }, { orderKey: 'asc' }],
  })

/** Confirms, and does the work that waits then. */
async function confirm(member: Member, input: ReturnType<typeof choosing>) {
  await confirmNotes(member, input)
  await carryOut(systemFor('a test'), { teamId: member.teamId, importId: input.id })
}

const choosing = (input: Record<string, string>) => noteChoicesInput.parse(input)

describe('an import of notes', () => {
  test('makes a conference, its days and sessions, and annotations of every kind', async () => {
    const { editor } = await createTeam()
    const staged = await stage(editor)
    expect(await db.annotation.count({ where: { teamId: editor.teamId } })).toBe(0)
    await applyNotes(editor, staged)
    const rows = await written(editor)
    const sandboxes = rows.filter((one) => one.session?.title === 'Sandboxes in production')
    expect(sandboxes.map(({ kind }) => kind)).toEqual([
      ...['takeaway', 'follow_up', 'question', 'question', 'photo', 'photo', 'quote', 'link'],
      'takeaway',
    ])
    const [, promise, answered, open, hot, slot, quote] = sandboxes
    expect(promise).toMatchObject({ ownerId: editor.userId, closedAt: null })
    expect(answered).toMatchObject({
      bodySource: '和 harbor 有什么区别？',
      answerSource: 'It is more flexible. See https://goharbor.io/docs',
      answeredById: editor.userId,
    })
    expect(answered?.closedAt).not.toBeNull()
    expect(open).toMatchObject({ bodySource: 'Who decides?', answerSource: null, closedAt: null })
    expect(hot?.bodyHtml).toContain('href="http://pics.example/a*b!c&amp;d.png"')
    expect(slot).toMatchObject({ bodySource: '', closedAt: null })
    expect(quote).toMatchObject({ bodySource: 'Boring is good', speaker: 'Janet' })
    expect(sandboxes[0]?.session).toMatchObject({
      day: new Date('2026-11-10'),
      startsAt: null,
      speakers: [{ speaker: { name: 'Ada Byron', organisation: 'Engines' } }],
    })
    const rust = rows.find((one) => one.session?.title === 'Rust in the kernel')
    expect(rust).toMatchObject({ kind: 'gap', session: { subtitle: 'IBM', speakers: [] } })
    expect(rows.find((one) => one.audience === 'me')?.session?.title).toBe('个人感想')
    const conference = await db.conference.findFirst({ where: { teamId: editor.teamId } })
    expect(conference).toMatchObject({ title: 'Cloud Days 2026', zone: 'Asia/Shanghai' })
    expect(conference?.firstDay).toEqual(new Date('2026-11-10'))
    const done = await getNoteImport(editor, staged.id)
    expect(done?.report).toMatchObject({
      ...{ added: 11, unchanged: 0, private: 1, conference: 'Cloud Days 2026' },
      counts: { days: 1, sessions: 3, speakers: 1, annotations: 11, links: 1 },
    })
  })

  test('brings links and topics along, but none of what is only for its writer', async () => {
    const { editor, viewer } = await createTeam()
    await applyNotes(editor, await stage(editor))
    const links = await db.link.findMany({ where: { teamId: editor.teamId } })
    expect(links.map(({ url, title }) => [url, title]).sort()).toEqual([
      ['https://example.com/paper.pdf', 'White paper'],
      ['https://goharbor.io/docs', 'Docs · goharbor.io'],
    ])
    const topics = await db.topic.findMany({
      where: { teamId: editor.teamId },
      include: { mentions: { include: { annotation: true } } },
      orderBy: { name: 'asc' },
    })
    expect(topics.map(({ name, mentions }) => [name, mentions[0]?.annotation.audience])).toEqual([
      ['kritis', 'team'],
      ['secret-plan', 'me'],
    ])
    const revisions = await db.revision.findMany({ where: { teamId: editor.teamId } })
    expect(revisions).toHaveLength(12)
    expect(revisions.filter(({ kind }) => kind === 'answer')).toHaveLength(1)
    expect(JSON.stringify(await getActivity(viewer))).not.toContain('secret')
  })

  test('is seen by its maker alone, and by nobody who may not import', async () => {
    const { editor, owner, viewer } = await createTeam()
    const { id, planHash } = await stage(editor)
    for (const other of [owner, viewer]) {
      expect(await getNoteImport(other, id)).toBeNull()
      expect(await getImport(other, id)).toBeNull()
      expect((await getImports(other)).imports).toEqual([])
      await expect(applyNotes(other, { id, planHash })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(undoNotes(other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const input = choosing({ id, planHash, 'to.0': 'leave' })
      await expect(chooseNotes(other, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await expect(stage(viewer)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { editor: stranger } = await createTeam()
    await expect(applyNotes(stranger, { id, planHash })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('twice the same is once, confirmed at once or brought again', async () => {
    const { editor } = await createTeam()
    const first = await stage(editor)
    await Promise.all([applyNotes(editor, first), applyNotes(editor, first)])
    expect(await written(editor)).toHaveLength(11)
    // Changed since, it is still the same
    const [some] = await written(editor)
    await db.annotation.updateMany({ where: { id: some?.id ?? '' }, data: { bodySource: 'Mine' } })
    const again = await stage(editor)
    expect(again.found.conference?.title).toBe('Cloud Days 2026')
    expect(comingOf(again.found.plan)).toEqual([])
    await applyNotes(editor, again)
    expect(await written(editor)).toHaveLength(11)
    const report = (await getNoteImport(editor, again.id))?.report
    expect(report).toMatchObject({ added: 0, unchanged: 11 })
    // Somebody else's notes of the same words are their own
    const other = await createMember(editor.teamId, 'editor')
    const theirs = await stage(other)
    expect(theirs.found.conference).not.toBeNull()
    await applyNotes(other, theirs)
    expect(await written(editor)).toHaveLength(22)
    expect(await db.session.count({ where: { teamId: editor.teamId } })).toBe(3)
  })

  test('goes to the sessions that there are, behind what is there', async () => {
    const { editor, owner } = await createTeam()
    const { conferenceId, id: sessionId } = await createSession(editor.teamId, {
      title: 'Sandboxes in production',
    })
    const other = await createSession(editor.teamId, { conferenceId, title: 'Kernels' })
    const staged = await stage(editor)
    expect(staged.found.conference?.id).toBe(conferenceId)
    const [first, second] = staged.found.plan.sections
    expect(first?.goal).toMatchObject({ kind: 'session', id: sessionId })
    expect(second?.goal).toEqual({ kind: 'own' })
    const named = choosing({
      ...staged,
      'to.1': 'own',
      'other.1': ' kernels ',
      'to.2': 'leave',
    } as never)
    await chooseNotes(editor, named)
    const chosen = await planOf(editor, staged.id)
    expect(chosen.found.plan.sections[1]?.goal).toMatchObject({ id: other.id })
    await applyNotes(editor, { id: staged.id, planHash: chosen.planHash })
    const rows = await written(owner)
    expect(new Set(rows.map((one) => one.sessionId))).toEqual(new Set([sessionId, other.id]))
    expect(rows).toHaveLength(10)
    const lost = choosing({ id: staged.id, planHash: staged.planHash, 'other.1': 'Nowhere' })
    await expect(chooseNotes(editor, lost)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('is corrected sentence by sentence, and no word goes', async () => {
    const { editor } = await createTeam()
    const staged = await stage(editor)
    const questions = staged.found.plan.sections[0]?.pieces.filter(
      ({ kind }) => kind === 'question',
    )
    const [asked] = questions ?? []
    await confirm(
      editor,
      choosing({
        ...{ id: staged.id, planHash: staged.planHash, next: 'confirm' },
        ...{ [`kind.${asked?.key}`]: 'takeaway', 'kind.0.0': 'decision', 'for.0.0': 'me' },
        ...{ 'kind.0.1': 'leave', 'for.2': 'team' },
      }),
    )
    const rows = await written(editor)
    expect(rows).toHaveLength(10)
    const turned = rows.find(({ bodySource }) => bodySource.includes('harbor 有什么'))
    expect(turned).toMatchObject({
      kind: 'takeaway',
      bodySource:
        '问题1： 和 harbor 有什么区别？\n\nIt is more flexible. See https://goharbor.io/docs',
    })
    expect(rows.find(({ kind }) => kind === 'decision')).toMatchObject({ audience: 'me' })
    expect(rows.filter(({ audience }) => audience === 'me')).toHaveLength(1)
  })

  test('cuts a piece into its sentences', async () => {
    const { editor } = await createTeam()
    const staged = await stage(editor, '# One talk - Ada Byron\n\nFirst this. Then that. TODO ask.')
    const keys = staged.found.plan.sections[0]?.pieces.map((one) => [one.key, sentenceCount(one)])
    expect(keys?.[0]).toEqual(['0.0', 2])
    await chooseNotes(editor, choosing({ ...staged, 'kind.0.0': 'split' } as never))
    const { found } = await planOf(editor, staged.id)
    const pieces = found.plan.sections[0]?.pieces.map(({ body }) => body)
    expect(pieces).toEqual(['First this.', 'Then that.', 'TODO ask.'])
    await chooseNotes(
      editor,
      choosing({
        id: staged.id,
        planHash: found.hash,
        'kind.0.0.1': 'gap',
        'kind.0.1': 'follow_up',
      }),
    )
    const again = await planOf(editor, staged.id)
    expect(again.found.plan.sections[0]?.pieces.map(({ kind }) => kind)).toEqual([
      ...['takeaway', 'gap', 'follow_up'],
    ])
    const joined = choosing({ id: staged.id, planHash: again.planHash, 'kind.0.0.0': 'join' })
    await chooseNotes(editor, joined)
    expect((await planOf(editor, staged.id)).found.plan.sections[0]?.pieces).toHaveLength(2)
  })

  test('is refused when the programme has changed since it was shown', async () => {
    const { editor } = await createTeam()
    const { conferenceId } = await createSession(editor.teamId, {
      title: 'Sandboxes in production',
    })
    const staged = await stage(editor)
    await createSession(editor.teamId, { conferenceId, title: 'Rust in the kernel' })
    await expect(applyNotes(editor, staged)).rejects.toMatchObject({ code: 'CONFLICT' })
    const confirmed = choosing({ ...staged, next: 'confirm', 'for.0': 'me' } as never)
    await expect(confirm(editor, confirmed)).rejects.toMatchObject({ code: 'CONFLICT' })
    // What was corrected is kept
    expect((await planOf(editor, staged.id)).found.plan.sections[0]?.audience).toBe('me')
    expect(await written(editor)).toEqual([])
  })

  test('is undone as a whole, but for what people have touched since', async () => {
    const { editor, owner } = await createTeam()
    const first = await stage(editor)
    await applyNotes(editor, first)
    await undoNotes(editor, first.id)
    await undoNotes(editor, first.id)
    const { teamId } = editor
    const counts = () =>
      Promise.all([
        db.annotation.count({ where: { teamId } }),
        db.session.count({ where: { teamId } }),
        db.conference.count({ where: { teamId } }),
        db.speaker.count({ where: { teamId } }),
        db.link.count({ where: { teamId, deletedAt: null } }),
      ])
    expect(await counts()).toEqual([0, 0, 0, 0, 0])
    expect((await getNoteImport(editor, first.id))?.report?.undo).toEqual({
      ...{ removed: 11, kept: [], sessions: 3 },
    })
    const second = await stage(editor)
    await applyNotes(editor, second)
    expect(await counts()).toEqual([11, 3, 1, 1, 2])
    const open = (await written(editor)).find(({ bodySource }) => bodySource === 'Who decides?')
    await db.annotation.update({
      where: { teamId_id: { teamId, id: open?.id ?? '' } },
      data: { closedAt: new Date(), closedById: owner.userId },
    })
    await undoNotes(editor, second.id)
    expect(await counts()).toEqual([1, 1, 1, 1, 0])
    expect((await getNoteImport(editor, second.id))?.report?.undo).toMatchObject({
      ...{ removed: 10, sessions: 2, kept: [{ title: 'Sandboxes in production', count: 1 }] },
    })
    const third = await stage(editor)
    await applyNotes(editor, third)
    expect(await written(editor)).toHaveLength(11)
  })

  test('takes days that a person says, and other headings as sessions', async () => {
    const { editor } = await createTeam()
    const given = '# Day 1\n\n## A talk\n\nOne.\n\n## Another talk\n\nTwo.'
    const staged = await stage(editor, given)
    expect(staged.staged.notes.days).toMatchObject([{ date: null, line: 1 }])
    const options = {
      id: staged.id,
      target: { kind: 'new' as const },
      title: 'Small',
      zone: 'Asia/Tokyo',
    }
    await updateNoteImport(editor, { ...options, level: undefined, days: { 1: '2026-05-01' } })
    const { planHash } = await planOf(editor, staged.id)
    await applyNotes(editor, { id: staged.id, planHash })
    const sessions = await db.session.findMany({ where: { teamId: editor.teamId } })
    expect(sessions.map(({ day }) => day)).toEqual([new Date('2026-05-01'), new Date('2026-05-01')])
    const conference = await db.conference.findFirst({ where: { teamId: editor.teamId } })
    expect(conference).toMatchObject({ title: 'Small', zone: 'Asia/Tokyo' })
  })

  test('comes from a program, under the id of its choice, and once', async () => {
    const { editor, owner, viewer } = await createTeam()
    const input = bringInput.parse({ id: newId(), zone: 'Asia/Tokyo', name: 'notes.md' })
    const send = (member: Member, words = text) =>
      bringFile(member, input, { stream: Readable.from([Buffer.from(words)]), length: NaN })
    const waiting = { ...input, id: newId(), confirm: false }
    const body = { stream: Readable.from([Buffer.from(text)]), length: 1_000 }
    expect(await bringFile(editor, waiting, body)).toBe(true)
    expect(await written(editor)).toEqual([])
    void startJobs([applyImportJob] as never)
    expect(await send(editor)).toBe(true)
    expect(await send(editor)).toBe(false)
    await awaitImport(editor, input.id, 10_000)
    expect(await written(editor)).toHaveLength(11)
    const told = await getImportRecord(editor, input.id)
    expect(told).toMatchObject({ state: 'applied', kind: 'notes', report: { added: 11 } })
    expect(await getImportRecord(owner, input.id)).toBeNull()
    await expect(send(editor, 'Others.')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(send(owner)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(send(viewer)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
