import { beforeEach, describe, expect, test } from 'vitest'
import {
  answerAnnotation,
  deleteAnnotation,
  editAnnotation,
  restoreAnnotation,
  writeAnnotation,
} from '@/features/annotations/mutations'
import { editAnnotationInput, writeAnnotationInput } from '@/features/annotations/schema'
import { deleteComment, reply, startThread } from '@/features/comments/mutations'
import { addLink, createList, trashList } from '@/features/reading-lists/mutations'
import { addLinkInput, listInput } from '@/features/reading-lists/schema'
import { deleteSession } from '@/features/sessions/mutations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import { readNotices } from './mutations'
import { getActivity, getNotices, getWaiting } from './queries'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let sessionId: string

beforeEach(async () => {
  cast = await createTeam()
  sessionId = (await createSession(cast.team.id, { title: 'The talk' })).id
})

async function annotate(author: Member, text: string, audience: 'me' | 'team' = 'team') {
  const id = newId()
  const input = writeAnnotationInput.parse({ id, session: sessionId, text, audience })
  await writeAnnotation(author, input)
  return id
}

async function comment(
  author: Member,
  body: string,
  on: { type: 'session' | 'annotation'; id: string } = { type: 'session', id: sessionId },
) {
  const id = newId()
  await startThread(author, { id, subjectType: on.type, subjectId: on.id, body })
  const { threadId } = await db.comment.findUniqueOrThrow({
    where: { teamId_id: { teamId: author.teamId, id } },
  })
  return { id, threadId }
}

/** An annotation's words and audience, as its author changes them. */
async function rewrite(author: Member, id: string, text: string, audience: 'me' | 'team') {
  const { revision, kind } = await db.annotation.findUniqueOrThrow({
    where: { teamId_id: { teamId: author.teamId, id } },
  })
  await editAnnotation(author, editAnnotationInput.parse({ id, revision, text, kind, audience }))
}

const makeList = (author: Member, title: string) =>
  createList(author, listInput.parse({ title, description: '' }))

async function addLinks(author: Member, list: string, count: number) {
  for (let i = 0; i < count; i++) {
    const address = `https://example.org/${newId()}`
    await addLink(author, addLinkInput.parse({ list, address, title: 'A link', why: '' }))
  }
}

const news = async (member: Member) =>
  (await getActivity(member)).map(({ subject, verb, words, actor, count }) =>
    [actor?.name, subject.type, verb, words, count > 1 && `×${count}`].filter(Boolean).join(' '),
  )

const notices = async (member: Member) =>
  (await getNotices(member)).map(({ kind, words, unread }) =>
    [kind, words, unread && '(new)'].filter(Boolean).join(' '),
  )

const people = () => [cast.owner, cast.editor, cast.commenter, cast.viewer]

describe('activity', () => {
  test('each role reads the words of the team and of nobody else', async () => {
    await annotate(cast.editor, 'For the team')
    await annotate(cast.editor, 'For the editor alone', 'me')
    await annotate(cast.commenter, 'For the commenter alone', 'me')
    await comment(cast.commenter, 'Said aloud')
    const common = [
      'Carl Commenter comment created Said aloud',
      'Edda Editor annotation created For the team',
    ]
    const own: Record<string, string[]> = {
      [cast.editor.userId]: ['Edda Editor annotation created For the editor alone'],
      [cast.commenter.userId]: ['Carl Commenter annotation created For the commenter alone'],
    }
    for (const member of people()) {
      const expected = [...common, ...(own[member.userId] ?? [])]
      expect(new Set(await news(member)), member.role).toEqual(new Set(expected))
    }
  })

  test('another team reads nothing of it', async () => {
    const others = await createTeam()
    await annotate(cast.editor, 'For the team')
    await comment(cast.editor, 'Said aloud')
    await makeList(cast.editor, 'Ours')
    for (const member of [others.owner, others.viewer]) expect(await news(member)).toEqual([])
  })

  test('what was narrowed afterwards goes from the others, with what was said about it', async () => {
    const id = await annotate(cast.editor, 'Written too openly')
    await comment(cast.owner, 'Is that so?', { type: 'annotation', id })
    expect(await news(cast.viewer)).toHaveLength(2)
    await rewrite(cast.editor, id, 'Written too openly', 'me')
    for (const member of [cast.owner, cast.commenter, cast.viewer]) {
      expect(await news(member), member.role).toEqual([])
    }
    expect(await news(cast.editor)).toContain('Edda Editor annotation created Written too openly')
  })

  test('what was widened afterwards does not tell when it was begun', async () => {
    const id = await annotate(cast.editor, 'First for myself', 'me')
    await rewrite(cast.editor, id, 'Now for all', 'team')
    expect(await news(cast.viewer)).toEqual([])
    expect(await news(cast.editor)).toEqual(['Edda Editor annotation created Now for all'])
  })

  test('what is in the trash is no news, until it comes back', async () => {
    const id = await annotate(cast.editor, 'Thrown away')
    const said = await comment(cast.owner, 'Taken back')
    const list = await makeList(cast.editor, 'Gone list')
    await addLinks(cast.editor, list.id, 1)
    expect(await news(cast.viewer)).toHaveLength(4)
    await deleteAnnotation(cast.editor, id)
    await deleteComment(cast.owner, said.id)
    await trashList(cast.editor, list.id)
    expect(await news(cast.viewer)).toEqual([])
    await restoreAnnotation(cast.editor, id)
    expect(await news(cast.viewer)).toEqual(['Edda Editor annotation created Thrown away'])
    await deleteSession(cast.editor, sessionId)
    for (const member of people()) expect(await news(member), member.role).toEqual([])
  })

  test('entries that one person adds to one list in a row are one line', async () => {
    const list = await makeList(cast.editor, 'Ours')
    const other = await makeList(cast.editor, 'Another')
    await addLinks(cast.editor, list.id, 3)
    await addLinks(cast.owner, list.id, 2)
    await addLinks(cast.editor, other.id, 1)
    await addLinks(cast.editor, list.id, 1)
    expect(await news(cast.viewer)).toEqual([
      'Edda Editor entry created',
      'Edda Editor entry created',
      'Olga Owner entry created ×2',
      'Edda Editor entry created ×3',
      'Edda Editor list created',
      'Edda Editor list created',
    ])
  })
})

describe('notices', () => {
  test('reach whom they concern and nobody else', async () => {
    const question = await annotate(cast.editor, '? Who checks the signatures')
    await answerAnnotation(cast.owner, { id: question, revision: 1, text: 'The registry' })
    await comment(cast.commenter, 'Is it fast?', { type: 'annotation', id: question })
    const { threadId } = await comment(cast.commenter, 'Shall we?')
    await reply(cast.owner, { id: newId(), threadId, body: 'We shall' })
    expect(await notices(cast.editor)).toEqual([
      'comment Is it fast? (new)',
      'answer Who checks the signatures (new)',
    ])
    expect(await notices(cast.commenter)).toEqual(['reply We shall (new)'])
    expect(await notices(cast.owner)).toEqual([])
    expect(await notices(cast.viewer)).toEqual([])
  })

  test('go with what they tell of, and are not counted then', async () => {
    const open = await annotate(cast.editor, 'Written too openly')
    const { threadId } = await comment(cast.commenter, 'Is that so?', {
      type: 'annotation',
      id: open,
    })
    await reply(cast.owner, { id: newId(), threadId, body: 'It is' })
    expect((await getWaiting(cast.commenter)).unread).toBe(1)
    await rewrite(cast.editor, open, 'Written too openly', 'me')
    expect(await notices(cast.commenter)).toEqual([])
    expect((await getWaiting(cast.commenter)).unread).toBe(0)
  })

  test('are one’s own in one team alone', async () => {
    const elsewhere = await createTeam()
    const { userId } = cast.commenter
    const there = await createMember(elsewhere.team.id, 'commenter', { userId })
    const { threadId } = await comment(cast.commenter, 'Shall we?')
    await reply(cast.owner, { id: newId(), threadId, body: 'We shall' })
    await readNotices(there, 1_000_000n)
    await readNotices(cast.viewer, 1_000_000n)
    expect(await notices(cast.commenter)).toEqual(['reply We shall (new)'])
    expect(await notices(there)).toEqual([])
  })

  test('are read up to the newest that was shown, not those that came since', async () => {
    const { threadId } = await comment(cast.commenter, 'Shall we?')
    await reply(cast.owner, { id: newId(), threadId, body: 'We shall' })
    const [shown] = await getNotices(cast.commenter)
    await reply(cast.editor, { id: newId(), threadId, body: 'Came since' })
    await readNotices(cast.commenter, BigInt(shown?.seq ?? 0))
    expect(await notices(cast.commenter)).toEqual(['reply Came since (new)', 'reply We shall'])
    expect((await getWaiting(cast.commenter)).unread).toBe(1)
  })
})

describe('the number of unread notices', () => {
  let seq = 1000n

  async function tell(member: Member, type: string, subjectId: string, kind = 'told') {
    const of = { teamId: member.teamId, seq: seq++, subjectType: type, subjectId }
    await db.event.create({ data: { ...of, verb: 'created', audience: 'team' } })
    await db.notice.create({ data: { ...of, userId: member.userId, kind } })
  }

  /** An annotation and a comment on it. */
  async function say(author: Member, audience: 'me' | 'team') {
    const id = await annotate(author, 'Something', audience)
    const said = await comment(author, 'More of it', { type: 'annotation', id })
    return [
      ['annotation', id],
      ['comment', said.id],
    ] as const
  }

  test('is that of what one still sees, for every role', async () => {
    const { editor, owner, commenter, viewer } = cast
    const own = await annotate(viewer, 'My own', 'me')
    const open = await say(editor, 'team')
    const secret = await say(editor, 'me')
    const emptied = await comment(editor, 'Taken back')
    await deleteComment(editor, emptied.id)
    const trashed = await say(editor, 'team')
    await deleteAnnotation(editor, trashed[0][1])
    const list = await makeList(editor, 'A list')
    const subjects = [...open, ...secret, ...trashed]

    // Another team holds the same ids, all of them open to everybody there
    const there = await createTeam()
    const { teamId } = there.owner
    const { conferenceId } = await createSession(teamId)
    const named = { slug: 'x', title: 'x' }
    await db.session.create({ data: { teamId, id: sessionId, conferenceId, ...named } })
    const author = { teamId, authorId: there.owner.userId }
    const words = { bodySource: 'x', bodyPlain: 'x', bodyHtml: 'x', rendererVersion: 1 }
    for (const [type, id] of [...subjects, ['annotation', own], ['comment', emptied.id]] as const) {
      if (type === 'comment') {
        const { threadId } = await db.comment.findFirstOrThrow({ where: { id } })
        await db.thread.create({ data: { teamId, id: threadId, sessionId } })
        await db.comment.create({ data: { ...author, id, threadId, ...words } })
      } else {
        const placed = { sessionId, orderKey: id, startedAt: new Date() }
        const kind = { kind: 'takeaway', audience: 'team' } as const
        await db.annotation.create({ data: { ...author, id, ...words, ...placed, ...kind } })
      }
    }

    const before = new Map<Member, number>()
    const all = [owner, editor, commenter, viewer, there.viewer]
    for (const member of all) before.set(member, (await getWaiting(member)).unread)
    for (const member of all) {
      for (const [type, id] of subjects) await tell(member, type, id)
      await tell(member, 'annotation', own)
      await tell(member, 'comment', emptied.id)
      await tell(member, 'list', list.id)
    }
    const counted = async (member: Member) =>
      (await getWaiting(member)).unread - (before.get(member) ?? 0)
    expect(await counted(owner)).toBe(2)
    expect(await counted(commenter)).toBe(2)
    expect(await counted(editor)).toBe(4)
    expect(await counted(viewer)).toBe(3)
    expect(await counted(there.viewer)).toBe(8)
  })

  test('stops at a hundred', async () => {
    const id = await annotate(cast.editor, 'Told again and again')
    for (let time = 0; time < 101; time++) await tell(cast.viewer, 'annotation', id, `${time}`)
    expect((await getWaiting(cast.viewer)).unread).toBe(100)
    expect((await getWaiting(cast.owner)).unread).toBe(0)
  })
})
