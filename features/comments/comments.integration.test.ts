import { beforeEach, describe, expect, test } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createSession, createTeam } from '@/prisma/factories'
import { getDiscussion } from './discussion'
import {
  deleteComment,
  editComment,
  reopenThread,
  reply,
  resolveThread,
  restoreComment,
  startThread,
} from './mutations'
import { getCommentPreviews } from './queries'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let sessionId: string

beforeEach(async () => {
  cast = await createTeam()
  sessionId = (await createSession(cast.team.id)).id
})

const open = async (member: Member, body: string, subjectId = sessionId) => {
  const id = newId()
  await startThread(member, { id, subjectType: 'session', subjectId, body })
  return id
}

const answer = async (member: Member, threadId: string, body: string) => {
  const id = newId()
  await reply(member, { id, threadId, body })
  return id
}

const bodies = async (member: Member) =>
  (await getDiscussion(member, { sessionId })).threads.map(({ comments }) =>
    comments.map(({ plain, deleted }) => (deleted ? '(deleted)' : plain)),
  )

const onlyThread = async () => {
  const [thread] = (await getDiscussion(cast.owner, { sessionId })).threads
  if (!thread) throw new Error('there is no thread')
  return thread
}

async function annotate(author: Member, audience: 'me' | 'team') {
  const id = newId()
  await db.annotation.create({
    data: {
      teamId: author.teamId,
      id,
      sessionId,
      authorId: author.userId,
      kind: 'takeaway',
      audience,
      bodySource: 'x',
      bodyPlain: 'x',
      bodyHtml: '<p>x</p>',
      rendererVersion: 1,
      orderKey: 'a0',
      startedAt: new Date(),
    },
  })
  return id
}

describe('writing', () => {
  test('a commenter opens a thread, an editor answers, everybody of the team reads both', async () => {
    await open(cast.commenter, 'Do we **block** it?')
    await answer(cast.editor, (await onlyThread()).id, 'On CI, yes.')
    expect(await bodies(cast.viewer)).toEqual([['Do we block it?', 'On CI, yes.']])
  })

  test('a viewer cannot write, and nobody outside the team can', async () => {
    const { owner: outsider } = await createTeam()
    await expect(open(cast.viewer, 'no')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(open(outsider, 'no')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await open(cast.editor, 'yes')
    const { id } = await onlyThread()
    await expect(answer(outsider, id, 'no')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await getDiscussion(outsider, { sessionId })).threads).toEqual([])
    expect(await bodies(cast.owner)).toEqual([['yes']])
  })

  test('the same write twice is one comment; the same id with other words is a conflict', async () => {
    const input = { id: newId(), subjectType: 'session' as const, subjectId: sessionId }
    await startThread(cast.editor, { ...input, body: 'once' })
    await startThread(cast.editor, { ...input, body: 'once' })
    expect(await bodies(cast.owner)).toEqual([['once']])
    await expect(startThread(cast.editor, { ...input, body: 'twice' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(startThread(cast.commenter, { ...input, body: 'once' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  test('a retry is told from another write by its thread and its first words', async () => {
    await open(cast.editor, 'here')
    await open(cast.editor, 'there')
    const [here, there] = (await getDiscussion(cast.editor, { sessionId })).threads
    const input = { id: newId(), threadId: here?.id ?? '', body: 'once' }
    expect(await reply(cast.commenter, input)).toBe(true)
    expect(await reply(cast.commenter, input)).toBe(false)
    const elsewhere = { ...input, threadId: there?.id ?? '' }
    await expect(reply(cast.commenter, elsewhere)).rejects.toMatchObject({ code: 'CONFLICT' })
    await editComment(cast.commenter, { id: input.id, revision: 1, body: 'twice' })
    expect(await reply(cast.commenter, input)).toBe(false)
    expect(await bodies(cast.owner)).toEqual([['here', 'twice'], ['there']])
  })

  test('comments on an annotation for oneself alone reach nobody else', async () => {
    const subjectId = await annotate(cast.editor, 'me')
    const id = newId()
    const input = { id, subjectType: 'annotation' as const, subjectId, body: 'to myself' }
    await expect(startThread(cast.owner, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await startThread(cast.editor, input)
    expect(await bodies(cast.editor)).toEqual([['to myself']])
    expect(await bodies(cast.owner)).toEqual([])
    expect(await getCommentPreviews(cast.owner, [id])).toEqual(new Map())
    const [event] = await db.event.findMany({ where: { teamId: cast.team.id } })
    expect(event?.audience).toBe('me')
  })
})

describe('changing', () => {
  test('an edit keeps both texts as revisions; a stale one is told and changes nothing', async () => {
    const id = await open(cast.editor, 'first')
    await editComment(cast.editor, { id, revision: 1, body: 'second' })
    await expect(
      editComment(cast.editor, { id, revision: 1, body: 'too late' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await bodies(cast.owner)).toEqual([['second']])
    const kept = await db.revision.findMany({
      where: { commentId: id },
      orderBy: { number: 'asc' },
    })
    expect(kept.map(({ bodySource }) => bodySource)).toEqual(['first', 'second'])
  })

  test('an edit whose answer was lost is written once, also when others came after it', async () => {
    const id = await open(cast.editor, 'first')
    const sent = { id, revision: 1, body: 'second', edit: newId() }
    expect(await editComment(cast.editor, sent)).toBe(2)
    expect(await editComment(cast.editor, sent)).toBe(2)
    await editComment(cast.editor, { id, revision: 2, body: 'third' })
    expect(await editComment(cast.editor, sent)).toBe(2)
    const other = { ...sent, body: 'another' }
    await expect(editComment(cast.editor, other)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await bodies(cast.owner)).toEqual([['third']])
  })

  test('of two versions the one put aside is kept, and what is stored stays', async () => {
    const id = await open(cast.editor, 'first')
    await editComment(cast.editor, { id, revision: 1, body: 'second' })
    await editComment(cast.editor, { id, revision: 2, body: 'mine', keep: 'stored' })
    expect(await bodies(cast.owner)).toEqual([['second']])
    const kept = await db.revision.findMany({
      where: { commentId: id },
      orderBy: { number: 'asc' },
    })
    expect(kept.map(({ bodySource, kind }) => [bodySource, kind])).toEqual([
      ['first', ''],
      ['second', ''],
      ['mine', 'aside'],
    ])
  })

  test('nobody changes the words of somebody else, an owner included', async () => {
    const id = await open(cast.editor, 'mine')
    const edit = { id, revision: 1, body: 'yours' }
    await expect(editComment(cast.owner, edit)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(deleteComment(cast.owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await bodies(cast.owner)).toEqual([['mine']])
  })

  test('a deleted comment leaves a placeholder only where it was answered, and can come back', async () => {
    const first = await open(cast.editor, 'first')
    await deleteComment(cast.editor, first)
    expect(await bodies(cast.owner)).toEqual([])
    await restoreComment(cast.editor, first)
    const last = await answer(cast.commenter, (await onlyThread()).id, 'last')
    await deleteComment(cast.editor, first)
    expect(await bodies(cast.owner)).toEqual([['(deleted)', 'last']])
    await deleteComment(cast.commenter, last)
    expect(await bodies(cast.owner)).toEqual([])
  })

  test('the opener and editors resolve; an answer opens it again', async () => {
    await open(cast.commenter, 'settled?')
    const { id } = await onlyThread()
    await resolveThread(cast.commenter, id)
    expect((await onlyThread()).resolvedBy).toBe(cast.commenter.name)
    await reopenThread(cast.editor, id)
    expect((await onlyThread()).resolvedAt).toBeNull()
    await resolveThread(cast.editor, id)
    await answer(cast.commenter, id, 'not quite')
    expect((await onlyThread()).resolvedAt).toBeNull()
  })

  test('a commenter cannot resolve what somebody else began', async () => {
    await open(cast.editor, 'mine to settle')
    const { id } = await onlyThread()
    await expect(resolveThread(cast.commenter, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('those who took part, and nobody else, find a notice; one is never told of oneself', async () => {
  await open(cast.commenter, 'question')
  const { id } = await onlyThread()
  await answer(cast.editor, id, 'answer')
  await answer(cast.commenter, id, 'thanks')
  const notices = await db.notice.findMany({ where: { teamId: cast.team.id } })
  const told = notices.map(({ userId, kind }) => `${kind} ${userId}`).sort()
  expect(told).toEqual([`reply ${cast.commenter.userId}`, `reply ${cast.editor.userId}`].sort())
})
