import { beforeEach, describe, expect, test } from 'vitest'
import { setAudience } from '@/features/annotations/audience'
import {
  answerAnnotation,
  deleteAnnotation,
  editAnnotation,
  restoreAnnotation,
  writeAnnotation,
} from '@/features/annotations/mutations'
import { getAnnotations } from '@/features/annotations/queries'
import { editAnnotationInput, writeAnnotationInput } from '@/features/annotations/schema'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { fillMarks, marksIn } from '@/lib/markdown'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import { getDiscussion } from './discussion'
import { editComment, reply, startThread } from './mutations'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let ada: Member
let sessionId: string

beforeEach(async () => {
  cast = await createTeam()
  ada = await createMember(cast.team.id, 'viewer', { name: 'Ada Lovelace' })
  sessionId = (await createSession(cast.team.id)).id
})

type Given = { audience?: 'me' | 'team'; id?: string; kind?: string; owner?: string }

async function annotate(author: Member, text: string, given: Given = {}) {
  const id = given.id ?? newId()
  const input = { id, session: sessionId, text, audience: 'team', ...given, picked: true }
  await writeAnnotation(author, writeAnnotationInput.parse(input))
  return id
}

async function rewrite(author: Member, id: string, text: string, audience: 'me' | 'team' = 'team') {
  const { revision, kind } = await db.annotation.findFirstOrThrow({ where: { id } })
  await editAnnotation(author, editAnnotationInput.parse({ id, revision, text, kind, audience }))
}

async function comment(author: Member, body: string, annotationId?: string) {
  const id = newId()
  const on = annotationId
    ? ({ subjectType: 'annotation', subjectId: annotationId } as const)
    : ({ subjectType: 'session', subjectId: sessionId } as const)
  await startThread(author, { id, ...on, body })
  const { threadId } = await db.comment.findFirstOrThrow({ where: { id } })
  return { id, threadId }
}

/** Who was told, and how: each notice as `kind name`. */
async function told() {
  const notices = await db.notice.findMany({
    where: { teamId: cast.team.id },
    include: { membership: { include: { user: true } } },
  })
  return notices.map(({ kind, membership }) => `${kind} ${membership.user.name}`).sort()
}

describe('a mention in an annotation', () => {
  test('tells each person once, whatever is sent again, and nobody of oneself', async () => {
    const text = '@Ada Lovelace, @carl commenter and @Ada Lovelace: look, says @Edda Editor'
    const id = await annotate(cast.editor, text)
    await annotate(cast.editor, text, { id })
    expect(await told()).toEqual(['mention Ada Lovelace', 'mention Carl Commenter'])
  })

  test('of an edit tells only those who are new', async () => {
    const id = await annotate(cast.editor, '@Ada Lovelace')
    await rewrite(cast.editor, id, '@Ada Lovelace and @Olga Owner')
    await rewrite(cast.editor, id, '@Olga Owner')
    await rewrite(cast.editor, id, '@Olga Owner and @Ada Lovelace')
    expect(await told()).toEqual(['mention Ada Lovelace', 'mention Olga Owner'])
  })

  test('for oneself alone tells nobody, until it becomes the team’s', async () => {
    const id = await annotate(cast.editor, 'Ask @Ada Lovelace', { audience: 'me' })
    await comment(cast.editor, '@Olga Owner as well', id)
    await rewrite(cast.editor, id, 'Ask @Ada Lovelace or @Vera Viewer', 'me')
    expect(await told()).toEqual([])
    await rewrite(cast.editor, id, 'Ask @Ada Lovelace', 'team')
    expect(await told()).toEqual(['mention Ada Lovelace'])
    await rewrite(cast.editor, id, 'Ask @Ada Lovelace', 'me')
    await rewrite(cast.editor, id, 'Ask @Ada Lovelace', 'team')
    expect(await told()).toEqual(['mention Ada Lovelace'])
  })

  test('is told when the audience alone is changed', async () => {
    const id = await annotate(cast.editor, 'Ask @Ada Lovelace', { audience: 'me' })
    await setAudience(cast.editor, { id, revision: 1, audience: 'team' })
    await setAudience(cast.editor, { id, revision: 2, audience: 'me' })
    await setAudience(cast.editor, { id, revision: 3, audience: 'team' })
    expect(await told()).toEqual(['mention Ada Lovelace'])
  })

  test('in an answer tells too; whoever is told of it otherwise is told once', async () => {
    const id = await annotate(cast.editor, 'Why?', { kind: 'question' })
    const text = '@Edda Editor, because @Ada Lovelace says so'
    await answerAnnotation(cast.owner, { id, revision: 1, text })
    const owner = cast.owner.userId
    await annotate(cast.editor, '@Olga Owner does it', { kind: 'follow_up', owner })
    expect(await told()).toEqual([
      'answer Edda Editor',
      'assigned Olga Owner',
      'mention Ada Lovelace',
    ])
  })

  test('does not reach leavers, other teams, nor anybody from the trash', async () => {
    const others = await createTeam()
    await createMember(others.team.id, 'editor', { name: 'Foreign Fay' })
    const id = await annotate(cast.editor, 'Nobody yet')
    await deleteAnnotation(cast.editor, id)
    await restoreAnnotation(cast.editor, id)
    await db.membership.updateMany({
      where: { teamId: cast.team.id, userId: ada.userId },
      data: { leftAt: new Date() },
    })
    await annotate(cast.editor, '@Ada Lovelace @Foreign Fay')
    expect(await told()).toEqual([])
    expect(await db.notice.count({ where: { teamId: others.team.id } })).toBe(0)
  })
})

describe('a mention in a comment', () => {
  test('is one notice, not two, with the reply', async () => {
    const { threadId } = await comment(cast.commenter, 'Shall we?')
    const body = '@Carl Commenter, we shall; @Ada Lovelace comes too'
    const id = newId()
    await reply(cast.owner, { id, threadId, body })
    await reply(cast.owner, { id, threadId, body })
    expect(await told()).toEqual(['mention Ada Lovelace', 'mention Carl Commenter'])
    await editComment(cast.owner, { id, revision: 1, body: `${body}, and @Vera Viewer` })
    expect(await told()).toHaveLength(3)
  })

  test('that is added where a reply waits unread is no second notice', async () => {
    const { threadId } = await comment(cast.commenter, 'Shall we?')
    const id = newId()
    await reply(cast.owner, { id, threadId, body: 'We shall' })
    await editComment(cast.owner, { id, revision: 1, body: 'We shall, @Carl Commenter' })
    expect(await told()).toEqual(['reply Carl Commenter'])
  })
})

describe('what is stored', () => {
  const html = async () => (await db.annotation.findFirstOrThrow({ where: { sessionId } })).bodyHtml

  test('holds no name; the source stays as it was typed; readers see the name of today', async () => {
    await annotate(cast.editor, 'Ask @Ada Lovelace')
    expect(await html()).not.toContain('Ada')
    await comment(cast.editor, '@Ada Lovelace?')
    await db.user.update({ where: { id: ada.userId }, data: { name: 'Ada King' } })
    const [thread] = (await getDiscussion(cast.owner, { sessionId })).threads
    const [said] = thread?.comments ?? []
    expect(said?.html).not.toContain('Ada')
    expect(said?.names).toEqual({ [ada.userId]: 'Ada King' })
    expect(said?.source).toBe('@Ada Lovelace?')
    const { annotations } = await getAnnotations(cast.owner, sessionId)
    const names = new Map([[ada.userId, 'Ada King']])
    expect(fillMarks(annotations[0]?.bodyHtml ?? '', { names, someone: '' })).toContain('@Ada King')
  })

  test('of two people of one name means neither, unless it says which', async () => {
    const twin = await createMember(cast.team.id, 'editor', { name: 'Ada Lovelace' })
    const id = await annotate(cast.editor, '@Ada Lovelace')
    expect(await told()).toEqual([])
    await rewrite(cast.editor, id, `@Ada Lovelace~${twin.userId.slice(-4)}`)
    expect(marksIn(await html(), 'person')).toEqual([twin.userId])
    expect(await told()).toHaveLength(1)
  })

  test('whoever changed their name stays mentioned when the text is changed', async () => {
    const text = 'Ask @Ada Lovelace, **@Olga Owner**\n\n- or @ada  lovelace'
    const id = await annotate(cast.editor, text)
    await db.user.update({ where: { id: ada.userId }, data: { name: 'Ada King' } })
    await rewrite(cast.editor, id, `${text} again, and @Ada King`)
    expect((await html()).match(/<x-person/g)).toHaveLength(4)
    expect(marksIn(await html(), 'person')).toEqual([ada.userId, cast.owner.userId])
    expect(await told()).toEqual(['mention Ada King', 'mention Olga Owner'])
  })

  test('a leaver who is mentioned stays so when the text is changed', async () => {
    const id = await annotate(cast.editor, 'Ask @Ada Lovelace')
    await db.membership.updateMany({
      where: { teamId: cast.team.id, userId: ada.userId },
      data: { leftAt: new Date() },
    })
    await rewrite(cast.editor, id, 'Asked @Ada Lovelace')
    expect(marksIn(await html(), 'person')).toEqual([ada.userId])
  })
})
