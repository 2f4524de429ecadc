import { beforeEach, describe, expect, test } from 'vitest'
import { startThread } from '@/features/comments/mutations'
import { readProgramme } from '@/features/imports/formats/read'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import {
  createAnnotation,
  createConference,
  createReadingList,
  createSession,
  createTeam,
} from '@/prisma/factories'
import type { Audience } from '@/prisma/generated/client'
import { calendarOf } from './calendar'
import {
  type ExportedSession,
  getExportedAnnotations,
  getExportedArticles,
  getExportedSessions,
} from './queries'
import { scheduleOf } from './schedule'

type Cast = Awaited<ReturnType<typeof createTeam>>
const roles = ['viewer', 'commenter', 'editor', 'owner'] as const
const sessionAt = (it: ExportedSession) => `https://hallway.example/s/${it.slug}`
let cast: Cast

beforeEach(async () => {
  cast = await createTeam()
})

async function sources(member: Member, of: { conferenceId?: string; authorId?: string }) {
  const sessions = await getExportedSessions(member, of)
  const found = await getExportedAnnotations(
    member,
    sessions.map(({ id }) => id),
    of,
  )
  return found.map(({ source }) => source).sort()
}

describe('who takes out what', () => {
  test('each role takes the team’s and their own, of their team and out of the trash', async () => {
    const session = await createSession(cast.team.id)
    const { conferenceId } = session
    for (const role of roles) {
      await createAnnotation(cast[role], session, { text: `secret of ${role}`, audience: 'me' })
    }
    await createAnnotation(cast.editor, session, { text: 'of the team' })
    await createAnnotation(cast.editor, session, { text: 'thrown away', deletedAt: new Date() })
    const trashed = await createSession(cast.team.id, { conferenceId })
    await createAnnotation(cast.editor, trashed, { text: 'on a talk in the trash' })
    const key = { teamId_id: { teamId: cast.team.id, id: trashed.id } }
    await db.session.update({ where: key, data: { deletedAt: new Date() } })
    const other = await createTeam()
    await createAnnotation(other.owner, await createSession(other.team.id), { text: 'foreign' })

    for (const role of roles) {
      const member = cast[role]
      expect(await sources(member, { conferenceId })).toEqual(
        ['of the team', `secret of ${role}`].sort(),
      )
      const own = role === 'editor' ? ['of the team', `secret of editor`] : [`secret of ${role}`]
      expect(await sources(member, { authorId: member.userId })).toEqual(own)
    }
    expect(await sources(other.owner, { conferenceId })).toEqual([])
    const named = [session.id, trashed.id]
    expect(await getExportedAnnotations(other.owner, named)).toEqual([])
  })

  test('one’s own notes on kept articles are among one’s own, and nobody else’s', async () => {
    const list = await createReadingList(cast.owner, { count: 2 })
    const links = await db.link.findMany({ where: { teamId: cast.team.id } })
    const [one, other] = links.map(({ id }) => ({
      ...{ teamId: cast.team.id, id: newId(), linkId: id, title: 'Kept' },
      keptById: cast.owner.userId,
    }))
    if (!one || !other || list.entryIds.length < 2) throw new Error('no links')
    await db.article.createMany({ data: [one, { ...other, deletedAt: new Date() }] })
    const write = async (member: Member, articleId: string, text: string, audience: Audience) => {
      const words = { bodySource: text, bodyPlain: text, bodyHtml: text, rendererVersion: 1 }
      const of = { teamId: cast.team.id, id: newId(), articleId, authorId: member.userId }
      const rest = { kind: 'takeaway' as const, orderKey: 'a0', startedAt: new Date(), audience }
      await db.annotation.create({ data: { ...of, ...rest, ...words } })
    }
    for (const { id } of [one, other]) {
      await write(cast.editor, id, `shared on ${id}`, 'team')
      await write(cast.editor, id, `secret on ${id}`, 'me')
      await write(cast.owner, id, `of the owner on ${id}`, 'me')
    }
    const { userId: authorId } = cast.editor
    const own = async (member: Member) => {
      const articles = await getExportedArticles(member, authorId)
      const ids = articles.map(({ id }) => id)
      const notes = await getExportedAnnotations(member, ids, { authorId }, 'article')
      return [ids, notes.map(({ source }) => source).sort()]
    }
    expect(await own(cast.editor)).toEqual([
      [one.id],
      [`secret on ${one.id}`, `shared on ${one.id}`],
    ])
    expect(await own(cast.viewer)).toEqual([[one.id], [`shared on ${one.id}`]])
    expect(await own((await createTeam()).owner)).toEqual([[], []])
  })

  test('comments go out with what they hang on, in their order, without deleted ones', async () => {
    const session = await createSession(cast.team.id)
    const note = await createAnnotation(cast.editor, session)
    const hidden = await createAnnotation(cast.owner, session, { audience: 'me' })
    const say = async (type: 'session' | 'annotation', subjectId: string, body: string) => {
      const id = newId()
      const member = subjectId === hidden.id ? cast.owner : cast.commenter
      await startThread(member, { id, subjectType: type, subjectId, body })
      return id
    }
    await say('session', session.id, 'On the talk')
    await say('annotation', note.id, 'On the note')
    await say('annotation', hidden.id, 'On what only the owner sees')
    const gone = await say('session', session.id, 'Taken back')
    const key = { teamId_id: { teamId: cast.team.id, id: gone } }
    await db.comment.update({ where: key, data: { deletedAt: new Date() } })

    const [talk] = await getExportedSessions(cast.viewer, { sessionId: session.id })
    expect(talk?.comments.map(({ source }) => source)).toEqual(['On the talk'])
    const notes = await getExportedAnnotations(cast.viewer, [session.id])
    expect(notes.map((it) => it.comments.map(({ source }) => source))).toEqual([['On the note']])
  })
})

describe('a programme that goes out', () => {
  const facts = {
    title: 'Sandboxes; a "story", part 1',
    subtitle: 'With seccomp',
    abstractPlain: 'One line.\nAnother, with \\ and ; in it.\n\n第二段。',
    kind: 'talk',
    language: 'en',
    url: 'https://conference.example/talks/1',
  }

  async function programme() {
    const given = { title: 'Days', zone: 'Asia/Shanghai', dayEndsAtMinutes: 240 }
    const conference = await createConference(cast.team.id, given)
    const of = { conferenceId: conference.id }
    // 01:30 in Shanghai, which belongs to the evening before
    const startsAt = new Date('2018-11-14T17:30:00Z')
    const endsAt = new Date('2018-11-14T18:10:00Z')
    const { id } = await createSession(cast.team.id, { ...of, startsAt, endsAt })
    const where = { teamId_id: { teamId: cast.team.id, id } }
    await db.session.update({ where, data: facts })
    await createSession(cast.team.id, { ...of, title: 'Some day', startsAt: null, endsAt: null })
    const sessions = await getExportedSessions(cast.viewer, of)
    return { conference, sessions }
  }

  test('as frab JSON comes back as it was', async () => {
    const { conference, sessions } = await programme()
    const out = scheduleOf({ ...conference, firstDay: null, lastDay: null }, sessions, sessionAt)
    const bytes = new TextEncoder().encode(JSON.stringify(out))
    const read = await readProgramme(bytes)
    if (!read.ok) throw new Error(read.code)
    const { title, zone, sessions: back, problems } = read.programme
    expect({ title, zone, problems }).toEqual({
      ...{ title: 'Days', zone: 'Asia/Shanghai', problems: [] },
    })
    expect(back).toMatchObject([
      {
        ...{ title: facts.title, subtitle: facts.subtitle, day: '2018-11-14', kind: 'talk' },
        startsAt: new Date('2018-11-14T17:30:00Z'),
        endsAt: new Date('2018-11-14T18:10:00Z'),
        ...{ language: 'en', url: facts.url, cancelled: false },
        abstract: { text: facts.abstractPlain },
      },
    ])
  })

  test('as a calendar comes back with titles, times and texts', async () => {
    const { sessions } = await programme()
    const text = calendarOf(sessions, {
      ...{ title: 'Days', zone: 'Asia/Shanghai', sessionAt, host: 'hallway.example' },
    })
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const read = await readProgramme(new TextEncoder().encode(text))
    if (!read.ok) throw new Error(read.code)
    expect(read.programme.sessions).toMatchObject([
      {
        title: facts.title,
        startsAt: new Date('2018-11-14T17:30:00Z'),
        endsAt: new Date('2018-11-14T18:10:00Z'),
        abstract: { text: expect.stringContaining(facts.abstractPlain) },
      },
    ])
  })
})
