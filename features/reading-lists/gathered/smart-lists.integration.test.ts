import { beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { createConference, createSession, createTeam } from '@/prisma/factories'
import { setProgress } from '../mine/progress'
import { addLink, addSession, createList } from '../mutations'
import { getEntries } from '../queries'
import { type SmartListInput, smartGathering, smartListInput } from './filter'
import { getGathered } from './queue'
import {
  copySmartList,
  createSmartList,
  getSmartList,
  getSmartLists,
  setSmartListDeleted,
  updateSmartList,
} from './smart-lists'

type Team = Awaited<ReturnType<typeof createTeam>>
let home: Team
let other: Team
beforeAll(async () => {
  home = await createTeam()
  other = await createTeam()
})

const input = (given: Record<string, unknown>): SmartListInput =>
  smartListInput.parse({ title: 'Smart', ...given })
const found = async (member: Member, id: string) => {
  const smart = await getSmartList(member, id)
  if (!smart) return null
  const { items } = await getGathered(member, smartGathering(smart.filter), 1)
  return items.map(({ link, session }) => (link ?? session)?.title)
}

describe('a smart list', () => {
  it('finds by type, conference, topic, who brought it and how far one is', async () => {
    const { id: teamId } = home.team
    const conference = await createConference(teamId)
    const session = await createSession(teamId, { conferenceId: conference.id, title: 'A talk' })
    const list = await createList(home.editor, { title: 'A list', description: '' })
    await addSession(home.editor, { session: session.id, list: list.id, title: '' })
    const add = (member: Member, title: string, address: string) =>
      addLink(member, { list: list.id, address, title, why: '' })
    await add(home.editor, 'A video', 'https://www.youtube.com/watch?v=abcdefghijk')
    await add(home.owner, 'A text', 'https://example.org/text')
    const topic = await db.topic.create({
      data: { teamId, id: newId(), slug: 'harbor', name: 'Harbor', normalisedName: 'harbor' },
    })
    const link = await db.link.findFirstOrThrow({ where: { teamId, title: 'A text' } })
    const annotation = async (audience: 'team' | 'me', authorId: string) => {
      const words = { bodySource: 'x', bodyPlain: 'x', bodyHtml: 'x', rendererVersion: 1 }
      const own = { teamId, id: newId(), sessionId: session.id, authorId, audience, orderKey: 'a0' }
      return db.annotation.create({
        data: { ...own, ...words, kind: 'takeaway', startedAt: new Date() },
      })
    }
    const cites = async (annotationId: string) => {
      await db.citation.create({ data: { teamId, annotationId, linkId: link.id } })
      await db.mention.create({ data: { teamId, id: newId(), topicId: topic.id, annotationId } })
    }
    await cites((await annotation('me', home.owner.userId)).id)
    const made = async (given: Record<string, unknown>) =>
      (await createSmartList(home.editor, input({ ...given, forTeam: 'team' }))).id
    const ofTopic = await made({ topic: topic.id })
    expect(await found(home.viewer, ofTopic)).toEqual([])
    expect(await found(home.owner, ofTopic)).toContain('A text')
    await cites((await annotation('team', home.editor.userId)).id)
    expect((await found(home.viewer, ofTopic))?.sort()).toEqual(['A talk', 'A text'])

    expect(await found(home.viewer, await made({ type: 'video' }))).toEqual(['A video'])
    expect(await found(home.viewer, await made({ type: 'session' }))).toEqual(['A talk'])
    const there = await made({ conference: conference.id })
    expect((await found(home.viewer, there))?.sort()).toEqual(['A talk', 'A text'])
    expect(await found(home.viewer, await made({ by: home.owner.userId }))).toEqual(['A text'])
    await setProgress(
      home.viewer,
      { type: 'link', id: link.id, state: 'done', favourite: true },
      'UTC',
    )
    const [open, done] = [await made({ state: 'open' }), await made({ state: 'done' })]
    expect(await found(home.viewer, open)).not.toContain('A text')
    expect(await found(home.viewer, done)).toEqual(['A text'])
    expect(await found(home.viewer, await made({ favourites: 'on' }))).toEqual(['A text'])
    expect(await found(home.editor, done)).toEqual([])

    const copy = await copySmartList(home.editor, there)
    const { entries } = await getEntries(home.viewer, copy, 1)
    expect(entries.map(({ link, session }) => (link ?? session)?.title).sort()).toEqual([
      'A talk',
      'A text',
    ])
    await expect(copySmartList(home.viewer, there)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is for oneself, or for the team where one edits its lists', async () => {
    const { id } = await createSmartList(home.viewer, input({ title: 'My own' }))
    expect((await getSmartList(home.viewer, id))?.title).toBe('My own')
    for (const member of [home.owner, home.editor, other.owner]) {
      expect(await getSmartList(member, id)).toBeNull()
      expect((await getSmartLists(member)).map(({ title }) => title)).not.toContain('My own')
      const change = { ...input({}), id, revision: 1 }
      await expect(updateSmartList(member, change)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(setSmartListDeleted(member, id, true)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    const told = await db.event.findMany({ where: { subjectId: id } })
    expect(told.map(({ audience }) => audience)).toEqual(['me'])
    await expect(createSmartList(home.commenter, input({ forTeam: 'team' }))).rejects.toMatchObject(
      { code: 'FORBIDDEN' },
    )
    const shared = await createSmartList(home.editor, input({ forTeam: 'team' }))
    expect((await getSmartList(home.viewer, shared.id))?.can).toEqual({ edit: false, copy: false })
    expect(await getSmartList(other.owner, shared.id)).toBeNull()
    await expect(
      updateSmartList(home.viewer, { ...input({}), id: shared.id, revision: 1 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is changed by one at a time, and comes back from the trash', async () => {
    const { id } = await createSmartList(home.editor, input({ forTeam: 'team' }))
    const change = (title: string) =>
      updateSmartList(home.owner, { ...input({ title }), id, revision: 1 })
    await change('New')
    await expect(change('Newer')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await getSmartList(home.viewer, id))?.title).toBe('New')
    await setSmartListDeleted(home.owner, id, true)
    expect(await getSmartList(home.owner, id)).toBeNull()
    await setSmartListDeleted(home.owner, id, false)
    expect(await getSmartList(home.viewer, id)).not.toBeNull()
  })
})
