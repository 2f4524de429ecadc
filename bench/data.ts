import { generateNKeysBetween } from 'fractional-indexing'
import { encode } from 'next-auth/jwt'
import { annotationKinds } from '@/features/annotations/schema'
import { normaliserVersion } from '@/features/links/normalise'
import type { Member } from '@/lib/actor'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { renderMarkdown } from '@/lib/markdown'
import { hashToken, newToken } from '@/lib/tokens'
import { createConference, createMember, createSession, createTeam } from '@/prisma/factories'

const words =
  'Three mechanisms carry the weight: **seccomp**, AppArmor and capabilities. 安全镜像仓库用 Harbor，分发用 Dragonfly。'

/** A team of five authors, a talk of 120 annotations and 60 comments, a day of 200 sessions, lists. */
export async function seed() {
  const { team, owner, editor } = await createTeam({ name: 'Bench' })
  const others = await Promise.all(
    ['Chen', 'Park', 'Lin'].map((name) => createMember(team.id, 'editor', { name })),
  )
  const authors = [owner, editor, ...others]
  const conference = await createConference(team.id, { title: 'Bench Days' })
  const talk = await createSession(team.id, { conferenceId: conference.id, title: 'The talk' })
  await annotate(talk.id, authors)
  await comment(talk.id, authors)
  const day = await fillDay(team.id, conference.id)
  await want(conference.id, authors)
  const list = await fillList(editor, 100)
  const longList = await fillList(editor, 1_000)
  const shareToken = await openTo(editor, list)
  // What autovacuum does in any database within a minute: planned blindly, joins take ten times as long
  await db.$executeRaw`ANALYZE`
  const cookie = await cookieOf(editor)
  return { team, editor, conference, talk, day, list, longList, shareToken, cookie }
}

async function annotate(sessionId: string, authors: Member[]) {
  const keys = generateNKeysBetween(null, null, 120)
  const { plain, html, rendererVersion } = renderMarkdown(words)
  await db.annotation.createMany({
    data: keys.map((orderKey, index) => {
      const author = authors[index % authors.length] as Member
      return {
        teamId: author.teamId,
        id: newId(),
        sessionId,
        authorId: author.userId,
        kind: annotationKinds[index % annotationKinds.length] ?? 'takeaway',
        audience: 'team' as const,
        bodySource: words,
        bodyPlain: plain,
        bodyHtml: html,
        rendererVersion,
        orderKey,
        startedAt: new Date(),
        fromMs: index * 17_000,
      }
    }),
  })
}

/** A thread on every third of 60 places is on the talk, the others on an annotation each. */
async function comment(sessionId: string, authors: Member[]) {
  const annotations = await db.annotation.findMany({ where: { sessionId }, take: 60 })
  const { plain, html, rendererVersion } = renderMarkdown('Do **we** do this too?')
  const rows = annotations.map(({ teamId, id: annotationId }, index) => {
    const threadId = newId()
    const subject = index % 3 === 0 ? { sessionId } : { annotationId }
    const authorId = authors[index % authors.length]?.userId ?? ''
    const body = { bodySource: plain, bodyPlain: plain, bodyHtml: html, rendererVersion }
    return {
      thread: { teamId, id: threadId, ...subject },
      comment: { teamId, id: newId(), threadId, authorId, ...body },
    }
  })
  await db.thread.createMany({ data: rows.map(({ thread }) => thread) })
  await db.comment.createMany({ data: rows.map(({ comment }) => comment) })
}

async function fillDay(teamId: string, conferenceId: string) {
  const rooms = Array.from({ length: 10 }, (_, position) => ({
    teamId,
    id: newId(),
    conferenceId,
    name: `Room ${position + 1}`,
    position,
  }))
  await db.room.createMany({ data: rooms })
  const first = new Date('2026-11-11T08:00:00Z').getTime()
  const sessions = Array.from({ length: 200 }, (_, index) => {
    const startsAt = new Date(first + Math.floor(index / 10) * 30 * 60_000)
    return {
      teamId,
      id: newId(),
      conferenceId,
      title: `Session ${index + 1}: what we learned 我们学到了什么`,
      slug: `session-${index + 1}`,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 25 * 60_000),
      day: new Date('2026-11-11'),
    }
  })
  await db.session.createMany({ data: sessions })
  const speakers = Array.from({ length: 150 }, (_, index) => ({
    teamId,
    id: newId(),
    conferenceId,
    name: `Speaker ${index}`,
    normalisedName: `speaker ${index}`,
  }))
  await db.speaker.createMany({ data: speakers })
  await db.sessionRoom.createMany({
    data: sessions.map(({ id }, index) => ({
      teamId,
      sessionId: id,
      roomId: rooms[index % rooms.length]?.id ?? '',
    })),
  })
  await db.sessionSpeaker.createMany({
    data: sessions.map(({ id }, index) => ({
      teamId,
      sessionId: id,
      speakerId: speakers[index % speakers.length]?.id ?? '',
    })),
  })
  return '2026-11-11'
}

/** Every author wants or skips a good half of the sessions, each their own. */
async function want(conferenceId: string, authors: Member[]) {
  const sessions = await db.session.findMany({ where: { conferenceId }, orderBy: { title: 'asc' } })
  const wishes = ['now', 'later', undefined, 'skip', undefined] as const
  await db.interest.createMany({
    data: authors.flatMap(({ teamId, userId }, who) =>
      sessions.flatMap(({ id: sessionId }, index) => {
        const wish = wishes[(index + who) % wishes.length]
        return wish ? [{ teamId, userId, sessionId, wish }] : []
      }),
    ),
  })
}

async function fillList({ teamId, userId }: Member, size: number) {
  const { plain, html, rendererVersion } = renderMarkdown('Read this **before** the workshop.')
  const list = await db.readingList.create({
    data: { teamId, id: newId(), slug: 'bench', title: 'Bench list', createdById: userId },
  })
  const links = Array.from({ length: size }, (_, index) => ({
    teamId,
    id: newId(),
    url: `https://example.org/papers/${size}/${index}`,
    normalisedUrl: `https://example.org/papers/${size}/${index}`,
    urlHash: `bench-${size}-${index}`,
    normaliserVersion,
    type: 'paper' as const,
    title: `Paper ${index}`,
    site: 'example.org',
    createdById: userId,
  }))
  await db.link.createMany({ data: links })
  const keys = generateNKeysBetween(null, null, size)
  await db.entry.createMany({
    data: links.map(({ id }, index) => ({
      teamId,
      id: newId(),
      readingListId: list.id,
      linkId: id,
      addedById: userId,
      orderKey: keys[index] ?? '',
      whySource: plain,
      whyPlain: plain,
      whyHtml: html,
      rendererVersion,
    })),
  })
  return list
}

async function openTo({ teamId, userId }: Member, list: { id: string }) {
  const token = newToken()
  const share = { teamId, id: newId(), tokenHash: hashToken(token), createdById: userId }
  await db.share.create({ data: { ...share, readingListId: list.id } })
  return token
}

/** The cookie of a browser that is signed in as a member. */
export async function cookieOf({ userId }: Member): Promise<string> {
  const id = newId()
  const expiresAt = new Date(Date.now() + 86_400_000)
  await db.login.create({ data: { id, userId, expiresAt } })
  const salt = 'hallway.login'
  const secret = process.env.AUTH_SECRET ?? ''
  return `${salt}=${await encode({ token: { login: id }, secret, salt })}`
}
