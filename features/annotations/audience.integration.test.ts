import { beforeEach, describe, expect, test } from 'vitest'
import { getDiscussion } from '@/features/comments/discussion'
import { startThread } from '@/features/comments/mutations'
import { getActivity, getWaiting } from '@/features/inbox/queries'
import { getEventsAfter } from '@/features/live/queries'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createMember, createSession, createTeam } from '@/prisma/factories'
import type { Audience } from '@/prisma/generated/client'
import { setAudience } from './audience'
import { getHistory } from './history'
import { answerAnnotation, writeAnnotation } from './mutations'
import { getAnnotations, getTeamPeople } from './queries'
import { writeAnnotationInput } from './schema'
import { getToFinish } from './to-finish'
import { toFinishInput } from './views'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let session: { id: string }

beforeEach(async () => {
  cast = await createTeam()
  session = await createSession(cast.team.id)
})

async function write(member: Member, text: string, given: object = {}) {
  const input = { id: newId(), session: session.id, text, audience: 'team', ...given }
  return (await writeAnnotation(member, writeAnnotationInput.parse(input))).id
}
const row = (id: string) =>
  db.annotation.findUniqueOrThrow({ where: { teamId_id: { teamId: cast.team.id, id } } })
const others = () => [cast.owner, cast.commenter, cast.viewer]
const seen = async (member: Member) =>
  (await getAnnotations(member, session.id)).annotations.map(({ id }) => id)
const seq = async () => (await db.team.findUniqueOrThrow({ where: { id: cast.team.id } })).eventSeq

/** Sets it as a card does that shows the latest revision. */
async function set(member: Member, id: string, audience: Audience) {
  const { revision } = await row(id)
  await setAudience(member, { id, revision, audience })
}

describe('the audience of an annotation', () => {
  test('is seen by the team or by its author alone, from the next look on', async () => {
    const { editor } = cast
    const id = await write(editor, 'Words', { audience: 'me' })
    for (const audience of ['team', 'me', 'public', 'team', 'me'] as const) {
      await set(editor, id, audience)
      expect(await seen(editor)).toEqual([id])
      for (const member of others()) {
        expect(await seen(member)).toEqual(audience === 'me' ? [] : [id])
        const [people] = [await getTeamPeople(member, session.id)]
        const count = people.find((it) => it.id === editor.userId)?.annotations
        expect(count).toBe(audience === 'me' ? 0 : 1)
      }
    }
    const { bodySource, audience, revision } = await row(id)
    expect({ bodySource, audience, revision }).toEqual({
      ...{ bodySource: 'Words', audience: 'me', revision: 6 },
    })
  })

  test('a repeated change is the same change; another one must have seen the latest', async () => {
    const { editor } = cast
    const id = await write(editor, 'Words')
    const change = { id, revision: 1, audience: 'me' as const }
    await setAudience(editor, change)
    const before = await seq()
    await setAudience(editor, change)
    expect(await seq()).toBe(before)
    expect(await db.revision.count({ where: { annotationId: id } })).toBe(2)
    await expect(
      setAudience(editor, { id, revision: 1, audience: 'public' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await row(id)).audience).toBe('me')
  })

  test('is its author’s to change, as far as the role goes', async () => {
    const { editor, owner, viewer } = cast
    const id = await write(editor, 'Words')
    const audience = 'me' as const
    await expect(set(owner, id, audience)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const hidden = await write(editor, 'Secret', { audience: 'me' })
    await expect(set(owner, hidden, 'team')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const stranger = (await createTeam()).owner
    await expect(set(stranger, id, audience)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const own = await write(viewer, 'For me', { audience: 'me' })
    for (const wide of ['team', 'public'] as const) {
      await expect(set(viewer, own, wide)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect((await row(id)).audience).toBe('team')
  })

  test('a promise that somebody else has made stays where they see it', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Try it', { kind: 'follow_up', owner: owner.userId })
    await expect(set(editor, id, 'me')).rejects.toMatchObject({
      messageKey: 'annotations.ownerCannotSee',
    })
    await set(editor, id, 'public')
    expect((await row(id)).ownerId).toBe(owner.userId)
  })

  test('what is public is the team’s as well: to finish, to answer', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Why?', { kind: 'question', audience: 'public' })
    const open = async (member: Member) => {
      const { groups } = await getToFinish(member, toFinishInput.parse({ of: 'team' }))
      return groups.flatMap(({ items }) => items.map((item) => item.id))
    }
    for (const member of others()) expect(await open(member)).toEqual([id])
    await answerAnnotation(owner, { id, revision: 1, text: 'Because' })
    for (const member of others()) expect(await open(member)).toEqual([])
  })

  test('who is mentioned is told once they can read it, and not again', async () => {
    const { editor, commenter } = cast
    const id = await write(editor, `Ask @${commenter.name}`, { audience: 'me' })
    const notices = () => db.notice.count({ where: { userId: commenter.userId } })
    expect(await notices()).toBe(0)
    for (const audience of ['team', 'public'] as const) {
      await set(editor, id, audience)
      expect(await notices()).toBe(1)
    }
  })

  test('a link is the team’s once the team sees it', async () => {
    const { editor } = cast
    const id = await write(editor, 'https://example.org/a', { kind: 'link', audience: 'me' })
    const cited = () => db.citation.count({ where: { teamId: cast.team.id, annotationId: id } })
    expect(await cited()).toBe(0)
    await set(editor, id, 'team')
    expect(await cited()).toBe(1)
    await set(editor, id, 'me')
    expect(await cited()).toBe(0)
  })
})

describe('nothing of what was for oneself gets out', () => {
  test('by the history, after it was widened', async () => {
    const { editor } = cast
    const id = await write(editor, 'Words', { audience: 'me' })
    await set(editor, id, 'team')
    await set(editor, id, 'me')
    await set(editor, id, 'public')
    const told = async (member: Member) =>
      (await getHistory(member, session.id, id, 1))?.texts.map((text) => text.audience)
    expect(await told(editor)).toEqual(['public', 'me', 'team', 'me'])
    for (const member of others()) expect(await told(member)).toEqual(['public', 'team'])
  })

  test('by events: others learn that something went, and when it comes, that it came', async () => {
    const { editor, owner } = cast
    const id = await write(editor, 'Words', { audience: 'me' })
    const start = await seq()
    const told = async (member: Member) => {
      const { events } = await getEventsAfter(member, start)
      return (events ?? []).map(({ told }) => `${told.verb} ${told.subject.type}`)
    }
    await set(editor, id, 'team')
    expect(await told(owner)).toEqual(['shown annotation'])
    await set(editor, id, 'public')
    expect(await told(owner)).toEqual(['shown annotation', 'edited annotation'])
    await set(editor, id, 'me')
    expect(await told(owner)).toEqual(['withdrawn session'])
    const { events } = await getEventsAfter(owner, start)
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`${id}|${editor.userId}`))
    expect(await told(editor)).toHaveLength(4)
    expect((await getActivity(owner)).filter(({ subject }) => subject.id === id)).toEqual([])
  })

  test('by the comments below it, their notices and the counts of what is open', async () => {
    const { editor, commenter, owner } = cast
    const id = await write(editor, 'Why?', { kind: 'question' })
    const on = { subjectType: 'annotation' as const, subjectId: id }
    await startThread(commenter, { id: newId(), ...on, body: 'Said below it' })
    await answerAnnotation(owner, { id, revision: 1, text: 'Because' })
    const threads = async (member: Member) =>
      (await getDiscussion(member, { sessionId: session.id })).threads.length
    expect(await threads(owner)).toBe(1)
    await set(editor, id, 'me')
    for (const member of others()) expect(await threads(member)).toBe(0)
    expect(await threads(editor)).toBe(1)
    for (const member of others()) {
      expect(JSON.stringify(await getActivity(member))).not.toMatch(/Said below|Because|Why/)
      expect((await getWaiting(member)).unread).toBe(0)
    }
    await set(editor, id, 'team')
    expect(await threads(await createMember(cast.team.id, 'viewer'))).toBe(1)
  })
})
