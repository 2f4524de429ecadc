import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  answerAnnotation,
  assignAnnotation,
  closeAnnotation,
  deleteAnnotation,
  editAnnotation,
  fillAnnotation,
  reopenAnnotation,
  restoreAnnotation,
} from '@/features/annotations/mutations'
import { addPhoto, deletePhoto, restorePhoto } from '@/features/annotations/photos'
import { assignInput, editAnnotationInput, fillInput } from '@/features/annotations/schema'
import { deleteComment, reply, restoreComment, startThread } from '@/features/comments/mutations'
import { deleteConference, restoreConference } from '@/features/conferences/mutations'
import { followList, tellFollowers, unfollowList } from '@/features/reading-lists/follows'
import {
  addLink,
  createList,
  removeEntry,
  restoreList,
  trashList,
} from '@/features/reading-lists/mutations'
import { deleteSession, restoreSession } from '@/features/sessions/mutations'
import { setListAudience } from '@/features/shares/list-members'
import { changeRole } from '@/features/teams/mutations'
import { type Member, memberFor, systemFor } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { keptWhileQuiet } from '@/lib/kept'
import { createAnnotation, createSession, createTeam } from '@/prisma/factories'
import { readNotices } from './mutations'
import { getWaiting } from './queries'

// The frame of every page shows what was kept for as long as nothing has happened (lib/kept.ts). After
// every change of what waits for anybody, it must show what the database says.

// Where files lie is read from the environment once, before any of the imports above
const folder = await vi.hoisted(async () => {
  const { mkdtemp } = await import('node:fs/promises')
  process.env.HALLWAY_DATA = await mkdtemp('/tmp/hallway-waiting-')
  return process.env.HALLWAY_DATA
})
afterAll(() => rm(folder, { recursive: true }))

type Cast = Awaited<ReturnType<typeof createTeam>>
const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
let cast: Cast
let session: { id: string; conferenceId: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

/** The member as the next request finds them. */
async function again(member: Member): Promise<Member> {
  const found = await memberFor(member.userId, member.teamId)
  if (!found) throw new Error('left')
  return found
}

const shown = async (member: Member) => {
  const now = await again(member)
  return keptWhileQuiet(now, 'waiting', () => getWaiting(now))
}
const everybody = async (ask: (member: Member) => unknown) =>
  Object.fromEntries(
    await Promise.all(roles.map(async (role) => [role, await ask(cast[role])] as const)),
  )

/** Makes the changes one after another; each must change what somebody is shown, and show the truth. */
async function follows(changes: Record<string, () => Promise<unknown>>) {
  for (const [name, change] of Object.entries(changes)) {
    const before = await everybody(shown)
    await change()
    const after = await everybody(shown)
    expect({ [name]: after }).toEqual({ [name]: await everybody(getWaiting) })
    expect({ [name]: after }).not.toEqual({ [name]: before })
  }
}

const open = (kind: 'question' | 'follow_up' | 'gap' | 'photo', author: Member) =>
  createAnnotation(author, session, { kind, text: kind === 'photo' ? '' : `A ${kind}` })

describe('what waits is shown as it is', () => {
  test('after each change of annotations', async () => {
    const { editor, owner, commenter } = cast
    const [question, deed, gap, slot] = await Promise.all([
      open('question', editor),
      open('follow_up', editor),
      open('gap', commenter),
      open('photo', editor),
    ])
    const picture = newId()
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
    const arriving = { stream: Readable.from([bytes]), length: Number.NaN }
    const fill = fillInput.parse({ id: gap.id, fill: newId(), text: 'What was said' })
    const edit = { id: deed.id, revision: 2, kind: 'follow_up', text: 'Mine', audience: 'me' }
    const narrow = editAnnotationInput.parse(edit)
    await follows({
      answered: () => answerAnnotation(owner, { id: question.id, revision: 1, text: 'So it is' }),
      'given away': () =>
        assignAnnotation(
          editor,
          assignInput.parse({ id: deed.id, revision: 1, owner: owner.userId }),
        ),
      'taken back for oneself': () => editAnnotation(editor, { ...narrow, audience: 'me' }),
      done: () => closeAnnotation(editor, deed.id),
      'not done': () => reopenAnnotation(editor, deed.id),
      filled: () => fillAnnotation(owner, fill),
      'given a picture': () => addPhoto(editor, { annotation: slot.id, id: picture }, arriving),
      'its picture thrown away': () => deletePhoto(editor, picture),
      'its picture back': () => restorePhoto(editor, picture),
      'its picture gone again': () => deletePhoto(editor, picture),
      'thrown away': () => deleteAnnotation(editor, slot.id),
      'back again': () => restoreAnnotation(editor, slot.id),
      'its talk thrown away': () => deleteSession(editor, session.id),
      'its talk back': () => restoreSession(editor, session.id),
      'its conference thrown away': () => deleteConference(owner, session.conferenceId),
      'its conference back': () => restoreConference(owner, session.conferenceId),
    })
  })

  test('after each change of comments and notices', async () => {
    const { editor, owner, commenter } = cast
    const note = await createAnnotation(editor, session)
    const first = newId()
    const answer = newId()
    await follows({
      'commented on': () =>
        startThread(commenter, {
          ...{ id: first, subjectType: 'annotation', subjectId: note.id, body: 'Is it so?' },
        }),
      'replied to': async () => {
        const where = { teamId_id: { teamId: editor.teamId, id: first } }
        const { threadId } = await db.comment.findUniqueOrThrow({ where })
        await reply(owner, { id: answer, threadId, body: 'It is' })
      },
      'reply thrown away': () => deleteComment(owner, answer),
      'reply back': () => restoreComment(owner, answer),
      'read by one': () => readNotices(editor, 1_000_000n),
      'read by another': () => readNotices(commenter, 1_000_000n),
    })
  })

  test('after each change of a list that is followed', async () => {
    const { editor, owner, viewer } = cast
    const list = await createList(editor, { title: 'Followed', description: '' })
    const told = new Date('2026-03-02T08:00:00Z')
    for (const member of [owner, viewer]) await followList(member, list.id)
    await db.follow.updateMany({ data: { toldFrom: told, toldThrough: told } })
    const link = { list: list.id, address: 'https://example.org/one', title: 'One', why: '' }
    const { entryId } = await addLink(editor, link)
    await follows({
      told: () => tellFollowers(systemFor('a test'), new Date()),
      'followed no longer by one': () => unfollowList(viewer, list.id),
      'thrown away': () => trashList(editor, list.id),
      back: () => restoreList(editor, list.id),
      'for a few': () => setListAudience(editor, { list: list.id, audience: 'members' }),
      'for all': () => setListAudience(editor, { list: list.id, audience: 'team' }),
      emptied: () => removeEntry(editor, entryId),
    })
  })
})

test('is asked once while nothing happens, and by each for themselves', async () => {
  const asked: string[] = []
  const ask = async (member: Member, name = 'waiting') => {
    const now = await again(member)
    return keptWhileQuiet(now, name, async () => {
      asked.push(`${now.role} ${name}`)
      return now.role
    })
  }
  await ask(cast.viewer)
  const editors = await Promise.all([ask(cast.editor), ask(cast.editor), ask(cast.editor)])
  expect(editors).toEqual(['editor', 'editor', 'editor'])
  await ask(cast.editor, 'other')
  const elsewhere = await createTeam()
  await db.membership.create({
    data: { teamId: elsewhere.team.id, userId: cast.editor.userId, role: 'editor' },
  })
  const there = await memberFor(cast.editor.userId, elsewhere.team.id)
  expect(there && (await ask(there))).toBe('editor')
  expect(asked).toEqual(['viewer waiting', 'editor waiting', 'editor other', 'editor waiting'])

  // A role counts at once, whatever number its event had
  await changeRole(cast.owner, { userId: cast.editor.userId, role: 'viewer' })
  expect(await ask(cast.editor)).toBe('viewer')
  await db.membership.updateMany({
    where: { userId: cast.editor.userId },
    data: { role: 'commenter' },
  })
  expect(await ask(cast.editor)).toBe('commenter')
})

test('what could not be asked is asked again', async () => {
  const member = await again(cast.editor)
  let asked = 0
  const ask = () =>
    keptWhileQuiet(member, 'failing', async () => {
      asked += 1
      if (asked === 1) throw new Error('no database')
      return asked
    })
  await expect(ask()).rejects.toThrow('no database')
  expect(await ask()).toBe(2)
  expect(await ask()).toBe(2)
})
