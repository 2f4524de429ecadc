import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deleteAnnotation, editAnnotation, writeAnnotation } from '@/features/annotations/mutations'
import { editAnnotationInput, writeAnnotationInput } from '@/features/annotations/schema'
import { startThread } from '@/features/comments/mutations'
import { removeMember } from '@/features/teams/mutations'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { record } from '@/lib/live'
import { createReadingList, createSession, createTeam } from '@/prisma/factories'
import { setPresence } from './mutations'
import { getPresence } from './queries'
import type { LiveEvent, LivePresence } from './schema'
import { openStream } from './streams'

type Cast = Awaited<ReturnType<typeof createTeam>>
let cast: Cast
let sessionId: string
const opened: Reader[] = []

beforeEach(async () => {
  cast = await createTeam()
  sessionId = (await createSession(cast.team.id)).id
})
afterEach(() => Promise.all(opened.splice(0).map((reader) => reader.leave())))

type Reader = {
  loginId: string
  events: LiveEvent[]
  presence: LivePresence[]
  text: string
  resets: number
  ended: boolean
  ids: () => string[]
  leave: () => Promise<void>
}

async function newLogin({ userId }: Member) {
  const id = newId()
  await db.login.create({ data: { id, userId, expiresAt: new Date(Date.now() + 60_000) } })
  return id
}

/** Reads a stream as a browser does: what came, and whether it has ended. */
async function follow(member: Member, since?: number, known?: string): Promise<Reader> {
  const loginId = known ?? (await newLogin(member))
  const stream = openStream(member, { loginId, since: BigInt(since ?? (await head())) })
  if (!stream) throw new Error('refused')
  const source = stream.getReader()
  const reader: Reader = {
    loginId,
    events: [],
    presence: [],
    text: '',
    resets: 0,
    ended: false,
    ids: () => reader.events.map(({ subject }) => subject.id),
    leave: () => source.cancel(),
  }
  const pump = async () => {
    const decoder = new TextDecoder()
    for (let part = await source.read(); !part.done; part = await source.read()) {
      const text = decoder.decode(part.value)
      reader.text += text
      const data = /^data: (.*)$/m.exec(text)?.[1] ?? ''
      if (text.startsWith('id:')) reader.events.push(...JSON.parse(data))
      if (text.startsWith('event: presence')) reader.presence.push(...JSON.parse(data))
      if (text.startsWith('event: reset')) reader.resets++
    }
    reader.ended = true
  }
  void pump()
  opened.push(reader)
  return reader
}

async function annotate(author: Member, audience: 'me' | 'team' = 'team', session = sessionId) {
  const id = newId()
  const text = 'Three mechanisms carry the weight'
  await writeAnnotation(author, writeAnnotationInput.parse({ id, session, text, audience }))
  return id
}

async function rewrite(author: Member, id: string, audience: 'me' | 'team') {
  const where = { teamId_id: { teamId: author.teamId, id } }
  const { revision, kind } = await db.annotation.findUniqueOrThrow({ where })
  const text = 'In other words'
  await editAnnotation(author, editAnnotationInput.parse({ id, revision, text, kind, audience }))
}

const soon = { timeout: 20_000, interval: 20 }
const head = async () =>
  Number((await db.team.findUniqueOrThrow({ where: { id: cast.team.id } })).eventSeq)

describe('events', () => {
  test('reach every member of the team, in order, and nobody of another', async () => {
    const other = await createTeam()
    const [owner, viewer] = [await follow(cast.owner), await follow(cast.viewer)]
    const outsider = await follow(other.owner, 0)
    const first = await annotate(cast.editor)
    const second = await annotate(cast.editor)
    const comment = newId()
    await startThread(cast.commenter, {
      id: comment,
      subjectType: 'annotation',
      subjectId: first,
      body: 'Do we do this too?',
    })
    const foreign = await annotate(other.owner, 'team', (await createSession(other.team.id)).id)
    await vi.waitFor(() => expect(outsider.ids()).toEqual([foreign]), soon)
    for (const reader of [owner, viewer]) {
      await vi.waitFor(() => expect(reader.ids()).toEqual([first, second, comment]), soon)
    }
    expect(viewer.events.at(-1)).toMatchObject({
      verb: 'created',
      subject: { type: 'comment' },
      place: { type: 'session', id: sessionId },
      on: first,
      actor: cast.commenter.userId,
    })
    expect(viewer.text).not.toContain('mechanisms')
  })

  test("never tell of another's only-me words, live or when catching up", async () => {
    const start = await head()
    const [author, owner] = [await follow(cast.editor, start), await follow(cast.owner, start)]
    const hidden = await annotate(cast.editor, 'me')
    const comment = newId()
    const on = { subjectType: 'annotation' as const, subjectId: hidden }
    await startThread(cast.editor, { id: comment, ...on, body: 'A note to myself' })
    const narrowed = await annotate(cast.editor)
    await vi.waitFor(() => expect(owner.ids()).toEqual([narrowed]), soon)
    await rewrite(cast.editor, narrowed, 'me')
    await deleteAnnotation(cast.editor, hidden)
    const shown = await annotate(cast.editor)
    // Of the one that was taken back only that something went, and not by whom
    await vi.waitFor(() => expect(owner.ids()).toEqual([narrowed, sessionId, shown]), soon)
    const place = { type: 'session', id: sessionId }
    expect(owner.events[1]).toMatchObject({ verb: 'withdrawn', subject: place, place, actor: null })
    const own = [hidden, comment, narrowed, narrowed, sessionId, hidden, shown]
    await vi.waitFor(() => expect(author.ids()).toEqual(own), soon)
    expect(owner.text).not.toMatch(new RegExp(`${hidden}|${comment}`))

    // What has become private since is not told of to who comes later
    const late = await follow(cast.owner, start)
    await vi.waitFor(() => expect(late.ids()).toEqual([sessionId, shown]), soon)
    expect(late.text).not.toContain(narrowed)
    const back = await follow(cast.editor, start)
    await vi.waitFor(() => expect(back.ids()).toEqual(own), soon)
  })

  test('about what only a list for named members brings reach those it names', async () => {
    const list = await createReadingList(cast.editor, { title: 'For few', count: 1 })
    const { teamId, userId } = cast.editor
    await db.readingList.update({
      where: { teamId_id: { teamId, id: list.id } },
      data: { audience: 'members' },
    })
    await db.listMember.createMany({
      data: [
        { teamId, readingListId: list.id, userId, role: 'owner', addedById: userId },
        {
          ...{ teamId, readingListId: list.id, userId: cast.commenter.userId, role: 'viewer' },
          addedById: userId,
        },
      ],
    })
    const { linkId } = await db.entry.findFirstOrThrow({ where: { readingListId: list.id } })
    const article = await db.article.create({
      data: { teamId, id: newId(), linkId: linkId ?? '', keptById: userId },
    })
    const everybody = [cast.owner, cast.editor, cast.commenter, cast.viewer]
    const readers = await Promise.all(everybody.map((member) => follow(member)))
    const write = async (given: object) => {
      const id = newId()
      const text = { id, text: 'Leases are short', audience: 'team', ...given }
      await writeAnnotation(cast.editor, writeAnnotationInput.parse(text))
      return id
    }
    const inList = await write({ article: article.id })
    const comment = newId()
    await startThread(cast.commenter, {
      ...{ id: comment, subjectType: 'annotation', subjectId: inList, body: 'Ours too?' },
    })
    await db.$transaction((tx) =>
      record(tx, cast.editor, { verb: 'edited', subject: { type: 'link', id: linkId ?? '' } }),
    )
    const seen = await annotate(cast.editor)
    const told = [inList, comment, linkId, seen]
    for (const [index, ids] of [[seen], told, told, [seen]].entries()) {
      await vi.waitFor(() => expect(readers[index]?.ids()).toEqual(ids), soon)
    }

    // The words of an annotation that the team sees bring it to the team
    const { url } = await db.link.findFirstOrThrow({ where: { id: linkId ?? '' } })
    const citing = await write({ session: sessionId, text: `Read ${url}` })
    const now = await write({ article: article.id })
    const both = (ids: string[]) => ids.filter((id) => id === citing || id === now)
    for (const reader of readers) {
      await vi.waitFor(() => expect(both(reader.ids())).toEqual([citing, now]), soon)
    }
  })

  test('come without a gap and without a double, while writers write and readers come and go', async () => {
    const start = await head()
    const readers = [await follow(cast.owner, start)]
    const writers = [cast.owner, cast.editor, cast.editor].map(async (author) => {
      for (let i = 0; i < 12; i++) {
        await annotate(author)
        readers.push(await follow(cast.viewer, start, newId()))
      }
    })
    // A reader that breaks off and comes back where it was, again and again
    const heard: LiveEvent[] = []
    const restless = (async () => {
      while (heard.length < 36) {
        const reader = await follow(cast.commenter, Number(heard.at(-1)?.seq ?? start))
        await vi.waitFor(() => expect(reader.events.length).toBeGreaterThan(0), soon)
        await reader.leave()
        heard.push(...reader.events)
      }
    })()
    await Promise.all([...writers, restless])
    const all = Array.from({ length: 36 }, (_, index) => String(start + index + 1))
    expect(heard.map(({ seq }) => seq)).toEqual(all)
    for (const reader of readers) {
      await vi.waitFor(() => expect(reader.events.map(({ seq }) => seq)).toEqual(all), soon)
    }
  })

  test('who is too far behind is asked to fetch the page anew', async () => {
    const start = await head()
    await db.$executeRaw`
      INSERT INTO "Event" ("teamId", "seq", "actorId", "verb", "subjectType", "subjectId", "audience")
      SELECT ${cast.team.id}::uuid, ${start}::bigint + n, ${cast.editor.userId}::uuid, 'created',
             'annotation', gen_random_uuid(), 'team'
      FROM generate_series(1, 501) n`
    await db.team.update({
      where: { id: cast.team.id },
      data: { eventSeq: BigInt(start + 501) },
    })
    const reader = await follow(cast.viewer, start)
    await vi.waitFor(() => expect(reader.resets).toBe(1), soon)
    const next = await annotate(cast.editor)
    await vi.waitFor(() => expect(reader.ids()).toEqual([next]), soon)
    const close = await follow(cast.viewer, start + 2)
    await vi.waitFor(() => expect(close.events).toHaveLength(500), soon)
  })
})

describe('rights', () => {
  test('a stream ends with the membership, before anything else is told', async () => {
    const [gone, stays] = [await follow(cast.commenter), await follow(cast.viewer)]
    const seen = await annotate(cast.editor)
    await vi.waitFor(() => expect(gone.ids()).toEqual([seen]), soon)
    await removeMember(cast.owner, cast.commenter.userId)
    const unseen = await annotate(cast.editor)
    await vi.waitFor(() => expect(gone.ended).toBe(true), soon)
    await vi.waitFor(() => expect(stays.ids()).toEqual([seen, unseen]), soon)
    expect(gone.ids()).toEqual([seen])
    expect(stays.ended).toBe(false)
  })

  test('a stream ends with its login, and no other does', async () => {
    const [here, there] = [await follow(cast.editor), await follow(cast.editor)]
    const seen = await annotate(cast.owner)
    await vi.waitFor(() => expect(there.ids()).toEqual([seen]), soon)
    const where = { id: here.loginId }
    await db.login.update({ where, data: { revokedAt: new Date() } })
    await vi.waitFor(() => expect(here.ended).toBe(true), soon)
    expect(here.text).toContain('event: end')
    expect(there.ended).toBe(false)
    await db.login.delete({ where: { id: there.loginId } })
    await vi.waitFor(() => expect(there.ended).toBe(true), soon)
  })

  test('one login has twenty streams open and no more', async () => {
    const loginId = await newLogin(cast.editor)
    const many = Array.from({ length: 20 }, () => follow(cast.editor, undefined, loginId))
    const [first] = await Promise.all(many)
    expect(openStream(cast.editor, { loginId, since: null })).toBeNull()
    await first?.leave()
    await expect(follow(cast.editor, undefined, loginId)).resolves.toBeTruthy()
  })
})

describe('presence', () => {
  const at = (id: string, tab: string, state: 'here' | 'writing' | 'gone') => ({ id, tab, state })
  const namesOf = (presence: LivePresence | undefined) =>
    presence?.people.map(({ name, writing }) => (writing ? `${name} writes` : name))

  test('tells who is here and writing, once a person, until they leave', async () => {
    const reader = await follow(cast.owner)
    const tabs = [newId(), newId(), newId()] as const
    await setPresence(cast.viewer, at(sessionId, tabs[0], 'here'))
    await vi.waitFor(() => expect(namesOf(reader.presence.at(-1))).toEqual(['Vera Viewer']), soon)
    await setPresence(cast.editor, at(sessionId, tabs[1], 'here'))
    await setPresence(cast.editor, at(sessionId, tabs[2], 'writing'))
    const both = ['Edda Editor writes', 'Vera Viewer']
    await vi.waitFor(() => expect(namesOf(reader.presence.at(-1))).toEqual(both), soon)
    const late = await follow(cast.commenter)
    await vi.waitFor(() => expect(namesOf(late.presence.at(-1))).toEqual(both), soon)
    await setPresence(cast.viewer, at(sessionId, tabs[0], 'gone'))
    await setPresence(cast.editor, at(sessionId, tabs[1], 'gone'))
    await setPresence(cast.editor, at(sessionId, tabs[2], 'gone'))
    await vi.waitFor(() => expect(namesOf(reader.presence.at(-1))).toEqual([]), soon)
    expect(reader.presence.every(({ session }) => session === sessionId)).toBe(true)
  })

  test('needs a session that one sees, and passes when a page does not say so any more', async () => {
    const other = await createTeam()
    const refused = setPresence(other.owner, at(sessionId, newId(), 'here'))
    await expect(refused).rejects.toThrow('NOT_FOUND')
    await setPresence(cast.editor, at(sessionId, newId(), 'writing'))
    expect(await getPresence(other.owner)).toEqual([])
    expect(await getPresence(cast.viewer)).toHaveLength(1)
    await db.$executeRaw`
      UPDATE "Presence" SET "seenAt" = now() - interval '46 seconds'
      WHERE "teamId" = ${cast.team.id}::uuid`
    expect(await getPresence(cast.viewer)).toEqual([])
    await setPresence(cast.owner, at(sessionId, newId(), 'here'))
    expect(await db.presence.count({ where: { teamId: cast.team.id } })).toBe(1)
  })
})
